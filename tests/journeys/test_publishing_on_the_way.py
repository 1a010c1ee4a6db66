"""Staff publish while a reader is in the middle of the questions.

Nobody loses an answer that still fits, the reader is told once, and never sees half of a change.
"""

from dataclasses import replace

import pytest
from django.utils import timezone

from navigator.desk.drafts import publish
from navigator.desk.rows import write_draft
from navigator.editions import shelf as shelf_module
from navigator.editions.published import Published
from navigator.editions.shelf import Shelf, shelf
from navigator.guide.model import Kind
from tests.guide import reference
from tests.guide.builders import a_situation, any_of
from tests.html import parse
from tests.library import library
from tests.serving import path_to
from tests.variants import with_choice, with_extra, with_part, without_choice, without_question

from .reader import Reader

GUIDE = library()
OPTIONS = path_to("options")
SAID = {"age": ["adult"], "home": ["in-town"], "likes": ["books", "games"]}

REWORDED = with_part(GUIDE, "questions", "likes", text="What is it all for?")
RULED = with_part(
    GUIDE, "options", "post-card", situations=(a_situation(any_of("home", "in-town")),)
)
LATE = replace(
    GUIDE.option_by_slug["post-card"],
    slug="late-card",
    situations=(a_situation(any_of("late", "far")),),
)
ADDED = replace(GUIDE.question_by_slug["home"], slug="late", text="How late are you?")
LONGER = with_extra(
    replace(GUIDE, questions=(GUIDE.questions[0], ADDED, *GUIDE.questions[1:])), "options", LATE
)
FEWER = without_choice(GUIDE, "home", "in-town")

# By what was changed: the edition, and the answers of SAID that still fit it.
FITTING = {
    "wording": (REWORDED, set(SAID)),
    "a rule": (RULED, set(SAID)),
    "a question more": (LONGER, set(SAID)),
    "another order": (
        replace(GUIDE, questions=(GUIDE.questions[3], GUIDE.questions[2], *GUIDE.questions[:2])),
        set(SAID),
    ),
    "a question less": (without_question(GUIDE, "home"), {"age", "likes"}),
    "an answer less": (FEWER, {"age", "likes"}),
    "one answer and not several": (
        with_part(GUIDE, "questions", "likes", kind=Kind.ONE),
        {"age", "home"},
    ),
    "an answer that excludes others": (
        with_choice(GUIDE, "likes", "books", exclusive=True),
        {"age", "home"},
    ),
}
# Those whose page can still be sent as it stands.
STILL_ASKED = {name: FITTING[name] for name in FITTING if name != "an answer less"}


class Told(Reader):
    """A reader who counts the pages on which they are told of a new edition."""

    told = 0

    def _arrives(self, response, place):
        super()._arrives(response, place)
        self.told += bool(self.page.all(class_="note news"))

    def goes_on_with(self, guide):
        self.guide = guide
        return self

    def answers_what_is_asked(self, known):
        while self.question:
            self.picks(known.get(self.question, ["far"]))
        return self

    def answered(self):
        return {slug: sorted(chosen) for slug, chosen in self.said().items()}


@pytest.fixture
def visitor(shelve):
    shelve(GUIDE)
    return Told(GUIDE)


@pytest.fixture
def in_the_middle(visitor):
    """A reader before whom the page of "home" is open."""
    visitor.starts().answers(age="adult")
    assert visitor.question == "home"
    return visitor


# At the end of the questions


@pytest.mark.parametrize(("edition", "fits"), FITTING.values(), ids=FITTING)
def test_answers_that_still_fit_are_kept_and_the_reader_is_told_once(
    visitor, shelve, edition, fits
):
    visitor.starts().answers(**SAID)
    shelve(edition)
    visitor.goes_on_with(edition).sees_options()
    kept = {slug: SAID[slug] for slug in edition.question_by_slug if slug in fits}
    assert visitor.answered() == kept
    as_sets = {slug: set(chosen) for slug, chosen in kept.items()}
    assert visitor.verdicts() == reference.verdicts(edition, as_sets)
    visitor.opens(path_to("handout")).starts().sees_options()
    assert visitor.told == 1


def test_who_has_said_nothing_and_who_reads_another_guide_is_told_nothing(visitor, shelve):
    visitor.opens(path_to())
    shelve(REWORDED)
    visitor.goes_on_with(REWORDED).sees_options().starts().answers(**SAID)
    for guide in (GUIDE, REWORDED):
        shelve(replace(guide, slug="another"))
        visitor.sees_options()
    assert visitor.told == 0


# In the middle of the questions


@pytest.mark.parametrize(("edition", "fits"), STILL_ASKED.values(), ids=STILL_ASKED)
def test_an_open_page_can_be_sent_and_the_way_goes_on(in_the_middle, shelve, edition, fits):
    shelve(edition)
    in_the_middle.picks(SAID["home"])
    in_the_middle.goes_on_with(edition).answers_what_is_asked({**SAID, "likes": ["games"]})
    assert in_the_middle.at_options
    answered = in_the_middle.answered()
    assert answered["age"] == ["adult"]
    assert answered.get("home") == (["in-town"] if "home" in fits else None)
    as_sets = {slug: set(chosen) for slug, chosen in answered.items()}
    assert in_the_middle.verdicts() == reference.verdicts(edition, as_sets)
    assert in_the_middle.told == 1


