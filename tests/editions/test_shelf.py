"""What readers are served from: the newest editions, in memory."""

import threading
from dataclasses import replace
from datetime import date

import pytest
from django.db import DatabaseError, OperationalError, connection

from navigator.desk.models import Guide as Draft
from navigator.editions import shelf as shelf_module
from navigator.editions.models import Edition
from navigator.editions.publishing import publish_as_next, withdraw_as_next
from navigator.editions.readable import TAKEN_DOWN
from navigator.editions.shelf import A_MOMENT, AT_THE_START, Shelf, in_a_thread, shelf
from navigator.guide.review import Approved, Review
from navigator.guide.voice import Reader
from tests.library import library
from tests.serving import Away, LookHere, serve, serve_unreadable

pytestmark = pytest.mark.django_db

GUIDE = library()
RETITLED = replace(GUIDE, title="Another title")
OTHER = replace(GUIDE, slug="another-guide", title="A first title")


def titles(of=shelf):
    return [edition.guide.title for edition in of.editions()]


@pytest.fixture
def served():
    """An edition that is in memory and on disk."""
    edition = serve(GUIDE)
    shelf.editions()
    return edition


@pytest.fixture
def away(monkeypatch):
    """Take the database away, when it is called."""
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


def test_the_newest_edition_of_each_guide_is_served_as_it_was_published():
    serve(GUIDE)
    serve(OTHER)
    assert titles() == [OTHER.title, GUIDE.title]
    edition = serve(RETITLED)
    on_shelf = shelf.get(GUIDE.slug)
    assert on_shelf.guide == RETITLED
    assert (on_shelf.number, on_shelf.published_at) == (2, edition.published_at)
    assert (shelf.get(OTHER.slug).number, shelf.get("no-such-guide")) == (1, None)


def test_the_words_are_those_for_the_reader(served):
    edition = shelf.get(GUIDE.slug)
    assert edition.guide_for(Reader.SELF) == GUIDE
    assert edition.guide_for(Reader.OTHER).introduction == GUIDE.introduction_other


def test_a_guide_is_found_by_its_key_whatever_its_slug_and_read_as_an_edition_had_it():
    first = serve(GUIDE)
    serve(OTHER)
    renamed = replace(RETITLED, slug="another-slug")
    publish_as_next(renamed, first.guide_id, "Renamed")
    edition = shelf.get_by_key(first.guide_id)
    assert (edition.guide, edition.number, edition.guide_key) == (renamed, 2, first.guide_id)
    assert shelf.guide_in(1, first.guide_id) == GUIDE
    assert shelf.guide_in(3, first.guide_id) is None
    assert shelf.get_by_key(first.guide_id + 99, at_least=1) is None


# How often it looks


def test_an_edition_that_is_in_memory_is_not_read_again(served, django_assert_num_queries):
    kept = shelf.get(GUIDE.slug)
    with django_assert_num_queries(1):
        assert shelf.get(GUIDE.slug) is kept


def test_the_database_is_not_asked_more_often_than_set(
    settings, clock, served, django_assert_num_queries
):
    settings.EDITION_LOOK_SECONDS = 10
    shelf.editions()
    serve(RETITLED)
    clock.now += 9.9
    with django_assert_num_queries(0):
        assert titles() == [GUIDE.title]
    clock.now += 0.1
    assert titles() == [RETITLED.title]


def test_a_reader_who_has_seen_a_newer_edition_makes_it_look_before_its_time(
    settings, clock, served, django_assert_num_queries
):
    settings.EDITION_LOOK_SECONDS = 60
    shelf.editions()
    with django_assert_num_queries(0):
        assert shelf.get(GUIDE.slug, at_least=2).number == 1
    clock.now += 7
    with django_assert_num_queries(1):  # not at every request, though the edition cannot be had
        shelf.get(GUIDE.slug, at_least=2)
        shelf.get(GUIDE.slug, at_least=2)
    serve(RETITLED)
    clock.now += 7
    assert shelf.get(GUIDE.slug, at_least=1).number == 1
    assert shelf.get(GUIDE.slug, at_least=2).number == 2


