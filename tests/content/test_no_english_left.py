"""No English sentence is left on a Spanish page: a reader would not know what it asks or tells.

Pages are looked at as they are in many states. What carries `lang` of its own is quoted, a name, or
marked as not translated, and is not looked at.
"""

import random
import re

import pytest
from django.test import Client
from django.views.defaults import bad_request

from navigator.guide.language import in_language
from navigator.guide.voice import Reader as Voice
from navigator.readers.languages import speaking
from tests.guide import reference
from tests.guides import spanish_guide
from tests.html import parse
from tests.journeys.reader import Reader
from tests.readers.reading import HTMX

GUIDE = spanish_guide()
SPANISH = in_language(GUIDE, "es")
HOME = f"/es/{GUIDE.slug}/"
STEPS = [
    *("", "options/", "compare/", "handout/", "handout/?print=large", "handout/?beside=en"),
    "worksheet/",
    *("all-options/", "trials/", "glossary/", "about/", "clear/"),
]
OF_NO_GUIDE = ["/es/", "/es/continue/", "/es/privacy/", "/es/accessibility/"]
WALKS = 6

# English words without which there is hardly a sentence, and that no Spanish word is written like.
STOP = """
    about after all also an and any are as at back be because been before but by can could did do
    does each for from get give go had have here how if in into is it its just know made make may
    might more most must next not of off on one only or other our out over read see should show so
    some such take tell than that the their them then there these they this those to very was
    way we were what when where which while who will with without would yes you your
"""
ENGLISH = re.compile(rf"(?<![\w’-])(?:{'|'.join(STOP.split())})(?![\w’-])", re.IGNORECASE)
# What stands in English within Spanish words: quoted of a report, and names that a report has.
QUOTED = re.compile(r"«[^»]*»")
NAMES = re.compile(
    "|".join(re.escape(each) for term in SPANISH.terms for each in term.also if " " in each)
)
ADDRESS = re.compile(r"(?:https?://|testserver)\S+|\b[\w.-]+\.(?:gov|com)\b\S*")
READ_OUT = {"aria-label", "alt", "placeholder", "title", "label", "content"}
CODES = {"viewport", "color-scheme", "og:type", "og:image"}


def told(element, lang=""):
    """Every text that people are shown or read of an element, with its language."""
    lang = element.get("lang", lang)
    if element.tag in ("script", "style"):
        return
    for name, value in element.attrs.items():
        is_sentence = name in READ_OUT or (name.startswith("data-") and " " in value)
        is_sentence |= name == "value" and element.get("type") == "submit"
        if is_sentence and element.get("name", element.get("property")) not in CODES:
            yield lang, value
    for each in element.inside:
        if isinstance(each, str):
            yield lang, each
        else:
            yield from told(each, lang)


def english_in(page, lang=""):
    """Texts in Spanish with English words in them."""
    found = []
    for code, text in told(page, lang):
        bare = ADDRESS.sub(" ", NAMES.sub(" ", QUOTED.sub(" ", text)))
        if code == "es" and ENGLISH.search(bare):
            found.append(" ".join(text.split()))
    return found


def assert_spanish(response, status=200, lang=""):
    assert response.status_code == status
    page = parse(response)
    if not lang:
        assert page.one("html")["lang"] == "es"
    assert english_in(page, lang) == []
    return page


@pytest.fixture
def guide(shelve):
    shelve(GUIDE)


@pytest.fixture
def reader(guide):
    return Reader(SPANISH, below="/es")


def answers_at_random(reader, chance):
    while reader.question:
        assert english_in(reader.page) == []
        question = GUIDE.question_by_slug[reader.question]
        reader.picks(sorted(chance.choice(reference.acceptable_answers(question))))


