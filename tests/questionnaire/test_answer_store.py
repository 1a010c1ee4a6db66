"""The one cookie that holds what a reader said."""

import base64
import json
import random
import time
import zlib
from dataclasses import replace
from string import ascii_lowercase
from types import SimpleNamespace

import pytest
from cryptography.fernet import Fernet
from django.http import HttpResponse
from django.test import RequestFactory

from navigator.content.proofread.reach import findings
from navigator.content.shelf import Published
from navigator.matching.answers import Answers
from navigator.matching.guide import Kind
from navigator.matching.voice import Reader
from navigator.questionnaire import answer_store
from navigator.questionnaire.answer_store import MOST_BYTES, News, Stored
from tests.guides import real_guide
from tests.matching.strategies import a_choice, a_guide, a_question
from tests.variants import with_choice, without_choice, without_question

GUIDE = real_guide()
HOUR = 60 * 60
SAID = Stored(
    Reader.SELF,
    Answers(
        {
            "hormone-receptor": ["positive"],
            "menopause": ["postmenopausal"],
            "spread": ["breast-chest-wall", "soft-tissue"],
        }
    ),
)


def edition(guide=GUIDE, number=1):
    return Published(number, None, guide)


def named(slug):
    return edition(replace(GUIDE, slug=slug))


def request(token=None):
    got = RequestFactory().get("/")
    if token is not None:
        got.COOKIES["answers"] = token
    return got


def written(stored, edition, token=None):
    """The cookie that is sent for this, to a browser that has this token."""
    response = HttpResponse()
    answer_store.write(request(token), response, edition, stored)
    return response.cookies["answers"]


def token_of(stored=SAID, to=None, token=None):
    return written(stored, to or edition(), token).value


def read(token, of=None):
    return answer_store.read(request(token), of or edition())


def sealed(payload):
    """A token with our own seal on anything."""
    return answer_store._fernet().encrypt(payload).decode()


@pytest.fixture
def clock(monkeypatch):
    """The clock that seals are dated by."""
    clock = SimpleNamespace(now=time.time())
    clock.time = lambda: clock.now
    monkeypatch.setattr("cryptography.fernet.time", clock)
    return clock


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

    sizes = [number for number in range(len(slugs)) if not list(findings(guide(number)))[1:]]
    largest = guide(max(sizes))
    assert len(slugs) > max(sizes) > 20
    said = frozenset(slugs[: max(sizes)])
    stored = Stored(Reader.OTHER, Answers({"q": said}), News.UPDATED, ahead=Answers())
    stored = stored.changing("q", said)
    assert len(token_of(stored, edition(largest, 9_999))) <= MOST_BYTES


def test_the_longest_answers_fit_into_a_cookie():
    everything = {question.slug: list(question.choice_by_slug) for question in GUIDE.questions}
    assert len(token_of(Stored(Reader.OTHER, Answers(everything)))) <= MOST_BYTES


# Cookies that are not ours, or not whole


def flipped(token):
    return token[:-20] + ("A" if token[-20] != "A" else "B") + token[-19:]


