"""An edition that somebody changed in the database, or took out of it, is found and named."""

import json
from dataclasses import replace
from datetime import timedelta
from importlib import import_module
from io import StringIO

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import QuerySet

from navigator.editions.chain import digest_of, faults
from navigator.editions.models import ChainEnd, Edition
from navigator.editions.publishing import publish_as_next, withdraw_as_next
from navigator.editions.readable import TAKEN_DOWN
from navigator.editions.shelf import shelf
from tests.library import library
from tests.serving import serve

pytestmark = pytest.mark.django_db

GUIDE = library()
SLUG = GUIDE.slug
DOWN = str(TAKEN_DOWN)
OTHER = replace(GUIDE, slug="another-guide", title="A first title")


@pytest.fixture
def editions():
    """Three of one guide, and one of another."""
    serve(OTHER)
    anna = User.objects.create_user("anna")
    key = serve(GUIDE).guide_id
    for number in (2, 3):
        guide = replace(GUIDE, title=f"Title {number}")
        publish_as_next(guide, key, f"Note {number}.", anna, review={"parts": number})
    return Edition.objects.filter(guide=key).order_by("number")


def checked(verbosity=1):
    """Return the words of the command, and its exit code."""
    out = StringIO()
    try:
        call_command("check_editions", stdout=out, verbosity=verbosity)
    except SystemExit as end:
        return out.getvalue(), end.code
    return out.getvalue(), 0


def change(editions, number, /, **values):
    """Change an edition past the site."""
    assert QuerySet.update(editions.filter(number=number), **values) == 1


def test_a_chain_of_many_is_sound(editions):
    for number in range(30):
        publish_as_next(GUIDE, editions[0].guide_id, f"More {number}")
    withdraw_as_next(editions.last(), "Taken down.", "A wrong dose.")
    publish_as_next(GUIDE, editions[0].guide_id, "Back")
    assert faults() == []
    assert checked() == ("All 36 editions of 2 guides are as they were published.\n", 0)


def test_nothing_is_mailed_at_night_while_all_is_well(editions):
    assert checked(verbosity=0) == ("", 0)
    change(editions, 2, note="Another note.")
    assert checked(verbosity=0) == (f"{SLUG}: Edition 2 is not as it was published.\n", 1)


def test_a_site_without_editions_has_nothing_wrong():
    assert checked() == ("All 0 editions of 0 guides are as they were published.\n", 0)


CHANGES = {
    "content": lambda edition: edition.content | {"title": "Another"},
    "review": lambda edition: {"parts": 9},
    "withdrawn": lambda edition: "Taken down by a stranger.",
    "note": lambda edition: "Another note.",
    "published_at": lambda edition: edition.published_at + timedelta(microseconds=1),
    "published_by": lambda edition: None,
    "before": lambda edition: "0" * 64,
    "digest": lambda edition: "",
    "number": lambda edition: 9,
    "guide": lambda edition: edition.guide.__class__.objects.get(slug=OTHER.slug),
}


@pytest.mark.parametrize("name", CHANGES)
@pytest.mark.parametrize("number", [2, 3])
def test_each_field_that_was_changed_is_found_and_readers_are_served_the_one_before(
    editions, name, number
):
    edition = editions.get(number=number)
    assert CHANGES[name](edition) != getattr(edition, name)
    change(editions, number, **{name: CHANGES[name](edition)})
    said, code = checked()
    now = Edition.objects.get(pk=edition.pk)
    assert code == 1
    assert f"{now.guide.slug}: Edition {now.number} is not as it was published." in said
    if number == 3:
        assert shelf.get(SLUG).number == 2
        assert shelf.get(SLUG).withdrawn == (DOWN if name in ("withdrawn", "number") else "")
        assert shelf.get(OTHER.slug).number == 1
    elif name not in ("number", "guide"):
        assert shelf.get(SLUG).number == 3


def test_an_edition_that_was_changed_with_its_hash_no_longer_carries_the_next_one(editions):
    """Whoever changes one has to change all that follow as well."""
    second = editions.get(number=2)
    second.note = "Another note."
    change(editions, 2, note=second.note, digest=digest_of(second))
    assert faults() == [f"{SLUG}: Edition 3 does not follow the one before it."]