def test_a_shelf_that_was_cleared_looks_at_once(settings, clock, served):
    settings.EDITION_LOOK_SECONDS = 10
    shelf.editions()
    serve(RETITLED)
    shelf.clear()
    assert titles() == [RETITLED.title]


# Editions that cannot be read


@pytest.mark.parametrize("at_hand", [True, False])
def test_the_newest_edition_that_can_be_read_is_served(at_hand):
    serve(GUIDE)
    serve(RETITLED)
    if at_hand:
        shelf.editions()
    for _ in range(2):
        serve_unreadable(GUIDE)
    assert (shelf.get(GUIDE.slug).guide, shelf.get(GUIDE.slug).number) == (RETITLED, 2)


@pytest.mark.parametrize("before", [[], [GUIDE]], ids=["nothing before", "one before"])
def test_an_edition_that_cannot_be_read_is_tried_and_logged_once(
    before, caplog, django_assert_num_queries
):
    for each in before:
        serve(each)
    serve_unreadable(GUIDE)
    serve(OTHER)
    assert len(titles()) == 1 + len(before)
    assert [record.levelname for record in caplog.records] == ["ERROR"]
    with django_assert_num_queries(1):
        shelf.editions()
    assert len(caplog.records) == 1
    serve(RETITLED)
    assert titles() == [OTHER.title, RETITLED.title]


# A guide that was taken from its readers


def test_a_guide_that_was_withdrawn_stays_so_until_it_is_published_again(served):
    withdraw_as_next(served, "We have taken it down.", "A wrong dose.")
    assert (shelf.get(GUIDE.slug).number, shelf.get(GUIDE.slug).guide) == (2, GUIDE)
    assert shelf.get(GUIDE.slug).withdrawn == "We have taken it down."
    serve(RETITLED)
    assert (shelf.get(GUIDE.slug).number, shelf.get(GUIDE.slug).withdrawn) == (3, "")


def test_a_new_process_knows_that_a_guide_was_withdrawn_while_the_database_is_away(served, away):
    withdraw_as_next(served, "We have taken it down.", "A wrong dose.")
    shelf.editions()
    away()
    (on_shelf,) = Shelf().editions()
    assert on_shelf.withdrawn == "We have taken it down."


@pytest.mark.parametrize("later", [0, 1], ids=["nothing later", "one later that cannot be read"])
def test_a_withdrawal_by_another_version_of_the_site_holds(served, later):
    """After a step back to a version that cannot read the edition, the one before is no way out."""
    withdraw_as_next(serve_unreadable(GUIDE), "We have taken it down.", "A wrong dose.")
    for _ in range(later):
        serve_unreadable(GUIDE)
    assert (shelf.get(GUIDE.slug).number, shelf.get(GUIDE.slug).guide) == (1, GUIDE)
    told = str(TAKEN_DOWN) if later else "We have taken it down."
    assert shelf.get(GUIDE.slug).withdrawn == told
    serve(RETITLED)
    assert shelf.get(GUIDE.slug).withdrawn == ""


# A database that is away


def test_readers_are_served_while_the_database_is_away(served, away, caplog, monkeypatch):
    """The log says that it went away and came back, once each."""
    caplog.set_level("INFO", shelf_module.__name__)
    away()
    for _ in range(3):
        assert titles() == [GUIDE.title]
    assert shelf.is_cut_off
    monkeypatch.undo()
    serve(RETITLED)
    for _ in range(2):
        assert titles() == [RETITLED.title]
    assert not shelf.is_cut_off
    assert [record.levelname for record in caplog.records] == ["ERROR", "INFO"]


def test_a_new_process_cannot_serve_without_a_database_and_a_copy(served, away, settings):
    settings.SHELF_COPY.unlink()
    away()
    for _ in range(2):
        with pytest.raises(DatabaseError):
            Shelf().editions()


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
    """Make the database hang, when it is called. Gives the looks that were begun since."""
    settings.EDITION_LOOK_SECONDS = 2
    begun = []

    def begin(look):
        begun.append(HangingLook(look))
        return begun[-1]

    def hang():
        monkeypatch.setattr(shelf_module, "in_a_thread", begin)
        clock.now += 2
        return begun

    return hang


