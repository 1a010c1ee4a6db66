"""Two members of staff at one guide at the same moment, on either database: see racing.py."""

import pytest

from .racing import RACES


@pytest.mark.parametrize("race", RACES)
def test_nothing_that_was_told_as_done_is_lost_or_done_twice(site, race):
    number = list(RACES).index(race)
    site.runs("-m", "tests.operations.inside", "racing", str(number))
