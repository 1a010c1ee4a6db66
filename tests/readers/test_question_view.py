"""One question a page."""

import re
from itertools import pairwise

import pytest

from navigator.guide.model import Kind
from tests.html import parse
from tests.library import library
from tests.treatments import guide_with_facts

from .reading import CHANGE, HTMX, answer, cites, opened, path_to, question_path

GUIDE = library()
START, OPTIONS = path_to(), path_to("options")
AGE, GUARDIAN, HOME, LIKES = (question_path(question.slug) for question in GUIDE.questions)
questions = pytest.mark.parametrize("question", GUIDE.questions, ids=lambda each: each.slug)
with_and_without_htmx = pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
# The shortest way: of an adult, a grown-up who signs is not asked for.
ADULT = [("age", "adult"), ("home", "far"), ("likes", "books")]

pytestmark = pytest.mark.usefixtures("guide")


def asked(client, slug, query=""):
    return parse(client.get(question_path(slug) + query))


def answer_all(client, **more):
    return [answer(client, slug, chosen, **more) for slug, chosen in ADULT]


def left(page):
    """How many questions are left, by the progress bar."""
    bar = page.one("progress")
    return int(bar["max"]) - int(bar["value"])


# The page


@questions
def test_the_one_form_has_the_choices_in_order_with_their_labels_and_hints(client, question):
    page = asked(client, question.slug)
    form = page.form()
    assert form.names == {question.slug}
    assert form.element["action"] == form.element["hx-post"] == question_path(question.slug)
    assert form.values(question.slug) == [choice.slug for choice in question.choices]
    assert form.checked(question.slug) == set()
    for field, choice in zip(form.inputs(question.slug), question.choices, strict=True):
        assert field["type"] == ("radio" if question.kind is Kind.ONE else "checkbox")
        assert page.one("label", for_=field["id"]).text == choice.label
        assert "aria-describedby" not in field
        assert ("aria-labelledby" in field) is bool(choice.hint)
        if choice.hint:  # heard with its choice, and not once more as a text of its own
            label, hint = (page.one(id=each) for each in field["aria-labelledby"].split())
            assert [label.text, hint.text] == [choice.label, choice.hint]
            assert hint["aria-hidden"] == "true"
        alone = choice.exclusive and question.kind is Kind.SEVERAL
        assert ("data-alone" in field) is alone


@questions
def test_the_question_is_the_heading_and_in_the_title_and_explained(client, question):
    page = asked(client, question.slug)
    assert page.one("h1").text == question.text
    assert question.text in page.one("title").text
    assert question.why in page.one("main").text
    assert question.where in page.one("main").text


def test_what_the_reader_picked_is_picked_when_they_come_back(client):
    answer(client, "likes", "books", "films")
    assert asked(client, "likes").form().checked("likes") == {"books", "films"}
    answer(client, "likes", "games")
    assert asked(client, "likes").form().checked("likes") == {"games"}


def test_a_caregiver_is_asked_about_the_other(client):
    client.post(START, {"reader": "other"})
    assert asked(client, "age").one("h1").text == GUIDE.questions[0].text_other
    step = answer(client, "home", "far", headers=HTMX)
    assert parse(step).all("h1")[0].text == GUIDE.questions[0].text_other


# Answering


def test_each_answer_leads_to_the_next_question_that_is_needed_and_the_last_to_the_options(client):
    responses = answer_all(client)
    assert [response.status_code for response in responses] == [302] * 3
    assert [response["Location"] for response in responses] == [HOME, LIKES, OPTIONS]


@pytest.mark.parametrize(
    ("slug", "chosen"),
    [("age", []), ("age", ["gone"]), ("age", ["adult", "teen"]), ("likes", ["nothing", "films"])],
)
@with_and_without_htmx
def test_what_is_no_answer_is_shown_again_with_what_is_wrong(client, slug, chosen, headers):
    response = answer(client, slug, *chosen, headers=headers)
    assert response.status_code == 422
    assert "HX-Push-Url" not in response
    page = parse(response)
    assert bool(page.all("html")) is not bool(headers)
    summary = page.one(role="alert").one("a")
    assert page.one(id=summary["href"].removeprefix("#"))["name"] == slug
    fieldset = page.form().element.one("fieldset")
    described = [page.one(id=each).text for each in fieldset["aria-describedby"].split()]
    assert summary.text in described[0]
    several = GUIDE.question_by_slug[slug].kind is Kind.SEVERAL
    assert described[1:] == (["Choose all that fit."] if several else [])
    assert (
        page.form().checked(slug)
        == set(chosen) & GUIDE.question_by_slug[slug].choice_by_slug.keys()
    )
    title = page.one("title").text
    assert title.startswith("Error:")
    assert title.endswith(asked(client, slug).one("title").text)


def test_a_fault_changes_no_answer(client):
    answer(client, "likes", "films")
    answer(client, "likes", "nothing", "films")
    assert asked(client, "likes").form().checked("likes") == {"films"}


# Questions off the way


@with_and_without_htmx
@pytest.mark.parametrize("query", ["", CHANGE])
def test_an_answer_from_a_page_of_a_former_start_is_not_taken_and_told_once(client, headers, query):
    client.post(START, {"reader": "self"})
    sent = {"age": "teen", "start": asked(client, "age").one("button", name="start")["value"]}
    client.post(START, {"reader": "other"})
    answer(client, "age", "adult")
    response = client.post(AGE + query, sent, headers=headers)
    while url := response.get("Location") or response.get("HX-Redirect"):
        response = client.get(url)
    assert "started again in this browser" in parse(response).text
    page = asked(client, "age", CHANGE)
    assert page.form().checked("age") == {"adult"}
    assert "started again" not in page.text