@pytest.mark.parametrize("voice", Voice)
@pytest.mark.parametrize("number", range(WALKS // 2))
def test_every_page_is_in_spanish_whatever_was_answered(reader, voice, number):
    chance = random.Random()
    reader.starts(voice)
    answers_at_random(reader, chance)
    picks = [each["value"] for each in reader.page.all("input", name="pick")]
    chosen = chance.sample(picks, min(len(picks), 3))
    client = reader.client
    client.post(reader.at("options"), {"pick": chosen, **hidden(reader)})
    for step in STEPS:
        assert_spanish(client.get(HOME + step))
    for question in GUIDE.questions:
        path = f"{HOME}questions/{question.slug}/?from=options"
        assert_spanish(client.get(path, follow=True))  # to the options, where it is not asked


def hidden(reader):
    form = next(each for each in reader.page.all("form") if each.all("input", name="pick"))
    return {each["name"]: each["value"] for each in form.all("input", type="hidden")}


@pytest.mark.parametrize("path", [*OF_NO_GUIDE, *(HOME + step for step in STEPS)])
def test_a_page_is_in_spanish_before_anything_was_answered(client, guide, path):
    assert_spanish(client.get(path))


@pytest.mark.parametrize("question", GUIDE.questions, ids=lambda each: each.slug)
def test_a_question_is_in_spanish_with_a_fault_and_as_a_swap(client, guide, question):
    path = f"{HOME}questions/{question.slug}/"
    every = [choice.slug for choice in question.choices]
    for sent in ([], ["gone"], every):
        assert_spanish(client.post(path, {question.slug: sent}), status=422)
        swapped = client.post(path, {question.slug: sent}, headers=HTMX)
        assert_spanish(swapped, swapped.status_code, lang="es")
    swapped = client.post(path, {question.slug: every[:1]}, headers=HTMX)
    assert_spanish(swapped, swapped.status_code, lang="es")


@pytest.mark.parametrize(
    ("path", "sent"),
    [
        (f"{HOME}trials/", {}),
        (f"{HOME}trials/", {"topic": "gone", "age": "x", "place": "x"}),
        (f"{HOME}trials/", {"age": "121"}),
        (HOME, {}),
        (HOME, {"reader": "gone"}),
        ("/es/continue/", {}),
        ("/es/continue/", {"code": "AAAA-AAAA-AAAA"}),
    ],
)
def test_what_is_wrong_with_a_form_is_told_in_spanish(client, guide, path, sent):
    assert_spanish(client.post(path, sent), status=422)


@pytest.mark.parametrize("path", ["/es/gone/", f"{HOME}gone/"])
def test_what_is_not_there_is_told_in_spanish(client, guide, path):
    assert_spanish(client.get(path), status=404)


def test_a_browser_without_cookies_is_told_so_in_spanish(guide):
    client = Client(enforce_csrf_checks=True)
    assert_spanish(client.post(HOME, {"reader": "self"}), status=403)


def test_a_request_that_makes_no_sense_is_told_so_in_spanish(rf):
    request = rf.get("/es/")
    with speaking(request, "es"):
        assert_spanish(bad_request(request, None), status=400)


def test_that_a_guide_was_taken_down_is_told_in_spanish(reader, shelve):
    reader.starts()
    answers_at_random(reader, random.Random())
    code = reader.page.one(data_code=True).text
    shelve(GUIDE, withdrawn="We check it.")
    client = Client()
    assert_spanish(client.get(f"{HOME}options/"), status=410)
    assert_spanish(client.post("/es/continue/", {"code": code}), status=410)
    assert_spanish(client.get("/es/"))


def test_what_became_of_answers_is_told_in_spanish(reader, shelve):
    reader.starts()
    answers_at_random(reader, random.Random())
    shelve(GUIDE)
    assert_spanish(reader.client.get(f"{HOME}options/"))
    reader.client.cookies["answers"] = "forged"
    assert_spanish(reader.client.get(f"{HOME}options/"))
    assert_spanish(reader.client.get(f"{HOME}clear/"))


# The test itself


@pytest.mark.parametrize(
    "html",
    [
        '<html lang="es"><p>Choose one of these.</p></html>',
        '<html lang="es"><p lang="en">x</p><p aria-label="What to do">Sí</p></html>',
        '<html lang="es"><meta name="description" content="Find your way"></html>',
        '<html lang="es"><p data-failed="Not sent. Try again.">Sí</p></html>',
        '<html lang="en"><div lang="es"><p>It is not.</p></div></html>',
    ],
)
def test_an_english_sentence_would_be_found(html):
    assert len(english_in(parse(html))) == 1


@pytest.mark.parametrize(
    "html",
    [
        '<html lang="es"><p>Elija «not sure» o <span lang="en">This is quoted.</span></p></html>',
        '<html lang="es"><p>be-e-rre-se-A; no me has dado</p><script>if not this</script></html>',
    ],
)
def test_what_is_quoted_in_english_is_no_fault(html):
    assert english_in(parse(html)) == []
