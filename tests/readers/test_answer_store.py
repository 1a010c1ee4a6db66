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
from tests.guide.strategies import a_choice, a_guide, a_question
from tests.variants import with_choice, without_choice, without_question

from .stored import GUIDE, SAID, edition, named, read, request, token_of, written

# There and back


@pytest.mark.parametrize(
    "stored",
    [
        SAID,
        replace(SAID, reader=Reader.OTHER),
        replace(SAID, reader=None),
        Stored(reader=Reader.OTHER),
        replace(SAID, news=News.DROPPED),
        SAID.changing("spread", frozenset({"liver"})),
        SAID.changing("brca", frozenset({"mutation"})),
    ],
)
def test_what_was_said_comes_back_as_it_went(stored):
    assert read(token_of(stored)) == stored


def test_without_a_cookie_nothing_was_said():
    assert read(None) == Stored()
    assert read(None).is_empty


def test_a_new_answer_takes_the_place_of_the_old_one():
    token = token_of(SAID.having("menopause", frozenset({"unsure"})), token=token_of())
    assert read(token).answers == SAID.answers.having("menopause", ["unsure"])


def test_having_said_nothing_takes_the_cookie_away():
    cookie = written(Stored(), edition(), token_of())
    assert cookie.value == ""
    assert cookie["max-age"] == 0


def test_what_was_said_before_a_change_is_known():
    changed = SAID.changing("spread", frozenset({"liver"}))
    assert changed.answers["spread"] == {"liver"}
    assert changed.before_change() == SAID.answers
    assert SAID.changing("brca", frozenset({"mutation"})).before_change() == SAID.answers
    assert SAID.before_change() == SAID.answers


# The cookie itself


def test_the_cookie_goes_when_the_browser_closes():
    cookie = written(SAID, edition())
    assert cookie["max-age"] == ""
    assert cookie["expires"] == ""


def test_scripts_and_other_sites_do_not_get_the_cookie():
    cookie = written(SAID, edition())
    assert cookie["httponly"] is True
    assert cookie["samesite"] == "Lax"
    assert cookie["domain"] == ""
    assert cookie["path"] == "/"


@pytest.mark.parametrize("https", [True, False])
def test_the_cookie_is_secure_where_there_is_https(settings, https):
    settings.HTTPS = https
    assert bool(written(SAID, edition())["secure"]) is https


def test_a_cookie_that_is_taken_away_keeps_the_rules_of_its_name(settings):
    settings.ANSWERS_COOKIE_NAME = "__Host-answers"
    response = HttpResponse()
    answer_store.write(request(), response, edition(), Stored())
    assert response.cookies["__Host-answers"]["secure"]


def test_no_answer_can_be_read_in_the_cookie():
    token = token_of()
    plain = base64.urlsafe_b64decode(token)
    for word in [*SAID.answers, "positive", "postmenopausal", GUIDE.slug, "answers", "reader"]:
        assert word not in token
        assert word.encode() not in plain


def test_the_cookie_is_another_one_each_time():
    assert token_of() != token_of()


def test_what_the_proofreader_lets_through_fits_into_a_cookie():
    """The largest guide that it does, with slugs in which nothing repeats."""
    chance = random.Random(7)
    slugs = ["".join(chance.choices(ascii_lowercase, k=50)) for _ in range(200)]

    def guide(number):
        choices = [a_choice(slug) for slug in slugs[:number]]
        return a_guide([a_question("q", choices, kind=Kind.SEVERAL)], [])

    def fits(number):
        return not any("more answers" in each.what for each in findings(guide(number)))

    sizes = [number for number in range(len(slugs)) if fits(number)]
    largest = guide(max(sizes))
    assert len(slugs) > max(sizes) > 20
    said = frozenset(slugs[: max(sizes)])
    stored = Stored(Reader.OTHER, Answers({"q": said}), News.UPDATED, ahead=Answers())
    stored = stored.changing("q", said)
    assert len(token_of(stored, edition(largest, 9_999))) <= MOST_BYTES


def test_the_longest_answers_fit_into_a_cookie():
    everything = {question.slug: list(question.choice_by_slug) for question in GUIDE.questions}
    assert len(token_of(Stored(Reader.OTHER, Answers(everything)))) <= MOST_BYTES


# Other editions


def test_answers_that_all_fit_a_new_edition_stay_and_it_is_told():
    newer = edition(with_choice(GUIDE, "her2", "positive", label="New words"), 2)
    assert read(token_of(), newer) == replace(SAID, news=News.UPDATED)


@pytest.mark.parametrize(
    "guide",
    [
        without_question(GUIDE, "menopause"),
        without_choice(GUIDE, "menopause", "postmenopausal"),
    ],
)
def test_an_answer_that_no_longer_fits_goes_and_the_others_stay(guide):
    stored = read(token_of(), edition(guide, 2))
    assert stored.answers == SAID.answers.without("menopause")
    assert stored.reader is SAID.reader
    assert stored.news is News.DROPPED


def test_an_answer_whose_choice_now_excludes_others_goes():
    newer = edition(with_choice(GUIDE, "spread", "soft-tissue", exclusive=True), 2)
    assert read(token_of(), newer).answers == SAID.answers.without("spread")


def test_two_answers_to_what_now_takes_one_go():
    questions = tuple(
        replace(question, kind=Kind.ONE) if question.slug == "spread" else question
        for question in GUIDE.questions
    )
    newer = edition(replace(GUIDE, questions=questions), 2)
    assert read(token_of(), newer).answers == SAID.answers.without("spread")


def test_what_is_told_is_not_told_again():
    newer = edition(without_question(GUIDE, "menopause"), 2)
    first = read(token_of(), newer)
    told = token_of(replace(first, news=News.NONE), newer)
    assert read(told, newer) == replace(first, news=News.NONE)


def test_news_that_was_not_told_yet_waits():
    newer = edition(without_question(GUIDE, "menopause"), 2)
    waiting = token_of(read(token_of(), newer), newer)
    assert read(waiting, newer).news is News.DROPPED


# Two guides


def test_two_guides_keep_to_themselves_in_one_cookie():
    other = Stored(Reader.OTHER, Answers({"her2": ["negative"]}))
    token = token_of(other, named("another-guide"), token_of())
    assert read(token) == SAID
    assert read(token, named("another-guide")) == other


def test_having_said_nothing_to_one_guide_leaves_the_other():
    both = token_of(to=named("another-guide"), token=token_of())
    left = token_of(Stored(), named("another-guide"), both)
    assert read(left) == SAID
    assert read(left, named("another-guide")) == Stored()


def wordy(slug):
    """A guide with many long answers that cannot be packed any smaller, and all of them given."""
    slugs = [token_urlsafe(32) for _ in range(55)]
    question = a_question("many", [a_choice(each) for each in slugs], kind=Kind.SEVERAL)
    guide = replace(a_guide([question], []), slug=slug)
    return edition(guide), Stored(Reader.SELF, Answers({"many": slugs}))


def test_what_does_not_fit_into_a_cookie_goes_with_the_guide_opened_first():
    (first, said_first), (second, said_second) = wordy("first"), wordy("second")
    token = token_of(said_second, second, token_of(said_first, first))
    assert len(token) <= MOST_BYTES
    assert read(token, second) == said_second
    assert read(token, first) == Stored()
