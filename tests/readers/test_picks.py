"""What a reader ticks to talk about: on the options page, in the cookie, after a change."""

import random
from dataclasses import replace

import pytest

from navigator.guide.model import Kind
from navigator.readers.answer_store import MOST_BYTES
from tests.guides import real_guide
from tests.html import parse
from tests.library import library
from tests.variants import with_extra, without_question

from .reading import CHANGE, HTMX, answer, opened, path_to, say

GUIDE = library()
OPTIONS = path_to("options")

pytestmark = pytest.mark.usefixtures("guide")


def boxes(page):
    return page.all("input", name="pick")


def ticked(client):
    return [box["value"] for box in boxes(opened(client, "options")) if "checked" in box]


def pick(client, *slugs, **more):
    return client.post(OPTIONS, {"pick": slugs}, **more)


def number_said(page):
    return page.one(id="picked").text


def test_a_box_stands_on_every_option_that_is_listed_and_on_no_other(client):
    say(client, age=["adult"], home=["unsure"])
    page = opened(client, "options")
    rows = page.all(data_option=True)
    listed = [row["data-option"] for row in rows if row["data-verdict"] in ("match", "depends")]
    assert [box["value"] for box in boxes(page)] == listed != []
    for row in rows:
        own = [box["value"] for box in boxes(row)]
        assert own == ([row["data-option"]] if row["data-verdict"] != "no" else [])
    assert all("checked" not in box for box in boxes(page))


def test_every_box_says_what_it_is_for(client):
    for label in opened(client, "options").all("label", class_="talk"):
        (box,) = boxes(label)
        name = GUIDE.option_by_slug[box["value"]].name
        assert label.text == f"I want to talk about this: {name}"


def test_ticks_are_kept_by_a_plain_form_and_their_number_is_said(client):
    say(client, age=["adult"], home=["unsure"])
    page = opened(client, "options")
    assert number_said(page) == "Tick what you want to talk about."
    form = page.form(class_="picks")
    first, second, *_ = (box["value"] for box in boxes(page))
    response = client.post(form.element["action"], {"pick": [second, first]})
    assert response["Location"] == f"{OPTIONS}#picked"
    assert set(ticked(client)) == {first, second}
    assert number_said(opened(client, "options")) == "You ticked 2 to talk about."
    pick(client, second)
    assert ticked(client) == [second]
    pick(client)
    assert ticked(client) == []


def test_with_htmx_a_tick_is_answered_with_the_number_alone(client):
    response = pick(client, "town-card", headers=HTMX)
    assert parse(response).text == "You ticked 1 to talk about."
    assert ticked(client) == ["town-card"]


@pytest.mark.parametrize("step", ["compare", "handout"])
def test_a_button_keeps_the_ticks_and_leads_on(client, step):
    response = client.post(OPTIONS, {"pick": ["town-card"], "then": step})
    assert response["Location"] == path_to(step)
    assert ticked(client) == ["town-card"]


def test_no_other_place_can_be_named_to_lead_on_to(client):
    response = client.post(OPTIONS, {"pick": ["town-card"], "then": "//elsewhere.example"})
    assert response["Location"] == f"{OPTIONS}#picked"


def test_ticks_stay_while_the_option_is_listed_and_it_is_told_when_it_no_longer_is(client):
    say(client, age=["adult"], home=["in-town"])
    pick(client, "town-card", "screen-card")
    answer(client, "home", "far", query=CHANGE)
    page = opened(client, "options")
    lost = page.one("section", aria_labelledby="lost")
    assert [each.text for each in lost.all("li")] == ["Town card"]
    assert number_said(page) == "You ticked 1 to talk about."
    assert "no longer listed for these answers: Town card." in opened(client, "handout").text
    # It cannot be seen to be taken away, and comes back with the answer.
    pick(client, "screen-card", "post-card")
    answer(client, "home", "in-town", query=CHANGE)
    assert set(ticked(client)) == {"town-card", "screen-card"}
    assert opened(client, "options").one(id="lost")
    pick(client)
    answer(client, "home", "far", query=CHANGE)
    assert ticked(client) == ["post-card"]