def test_an_answer_that_is_gone_is_asked_again_and_nothing_else_is_lost(in_the_middle, shelve):
    form = in_the_middle.form
    shelve(FEWER)
    response = in_the_middle.client.post(in_the_middle.place, form.filled(home=["in-town"]))
    assert response.status_code == 422
    assert "in-town" not in [each.get("value") for each in parse(response).all("input")]
    in_the_middle.goes_on_with(FEWER).opens(in_the_middle.place)
    in_the_middle.answers(home="nearby", likes=["books"])
    assert in_the_middle.answered() == {"age": ["adult"], "home": ["nearby"], "likes": ["books"]}


def test_a_question_that_was_added_before_is_asked(in_the_middle, shelve):
    shelve(LONGER)
    assert in_the_middle.picks(SAID["home"]).question == "late"


def test_a_rule_that_needs_no_more_questions_ends_them(in_the_middle, shelve):
    everyone = tuple(replace(each, for_everyone=True, situations=()) for each in GUIDE.options)
    shelve(replace(GUIDE, options=everyone))
    assert in_the_middle.picks(SAID["home"]).at_options


def test_two_editions_in_a_row_are_told_of_once(in_the_middle, shelve):
    shelve(REWORDED)
    shelve(RULED)
    in_the_middle.goes_on_with(RULED).sees_options().sees_options()
    assert in_the_middle.told == 1


def test_going_back_to_the_old_edition_brings_no_lost_answer_back(visitor, shelve):
    visitor.starts().answers(age="adult", home="far")
    shorter = without_question(GUIDE, "home")
    shelve(shorter)
    visitor.goes_on_with(shorter).sees_options()
    shelve(GUIDE)
    assert visitor.goes_on_with(GUIDE).sees_options().answered() == {"age": ["adult"]}


# Half of a change


def seen_by(visitor):
    """What a reader reads on each page, and where its links lead."""
    steps = ("", "options", "all-options", "handout", "questions/home", "glossary", "about")
    paths = (path_to(*filter(None, [step])) for step in steps)
    found = [parse(visitor.client.get(path)) for path in paths]
    return [(page.text, [link["href"] for link in page.all("a", href=True)]) for page in found]


@pytest.mark.django_db
def test_readers_see_nothing_of_what_is_being_edited():
    draft = write_draft(GUIDE)
    publish(draft, "First")
    visitor = Told(GUIDE).starts().answers(age="adult")
    before = seen_by(visitor)
    draft.option_set.filter(slug="town-card").update(plain="Half of a change.")
    draft.notice_set.filter(slug="opening-hours").delete()
    draft.question_set.filter(slug="home").update(text="The other half?", position=0)
    assert seen_by(visitor) == before
    publish(draft, "Both halves")
    text = " ".join(text for text, _ in seen_by(visitor))
    assert "Half of a change." in text
    assert "The other half?" in text


def test_a_page_is_of_one_edition_even_if_the_next_comes_while_it_is_made(
    in_the_middle, shelve, monkeypatch
):
    """The edition is taken once a request."""
    take, taken = shelf.get, []

    def take_and_publish(slug, at_least=0):
        taken.append(take(slug, at_least))
        shelve(replace(RULED, title="Another title"))
        return taken[-1]

    monkeypatch.setattr(shelf, "get", take_and_publish)
    page = parse(in_the_middle.client.get(OPTIONS))
    assert len(taken) == 1
    assert "Another title" not in page.text
    verdicts = {each["data-option"]: each["data-verdict"] for each in page.all(data_option=True)}
    assert verdicts == reference.verdicts(GUIDE, {"age": {"adult"}})


# Two processes, of which one has not looked yet


class Slow(Shelf):
    """A shelf that looks again only when it is told that there is more."""

    newest = None

    def _look_if_due(self, seconds):
        if self.newest and seconds < shelf_module.settings.EDITION_LOOK_SECONDS:
            self._editions = {1: Published(2, timezone.now(), self.newest, 1)}


@pytest.fixture
def slow(visitor, monkeypatch):
    """A process that serves the first edition. Called, it takes the next requests, or no more."""
    other = Slow()
    other._editions = {1: shelf.get(GUIDE.slug)}

    def takes_over(yes, **known):
        vars(other).update(known)
        monkeypatch.setattr(shelf_module, "shelf", other if yes else shelf)

    return takes_over


def test_an_answer_to_a_new_question_outlives_a_process_that_is_behind(slow, in_the_middle, shelve):
    shelve(LONGER)
    assert in_the_middle.picks(SAID["home"]).picks(["far"]).question == "likes"
    slow(True)
    in_the_middle.client.get(OPTIONS)
    in_the_middle.picks(["games"])
    slow(False)
    in_the_middle.goes_on_with(LONGER).sees_options()
    assert in_the_middle.answered()["late"] == ["far"]
    assert in_the_middle.answered()["likes"] == ["games"]


def test_a_process_that_is_behind_does_not_tell_again(slow, in_the_middle, shelve):
    shelve(REWORDED)
    for is_slow in (False, True, False, True, False):
        slow(is_slow)
        in_the_middle.sees_options()
    assert in_the_middle.told == 1


def test_an_answer_sent_to_a_process_that_is_behind_makes_it_look_again(
    slow, in_the_middle, shelve, settings
):
    settings.EDITION_LOOK_SECONDS = 3600
    shelve(LONGER)
    assert in_the_middle.picks(SAID["home"]).question == "late"
    slow(True, newest=LONGER)
    in_the_middle.goes_on_with(LONGER).picks(["far"])
    assert in_the_middle.answered()["late"] == ["far"]