def test_no_request_waits_for_an_older_edition_of_a_database_that_hangs(
    hanging, clock, django_assert_num_queries
):
    serve(GUIDE)
    serve(RETITLED)
    key = shelf.editions()[0].guide_key
    hanging()
    shelf.editions()
    clock.now += A_MOMENT
    with django_assert_num_queries(0), pytest.raises(OperationalError):
        shelf.guide_in(1, key)


def test_one_request_waits_a_moment_for_a_database_that_hangs_and_no_other(hanging, clock):
    serve(GUIDE)
    shelf.editions()
    begun = hanging()
    for _ in range(3):
        assert titles() == [GUIDE.title]
        clock.now += 60
    assert [look.waited for look in begun] == [[A_MOMENT]]
    assert shelf.is_cut_off
    serve(RETITLED)
    begun[0].answer()
    begun[0].hangs = False
    assert titles() == [RETITLED.title]
    assert not shelf.is_cut_off


def test_a_new_process_waits_for_a_database_that_hangs_and_takes_the_copy(hanging):
    serve(GUIDE)
    shelf.editions()
    begun, new = hanging(), Shelf()
    assert titles(new) == [GUIDE.title]
    assert begun[-1].waited == [AT_THE_START]


# A copy on disk


def test_a_new_process_serves_the_copy_while_the_database_is_away(served, away, monkeypatch):
    edition = serve(RETITLED)
    shelf.editions()
    away()
    new = Shelf()
    (on_shelf,) = new.editions()
    assert on_shelf.guide == RETITLED
    assert (on_shelf.number, on_shelf.published_at) == (2, edition.published_at)
    assert on_shelf.guide_key == edition.guide_id
    assert new.is_cut_off
    monkeypatch.undo()
    serve(GUIDE)
    assert titles(new) == [GUIDE.title]
    assert not new.is_cut_off


@pytest.mark.parametrize("of", [shelf, Shelf()], ids=["that ran before", "that starts after it"])
def test_a_guide_that_is_not_in_the_database_any_more_is_not_served_from_the_copy(served, away, of):
    Edition.objects.all()._raw_delete(using="default")  # as a restore does it
    assert of.editions() == []
    away()
    with pytest.raises(DatabaseError):
        Shelf().editions()


def test_a_copy_on_disk_tells_how_much_was_approved(served, away):
    review = Review(2, (Approved("guide", "", "Dr. Ana Silva", "nurse", date(2026, 3, 31)),))
    draft = Draft.objects.get(slug=GUIDE.slug)
    publish_as_next(GUIDE, draft.pk, "Reviewed", review=review.to_plain())
    shelf.editions()
    away()
    (on_shelf,) = Shelf().editions()
    assert on_shelf.review == review


def changed(copy):
    return copy[:100] + ("a" if copy[100] != "a" else "b") + copy[101:]


@pytest.mark.parametrize("damage", [lambda copy: "", lambda copy: "\xff\x00", changed])
def test_a_copy_that_somebody_changed_is_not_served(served, away, settings, damage):
    settings.SHELF_COPY.write_text(damage(settings.SHELF_COPY.read_text()))
    away()
    with pytest.raises(DatabaseError):
        Shelf().editions()


def test_a_copy_of_another_version_of_the_site_is_not_served(served, away, monkeypatch, caplog):
    monkeypatch.setattr("navigator.editions.shelf_copy.to_plain", lambda guide: {"format": 2})
    shelf.clear()
    shelf.editions()
    away()
    with pytest.raises(DatabaseError):
        Shelf().editions()
    assert "another version" in caplog.text


def test_a_copy_is_read_with_a_former_key(served, away, settings):
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key for tests, longer than fifty characters 0123456789"
    away()
    assert titles(Shelf()) == [GUIDE.title]


def test_a_copy_that_cannot_be_written_costs_readers_nothing(settings, tmp_path, caplog):
    settings.SHELF_COPY = tmp_path / "no-such-folder" / "copy"
    serve(GUIDE)
    assert titles() == [GUIDE.title]
    assert "copy" in caplog.text


def test_an_edition_of_another_database_is_not_taken_for_ours(served):
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
