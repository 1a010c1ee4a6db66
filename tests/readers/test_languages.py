"""Readers' pages in another language: every page is there, and leads to itself in the others."""

from dataclasses import replace
from urllib.parse import urljoin

import pytest
from django.test import Client
from django.urls import reverse

from navigator.guide.language import units
from navigator.guide.model import Translation
from navigator.readers import views
from navigator.readers.urls import pages as readers_pages
from tests.html import parse
from tests.library import library
from tests.serving import path_to, question_path
from tests.translated import translated
from tests.treatments import guide_with_facts

from .reading import CHANGE, HTMX, answer

GUIDE = guide_with_facts()
SPANISH = translated(GUIDE)
OTHER = replace(library(), slug="other-card", title="Another guide")  # in its own language alone
ES = "/es"


def place(pattern):
    wanted = {"guide": GUIDE.slug, "question": GUIDE.questions[0].slug}
    return reverse(pattern.name, kwargs={name: wanted[name] for name in pattern.pattern.converters})


PAGES = sorted(map(place, readers_pages))
OF_GUIDE = [path for path in PAGES if path.startswith(path_to())]
QUERIES = [
    question_path("age") + CHANGE,
    path_to("all-options") + "?type=other-cards&open=all",
    path_to("handout") + "?print=large",
    path_to("about") + "?a=%C3%B1&b=%2F#x",
]
every_page = pytest.mark.parametrize("path", PAGES)
both_languages = pytest.mark.parametrize("below", ["", ES], ids=["own", "es"])


@pytest.fixture(autouse=True)
def guide(shelve):
    shelve(OTHER)
    shelve(SPANISH)


@pytest.fixture
def reader(client):
    """Someone who has said something, in the guide's own language, and picked two options."""
    answer(client, "age", "adult")
    answer(client, "likes", "books", "films")
    client.post(path_to("options"), {"pick": ["town-card", "screen-card"], "shown": "town-card"})
    return client


def links_of(response):
    """Where the links to other languages lead, by the code of the language."""
    links = parse(response).one(id="languages").all("a")
    assert all(each["lang"] == each["hreflang"] for each in links)
    return {each["lang"]: each["href"] for each in links}


def language_of(response):
    return parse(response).one("html")["lang"]


# Every page


@every_page
def test_every_page_is_there_in_both_languages_and_says_so(reader, path):
    for below, code in (("", "en"), (ES, "es")):
        response = reader.get(below + path)
        assert response.status_code == 200
        assert language_of(response) == code
        if path in OF_GUIDE:
            assert ("es: A library card" in parse(response).text) is (code == "es")


@every_page
def test_no_link_or_form_of_a_page_leads_out_of_its_language(reader, path):
    page = parse(reader.get(ES + path))
    languages = {each["href"] for each in page.one(id="languages").all("a")}
    hrefs = {each["href"] for each in page.one("body").all("a", href=True)} - languages
    sent = {each["action"] for each in page.all("form") if each.get("action")}
    ours = {urljoin(ES + path, each) for each in hrefs | sent if "://" not in each}
    other = path_to(guide=OTHER.slug)  # which is not there in this language
    assert {each for each in ours if not each.startswith(f"{ES}/")} <= {other}
    assert len(ours) > 2


@both_languages
@pytest.mark.parametrize("path", [*PAGES, *QUERIES])
def test_a_page_leads_to_itself_in_the_other_language_and_back(reader, below, path):
    other, code = (ES, "es") if not below else ("", "en")
    response = reader.get(below + path)
    asked = path.partition("#")[0]
    assert links_of(response) == {code: other + asked}
    assert links_of(reader.get(other + asked)) == {"es" if below else "en": below + asked}


def test_a_page_of_a_guide_in_one_language_leads_nowhere_else(client):
    for path in (path_to(guide=OTHER.slug), path_to("all-options", guide=OTHER.slug)):
        assert links_of(client.get(path)) == {}


def test_a_language_that_the_site_has_no_words_in_is_not_offered(client, shelve):
    shelve(translated(SPANISH, "xx"))
    assert links_of(client.get(path_to())).keys() == {"es"}
    assert client.get(f"/xx{path_to()}").status_code == 404


