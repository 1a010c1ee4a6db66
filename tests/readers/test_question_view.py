"""One question a page."""

import re
from itertools import pairwise

import pytest

from navigator.guide.model import Kind
from tests.guides import real_guide
from tests.html import parse
from tests.serving import path_to, question_path, serve
from tests.variants import without_question

GUIDE = real_guide()
OPTIONS = path_to("options")
HTMX = {"HX-Request": "true"}
FROM_OPTIONS = "?from=options"
questions = pytest.mark.parametrize("question", GUIDE.questions, ids=lambda each: each.slug)

pytestmark = pytest.mark.usefixtures("guide")


def get(client, slug, query="", **more):
    return client.get(question_path(slug) + query, **more)


def post(client, slug, *chosen, query="", **more):
    return client.post(question_path(slug) + query, {slug: chosen}, **more)


def answer_all(client, upto=None, pick=lambda question: "unsure", **more):
    """The responses to answering every question in order, up to one."""
    responses = []
    for question in GUIDE.questions:
        if question.slug == upto:
            break
        responses.append(post(client, question.slug, pick(question), **more))
    return responses


def left(response):
    """How many questions are left, by the progress bar."""
    bar = parse(response).one("progress")
    return int(bar["max"]) - int(bar["value"])


# The page


@questions
def test_the_one_form_has_one_field_named_by_the_question(client, question):
    form = parse(get(client, question.slug)).form()
    assert form.names == {question.slug}
    assert form.element["action"] == question_path(question.slug)


@questions
def test_the_values_are_the_choices_in_order(client, question):
    form = parse(get(client, question.slug)).form()
    assert form.values(question.slug) == [choice.slug for choice in question.choices]


@questions
def test_one_answer_is_a_radio_and_several_are_checkboxes(client, question):
    inputs = parse(get(client, question.slug)).form().inputs(question.slug)
    kind = "radio" if question.kind is Kind.ONE else "checkbox"
    assert {each["type"] for each in inputs} == {kind}


@questions
def test_every_choice_has_its_label_and_hint(client, question):
    page = parse(get(client, question.slug))
    for field, choice in zip(page.form().inputs(question.slug), question.choices, strict=True):
        assert page.one("label", for_=field["id"]).text == choice.label
        if choice.hint:
            assert page.one(id=field["aria-describedby"]).text == choice.hint


@questions
def test_exclusive_choices_are_marked_for_the_browser(client, question):
    fields = parse(get(client, question.slug)).form().inputs(question.slug)
    marked = {each["value"] for each in fields if "data-alone" in each}
    assert marked == (question.exclusive if question.kind is Kind.SEVERAL else set())


@questions
def test_the_question_is_the_heading_and_in_the_title(client, question):
    page = parse(get(client, question.slug))
    assert page.one("h1").text == question.text
    assert question.text in page.one("title").text


@questions
def test_why_and_where_are_explained(client, question):
    text = parse(get(client, question.slug)).one("main").text
    assert question.why in text
    assert question.where in text


def test_nothing_is_picked_before_the_reader_did(client):
    assert parse(get(client, "spread")).form().checked("spread") == set()


def test_what_the_reader_picked_is_picked_when_they_come_back(client):
    post(client, "spread", "bone", "lung")
    assert parse(get(client, "spread")).form().checked("spread") == {"bone", "lung"}


def test_a_caregiver_is_asked_about_the_other(client):
    client.post(path_to(), {"reader": "other"})
    question = GUIDE.question_by_slug["menopause"]
    page = parse(get(client, "menopause"))
    assert page.one("h1").text == question.text_other
    assert question.where_other in page.text


# Answering


def test_an_answer_leads_to_the_next_question(client):
    response = post(client, "hormone-receptor", "positive")
    assert response.status_code == 302
    assert response["Location"] == question_path("her2")


def test_a_question_that_is_not_needed_is_passed_over(client):
    post(client, "hormone-receptor", "positive")
    assert post(client, "her2", "positive")["Location"] == question_path("brca")


def test_the_last_answer_leads_to_the_options(client):
    assert answer_all(client)[-1]["Location"] == OPTIONS


def test_an_answer_can_be_replaced(client):
    post(client, "her2", "positive")
    post(client, "her2", "negative")
    assert parse(get(client, "her2")).form().checked("her2") == {"negative"}