@pytest.mark.parametrize(
    "spoil",
    [
        flipped,
        lambda token: token[:-1],
        lambda token: token[: len(token) // 2],
        lambda token: token[1:],
        lambda token: "A" + token,
        lambda token: "x" * 100_000,
        lambda token: "é",
        lambda token: "\udcff",
        lambda token: "💊" * 50,
        lambda token: "answers",
        lambda token: "%00",
        lambda token: json.dumps({GUIDE.slug: {}}),
        lambda token: Fernet(Fernet.generate_key()).encrypt(b"{}").decode(),
    ],
)
def test_a_cookie_that_is_not_ours_is_unreadable(spoil):
    assert read(spoil(token_of())) == Stored(news=News.UNREADABLE)


def test_an_empty_cookie_is_none():
    assert read("") == Stored()


def test_what_cannot_be_read_is_written_over():
    assert read(token_of(token="forged")) == SAID


def entry(**changes):
    """A sealed entry of the guide as it is now, but for these changes."""
    said = {"edition": 1, "reader": "self", "answers": {"her2": ["positive"]}}
    said |= {"news": "", "changed": None}
    return zlib.compress(json.dumps({GUIDE.slug: said | changes}).encode())


def test_an_entry_without_changes_can_be_read():
    assert read(sealed(entry())).answers == Answers({"her2": ["positive"]})


def sealed_json(plain):
    return zlib.compress(json.dumps(plain).encode())


OTHER_ENTRIES = {
    "a list of answers": entry(answers=["her2"]),
    "an empty answer": entry(answers={"her2": []}),
    "a number for an answer": entry(answers={"her2": 5}),
    "lists for choices": entry(answers={"her2": [["positive"]]}),
    "another reader": entry(reader="somebody"),
    "other news": entry(news="great"),
    "nothing": sealed_json({GUIDE.slug: {}}),
    "a list": sealed_json({GUIDE.slug: ["positive"]}),
}


@pytest.mark.parametrize("payload", OTHER_ENTRIES.values(), ids=OTHER_ENTRIES)
def test_an_entry_of_another_version_of_the_site_is_unreadable(payload):
    assert read(sealed(payload)) == Stored(news=News.UNREADABLE)


OTHER_SEALS = {
    "another packing": b'{"metastatic-breast-cancer": {}}',
    "no JSON": zlib.compress(b"answers"),
    "nothing": b"",
    "a list": zlib.compress(b"[]"),
    "a number": zlib.compress(b"5"),
}


@pytest.mark.parametrize("payload", OTHER_SEALS.values(), ids=OTHER_SEALS)
def test_a_seal_of_another_make_is_unreadable_and_written_over(payload):
    assert read(sealed(payload)) == Stored(news=News.UNREADABLE)
    assert read(token_of(token=sealed(payload))) == SAID


# Twelve hours


@pytest.mark.parametrize(
    ("hours", "news"), [(0, News.NONE), (11.99, News.NONE), (12.01, News.EXPIRED)]
)
def test_answers_count_for_twelve_hours(clock, hours, news):
    token = token_of()
    clock.now += hours * HOUR
    assert read(token) == (SAID if news is News.NONE else Stored(news=news))


def test_each_answer_starts_the_twelve_hours_again(clock):
    token = token_of()
    clock.now += 11 * HOUR
    token = token_of(read(token), token=token)
    clock.now += 11 * HOUR
    assert read(token) == SAID


def test_answers_that_ran_out_are_not_carried_on(clock):
    token = token_of(to=named("another-guide"))
    clock.now += 13 * HOUR
    token = token_of(token=token)
    assert read(token) == SAID
    assert read(token, named("another-guide")) == Stored()


def test_a_forged_cookie_is_not_called_old(clock):
    token = token_of()
    clock.now += 13 * HOUR
    assert read(flipped(token)).news is News.UNREADABLE


# Keys


def test_a_former_key_still_opens_cookies(settings):
    settings.SECRET_KEY = "the old key"
    token = token_of()
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "the new key", ["an older", "the old key"]
    assert read(token) == SAID


def test_what_a_former_key_opened_is_sealed_with_the_new_one(settings):
    settings.SECRET_KEY = "the old key"
    token = token_of()
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "the new key", ["the old key"]
    token = token_of(read(token), token=token)
    settings.SECRET_KEY_FALLBACKS = []
    assert read(token) == SAID


def test_a_key_that_is_gone_opens_nothing(settings):
    settings.SECRET_KEY = "the old key"
    token = token_of()
    settings.SECRET_KEY = "the new key"
    assert read(token) == Stored(news=News.UNREADABLE)


def test_a_former_key_does_not_make_answers_last_longer(settings, clock):
    settings.SECRET_KEY = "the old key"
    token = token_of()
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "the new key", ["the old key"]
    clock.now += 13 * HOUR
    assert read(token) == Stored(news=News.EXPIRED)


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
    slugs = [Fernet.generate_key().decode() for _ in range(55)]
    question = a_question("many", [a_choice(each) for each in slugs], kind=Kind.SEVERAL)
    guide = replace(a_guide([question], []), slug=slug)
    return edition(guide), Stored(Reader.SELF, Answers({"many": slugs}))


def test_what_does_not_fit_into_a_cookie_goes_with_the_guide_opened_first():
    (first, said_first), (second, said_second) = wordy("first"), wordy("second")
    token = token_of(said_second, second, token_of(said_first, first))
    assert len(token) <= MOST_BYTES
    assert read(token, second) == said_second
    assert read(token, first) == Stored()
