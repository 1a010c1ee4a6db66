"""The site is ready to be translated: in a made-up language nothing of it is left in English.

The made-up language puts every text of the site into brackets and doubles its length. The guide is
made mute: every letter of its own becomes the same Cyrillic one. So any Latin word outside brackets
is a text of the site that a translator would never see.
"""

import re
from dataclasses import fields, is_dataclass, replace
from datetime import date
from gettext import NullTranslations

import pytest
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext, ngettext, pgettext, trans_real
from django.views.defaults import bad_request

from navigator.guide.model import Situation
from navigator.guide.review import Approved, Review

from .html import parse
from .readers.reading import CHANGE, answer, path_to, question_path
from .treatments import guide_with_facts

CODE = "qps"
NO_TEXT = {"slug", "category", "kind", "language", "sources", "code", "url", "trials_url"}
NO_TEXT |= {"trials_search_url", "trials_search_near_url", "option", "treatment", "treatments"}
READ_OUT = ("aria-label", "alt", "placeholder", "title")
SHARED = ("description", "og:title", "og:description")  # what other sites show of a page


class MadeUp(NullTranslations):
    """A translation of everything."""

    def gettext(self, message):
        message = message.rsplit(trans_real.CONTEXT_SEPARATOR)[-1]
        return f"⟦{message}{'~' * len(message)}⟧"

    def ngettext(self, singular, plural, number):
        return self.gettext(singular if number == 1 else plural)

    def to_language(self):
        return CODE


def muted(value, name=""):
    """The same guide without a Latin letter in what readers see of it."""
    if isinstance(value, tuple):
        return tuple(muted(each, name) for each in value)
    if is_dataclass(value) and not isinstance(value, Situation):
        return replace(
            value, **{f.name: muted(getattr(value, f.name), f.name) for f in fields(value)}
        )
    if type(value) is str and name not in NO_TEXT:
        return re.sub(r"[^\W\d_]", "ж", value)
    return value


GUIDE = replace(
    muted(guide_with_facts()),
    language=CODE,
    review_due_on=date(2027, 3, 31),
)
UNREVIEWED = replace(GUIDE, review_due_on=None, sources=(replace(GUIDE.sources[0], dated=""),))


APPROVED = Approved("guide", "", "Ж. Ж.", "жж", date(2026, 3, 31))
REVIEWS = {
    "reviewed": Review(1, (APPROVED,)),
    "by two": Review(1, (APPROVED, replace(APPROVED, name="Жж"))),
    "in part": Review(2, (APPROVED,)),
    "one part of three": Review(3, (APPROVED, replace(APPROVED, kind="term"))),
}


@pytest.fixture(autouse=True)
def made_up(monkeypatch):
    monkeypatch.setitem(trans_real._translations, CODE, MadeUp())


@pytest.fixture
def guide(shelve):
    shelve(GUIDE)


def in_the_language(element):
    """An element and all inside it, but for what tells another language, such as links to it."""
    yield element
    for each in element.inside:
        if not isinstance(each, str) and each.get("lang", CODE) == CODE:
            yield from in_the_language(each)


def seen(page):
    """Every text of a page that is seen, read out or shown of it elsewhere."""
    for each in in_the_language(page):
        # In `bdi` are addresses, which are the same in every language.
        if each.tag not in ("script", "style", "bdi") and "data-code" not in each:
            yield from (text for text in each.inside if isinstance(text, str))
        yield from (each[name] for name in READ_OUT if name in each)
        if each.get("name", each.get("property")) in SHARED:
            yield each["content"]
        if each.tag == "input" and each.get("type") == "submit":
            yield each["value"]


def left_in_english(page):
    """The words outside brackets. A sentence in brackets may have a date in brackets in it."""
    text = " ".join(seen(page))
    while "⟦" in text and (shorter := re.sub(r"⟦[^⟦⟧]*⟧", " ", text)) != text:
        text = shorter
    return re.findall(r"[A-Za-z]{2,}", re.sub(r"https?://\S+", " ", text))


def assert_translated(response, status=200):
    assert response.status_code == status
    page = parse(response)
    assert "~⟧" in page.text
    assert left_in_english(page) == []
    return page


@pytest.fixture
def reader(client, guide):
    """Someone with matches, options that depend on something, and options that are not listed."""
    answer(client, "age", "adult")
    answer(client, "likes", "books", "films")
    answer(client, "home", "unsure")
    return client


STEPS = ["", "options", "handout", "handout/?print=large", "worksheet", "all-options", "trials",
         "glossary", "about", "clear"]  # fmt: skip