@pytest.mark.parametrize(
    ("slug", "chosen"),
    [
        ("her2", []),
        ("her2", ["gone"]),
        ("her2", ["positive", "negative"]),
        ("symptoms", ["none", "fluid"]),
        ("symptoms", ["unsure", "none"]),
        ("symptoms", ["fluid", "gone"]),
    ],
)
@pytest.mark.parametrize("headers", [{}, HTMX])
def test_what_is_no_answer_is_shown_again_with_a_linked_summary(client, slug, chosen, headers):
    response = post(client, slug, *chosen, headers=headers)
    assert response.status_code == 422
    page = parse(response)
    target = page.one(role="alert").one("a")["href"].removeprefix("#")
    assert page.one(id=target)["name"] == slug


def test_what_was_sent_stays_picked_after_an_error(client):
    page = parse(post(client, "symptoms", "none", "fluid"))
    assert page.form().checked("symptoms") == {"none", "fluid"}


def test_an_error_is_said_beside_the_field_and_pointed_to(client):
    page = parse(post(client, "her2"))
    error = page.one(id=page.form().element.one("fieldset")["aria-describedby"])
    assert page.one(role="alert").one("a").text in error.text


def test_an_error_changes_no_answer(client):
    post(client, "symptoms", "fluid")
    post(client, "symptoms", "none", "fluid")
    assert parse(get(client, "symptoms")).form().checked("symptoms") == {"fluid"}


def test_an_error_is_in_the_title(client):
    before, after = parse(get(client, "her2")), parse(post(client, "her2"))
    assert after.one("title").text != before.one("title").text
    assert after.one("title").text.endswith(before.one("title").text)


# Questions off the way


def test_a_question_that_is_not_needed_leads_on(client):
    post(client, "hormone-receptor", "positive")
    assert get(client, "pd-l1")["Location"] == question_path("her2")


def test_an_answered_question_that_is_no_longer_needed_leads_on(client):
    post(client, "past-treatments", "chemotherapy")
    post(client, "not-responded", "other-treatment")
    post(client, "past-treatments", "none")
    assert get(client, "not-responded").status_code == 302


@pytest.mark.parametrize("send", [get, post])
def test_a_question_that_is_gone_leads_on(client, send):
    response = send(client, "no-such-question")
    assert response.status_code == 302
    assert response["Location"] == question_path("hormone-receptor")


def test_a_question_that_the_new_edition_dropped_leads_on_and_keeps_nothing(client):
    post(client, "hormone-receptor", "positive")
    serve(without_question(GUIDE, "her2"))
    assert post(client, "her2", "negative")["Location"] == question_path("brca")
    page = parse(client.get(OPTIONS))
    assert page.all(id="said-hormone-receptor")
    assert not page.all(id="said-her2")


def test_an_answer_that_is_not_needed_does_not_count(client):
    post(client, "hormone-receptor", "positive")
    post(client, "pd-l1", "positive")
    assert not parse(client.get(OPTIONS)).all(id="said-pd-l1")


# There and back from the options


def test_a_change_comes_straight_back_to_the_options(client):
    post(client, "her2", "positive")
    form = parse(get(client, "her2", FROM_OPTIONS)).form()
    response = client.post(form.element["action"], {"her2": "negative"})
    assert response["Location"].split("#")[0] == OPTIONS


def test_the_place_that_it_comes_back_to_is_on_the_page(client):
    response = post(client, "her2", "positive", query=FROM_OPTIONS)
    place = response["Location"].split("#")[1]
    assert parse(client.get(OPTIONS)).all(id=place)


def test_a_fault_in_a_change_still_comes_back_to_the_options(client):
    form = parse(post(client, "her2", query=FROM_OPTIONS)).form()
    response = client.post(form.element["action"], {"her2": "negative"})
    assert response["Location"].split("#")[0] == OPTIONS


def test_back_from_a_change_leads_to_the_options(client):
    post(client, "her2", "positive")
    links = parse(get(client, "her2", FROM_OPTIONS)).one("main").all("a")
    assert links[0]["href"].split("#")[0] == OPTIONS


@pytest.mark.parametrize("query", ["?from=elsewhere", "?from=//evil.example", "?from="])
def test_from_elsewhere_is_not_a_place_to_go_back_to(client, query):
    response = post(client, "hormone-receptor", "positive", query=query)
    assert response["Location"] == question_path("her2")


# The way back


def test_back_from_the_first_question_leads_to_the_start(client):
    assert parse(get(client, "hormone-receptor")).one("main").all("a")[0]["href"] == path_to()