def test_a_tick_that_is_no_longer_listed_is_named_wherever_picks_are_and_can_be_taken_away(client):
    say(client, age=["adult"], home=["in-town"])
    pick(client, "town-card")
    answer(client, "home", "far", query=CHANGE)
    for step in ("compare", "handout"):
        page = opened(client, step)
        assert "no longer listed for these answers: Town card." in page.text
        assert not any(each.text == "" for each in page.all("ul", class_="boxes"))
    form = opened(client, "options").one("section", aria_labelledby="lost").one("form")
    (button,) = form.all("button")
    client.post(form["action"], {button["name"]: button["value"]})
    assert not opened(client, "options").all(id="lost")
    answer(client, "home", "in-town", query=CHANGE)
    assert ticked(client) == []


def test_a_process_that_is_behind_keeps_picks_that_it_does_not_know(client, shelve):
    newer = with_extra(GUIDE, "options", replace(GUIDE.options[0], slug="new-card"))
    shelve(newer, number=5)
    pick(client, "new-card", "town-card")
    shelve(GUIDE, number=4)
    assert ticked(client) == ["town-card"]
    pick(client, "town-card", "junior-card")
    shelve(newer, number=5)
    assert set(ticked(client)) == {"new-card", "town-card", "junior-card"}


@pytest.mark.parametrize(
    "sent", [["no-such-option"], ["<script>"], ["town-card", "💊" * 500], ["", "town-card"]]
)
def test_what_is_no_option_is_left_out(client, sent):
    response = pick(client, *sent)
    assert response.status_code == 302
    assert ticked(client) == [slug for slug in sent if slug == "town-card"]


def test_the_same_twice_counts_once(client):
    pick(client, "town-card", "town-card")
    assert number_said(opened(client, "options")) == "You ticked 1 to talk about."


def test_who_starts_anew_has_nothing_ticked(client):
    pick(client, "town-card")
    client.post(path_to(), {"reader": "self"})
    assert ticked(client) == []


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_ticks_from_a_page_of_somebody_who_was_here_before_are_not_taken(client, headers):
    client.post(path_to(), {"reader": "self"})
    say(client, age=["adult"])
    former = opened(client, "options").one("input", name="start")["value"]
    client.post(path_to(), {"reader": "self"})
    response = client.post(OPTIONS, {"pick": ["town-card"], "start": former}, headers=headers)
    assert OPTIONS in response.get("HX-Redirect", response.get("Location", ""))
    page = opened(client, "options")
    assert "Someone started again" in page.text
    assert ticked(client) == []


def test_what_a_new_edition_has_no_more_is_no_longer_ticked(client, shelve):
    pick(client, "town-card", "junior-card")
    shelve(without_question(GUIDE, "home"))
    assert ticked(client) == ["junior-card"]


def test_ticks_are_in_the_cookie_and_nowhere_else(client):
    response = pick(client, "town-card")
    (morsel,) = response.cookies.values()
    assert "town-card" not in morsel.value
    assert "town-card" not in response["Location"]


def test_clearing_takes_ticks_away(client):
    pick(client, "town-card")
    assert opened(client, "options").all("a", href=path_to("clear"))
    client.post(path_to("clear"))
    assert ticked(client) == []


def test_a_return_code_is_the_same_with_ticks(client):
    say(client, age=["adult"])
    code = opened(client, "options").one(data_code=True).text
    pick(client, "town-card")
    assert opened(client, "options").one(data_code=True).text == code


def test_everything_ticked_and_said_fits_into_the_cookie(client, shelve, settings):
    guide = real_guide()
    shelve(guide)
    for question in guide.questions:
        several = [each.slug for each in question.choices if not each.exclusive]
        chosen = several if question.kind is Kind.SEVERAL else several[:1]
        client.post(f"/{guide.slug}/questions/{question.slug}/", {question.slug: chosen})
    slugs = [option.slug for option in guide.options]
    random.Random(3).shuffle(slugs)
    client.post(f"/{guide.slug}/options/", {"pick": slugs})
    assert len(client.cookies[settings.ANSWERS_COOKIE_NAME].value) < MOST_BYTES
    page = parse(client.get(f"/{guide.slug}/options/"))
    assert all("checked" in box for box in boxes(page))


def test_a_list_without_answers_can_be_ticked_and_go_on(client, shelve):
    shelve(replace(GUIDE, notices=()))
    pick(client, "town-card")
    answer(client, "age", "adult")
    assert ticked(client) == ["town-card"]
