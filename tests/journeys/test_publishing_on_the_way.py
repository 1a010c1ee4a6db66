"""Staff publish while a reader is in the middle of the questions.

Nobody loses an answer that still fits, the reader is told once, and never sees half of a change.
"""

from dataclasses import replace

import pytest

from navigator.desk.drafts import publish, write_draft
from navigator.editions import shelf as shelf_module
from navigator.editions.shelf import Shelf, shelf
from navigator.guide.model import Kind
from tests.guide import reference
from tests.guide.strategies import a_situation, any_of
from tests.html import parse
from tests.library import library
from tests.serving import path_to
from tests.variants import with_choice, with_part, without_choice, without_question

from .reader import Reader

GUIDE = library()
SAID = {"age": ["adult"], "home": ["in-town"], "likes": ["books", "games"]}
ADDED = replace(GUIDE.question_by_slug["home"], slug="late", text="How late are you?")
LATE = replace(
    GUIDE.option_by_slug["post-card"],
    slug="late-card",
    situations=(a_situation(any_of("late", "far")),),
)

REWORDED = with_part(GUIDE, "questions", "likes", text="What is it all for?")
RULED = with_part(
    GUIDE, "options", "post-card", situations=(a_situation(any_of("home", "in-town")),)
)
LONGER = replace(
    GUIDE,
    questions=(GUIDE.questions[0], ADDED, *GUIDE.questions[1:]),
    options=(*GUIDE.options, LATE),
)
SHORTER = without_question(GUIDE, "home")
FEWER = without_choice(GUIDE, "home", "in-town")
REORDERED = replace(GUIDE, questions=(GUIDE.questions[3], GUIDE.questions[2], *GUIDE.questions[:2]))
ONE_ONLY = replace(
    GUIDE, questions=(*GUIDE.questions[:3], replace(GUIDE.questions[3], kind=Kind.ONE))
)
EXCLUSIVE = with_choice(GUIDE, "likes", "books", exclusive=True)

# By what was changed: the edition, and the answers of SAID that still fit it.
FITTING = {
    "wording": (REWORDED, set(SAID)),
    "a rule": (RULED, set(SAID)),
    "a question more": (LONGER, set(SAID)),
    "another order": (REORDERED, set(SAID)),
    "a question less": (SHORTER, {"age", "likes"}),
    "an answer less": (FEWER, {"age", "likes"}),
    "one answer and not several": (ONE_ONLY, {"age", "home"}),
    "an answer that excludes others": (EXCLUSIVE, {"age", "home"}),
}
changes = pytest.mark.parametrize(("edition", "fits"), FITTING.values(), ids=FITTING)


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


@pytest.fixture
def draft(db):
    draft = write_draft(GUIDE)
    publish(draft, "First")
    return draft


@pytest.fixture
def visitor(draft):
    return Told(GUIDE)


def publishes(guide):
    return publish(write_draft(guide), "A change")


def said(visitor):
    return {slug: sorted(chosen) for slug, chosen in visitor.said().items()}


# At the end of the questions


@changes
def test_answers_that_still_fit_are_kept(visitor, edition, fits):
    visitor.starts().answers(**SAID)
    publishes(edition)
    visitor.goes_on_with(edition).sees_options()
    assert said(visitor) == {slug: SAID[slug] for slug in edition.question_by_slug if slug in fits}


@changes
def test_the_verdicts_are_those_of_the_new_edition(visitor, edition, fits):
    visitor.starts().answers(**SAID)
    publishes(edition)
    visitor.goes_on_with(edition)
    kept = {slug: set(SAID[slug]) for slug in fits}
    assert visitor.sees_options().verdicts() == reference.verdicts(edition, kept)


@changes
def test_a_reader_is_told_once(visitor, edition, fits):
    visitor.starts().answers(**SAID)
    publishes(edition)
    visitor.goes_on_with(edition)
    for _ in range(3):
        visitor.sees_options()
    visitor.opens(path_to("handout", guide=GUIDE.slug)).starts()
    assert visitor.told == 1


