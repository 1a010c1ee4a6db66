"""Real Chromium against the real server. No wording is asserted, except the guide's own."""

import pytest

pytest.register_assert_rewrite("tests.browser.steps", "tests.browser.watching")
