"""The one cookie that holds what a reader said."""

import base64
import random
from dataclasses import replace
from secrets import token_urlsafe
from string import ascii_lowercase

import pytest
from django.http import HttpResponse

from navigator.guide.answers import Answers
from navigator.guide.model import Kind
from navigator.guide.proofread.reach import findings
from navigator.guide.voice import Reader
from navigator.readers import answer_store
from navigator.readers.answer_store import MOST_BYTES, News, Stored
from tests.guide.builders import a_choice, a_guide, a_question, an_option
from tests.variants import with_choice, without_question

from .stored import GUIDE, SAID, edition, named, read, token_of, written

# There and back


@pytest.mark.parametrize(
    "stored",
    [
        SAID,
        replace(SAID, reader=None),
        Stored(reader=Reader.OTHER),
        replace(SAID, news=News.DROPPED),
        SAID.changing("likes", frozenset({"films"})),
        SAID.changing("guardian", frozenset({"yes"})),
        replace(SAID, picks=("town-card", "junior-card")),
        Stored(picks=("town-card",)),
    ],
)
def test_what_was_said_comes_back_as_it_went(stored):
    assert read(token_of(stored)) == stored


def test_without_a_cookie_nothing_was_said():
    assert read(None) == read("") == Stored()
    assert read(None).is_empty


def test_a_new_answer_takes_the_place_of_the_old_one():
    token = token_of(SAID.having("home", frozenset({"nearby"})), token=token_of())
    assert read(token).answers == SAID.answers.having("home", ["nearby"])


def test_having_said_nothing_takes_the_cookie_away():
    cookie = written(Stored(), edition(), token_of())
    assert (cookie.value, cookie["max-age"]) == ("", 0)


@pytest.mark.parametrize("question", ["likes", "guardian"])
def test_what_was_said_before_a_change_is_known(question):
    choice = GUIDE.question_by_slug[question].choices[2].slug
    changed = SAID.changing(question, frozenset({choice}))
    assert changed.answers[question] == {choice}
    assert changed.before == SAID.answers


# The cookie itself


def test_the_cookie_goes_when_the_browser_closes_and_no_script_or_other_site_gets_it():
    cookie = written(SAID, edition())
    assert (cookie["max-age"], cookie["expires"]) == ("", "")
    assert cookie["httponly"] is True
    assert (cookie["samesite"], cookie["domain"], cookie["path"]) == ("Lax", "", "/")


@pytest.mark.parametrize("https", [True, False])
def test_the_cookie_is_secure_where_there_is_https(settings, https):
    settings.HTTPS = https
    assert bool(written(SAID, edition())["secure"]) is https


def test_a_cookie_that_is_taken_away_keeps_the_rules_of_its_name(settings):
    settings.ANSWERS_COOKIE_NAME = "__Host-answers"
    response = HttpResponse()
    answer_store.write(response, edition(), Stored())
    assert response.cookies["__Host-answers"]["secure"]


def test_no_answer_can_be_read_in_the_cookie_and_nobody_sees_that_two_said_the_same():
    token = token_of()
    plain = base64.urlsafe_b64decode(token)
    for word in [*SAID.answers, "adult", "sound-books", GUIDE.slug, "answers", "reader"]:
        assert word not in token
        assert word.encode() not in plain
    assert token_of() != token


def test_what_the_proofreader_lets_through_fits_into_a_cookie():
    """The largest guide that it does, with slugs in which nothing repeats."""
    chance = random.Random(7)
    slugs = ["".join(chance.choices(ascii_lowercase, k=50)) for _ in range(200)]

    def guide(number):
        choices = [a_choice(slug) for slug in slugs[:number]]
        options = [an_option(slug) for slug in slugs[number : number + 10]]
        return a_guide([a_question("q", choices, kind=Kind.SEVERAL)], options)

    def fits(number):
        return not any("more answers and options" in each.what for each in findings(guide(number)))

    most = max(number for number in range(len(slugs)) if fits(number))
    assert len(slugs) > most > 20
    said = frozenset(slugs[:most])
    picks = tuple(slugs[most : most + 10])
    stored = Stored(Reader.OTHER, Answers({"q": said}), News.UPDATED, picks=picks)
    stored = stored.changing("q", said)
    assert len(token_of(stored, edition(guide(most), 9_999))) <= MOST_BYTES


# Other editions


def test_answers_that_all_fit_a_new_edition_stay_and_it_is_told():
    newer = edition(with_choice(GUIDE, "home", "far", label="New words"), 2)
    assert read(token_of(), newer) == replace(SAID, news=News.UPDATED)


def test_news_waits_until_it_is_told_and_is_not_told_again():
    newer = edition(without_question(GUIDE, "home"), 2)
    first = read(token_of(), newer)
    assert read(token_of(first, newer), newer).news is News.DROPPED
    told = replace(first, news=News.NONE)
    assert read(token_of(told, newer), newer) == told


def test_a_process_that_is_behind_keeps_what_it_does_not_know():
    older = edition(without_question(GUIDE, "home"), 1)
    behind = read(token_of(to=edition(number=2)), older)
    assert (behind.answers, behind.news) == (SAID.answers.without("home"), News.NONE)
    token = token_of(behind.having("age", frozenset({"teen"})), older)
    assert read(token, edition(number=2)) == SAID.having("age", frozenset({"teen"}))


def test_a_pick_that_a_new_edition_has_not_goes():
    picked = replace(SAID, picks=("town-card", "junior-card"))
    newer = edition(without_question(GUIDE, "home"), 2)  # takes town card along
    assert read(token_of(picked), newer).picks == ("junior-card",)


# Two guides


def test_two_guides_keep_to_themselves_in_one_cookie():
    other = Stored(Reader.OTHER, Answers({"age": ["child"]}))
    token = token_of(other, named("another"), token_of())
    assert read(token) == SAID
    assert read(token, named("another")) == other
    cleared = token_of(Stored(), named("another"), token)
    assert read(cleared) == SAID
    assert read(cleared, named("another")) == Stored()


def wordy(slug):
    """A guide with many long answers that cannot be packed any smaller, and all of them given."""
    slugs = [token_urlsafe(32) for _ in range(45)]
    question = a_question("many", [a_choice(each) for each in slugs], kind=Kind.SEVERAL)
    guide = replace(a_guide([question], []), slug=slug)
    return edition(guide), Stored(Reader.SELF, Answers({"many": slugs}))


def test_what_does_not_fit_into_a_cookie_goes_with_the_guide_answered_first():
    (first, said_first), (second, said_second) = wordy("first"), wordy("second")
    token = token_of(said_second, second, token_of(said_first, first))
    assert len(token) <= MOST_BYTES
    assert read(token, second) == said_second
    assert read(token, first) == Stored()