@pytest.mark.parametrize("number", [1, 2])
def test_an_edition_that_was_taken_out_is_missed(editions, number):
    editions.filter(number=number)._raw_delete(using="default")
    assert checked() == (f"{SLUG}: Before edition {number + 1}, one is missing.\n", 1)


def test_one_that_was_taken_off_the_end_is_missed(editions):
    missed = f"{SLUG}: The newest edition is missing, or edition 2 is not it."
    editions.filter(number=3)._raw_delete(using="default")
    assert checked() == (f"{missed}\n", 1)
    publish_as_next(GUIDE, editions[0].guide_id, "A third again")
    assert faults() == [f"{SLUG}: Edition 3 does not follow the one before it."]


def test_a_guide_without_any_edition_left_is_missed(editions):
    editions._raw_delete(using="default")
    assert faults() == [f"{SLUG}: No edition is left."]


def test_the_newest_one_that_was_changed_with_its_hash_is_found(editions):
    third = editions.get(number=3)
    third.note = "Another note."
    change(editions, 3, note=third.note, digest=digest_of(third))
    assert faults() == [f"{SLUG}: The newest edition is missing, or edition 3 is not it."]


CHANGES_OF_A_WITHDRAWAL = {
    "its note": {"note": "Another note."},
    "what readers are told": {"withdrawn": "It was a mistake."},
    "that it is one": {"withdrawn": ""},
    "its content": {"content": {}},
    "its hash": {"digest": ""},
    "its number": {"number": 1000},
    "all of it": None,
}


@pytest.mark.parametrize("name", CHANGES_OF_A_WITHDRAWAL)
def test_a_withdrawn_guide_stays_away_whatever_is_done_to_the_edition_that_says_so(editions, name):
    last = editions.get(number=3)
    fourth = withdraw_as_next(last, "Taken down: a wrong dose.", "A wrong dose.").number
    assert shelf.get(SLUG).withdrawn == "Taken down: a wrong dose."
    values = CHANGES_OF_A_WITHDRAWAL[name]
    if values is None:
        editions.filter(number=fourth)._raw_delete(using="default")
    else:
        change(editions, fourth, **values)
    assert faults() != []
    shelf.clear()
    assert shelf.get(SLUG).withdrawn == DOWN
    publish_as_next(GUIDE, last.guide_id, "Put right.")
    assert shelf.get(SLUG).withdrawn == ""


def test_nothing_from_before_a_withdrawal_is_served_where_what_came_after_is_no_more(editions):
    """The edition that withdrew the guide is gone, and the one that gave it back was changed."""
    last = editions.get(number=3)
    withdraw_as_next(last, "Taken down: a wrong dose.", "A wrong dose.")
    publish_as_next(replace(GUIDE, title="Put right"), last.guide_id, "Put right.")
    assert (shelf.get(SLUG).guide.title, shelf.get(SLUG).withdrawn) == ("Put right", "")
    editions.filter(number=4)._raw_delete(using="default")
    change(editions, 5, note="Another note.")
    shelf.clear()
    assert (shelf.get(SLUG).number, shelf.get(SLUG).withdrawn) == (3, DOWN)


def test_the_words_of_an_older_withdrawal_are_not_told_for_a_newer_one(editions):
    last = editions.get(number=3)
    withdraw_as_next(last, "An old reason.", "A wrong dose.")
    publish_as_next(GUIDE, last.guide_id, "Put right.")
    withdraw_as_next(editions.last(), "A new reason.", "Another.")
    assert shelf.get(SLUG).withdrawn == "A new reason."
    change(editions, 5, note="Another note.")
    editions.filter(number=6)._raw_delete(using="default")
    shelf.clear()
    assert (shelf.get(SLUG).number, shelf.get(SLUG).withdrawn) == (4, DOWN)


def test_a_withdrawal_that_was_deleted_before_the_next_look_still_holds(editions):
    assert shelf.get(SLUG).withdrawn == ""
    withdraw_as_next(editions.last(), "Taken down.", "A wrong dose.")
    editions.filter(number=4)._raw_delete(using="default")
    assert shelf.get(SLUG).withdrawn == DOWN


