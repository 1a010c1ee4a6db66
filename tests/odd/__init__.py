"""Requests that no browser of an honest person sends: none of them may break anything."""

import pytest

pytest.register_assert_rewrite("tests.odd.sending")