def test_a_reader_who_has_said_nothing_is_told_nothing(visitor):
    visitor.opens(path_to(guide=GUIDE.slug))
    publishes(REWORDED)
    visitor.goes_on_with(REWORDED).sees_options()
    assert visitor.told == 0


def test_a_change_of_another_guide_is_not_told(visitor):
    visitor.starts().answers(**SAID)
    publish(write_draft(replace(GUIDE, slug="other-card")), "First")
    publish(write_draft(replace(REWORDED, slug="other-card")), "Second")
    visitor.sees_options()
    assert visitor.told == 0


# In the middle of the questions: the page of "home" is open


@pytest.fixture
def in_the_middle(visitor):
    visitor.starts().answers(age="adult")
    assert visitor.question == "home"
    return visitor


# Those whose page can still be sent as it stands.
STILL_ASKED = {name: FITTING[name] for name in FITTING if name != "an answer less"}


@pytest.mark.parametrize(("edition", "fits"), STILL_ASKED.values(), ids=STILL_ASKED)
def test_an_open_page_can_be_sent_and_the_way_goes_on(in_the_middle, edition, fits):
    publishes(edition)
    in_the_middle.picks(SAID["home"])
    in_the_middle.goes_on_with(edition).answers_what_is_asked({**SAID, "likes": ["games"]})
    assert in_the_middle.at_options
    answered = said(in_the_middle)
    assert answered["age"] == ["adult"]
    assert answered.get("home") == (["in-town"] if "home" in fits else None)
    sets = {slug: set(chosen) for slug, chosen in answered.items()}
    assert in_the_middle.verdicts() == reference.verdicts(edition, sets)


@pytest.mark.parametrize(("edition", "fits"), STILL_ASKED.values(), ids=STILL_ASKED)
def test_whose_page_was_open_is_told_once(in_the_middle, edition, fits):
    publishes(edition)
    in_the_middle.picks(SAID["home"])
    in_the_middle.goes_on_with(edition).answers_what_is_asked({**SAID, "likes": ["games"]})
    in_the_middle.sees_options()
    assert in_the_middle.told == 1


def test_an_answer_that_is_gone_is_asked_again_and_nothing_else_is_lost(in_the_middle):
    form = in_the_middle.form
    publishes(FEWER)
    response = in_the_middle.client.post(in_the_middle.place, form.filled(home=["in-town"]))
    assert response.status_code == 422
    page = parse(response)
    assert "in-town" not in [each.get("value") for each in page.all("input")]
    in_the_middle.goes_on_with(FEWER).opens(in_the_middle.place)
    in_the_middle.answers(home="nearby", likes=["books"])
    assert said(in_the_middle) == {"age": ["adult"], "home": ["nearby"], "likes": ["books"]}


def test_a_question_that_was_added_before_is_asked(in_the_middle):
    publishes(LONGER)
    in_the_middle.picks(SAID["home"])
    assert in_the_middle.question == "late"


def test_a_rule_that_needs_no_more_questions_ends_them(in_the_middle):
    everyone = tuple(replace(each, for_everyone=True, situations=()) for each in GUIDE.options)
    publishes(replace(GUIDE, options=everyone))
    in_the_middle.picks(SAID["home"])
    assert in_the_middle.at_options


def test_two_editions_in_a_row_are_told_of_once(in_the_middle):
    publishes(REWORDED)
    publishes(RULED)
    in_the_middle.goes_on_with(RULED).sees_options()
    in_the_middle.sees_options()
    assert in_the_middle.told == 1


def test_going_back_to_the_old_edition_brings_no_lost_answer_back_wrongly(in_the_middle):
    publishes(SHORTER)
    in_the_middle.goes_on_with(SHORTER).sees_options()
    publishes(GUIDE)
    in_the_middle.goes_on_with(GUIDE).sees_options()
    assert said(in_the_middle) == {"age": ["adult"]}


# Half of a change


