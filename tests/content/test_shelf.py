"""What readers are served from: the newest editions, in memory."""

from dataclasses import replace

import pytest
from django.db import DatabaseError

from navigator.content import shelf as shelf_module
from navigator.content.shelf import Shelf, shelf
from navigator.matching.voice import Reader
from tests.guides import real_guide
from tests.serving import Away, serve

pytestmark = pytest.mark.django_db

GUIDE = real_guide()
RETITLED = replace(GUIDE, title="Another title")
OTHER = replace(GUIDE, slug="another-guide", title="A first title")


def titles():
    return [edition.guide.title for edition in shelf.editions()]


@pytest.fixture
def away(monkeypatch):
    """Takes the database away, when it is called."""
    return lambda: monkeypatch.setattr(shelf_module.Edition, "objects", Away())


@pytest.fixture
def clock(monkeypatch):
    """A clock that stands still until it is told to go on."""

    class Clock:
        now = 1_000.0

        def monotonic(self):
            return self.now

    monkeypatch.setattr(shelf_module, "time", Clock())
    return shelf_module.time


def test_an_empty_shelf_serves_nothing():
    assert shelf.editions() == []
    assert shelf.get(GUIDE.slug) is None


def test_an_edition_is_served_as_it_was_published():
    edition = serve(GUIDE)
    on_shelf = shelf.get(GUIDE.slug)
    assert on_shelf.guide == GUIDE
    assert (on_shelf.number, on_shelf.published_at) == (1, edition.published_at)


def test_the_newest_edition_is_served():
    for title in ("Second", "Third"):
        serve(replace(GUIDE, title=title))
        assert titles() == [title]
    assert shelf.get(GUIDE.slug).number == 2


def test_guides_stand_by_title():
    serve(GUIDE)
    serve(OTHER)
    assert titles() == [OTHER.title, GUIDE.title]


def test_each_guide_has_its_own_newest_edition():
    serve(GUIDE)
    serve(OTHER)
    serve(RETITLED)
    assert (shelf.get(GUIDE.slug).number, shelf.get(OTHER.slug).number) == (2, 1)


def test_a_reader_who_has_seen_a_newer_edition_makes_it_look_before_its_time(settings, clock):
    settings.EDITION_LOOK_SECONDS = 60
    serve(GUIDE)
    assert shelf.get(GUIDE.slug).number == 1
    serve(RETITLED)
    clock.now += 7
    assert shelf.get(GUIDE.slug, at_least=1).number == 1
    assert shelf.get(GUIDE.slug, at_least=2).number == 2


def test_an_edition_that_cannot_be_had_is_not_looked_for_at_every_request(
    settings, clock, django_assert_num_queries
):
    settings.EDITION_LOOK_SECONDS = 60
    serve(GUIDE)
    shelf.get(GUIDE.slug)
    with django_assert_num_queries(0):
        assert shelf.get(GUIDE.slug, at_least=2).number == 1
    clock.now += 7
    with django_assert_num_queries(1):
        shelf.get(GUIDE.slug, at_least=2)
        shelf.get(GUIDE.slug, at_least=2)


def test_an_edition_that_is_in_memory_is_not_read_again(django_assert_num_queries):
    serve(GUIDE)
    kept = shelf.get(GUIDE.slug)
    with django_assert_num_queries(1):
        assert shelf.get(GUIDE.slug) is kept


def test_the_words_are_those_for_the_reader():
    serve(GUIDE)
    edition = shelf.get(GUIDE.slug)
    assert edition.guide_for(Reader.SELF) == GUIDE
    assert edition.guide_for(Reader.OTHER).summary == GUIDE.summary_other


# A database that is away


def test_readers_are_served_while_the_database_is_away(away):
    serve(GUIDE)
    shelf.editions()
    away()
    assert titles() == [GUIDE.title]
    assert shelf.get(GUIDE.slug).guide == GUIDE


def test_a_database_that_is_away_is_logged(away, caplog):
    serve(GUIDE)
    shelf.editions()
    away()
    shelf.editions()
    assert [record.levelname for record in caplog.records] == ["ERROR"]


def test_a_new_process_cannot_serve_while_the_database_is_away(away):
    serve(GUIDE)
    away()
    with pytest.raises(DatabaseError):
        Shelf().editions()


def test_a_database_that_comes_back_is_read_again(away, monkeypatch):
    serve(GUIDE)
    shelf.editions()
    away()
    shelf.editions()
    monkeypatch.undo()
    serve(RETITLED)
    assert titles() == [RETITLED.title]


# How often it looks


def test_the_database_is_not_asked_more_often_than_set(settings, clock, django_assert_num_queries):
    settings.EDITION_LOOK_SECONDS = 10
    serve(GUIDE)
    shelf.editions()
    serve(RETITLED)
    clock.now += 9.9
    with django_assert_num_queries(0):
        assert titles() == [GUIDE.title]
    clock.now += 0.1
    assert titles() == [RETITLED.title]


def test_a_database_that_is_away_is_not_asked_more_often_either(settings, clock, away, caplog):
    settings.EDITION_LOOK_SECONDS = 10
    serve(GUIDE)
    shelf.editions()
    away()
    clock.now += 10
    for _ in range(3):
        shelf.editions()
    assert len(caplog.records) == 1


def test_a_shelf_that_was_cleared_looks_at_once(settings, clock):
    settings.EDITION_LOOK_SECONDS = 10
    serve(GUIDE)
    shelf.editions()
    serve(RETITLED)
    shelf.clear()
    assert titles() == [RETITLED.title]