def test_a_guide_whose_end_is_not_known_is_not_served(editions):
    ChainEnd.objects.filter(guide__slug=SLUG).delete()
    assert shelf.get(SLUG).withdrawn == DOWN
    assert faults() == [f"{SLUG}: The newest edition is missing, or edition 3 is not it."]


def test_two_witnesses_who_disagree_are_named_and_the_guide_stays_away(editions):
    end = ChainEnd.objects.filter(guide__slug=SLUG)
    end.update(is_withdrawn=True)
    assert faults() == [f"{SLUG}: Edition 3 does not say that it withdrew the guide."]
    assert shelf.get(SLUG).withdrawn == DOWN
    withdraw_as_next(editions.last(), "Taken down.", "A wrong dose.")
    assert faults() == []
    end.update(is_withdrawn=False)
    assert faults() == [f"{SLUG}: Only edition 4 itself says that it withdrew the guide."]
    assert shelf.get(SLUG).withdrawn == "Taken down."


def test_two_that_changed_places_are_found(editions):
    for number, becomes in ((1, 99), (2, 1), (99, 2)):
        change(editions, number, number=becomes)
    for number in (1, 2):
        assert f"{SLUG}: Edition {number} is not as it was published." in faults()


def test_an_edition_that_was_changed_is_named_in_the_log_once(editions, caplog):
    change(editions, 3, note="Another note.")
    for _ in range(2):
        assert shelf.get(SLUG).guide.title == "Title 2"
    (record,) = caplog.records
    assert record.levelname == "ERROR"
    assert "edition 3 is not as it was published" in record.getMessage()


def test_a_guide_whose_only_edition_was_changed_is_not_served(editions):
    change(Edition.objects.filter(guide__slug=OTHER.slug), 1, note="Another note.")
    assert shelf.get(OTHER.slug) is None
    assert shelf.guide_in(1, Edition.objects.get(guide__slug=OTHER.slug).guide_id) is None


@pytest.mark.parametrize(
    "odd",
    [
        [],
        {"parts": 1, "approved": [{"on": "2026-01-01"}]},
        {"approved": [{"on": 7}]},
        {"approved": 5},
    ],
)
def test_an_edition_whose_review_cannot_be_read_holds_up_no_other_guide(editions, odd):
    """Another version of the site may have written it."""
    third = editions.get(number=3)
    third.review = odd
    change(editions, 3, review=odd, digest=digest_of(third))
    assert shelf.get(SLUG).number == 2
    assert shelf.get(OTHER.slug).number == 1


def reordered(value):
    """The same with the fields of each part in another order, as a JSON column may have them."""
    if isinstance(value, dict):
        return {name: reordered(value[name]) for name in sorted(value, reverse=True)}
    return [*map(reordered, value)] if isinstance(value, list) else value


def test_the_order_in_which_a_database_gives_fields_back_does_not_matter(editions):
    content = editions.last().content
    assert json.dumps(reordered(content)) != json.dumps(content)
    change(editions, 3, content=reordered(content))
    assert faults() == []


def test_editions_from_before_get_their_hashes(editions):
    withdraw_as_next(editions[2], "Taken down.", "A wrong dose.")
    hashes = list(Edition.objects.order_by("pk").values_list("before", "digest"))
    QuerySet.update(Edition.objects.all(), before="", digest="")
    ChainEnd.objects.all().delete()
    assert len(faults()) == 7
    state = MigrationExecutor(connection).loader.project_state([("editions", "0004_chain_end")])
    import_module("navigator.editions.migrations.0003_chain").make_chain(state.apps, None)
    import_module("navigator.editions.migrations.0004_chain_end").keep_ends(state.apps, None)
    assert faults() == []
    ends = dict(ChainEnd.objects.values_list("guide__slug", "is_withdrawn"))
    assert ends == {SLUG: True, OTHER.slug: False}
    assert list(Edition.objects.order_by("pk").values_list("before", "digest")) == hashes