def test_an_answer_from_a_page_of_the_same_start_is_taken_wherever_it_was_opened(client):
    client.post(START, {"reader": "self"})
    start = asked(client, "age").one("button", name="start")["value"]
    for chosen in ("teen", "adult"):
        client.post(AGE, {"age": chosen, "start": start})
        assert asked(client, "age", CHANGE).form().checked("age") == {chosen}


def test_a_question_that_is_not_needed_leads_on(client):
    answer(client, "guardian", "yes")
    answer(client, "age", "adult")
    assert client.get(GUARDIAN)["Location"] == HOME
    assert not opened(client, "options").all(id="said-guardian")


@pytest.mark.parametrize("send", ["get", "post"])
def test_a_question_that_is_gone_leads_on(client, send):
    response = getattr(client, send)(question_path("no-such-question"))
    assert response["Location"] == AGE


# There and back from the options


@with_and_without_htmx
def test_a_change_comes_straight_back_to_its_place_on_the_options(client, headers):
    answer(client, "age", "adult")
    page = asked(client, "age", CHANGE)
    assert page.one("main").all("a")[0]["href"].split("#")[0] == OPTIONS
    action = page.form().element["action"]
    refused = client.post(action, {}, headers=headers)
    action = parse(refused).form().element["action"]
    response = client.post(action, {"age": "teen"}, headers=headers)
    path, _, place = response["HX-Redirect" if headers else "Location"].partition("#")
    assert path == OPTIONS
    assert opened(client, "options").all(id=place)


@pytest.mark.parametrize("query", ["?from=elsewhere", "?from=//evil.example", "?from="])
def test_from_elsewhere_is_not_a_place_to_go_back_to(client, query):
    assert answer(client, "age", "adult", query=query)["Location"] == HOME


def test_back_leads_to_the_question_that_was_asked_before_and_from_the_first_to_the_start(client):
    answer(client, "age", "adult")
    back = [asked(client, slug).one("main").all("a")[0]["href"] for slug in ("age", "home")]
    assert back == [START, AGE]


# How many are left


@pytest.mark.parametrize("first", ["adult", "teen", "not-told"])
def test_the_number_of_questions_left_goes_down_with_every_answer_to_one(client, first):
    counts, path = [], AGE
    while path != OPTIONS:
        page = parse(client.get(path))
        counts.append(left(page))
        (slug,) = page.form().names
        chosen = first if slug == "age" else "unsure"
        path = answer(client, slug, chosen)["Location"]
    assert all(later < earlier for earlier, later in pairwise(counts))
    assert counts[-1] == 1


def test_going_back_counts_the_question_again(client):
    before = left(asked(client, "age"))
    answer(client, "age", "not-told")
    assert left(asked(client, "age")) == before


# With htmx


def test_htmx_gets_the_next_question_as_the_main_part_of_its_page(client):
    response = answer(client, "age", "adult", headers=HTMX)
    assert response.status_code == 200
    assert response["HX-Push-Url"] == HOME
    part, whole = parse(response), asked(client, "home")
    assert not part.all("html", "body", "main", "header", "footer")
    title = part.one("title").text
    assert title == whole.one("title").text
    assert part.text.removeprefix(title).strip() == whole.one("main").text
    assert asked(client, "age").form().checked("age") == {"adult"}


@pytest.mark.parametrize("slug", ["likes", "no-such-question"])
def test_htmx_is_sent_to_the_options_at_the_end(client, slug):
    answer_all(client)
    response = answer(client, slug, "books", headers=HTMX)
    assert response.status_code == 200
    assert response["HX-Redirect"] == OPTIONS
    assert not response.content


# Privacy


@with_and_without_htmx
def test_no_answer_is_in_an_address_or_stored_on_the_way(client, headers):
    chosen = {choice.slug for question in GUIDE.questions for choice in question.choices}
    assert asked(client, "age").all("form", method="get") == []
    for response in [*answer_all(client, headers=headers), answer(client, "age", headers=headers)]:
        assert "no-store" in response["Cache-Control"]
        for name, value in response.headers.items():
            if name == "Location" or name.startswith("HX-"):
                assert chosen.isdisjoint(re.findall(r"[\w-]+", value))


# Reports


def test_a_question_shows_what_a_report_may_say_and_which_answer_that_means(client, shelve):
    guide = guide_with_facts()
    shelve(guide)
    fold = parse(client.get(question_path("age"))).one("details", class_="help")
    assert fold.one("dt").text == "Birth certificate: long ago"
    choice = guide.question_by_slug["age"].choice_by_slug["adult"]
    meaning = fold.one("dd")
    assert meaning.text.startswith(f"Choose: {choice.label}. You were born long ago.")
    (source,) = cites(meaning)
    assert source["href"] == path_to("about") + "#source-1"
    assert not parse(client.get(question_path("likes"))).all("details")
    client.post(path_to(), {"reader": "other"})
    fold = parse(client.get(question_path("age"))).one("details", class_="help")
    assert "They were born long ago." in fold.text
