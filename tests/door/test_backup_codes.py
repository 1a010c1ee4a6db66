"""Backup codes: each opens the door once, and nothing that is kept tells one."""

import pytest
from django.urls import reverse

from navigator.door.models import CODES, BackupCodes
from tests.html import parse

from .conftest import Person

pytestmark = pytest.mark.usefixtures("in_public")


def mark(person):
    """The value that the button sends that makes codes."""
    return person.opens("second_step").one("button", name="make_codes")["value"]


def makes_codes(person):
    response = person.client.post(reverse("admin:second_step"), {"make_codes": mark(person)})
    return [each.text for each in parse(response).all("code")]


@pytest.fixture
def codes(edith):
    """Edith's codes, as they were shown to her once."""
    edith.enrols()
    codes = makes_codes(edith)
    assert len(set(codes)) == CODES
    return codes


def tries(code):
    edith = Person()
    edith.gives_password()
    edith.gives_code(code)
    return edith.is_in


def test_each_opens_the_door_once(codes):
    assert tries(codes[0])
    assert not tries(codes[0])
    BackupCodes.objects.update(throttling_failure_timestamp=None)
    assert tries(codes[1].replace(" ", "").upper())
    assert len(BackupCodes.objects.get().hashes) == CODES - 2


def test_they_are_shown_once_and_not_kept(codes, edith):
    page = edith.opens("second_step")
    assert f"{CODES} codes left" in page.text
    kept = str(list(BackupCodes.objects.values()))
    for code in codes:
        assert code not in page.text
        assert code.replace(" ", "") not in kept


def test_new_ones_take_the_place_of_the_others(codes, edith):
    new = makes_codes(edith)
    assert not tries(codes[0])
    BackupCodes.objects.update(throttling_failure_timestamp=None)
    assert tries(new[0])


def test_a_page_that_is_sent_again_makes_no_new_ones(edith):
    """Or who loads it anew would lose those that they have just written down."""
    edith.enrols()
    sent = {"make_codes": mark(edith)}
    first, again = (edith.client.post(reverse("admin:second_step"), sent) for _ in range(2))
    codes = [each.text for each in parse(first).all("code")]
    assert not parse(again).all("code")
    assert "Codes were made already" in parse(again).text
    assert tries(codes[0])


def test_after_a_wrong_one_a_right_one_has_to_wait(codes):
    assert not tries("a" * 10)
    assert not tries(codes[0])


def test_they_are_of_no_use_to_a_colleague(codes, boss):
    boss.gives_password()
    boss.client.get(reverse("admin:enrol"))
    boss.gives_code(codes[0], "enrol")
    assert not boss.is_in


def test_a_former_key_of_the_site_still_knows_them(codes, settings):
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key of the site " * 3
    assert tries(codes[0])
    settings.SECRET_KEY_FALLBACKS = []
    assert not tries(codes[1])