def pages(visitor):
    """What a reader sees on each page, whatever form they get."""
    steps = ("", "options", "all-options", "handout", "questions/home", "glossary", "about")
    places = (path_to(*filter(None, [step]), guide=GUIDE.slug) for step in steps)
    return [visitor.client.get(place).content for place in places]


def without_tokens(contents):
    found = []
    for content in contents:
        page = parse(content.decode())
        found.append((page.text, [link["href"] for link in page.all("a", href=True)]))
    return found


def test_readers_see_nothing_of_what_is_being_edited(in_the_middle, draft):
    before = without_tokens(pages(in_the_middle))
    draft.option_set.filter(slug="town-card").update(plain="Half of a change.")
    assert without_tokens(pages(in_the_middle)) == before
    draft.question_set.get(slug="likes").ask_when.all().delete()
    draft.option_set.filter(slug="paper-card").delete()
    draft.question_set.filter(slug="home").update(text="The other half?", position=0)
    assert without_tokens(pages(in_the_middle)) == before
    publish(draft, "Both halves")
    text = " ".join(text for text, _ in without_tokens(pages(in_the_middle)))
    assert "Half of a change." in text
    assert "The other half?" in text


def test_a_page_is_of_one_edition_even_if_the_next_comes_while_it_is_made(
    in_the_middle, monkeypatch
):
    """The edition is taken once a request."""
    taken = []
    get = shelf.get

    def take_and_publish(slug, at_least=0):
        taken.append(slug)
        edition = get(slug, at_least)
        publishes(replace(RULED, title="Another title"))
        return edition

    monkeypatch.setattr(shelf, "get", take_and_publish)
    page = parse(in_the_middle.client.get(path_to("options", guide=GUIDE.slug)))
    assert len(taken) == 1
    assert "Another title" not in page.text
    verdicts = {each["data-option"]: each["data-verdict"] for each in page.all(data_option=True)}
    assert verdicts == reference.verdicts(GUIDE, {"age": {"adult"}})


# Two processes, of which one has not looked yet


class SlowShelf(Shelf):
    """What another process serves that looked a moment ago."""

    def __init__(self):
        super().__init__()
        super()._look_if_due(0)

    def _look_if_due(self, seconds):
        pass


@pytest.fixture
def by_turns(monkeypatch):
    """Requests go to either process by turns, the slow one first."""
    slow, quick = SlowShelf(), shelf

    def serve(process):
        monkeypatch.setattr(shelf_module, "shelf", {"slow": slow, "quick": quick}[process])

    return serve


def test_an_answer_to_a_new_question_outlives_a_process_that_is_behind(in_the_middle, by_turns):
    publishes(LONGER)
    in_the_middle.picks(SAID["home"])
    assert in_the_middle.question == "late"
    in_the_middle.picks(["far"])
    by_turns("slow")
    in_the_middle.client.get(path_to("options", guide=GUIDE.slug))
    by_turns("quick")
    in_the_middle.goes_on_with(LONGER).sees_options()
    assert said(in_the_middle)["late"] == ["far"]


def test_a_process_that_is_behind_does_not_tell_again(in_the_middle, by_turns):
    publishes(REWORDED)
    for process in ("quick", "slow", "quick", "slow", "quick"):
        by_turns(process)
        in_the_middle.sees_options()
    assert in_the_middle.told == 1


def test_an_answer_sent_to_a_process_that_is_behind_is_not_lost(
    in_the_middle, monkeypatch, settings
):
    """It looks again before its time, since the reader has seen more than it has."""
    behind = Shelf()
    behind.get(GUIDE.slug)
    publishes(LONGER)
    in_the_middle.picks(SAID["home"])
    assert in_the_middle.question == "late"
    settings.EDITION_LOOK_SECONDS = 3600
    behind._looked_at -= 600
    monkeypatch.setattr(shelf_module, "shelf", behind)
    in_the_middle.goes_on_with(LONGER).picks(["far"])
    assert said(in_the_middle)["late"] == ["far"]