@every_page
@pytest.mark.parametrize("voice", ["self", "other"])
@pytest.mark.parametrize("some", [False, True], ids=["none", "some"])
def test_a_text_that_is_not_translated_is_marked_and_no_mark_is_shown(
    client, shelve, path, voice, some
):
    """Neither as text, nor in an attribute or the title, which cannot have one."""
    bare = translated(GUIDE, but=[(*unit.place[:2], unit.field) for unit in units(GUIDE, "es")])
    left = replace(SPANISH, **{name: getattr(bare, name) for name in ("terms", "facts", "options")})
    shelve(left if some else bare)
    client.post(ES + path_to(), {"reader": voice})
    answer(client, "age", "teen")
    answer(client, "likes", "books", "films")
    answer(client, "home", "unsure")
    client.post(ES + path_to("options"), {"pick": "screen-card", "shown": "screen-card"})
    for address in (ES + path, ES + path + "?second=en"):
        page = parse(client.get(address))
        assert "<" not in page.text
        written = [value for each in page.everything() for value in each.attrs.values()]
        assert not [value for value in written if "<" in value or "lang=" in value]
    if path in OF_GUIDE and not some:
        assert page.all("span", lang="en") or page.all("div", lang="en")


# Errors


@both_languages
def test_a_page_that_is_not_there_is_told_in_the_language_of_its_address(client, below):
    for path in ("/no-such-page/", "/no-such-guide/options/", path_to() + "no/such/page/"):
        response = client.get(below + path)
        assert response.status_code == 404
        assert language_of(response) == ("es" if below else "en")
        assert links_of(response) == {"en" if below else "es": ("" if below else ES) + path}
        assert parse(response).one("main").all("a", href=f"{below}/")


@both_languages
@pytest.mark.parametrize("path", [path_to(), question_path("age")])
def test_a_form_without_its_cookie_is_answered_in_the_language_of_its_address(below, path):
    response = Client(enforce_csrf_checks=True).post(below + path, {"age": "adult"})
    assert response.status_code == 403
    assert language_of(response) == ("es" if below else "en")
    assert links_of(response) == {"en" if below else "es": ("" if below else ES) + path}
    assert parse(response).one("main").all("a", href=below + path_to("all-options"))


@both_languages
def test_a_faulty_answer_is_told_in_the_language_of_its_address(client, below):
    for path, sent in ((path_to(), {}), (question_path("age"), {}), ("/continue/", {"code": "x"})):
        response = client.post(below + path, sent)
        assert response.status_code == 422
        assert language_of(response) == ("es" if below else "en")
        assert links_of(response) == {"en" if below else "es": ("" if below else ES) + path}


@both_languages
def test_a_guide_that_was_taken_down_says_so_in_the_language_of_its_address(client, shelve, below):
    shelve(SPANISH, withdrawn="It was wrong.")
    for path in (path_to(), question_path("age") + CHANGE, path_to("all-options")):
        response = client.get(below + path)
        assert response.status_code == 410
        assert language_of(response) == ("es" if below else "en")
        assert links_of(response) == {"en" if below else "es": ("" if below else ES) + path}
        told = parse(response).one("main").all(lang="en")
        assert [each.text for each in told] == (["It was wrong."] if below else [])


