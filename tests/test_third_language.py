"""A third language, which is written from right to left, on every page that readers meet.

It is made up: tests/third_language.py says how. Spanish is offered beside it, without a wording.
"""

import re
from dataclasses import replace
from datetime import date

import pytest
from django.test import Client
from django.utils.translation import trans_real

from navigator.guide.language import units
from navigator.guide.review import Approved, Review

from .html import Element, parse
from .readers.reading import CHANGE, path_to, question_path
from .test_translation import READ_OUT, SHARED
from .third_language import CODE, NAME, Turned, in_third_language
from .treatments import guide_with_facts

OWN = replace(guide_with_facts(), review_due_on=date(2027, 3, 31))
WHOLE = in_third_language(OWN)
# Every second text without a wording, and then the others.
HALVES = [
    in_third_language(OWN, [unit for at, unit in enumerate(units(OWN, CODE)) if at % 2 == rest])
    for rest in (0, 1)
]
BY_TWO = Review(2, (Approved("guide", "", "Ж. Ж.", "жж", date(2026, 3, 31)),))
STEPS = ["", "options", "options/?open=all", "compare", "handout", "handout/?print=large"]
STEPS += ["worksheet", "all-options", "all-options/?open=all", "trials", "glossary", "about"]
STEPS += ["clear"]
SITE = ["/", "/continue/", "/privacy/", "/accessibility/"]
SAID = [("age", ["adult"]), ("home", ["unsure"]), ("likes", ["films", "books"])]
# Addresses are the same in every language.
ADDRESS = re.compile(r"https?://\S+|\b(?:testserver|[\w-]+(?:\.[\w-]+)+)(?:/\S*)?")
LATIN, HEBREW = re.compile("[A-Za-z]{2,}"), re.compile("[א-ת]")


@pytest.fixture(autouse=True)
def third_language(settings, monkeypatch):
    settings.LANGUAGES = [*settings.LANGUAGES, (CODE, NAME)]
    settings.LANGUAGES_BIDI = [*settings.LANGUAGES_BIDI, CODE]
    monkeypatch.setitem(trans_real._translations, CODE, Turned())


def texts(element: Element, language=""):
    """Every text of a page with the language that it is said to be in."""
    language = element.get("lang", language)
    for each in element.inside:
        if isinstance(each, Element):
            yield from texts(each, language)
        elif element.tag not in ("script", "style") and "data-code" not in element:
            yield ADDRESS.sub("", each).strip(), language


def plain_texts(page):
    """What is seen or read out without a language of its own: titles and attributes."""
    yield page.one("head").one("title").text
    for each in page.everything():
        yield from (each[name] for name in READ_OUT if name in each)
        if each.get("name", each.get("property")) in SHARED:
            yield each["content"]


def mistold(page):
    """The texts that are not in the language which they are said to be in."""
    titles = {page.one("head").one("title").text}
    return [
        (text, language)
        for text, language in texts(page)
        if text not in titles and (LATIN if language == CODE else HEBREW).search(text)
    ]


def as_text(page):
    """Elements that stand as text, or in what has room for text alone."""
    found = [text for text, _ in texts(page) if "<" in text]
    found += [each for each in page.everything() if any("<" in it for it in each.attrs.values())]
    return found + [each for each in page.all("option", "title") if each.all()]


def assert_told(response, path, status=200):
    """Each text is in the language that it is said to be in, and the page leads to the others."""
    assert response.status_code == status
    page = parse(response)
    assert (page.one("html")["lang"], page.one("html")["dir"]) == (CODE, "rtl")
    assert mistold(page) == []
    assert as_text(page) == []
    links = page.one(id="languages").all("a")
    assert [(each["hreflang"], each["lang"], each["href"]) for each in links] == [
        ("en", "en", path),
        ("es", "es", f"/es{path}"),
    ]
    return page


def assert_whole(page):
    """Nothing is left in another language but what is quoted, and the names of languages."""
    quoted = {text for each in page.all("blockquote", "cite") for text, _ in texts(each, "en")}
    quoted |= {line.strip(" •") for line in OWN.summary.splitlines()}
    quoted |= {OWN.disclaimer, OWN.attribution}  # which stand beside their translations
    others = {text for text, language in texts(page) if text and language != CODE}
    assert others - quoted <= {"English", "Español"}
    assert [text for text in plain_texts(page) if LATIN.search(text)] == []