def test_back_leads_to_the_question_that_was_asked_before(client):
    post(client, "hormone-receptor", "positive")
    post(client, "her2", "positive")
    back = parse(get(client, "brca")).one("main").all("a")[0]
    assert back["href"] == question_path("her2")


# How many are left


@pytest.mark.parametrize("place", [0, 1, -2, -1])
def test_the_number_of_questions_left_goes_down_with_every_answer(client, place):
    counts, path = [], question_path(GUIDE.questions[0].slug)
    while path != OPTIONS:
        page = client.get(path)
        counts.append(left(page))
        (slug,) = parse(page).form().names
        choices = GUIDE.question_by_slug[slug].choices
        path = post(client, slug, choices[min(place, len(choices) - 1)].slug)["Location"]
    assert all(later < earlier for earlier, later in pairwise(counts))
    assert counts[-1] >= 1


def test_the_last_question_is_one_left(client):
    answer_all(client, upto=GUIDE.questions[-1].slug)
    assert left(get(client, GUIDE.questions[-1].slug)) == 1


def test_going_back_counts_the_question_again(client):
    before = left(get(client, "hormone-receptor"))
    post(client, "hormone-receptor", "unsure")
    assert left(get(client, "hormone-receptor")) == before


# With htmx


def test_htmx_gets_the_next_question_as_a_part_of_a_page(client):
    response = post(client, "hormone-receptor", "positive", headers=HTMX)
    assert response.status_code == 200
    page = parse(response)
    assert not page.all("html", "body", "main", "header", "footer")
    assert page.form().names == {"her2"}
    assert page.one("h1").text == GUIDE.question_by_slug["her2"].text
    assert GUIDE.question_by_slug["her2"].text in page.one("title").text


def test_htmx_is_told_the_address_of_the_next_question(client):
    response = post(client, "hormone-receptor", "positive", headers=HTMX)
    assert response["HX-Push-Url"] == question_path("her2")


def test_htmx_keeps_the_answer_as_well(client):
    post(client, "hormone-receptor", "positive", headers=HTMX)
    checked = parse(get(client, "hormone-receptor")).form().checked("hormone-receptor")
    assert checked == {"positive"}


def test_the_part_that_htmx_gets_is_the_main_part_of_the_page(client):
    part = parse(post(client, "hormone-receptor", "positive", headers=HTMX))
    whole = parse(get(client, "her2"))
    assert part.one("title").text == whole.one("title").text
    assert part.text.removeprefix(part.one("title").text).strip() == whole.one("main").text


def test_htmx_is_sent_to_the_options_at_the_end(client):
    response = answer_all(client, headers=HTMX)[-1]
    assert response.status_code == 200
    assert response["HX-Redirect"] == OPTIONS
    assert not response.content


def test_htmx_is_sent_to_the_options_after_a_change(client):
    response = post(client, "her2", "positive", query=FROM_OPTIONS, headers=HTMX)
    assert response["HX-Redirect"].split("#")[0] == OPTIONS


def test_htmx_gets_an_error_as_a_part_of_a_page_without_a_new_address(client):
    response = post(client, "her2", headers=HTMX)
    assert response.status_code == 422
    assert not parse(response).all("html")
    assert "HX-Push-Url" not in response


def test_htmx_is_sent_to_the_options_from_a_question_that_is_gone(client):
    answer_all(client)
    response = post(client, "no-such-question", "positive", headers=HTMX)
    assert response["HX-Redirect"] == OPTIONS


def test_the_form_works_with_and_without_htmx(client):
    form = parse(get(client, "her2")).form().element
    assert form["hx-post"] == form["action"]


# Privacy


@pytest.mark.parametrize("headers", [{}, HTMX])
@pytest.mark.parametrize("place", [0, -2, -1])
def test_no_answer_is_in_an_address_or_a_header(client, headers, place):
    chosen = {choice.slug for question in GUIDE.questions for choice in question.choices}
    for response in answer_all(client, pick=lambda q: q.choices[place].slug, headers=headers):
        for name, value in response.headers.items():
            if name == "Location" or name.startswith("HX-"):
                assert chosen.isdisjoint(re.findall(r"[\w-]+", value))


def test_responses_to_answers_are_not_stored(client):
    assert "no-store" in post(client, "her2", "positive")["Cache-Control"]
    assert "no-store" in post(client, "her2")["Cache-Control"]
    assert "no-store" in post(client, "her2", "positive", headers=HTMX)["Cache-Control"]


def test_no_form_puts_answers_into_an_address(client):
    assert parse(get(client, "her2")).all("form", method="get") == []