@both_languages
def test_what_cannot_be_read_and_a_fault_of_ours_are_told_in_the_language(below, monkeypatch):
    client = Client(raise_request_exception=False)
    assert language_of(client.get(f"{below}/?x=%00")) == ("es" if below else "en")

    def fail(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(views.QuestionView, "_go_on", fail)
    response = client.post(below + question_path("age"), {"age": "adult"})
    assert response.status_code == 500
    assert language_of(response) == ("es" if below else "en")
    assert parse(response).one("main").all("a", href=f"{below}/")


def test_a_page_after_one_in_another_language_is_in_its_own(client):
    """A worker serves both, one after the other."""
    for path in ("/no-such-page/", path_to(), question_path("age"), "/", "/privacy/"):
        assert language_of(client.get(ES + path)) == "es"
        page = parse(client.get(path))
        assert page.one("html")["lang"] == "en"
        assert page.one("header").all("a", class_="brand")[0]["href"] == "/"


# Steps with htmx


def languages_swapped(response):
    """The links that a step brings along, which replace those of the page."""
    span = parse(response).one(id="languages")
    assert span["hx-swap-oob"] == "true"
    return {each["lang"]: each["href"] for each in span.all("a")}


@both_languages
def test_a_step_brings_the_links_of_the_next_question_along(client, below):
    code, other = ("en", "") if below else ("es", ES)
    step = answer_in(client, below, "age", "teen", headers=HTMX)
    assert step["HX-Push-Url"] == below + question_path("guardian")
    assert languages_swapped(step) == {code: other + question_path("guardian")}
    assert ("es: " in parse(step).one("h1").text) is bool(below)


def answer_in(client, below, slug, *chosen, query="", **more):
    return client.post(below + question_path(slug) + query, {slug: chosen}, **more)


@both_languages
def test_a_step_that_is_refused_keeps_the_query_of_its_links(client, below):
    code, other = ("en", "") if below else ("es", ES)
    for query in ("", CHANGE):
        step = answer_in(client, below, "likes", query=query, headers=HTMX)
        assert step.status_code == 422
        assert languages_swapped(step) == {code: other + question_path("likes") + query}


@both_languages
def test_the_end_of_the_questions_stays_in_the_language(client, below):
    for slug, chosen in (("age", "adult"), ("home", "far"), ("likes", "books")):
        last = answer_in(client, below, slug, chosen, headers=HTMX)
    assert last["HX-Redirect"] == below + path_to("options")
    change = answer_in(client, below, "home", "nearby", query=CHANGE, headers=HTMX)
    assert change["HX-Redirect"].startswith(below + path_to("options"))
    plain = answer_in(client, below, "age", "teen")
    assert plain["Location"] == below + question_path("guardian")


# What readers said


def said_and_picked(client, below):
    page = parse(client.get(below + path_to("options")))
    verdicts = {e["data-option"]: e["data-verdict"] for e in page.all(data_option=True)}
    picked = {e["value"] for e in page.all("input", name="pick") if "checked" in e}
    said = {e["id"] for e in page.all(id=True) if e["id"].startswith("said-")}
    return verdicts, picked, said, page.one(data_code=True).text


def test_answers_picks_verdicts_and_code_are_the_same_in_both_languages(reader):
    own = said_and_picked(reader, "")
    assert said_and_picked(reader, ES) == own
    assert own[1]
    assert {"said-age", "said-likes"} <= own[2]
    assert set(reader.cookies) == {"answers", "csrftoken"}
    answer_in(reader, ES, "home", "far")
    changed = said_and_picked(reader, ES)
    assert changed != own
    assert said_and_picked(reader, "") == changed


def test_the_place_in_the_questions_is_kept(client):
    client.post(ES + path_to(), {"reader": "other"})
    answer_in(client, ES, "age", "teen")
    response = client.get(path_to())
    assert parse(response).one("main").all("a", href=question_path("guardian"))
    assert (
        parse(client.get(ES + path_to())).one("main").all("a", href=ES + question_path("guardian"))
    )
    assert "How old are they?" in parse(client.get(question_path("age"))).one("h1").text


@pytest.mark.parametrize(("made", "used"), [("", ES), (ES, "")], ids=["own to es", "es to own"])
def test_a_return_code_that_was_made_in_one_language_opens_in_another(reader, made, used):
    code = parse(reader.get(made + path_to("options"))).one(data_code=True).text
    other = Client()
    response = other.post(f"{used}/continue/", {"code": code})
    assert response["Location"] == used + path_to("options")
    assert said_and_picked(other, used)[0] == said_and_picked(reader, made)[0]


def test_a_code_of_a_guide_in_one_language_leads_to_it_from_any(client):
    other = path_to("options", guide=OTHER.slug)
    client.post(question_path("age", OTHER.slug), {"age": "adult"})
    code = parse(client.get(other)).one(data_code=True).text
    response = Client().post(f"{ES}/continue/", {"code": code})
    assert Client().get(response["Location"])["Location"] == other


# Languages that are not offered

ASKED = [path_to(), question_path("age") + CHANGE, path_to("all-options") + "?type=x&open=all"]


@pytest.mark.parametrize("path", ASKED)
def test_a_language_that_a_guide_is_not_offered_in_leads_to_its_own(client, shelve, path):
    shelve(replace(SPANISH, translations=(Translation(slug="es", shown=False),)))
    for response in (client.get(ES + path), client.post(ES + path, {"age": "adult"})):
        assert response.status_code == 307  # what was sent is sent again
        assert response["Location"] == path
        assert "answers" not in response.cookies


@pytest.mark.parametrize("path", ASKED)
def test_the_code_of_a_guides_own_language_is_led_away(client, path):
    for response in (client.get(f"/en{path}"), client.post(f"/en{path}", {"age": "adult"})):
        assert (response.status_code, response["Location"]) == (307, path)


def test_a_guide_in_the_other_language_by_birth_has_no_code_in_its_addresses(client, shelve):
    shelve(replace(OTHER, slug="tarjeta", language="es"))
    response = client.get("/es/tarjeta/options/")
    assert (response.status_code, response["Location"]) == (307, "/tarjeta/options/")
    assert language_of(client.get("/tarjeta/options/")) == "es"
    assert links_of(client.get("/tarjeta/options/")) == {}


def test_an_answer_that_is_led_away_arrives(client, shelve):
    """The guide was offered in Spanish when the page was opened."""
    shelve(replace(SPANISH, translations=()))
    response = client.post(ES + question_path("age"), {"age": "adult"}, follow=True)
    assert response.status_code == 200
    assert "answers" in client.cookies


@pytest.mark.parametrize(
    "path",
    [
        *("/es/admin/", "/es/admin/login/", "/es/healthz", "/es/healthz/", "/es/es/", "/en/es/"),
        *("/es/static/css/navigator.css", "/es/robots.txt", "/es/favicon.ico", "/fr/", "/ES/"),
        f"/es/es{path_to()}",
    ],
)
def test_nothing_but_readers_pages_is_there_in_other_languages(client, path):
    response = client.get(path, follow=True)
    assert response.status_code == 404
    assert "sessionid" not in client.cookies


# The home page

PREFERS = {"Accept-Language": "es-MX,es;q=0.9,en;q=0.5"}


def offers(response):
    """The links that the home page has in its main part to itself in another language."""
    notes = parse(response).one("main").all("p", class_="note")
    return [each.one("a")["href"] for each in notes if each.get("lang") == "es"]


def test_a_browser_that_prefers_another_language_is_told_in_it_and_never_led_there(client):
    response = client.get("/", headers=PREFERS)
    assert response.status_code == 200
    assert language_of(response) == "en"
    assert offers(response) == ["/es/"]
    (note,) = parse(response).one("main").all("p", class_="note", lang="es")
    assert "Read" not in note.text
    for other in ({}, {"Accept-Language": "en"}, {"Accept-Language": "fr, en;q=0.2"}):
        assert offers(client.get("/", headers=other)) == []


@pytest.mark.parametrize("language", ["en-US,en", "es", "fr", ""])
def test_a_page_that_was_asked_for_in_a_language_offers_no_other_by_itself(client, language):
    """Whoever followed a link to it has chosen."""
    response = client.get("/es/", headers={"Accept-Language": language})
    assert not parse(response).one("main").all("p", class_="note")
    assert language_of(response) == "es"


def test_nothing_between_keeps_the_home_page_of_one_browser_for_another(client):
    response = client.get("/", headers=PREFERS)
    assert "Accept-Language" in response["Vary"]
    assert response["ETag"] != client.get("/")["ETag"]


def test_the_home_page_has_each_guide_in_the_language_of_the_page_or_in_its_own(client):
    cards = parse(client.get("/es/")).all("article", class_="guide-card")
    assert {each["lang"]: each.one("a")["href"] for each in cards} == {
        "en": path_to(guide=OTHER.slug),
        "es": ES + path_to(),
    }
    cards = parse(client.get("/")).all("article", class_="guide-card")
    assert {each["lang"] for each in cards} == {"en"}


# What browsers keep


@pytest.mark.parametrize("path", ["/", *map(path_to, ["all-options", "glossary", "about"])])
def test_a_page_that_browsers_keep_is_kept_for_each_language(client, path):
    own, other = client.get(path), client.get(ES + path)
    assert own["ETag"] != other["ETag"]
    asked = {"If-None-Match": own["ETag"]}
    assert client.get(path, headers=asked).status_code == 304
    assert client.get(ES + path, headers=asked).status_code == 200
    assert client.get(ES + path, headers={"If-None-Match": other["ETag"]}).status_code == 304
    assert other["Cache-Control"] == own["Cache-Control"]


def test_pages_of_both_languages_may_be_made_in_any_order(client, shelve):
    """Pieces of pages are kept: those of one language must not stand on a page of the other."""
    paths = [path for path in OF_GUIDE if path != path_to("clear")]
    first = {below + path: client.get(below + path).content for path in paths for below in ("", ES)}
    shelve(SPANISH)
    for address in reversed(first):
        text = client.get(address).content.decode()
        assert ("es: A library card" in text) is address.startswith(ES)
