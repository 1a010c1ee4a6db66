"""What readers are served from: the newest editions, in memory."""

import threading
from dataclasses import replace

import pytest
from django.db import DatabaseError, connection

from navigator.editions import shelf as shelf_module
from navigator.editions.models import Edition
from navigator.editions.shelf import A_MOMENT, Shelf, in_a_thread, shelf
from navigator.guide.voice import Reader
from tests.guides import real_guide
from tests.serving import Away, LookHere, serve, serve_unreadable

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
    assert edition.guide_for(Reader.OTHER).introduction == GUIDE.introduction_other


# Editions that cannot be read


def test_a_new_process_serves_the_newest_edition_that_can_be_read():
    serve(GUIDE)
    serve(RETITLED)
    for _ in range(2):
        serve_unreadable(GUIDE)
    assert (shelf.get(GUIDE.slug).guide, shelf.get(GUIDE.slug).number) == (RETITLED, 2)


def test_a_process_that_served_the_edition_before_goes_on_with_it():
    serve(GUIDE)
    shelf.editions()
    serve_unreadable(GUIDE)
    assert shelf.get(GUIDE.slug).guide == GUIDE


def test_a_guide_of_which_nothing_can_be_read_leaves_the_others_alone():
    serve_unreadable(GUIDE)
    serve(OTHER)
    assert titles() == [OTHER.title]


@pytest.mark.parametrize("before", [[], [GUIDE]], ids=["nothing before", "one before"])
def test_an_edition_that_cannot_be_read_is_tried_and_logged_once(
    before, caplog, django_assert_num_queries
):
    for each in before:
        serve(each)
    serve_unreadable(GUIDE)
    shelf.editions()
    assert [record.levelname for record in caplog.records] == ["ERROR"]
    with django_assert_num_queries(1):
        shelf.editions()
    assert len(caplog.records) == 1


def test_an_edition_after_one_that_cannot_be_read_is_served():
    serve_unreadable(GUIDE)
    shelf.editions()
    serve(RETITLED)
    assert titles() == [RETITLED.title]


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


# A database that hangs


class HangingLook(LookHere):
    """A look that is not answered until it is told to be."""

    def __init__(self, look):
        self.answer, self.waited, self.hangs = look, [], True

    def is_alive(self):
        return self.hangs

    def join(self, seconds):
        self.waited.append(seconds)


@pytest.fixture
def hanging(monkeypatch, settings, clock):
    """Makes the database hang, when it is called."""
    settings.EDITION_LOOK_SECONDS = 2
    begun = []

    def begin(*words):
        begun.append(HangingLook(*words))
        return begun[-1]

    def hang():
        monkeypatch.setattr(shelf_module, "in_a_thread", begin)
        clock.now += 2
        return begun

    return hang


def test_one_request_waits_a_moment_for_a_database_that_hangs_and_no_other(hanging, clock):
    serve(GUIDE)
    shelf.editions()
    begun = hanging()
    for _ in range(3):
        assert titles() == [GUIDE.title]
        clock.now += 60
    assert [look.waited for look in begun] == [[A_MOMENT]]
    assert shelf.is_cut_off


def test_a_database_that_was_slow_is_asked_again(hanging, clock, monkeypatch):
    serve(GUIDE)
    shelf.editions()
    (begun,) = [hanging()]
    titles()
    serve(RETITLED)
    begun[0].answer()
    begun[0].hangs = False
    assert titles() == [RETITLED.title]
    assert not shelf.is_cut_off


# A copy on disk


def restarted():
    """A process that has nothing in memory."""
    return Shelf()


def test_a_new_process_serves_the_copy_while_the_database_is_away(away):
    edition = serve(GUIDE)
    shelf.editions()
    away()
    new = restarted()
    (served,) = new.editions()
    assert served.guide == GUIDE
    assert (served.number, served.published_at) == (1, edition.published_at)
    assert new.is_cut_off


def test_the_copy_is_of_the_newest_edition(away):
    serve(GUIDE)
    shelf.editions()
    serve(RETITLED)
    shelf.editions()
    away()
    assert restarted().get(GUIDE.slug).guide == RETITLED


def test_a_copy_that_somebody_changed_is_not_served(away, settings):
    serve(GUIDE)
    shelf.editions()
    copy = settings.SHELF_COPY.read_text()
    settings.SHELF_COPY.write_text(copy[:100] + ("a" if copy[100] != "a" else "b") + copy[101:])
    away()
    with pytest.raises(DatabaseError):
        restarted().editions()


@pytest.mark.parametrize("content", ["", "cut", "\xff\x00"])
def test_a_copy_that_is_damaged_is_not_served(away, settings, content):
    settings.SHELF_COPY.write_text(content)
    away()
    with pytest.raises(DatabaseError):
        restarted().editions()


def test_a_copy_is_read_with_a_former_key(away, settings):
    serve(GUIDE)
    shelf.editions()
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key for tests, longer than fifty characters 0123456789"
    away()
    assert restarted().get(GUIDE.slug).guide == GUIDE


def test_a_process_that_served_a_copy_goes_on_with_the_database(away, monkeypatch):
    serve(GUIDE)
    shelf.editions()
    away()
    new = restarted()
    new.editions()
    monkeypatch.undo()
    serve(RETITLED)
    assert new.get(GUIDE.slug).guide == RETITLED
    assert not new.is_cut_off


def test_a_copy_that_cannot_be_written_costs_readers_nothing(settings, tmp_path, caplog):
    settings.SHELF_COPY = tmp_path / "no-such-folder" / "copy"
    serve(GUIDE)
    assert titles() == [GUIDE.title]
    assert "copy" in caplog.text


def test_an_edition_of_another_database_is_not_taken_for_ours(away, monkeypatch):
    serve(GUIDE)
    shelf.editions()
    Edition.objects.all()._raw_delete(using="default")
    serve(RETITLED)
    assert titles() == [RETITLED.title]


def test_a_look_is_made_in_a_thread_of_its_own():
    if connection.vendor == "sqlite":
        pytest.skip("the tests' SQLite is in the memory of one thread")
    serve(GUIDE)  # in this thread's transaction, so another one does not see it
    asked_in = []
    look = in_a_thread(lambda: asked_in.append((threading.get_ident(), Edition.objects.count())))
    look.join(30)
    ((thread, count),) = asked_in
    assert (thread != threading.get_ident(), count) == (True, 0)