def ours(path):
    return f"/{CODE}{path}"


def at(step):
    return path_to() + (step if "?" in step or not step else f"{step}/")


def visit(client, path):
    return assert_told(client.get(ours(path)), path)


def answered(client, voice="self"):
    client.post(ours(path_to()), {"reader": voice})
    for slug, chosen in SAID:
        client.post(ours(question_path(slug)), {slug: chosen})
    client.post(ours(path_to("options")), {"pick": [each.slug for each in OWN.options]})
    return client


@pytest.mark.parametrize("step", STEPS)
def test_no_page_of_a_guide_leaves_a_word_untranslated(client, shelve, step):
    shelve(WHOLE, review=BY_TWO)
    assert_whole(visit(client, at(step)))
    for voice in ("self", "other"):
        assert_whole(visit(answered(client, voice), at(step)))


@pytest.mark.parametrize("half", HALVES, ids=["odd", "even"])
@pytest.mark.parametrize("step", STEPS)
def test_a_text_without_a_wording_tells_its_own_language_wherever_it_stands(
    client, shelve, half, step
):
    shelve(half, review=BY_TWO)
    visit(client, at(step))
    for voice in ("self", "other"):
        visit(answered(client, voice), at(step))


@pytest.mark.parametrize("guide", [WHOLE, *HALVES], ids=["whole", "odd", "even"])
@pytest.mark.parametrize("question", OWN.questions, ids=lambda each: each.slug)
def test_a_question_tells_the_language_of_its_texts_with_and_without_a_fault(
    client, shelve, guide, question
):
    shelve(guide)
    path = question_path(question.slug)
    pages = [visit(client, path), visit(client, path + CHANGE)]
    for sent in ([], ["gone"], [choice.slug for choice in question.choices]):
        response = client.post(ours(path), {question.slug: sent})
        pages.append(assert_told(response, path, status=422))
    if guide is WHOLE:
        for page in pages:
            assert_whole(page)


@pytest.mark.parametrize("guide", [WHOLE, *HALVES], ids=["whole", "odd", "even"])
def test_what_is_wrong_or_has_changed_is_told_in_the_language(client, shelve, guide):
    shelve(guide)
    for step, sent in (("trials", {"topic": "gone", "age": "x", "place": "x"}), ("", {})):
        assert_told(client.post(ours(at(step)), sent), at(step), status=422)
    answered(client)
    path = question_path("home") + CHANGE
    client.post(ours(path), {"home": ["far"]})
    visit(client, at("options"))
    shelve(guide, withdrawn="Taken down for a while.")
    assert_told(client.get(ours(at("options"))), at("options"), status=410)


@pytest.mark.parametrize("guide", [WHOLE, *HALVES], ids=["whole", "odd", "even"])
@pytest.mark.parametrize("path", SITE)
def test_a_page_of_the_site_tells_the_language_of_its_texts(client, shelve, guide, path):
    shelve(guide)
    page = visit(client, path)
    if guide is WHOLE:
        assert_whole(page)


def test_what_stands_in_place_of_a_page_is_in_the_language(shelve):
    shelve(WHOLE)
    client = Client(enforce_csrf_checks=True)
    refused = client.post(ours(path_to()), {"reader": "self"})
    assert_whole(assert_told(refused, path_to(), status=403))
    assert_whole(assert_told(client.get(ours("/gone/")), "/gone/", status=404))


@pytest.mark.parametrize("guide", [WHOLE, *HALVES], ids=["whole", "odd", "even"])
def test_the_same_answers_give_the_same_verdicts_in_every_language(client, shelve, guide):
    shelve(guide)
    answered(client)

    def verdicts(prefix):
        page = parse(client.get(prefix + path_to("options")))
        return {each["data-option"]: each["data-verdict"] for each in page.all(data_option=True)}

    assert set(verdicts("").values()) == {"match", "depends", "no"}
    assert verdicts("") == verdicts("/es") == verdicts(f"/{CODE}")


# The test itself


@pytest.mark.parametrize(
    "html",
    [
        "<p>Bare</p>",
        '<p lang="en">אב</p>',
        '<p lang="en"><span lang="qaa">Bare</span></p>',
    ],
)
def test_a_text_in_another_language_than_its_element_would_be_found(html):
    page = parse(f'<html lang="qaa"><head><title>ג</title></head>{html}</html>')
    assert len(mistold(page)) == 1