@pytest.mark.parametrize("edition", [GUIDE, UNREVIEWED], ids=["reviewed", "unreviewed"])
@pytest.mark.parametrize("step", STEPS)
def test_a_page_of_a_guide_is_in_the_language_of_the_guide(client, shelve, edition, step):
    shelve(edition)
    path = path_to() + (step if "?" in step or not step else f"{step}/")
    page = assert_translated(client.get(path))
    assert page.one("html")["lang"] == CODE
    for voice in ("self", "other"):
        client.post(path_to(), {"reader": voice})
        for slug, chosen in (("age", "adult"), ("home", "unsure"), ("likes", "films")):
            answer(client, slug, chosen)
            assert_translated(client.get(path))


@pytest.mark.parametrize("review", REVIEWS.values(), ids=REVIEWS)
@pytest.mark.parametrize("step", ["about", "handout", "options"])
def test_how_much_was_reviewed_is_told_in_the_language_of_the_guide(client, shelve, step, review):
    shelve(GUIDE, review=review)
    assert_translated(client.get(path_to(step)))


@pytest.mark.parametrize("question", GUIDE.questions, ids=lambda each: each.slug)
def test_a_question_is_translated_with_and_without_a_fault(client, guide, question):
    path = question_path(question.slug)
    assert_translated(client.get(path))
    assert_translated(client.get(path + CHANGE))
    every = [choice.slug for choice in question.choices]
    for sent in ([], ["gone"], every):
        assert_translated(client.post(path, {question.slug: sent}), status=422)


@pytest.mark.parametrize("sent", [{}, {"topic": "gone", "age": "x", "place": "x"}, {"age": "121"}])
def test_what_is_wrong_with_a_search_or_a_start_is_told_in_translation(client, guide, sent):
    assert_translated(client.post(path_to("trials"), sent), status=422)
    assert_translated(client.post(path_to(), sent), status=422)


def test_what_happened_to_answers_is_told_in_translation(reader, shelve):
    answer(reader, "home", "far", query=CHANGE)
    assert_translated(reader.get(path_to("options")))
    shelve(GUIDE)
    assert_translated(reader.get(path_to("options")))
    reader.cookies["answers"] = "forged"
    assert_translated(reader.get(path_to("options")))
    assert_translated(reader.post(path_to("clear")))


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 200),
        ("/continue/", 200),
        ("/privacy/", 200),
        ("/accessibility/", 200),
        ("/gone/", 404),
    ],
)
def test_a_page_of_the_site_is_translated(client, guide, path, status):
    with translation.override(CODE):
        page = assert_translated(client.get(path), status=status)
    assert page.one("html")["lang"] == CODE


def test_the_page_for_a_browser_without_cookies_is_translated(guide):
    client = Client(enforce_csrf_checks=True)
    with translation.override(CODE):
        assert_translated(client.post(path_to(), {"reader": "self"}), status=403)


def test_the_page_for_a_request_that_makes_no_sense_is_translated(rf):
    with translation.override(CODE):
        page = assert_translated(bad_request(rf.get("/"), None), status=400)
    assert page.one("html")["lang"] == CODE


def test_what_stands_in_place_of_a_guide_that_was_taken_down_is_translated(reader, shelve):
    code = parse(reader.get(path_to("options"))).one(data_code=True).text
    shelve(GUIDE, withdrawn="ж")
    assert_translated(reader.get(path_to("options")), status=410)
    assert_translated(reader.post("/continue/", {"code": code}), status=410)
    with translation.override(CODE):
        assert_translated(reader.get("/"))


def test_a_page_after_it_is_in_the_site_s_own_language_again(client, guide):
    client.get(path_to())
    assert "⟦" not in parse(client.get("/")).text.replace("ж", "")


# The test itself


@pytest.mark.parametrize(
    "html",
    [
        "<p>Bare</p>",
        "<title>Bare</title>",
        '<p aria-label="Bare">ж</p>',
        '<meta name="description" content="Bare">',
        '<input type="submit" value="Bare">',
        "<p>⟦A date, ⟦May~~~⟧ 1.~~~⟧ Bare</p>",
    ],
)
def test_a_text_that_no_translator_sees_would_be_found(html):
    assert left_in_english(parse(html)) == ["Bare"]


def test_a_text_that_tells_its_own_language_is_let_be():
    assert left_in_english(parse(f'<p lang="{CODE}"><a lang="en">Bare</a></p>')) == []


def test_the_made_up_language_knows_plurals_and_contexts():
    with translation.override(CODE):
        said = [gettext("Go"), ngettext("one", "many", 2), pgettext("month", "May")]
    assert said == ["⟦Go~~⟧", "⟦many~~~~⟧", "⟦May~~~⟧"]
