"""A page with several questions, and one for a number."""

import random
from dataclasses import replace

import pytest

from tests.html import parse
from tests.serving import path_to, question_path
from tests.wider import SOME_CARDS, wider

from .reading import CHANGE, HTMX, answer, opened, say

GUIDE = wider()
MUSEUM, ZOO, POOL = map(question_path, SOME_CARDS)


@pytest.fixture(autouse=True)
def guide(shelve):
    shelve(GUIDE)


def asked(client, slug, query=""):
    return parse(client.get(question_path(slug) + query))


def verdicts(client):
    page = opened(client, "options")
    return {each["data-option"]: each["data-verdict"] for each in page.all(data_option=True)}


# A panel


def test_a_panel_is_one_page_with_each_of_its_questions_as_a_group(client):
    page = asked(client, "museum")
    assert page.one("h1").text == "Which other cards are there?"
    form = page.form()
    assert form.names == set(SOME_CARDS)
    for slug in SOME_CARDS:
        assert form.values(slug) == ["yes", "no", "unsure"]
        assert page.one(id=f"{slug}-label").text == f"The card for the {slug}"
    assert "Who has other cards of the town gets one for all." in page.text
    assert asked(client, "zoo").form().names == form.names


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
def test_all_answers_of_a_panel_are_taken_in_at_once(client, headers):
    sent = {"museum": "yes", "zoo": "no", "pool": "yes"}
    response = client.post(MUSEUM, sent, headers=headers)
    assert response.status_code == (200 if headers else 302)
    found = verdicts(client)
    assert [found[each] for each in ("card-for-all", "one-more-card", "first-card")] == [
        "match"
    ] * 3


def test_a_panel_counts_as_one_question_left(client):
    say(client, age=["adult"], home=["in-town"], likes=["nothing"])
    bar = asked(client, "years").one("progress")
    assert int(bar["max"]) - int(bar["value"]) == 2
    say(client, years=["5"])
    bar = asked(client, "museum").one("progress")
    assert int(bar["max"]) - int(bar["value"]) == 1


def test_on_any_way_the_questions_left_fall_with_every_page(client):
    for _ in range(30):
        client.post(path_to("clear"))
        response, before = client.post(path_to(), {"reader": "self"}), 99
        while "/questions/" in response.headers["Location"]:
            path = response.headers["Location"]
            page = parse(client.get(path))
            bar = page.one("progress")
            left = int(bar["max"]) - int(bar["value"])
            assert 0 < left < before
            before = left
            form = page.form()
            sent = {name: random.choice(form.values(name) or ["5"]) for name in form.names}
            sent |= {"years": str(random.randrange(121))} if "years" in form.names else {}
            response = client.post(path, sent | form.hidden())
        assert response.headers["Location"] == path_to("options")


def test_what_was_left_out_is_told_and_what_was_chosen_stays(client):
    response = client.post(MUSEUM, {"zoo": "no"})
    assert response.status_code == 422
    page = parse(response)
    assert page.form().checked("zoo") == {"no"}
    links = [each["href"] for each in page.one(id="problems").all("a")]
    assert links == ["#museum-yes", "#pool-yes"]
    for each in links:
        assert page.one(id=each[1:])
    assert "said-zoo" not in client.get(path_to("options")).content.decode()


def test_one_press_answers_the_rest_as_not_sure(client):
    client.post(MUSEUM, {"zoo": "no", "rest": "unsure"})
    page = asked(client, "museum")
    assert [page.form().checked(slug) for slug in SOME_CARDS] == [{"unsure"}, {"no"}, {"unsure"}]
    assert verdicts(client)["card-for-all"] == "depends"


def test_only_what_still_matters_is_asked_of_a_panel(client, shelve):
    """With a museum card no other is needed for one of the options."""
    options = (GUIDE.option_by_slug["one-more-card"],)
    shelve(replace(GUIDE, options=options))
    client.post(MUSEUM, {"museum": "yes", "pool": "no"})
    assert asked(client, "museum").form().names == {"museum"}
    assert asked(client, "pool").form().names == {"museum"}


def test_one_answer_of_a_panel_that_was_changed_says_what_it_did(client):
    client.post(MUSEUM, {"museum": "yes", "zoo": "no", "pool": "no"})
    response = client.post(POOL + CHANGE, {"museum": "yes", "zoo": "no", "pool": "yes"})
    assert response.headers["Location"].endswith("#said-pool")
    assert "Card for all" in opened(client, "options").one(id="said-pool").text


# A number


def test_a_number_is_typed_with_its_unit_and_not_sure_beside_it(client):
    page = asked(client, "years")
    form = page.form()
    number = page.one(id="years-number")
    assert (number["type"], number["inputmode"]) == ("text", "numeric")
    unit = page.one(id=number["aria-labelledby"].split()[-1])
    assert unit.text == "years"
    assert form.names == {"years"}
    assert page.one(id="years-unsure")["type"] == "checkbox"
    assert not page.all(id="years-new")


def test_a_number_leads_to_its_range_and_is_kept_nowhere(client):
    answer(client, "years", "1", "")
    page = opened(client, "options")
    assert "You are new here." in page.text
    again = asked(client, "years")
    assert again.one(id="years-number")["value"] == ""
    assert "You said: Under 2 years." in again.text
    answer(client, "years", "")
    assert "You are new here." in opened(client, "options").text


def test_a_number_that_is_refused_is_still_there(client):
    response = answer(client, "years", "200")
    assert response.status_code == 422
    page = parse(response)
    assert page.one(id="years-number")["value"] == "200"
    assert [each["href"] for each in page.one(id="problems").all("a")] == ["#years-number"]


def test_the_worksheet_has_a_line_for_the_number_and_the_panel_as_one(client):
    text = opened(client, "worksheet").text
    assert text.count("Which other cards are there?") == 1
    assert "years" in text
    for slug in SOME_CARDS:
        assert f"The card for the {slug}" in text
