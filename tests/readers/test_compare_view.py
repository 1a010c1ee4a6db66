"""What is picked, side by side."""

from dataclasses import replace

import pytest

from navigator.guide.model import Matter, Option
from tests.html import parse
from tests.library import library
from tests.treatments import FACTS, KINDS, guide_with_facts
from tests.variants import with_extra, with_part

from .reading import cites, opened, path_to, say

WITH_FACTS = guide_with_facts()
TOLD = {(treatment, kind): texts for (treatment, kind), texts in FACTS.items()}
COMPARE = path_to("compare")


@pytest.fixture(autouse=True)
def guide(shelve):
    shelve(WITH_FACTS)


def pick(client, *slugs):
    client.post(path_to("options"), {"pick": slugs})


def names(table):
    return [each.text for each in table.one("thead").all("th")]


def with_options(number):
    """The guide with so many options more, which are listed for everyone."""
    guide = WITH_FACTS
    for place in range(number):
        extra = Option(
            slug=f"extra-{place}",
            category=guide.categories[0].slug,
            name=f"Extra {place}",
            plain="Some words.",
            source_text="• Words.",
            for_everyone=True,
        )
        guide = with_extra(guide, "options", extra)
    return guide


def test_there_is_a_cell_for_every_pick_and_kind_with_what_is_told_and_its_sources(client):
    pick(client, "screen-card", "junior-card", "post-card")
    page = opened(client, "compare")
    cells = {(each["data-option"], each["data-kind"]): each for each in page.all(data_kind=True)}
    picks = ("screen-card", "junior-card", "post-card")
    assert list(cells) == [(option, kind.slug) for kind in KINDS for option in picks]
    for (option, kind), cell in cells.items():
        (treatment,) = WITH_FACTS.option_by_slug[option].treatments or [""]
        wanted = TOLD.get((treatment, kind), [])
        facts = cell.all(data_fact=True)
        assert [each["data-fact"] for each in facts] == [kind] * len(wanted)
        for fact, text in zip(facts, wanted, strict=True):
            assert fact.text.startswith(text)
            (cite,) = cites(fact)
            assert cite["href"] == path_to("about") + "#source-1"
            assert "The town library" in cite["title"]
        ask = next(each.ask for each in KINDS if each.slug == kind)
        assert ("Our sources do not tell. Ask: " + ask in cell.text) is (not wanted)


def test_the_treatments_are_named_where_an_option_has_several(client, shelve):
    both = ("junior-stamp", "gold-card")
    shelve(with_part(WITH_FACTS, "options", "junior-card", treatments=both))
    pick(client, "junior-card", "screen-card")
    page = opened(client, "compare")
    given = page.one(data_option="junior-card", data_kind="given").text
    assert "Junior stamp: It is put on your card at the desk." in given
    assert "Gold card: It comes by mail in a week." in given
    serious = page.one(data_option="junior-card", data_kind="serious").text
    assert "Junior stamp: Our sources do not tell. Ask: What should the desk" in serious
    assert "Gold card:" not in page.one(data_option="screen-card", data_kind="given").text


def test_it_is_a_table_whose_cells_belong_to_a_treatment_and_a_row(client):
    pick(client, "screen-card", "junior-card")
    table = opened(client, "compare").one("table")
    assert table.one("caption").text
    assert names(table) == ["Screen card", "Junior card"]
    assert {each["scope"] for each in table.one("thead").all("th")} == {"col"}
    rows = table.one("tbody").all("tr")
    heads = [row.one("th", scope="row").text for row in rows]
    assert heads == ["In your list", *(kind.name for kind in KINDS)]
    assert all(len(row.all("td")) == 2 for row in rows)
    assert [row["data-row"] for row in rows if "urgent" in row.get("class", "")] == ["serious"]


def test_it_says_how_each_stands_in_the_list_and_what_is_remarked_on_it(client):
    say(client, age=["adult"], home=["far"])
    pick(client, "post-card", "screen-card")
    (first, *_) = opened(client, "compare").one("tbody").all("tr")
    post, screen = first.all("td")
    assert "May apply." in post.text
    assert "Mail is slow. Your things may take a week to come." in post.text
    assert "Depends on: Things to borrow." in screen.text


def test_without_picks_it_leads_back_to_the_list(client):
    page = opened(client, "compare")
    assert not page.all("table", "form")
    assert "Tick two or more treatments in your list." in page.one("main").text
    assert page.one("main").all("a", href=path_to("options"))


def test_one_pick_stands_alone_and_says_so(client):
    pick(client, "screen-card")
    page = opened(client, "compare")
    assert names(page.one("table")) == ["Screen card"]
    assert "You ticked one." in page.one("main").text


@pytest.mark.parametrize("number", [2, 3, 4])
def test_up_to_four_stand_side_by_side_and_nothing_is_to_choose(client, shelve, number):
    shelve(with_options(4))
    pick(client, *(f"extra-{place}" for place in range(number)))
    page = opened(client, "compare")
    assert len(names(page.one("table"))) == number
    assert not page.one("main").all("form")


def test_of_more_the_reader_chooses_and_the_others_come_below(client, shelve):
    shelve(with_options(9))
    pick(client, *(f"extra-{place}" for place in range(9)))
    page = opened(client, "compare")
    assert [len(names(each)) for each in page.all("table")] == [4, 4, 1]
    form = page.one("main").one("form")
    boxes = form.all("input", name="beside")
    assert len(boxes) == 9
    assert [box["value"] for box in boxes if "checked" in box] == [f"extra-{n}" for n in range(4)]
    response = client.post(COMPARE, {"beside": ["extra-7", "extra-2"]})
    assert response["Location"] == COMPARE
    page = opened(client, "compare")
    first, *_ = page.all("table")
    assert names(first) == ["Extra 7", "Extra 2"]
    boxes = page.one("main").one("form").all("input", name="beside")
    assert [box["value"] for box in boxes if "checked" in box] == ["extra-7", "extra-2"]
    assert len(page.all(data_kind=True)) == 9 * len(KINDS)
    captions = [each.one("caption").text for each in page.all("table")]
    assert len(set(captions)) == len(captions)
    # Another tick begins anew with as many as fit.
    pick(client, *(f"extra-{place}" for place in range(8)))
    assert [len(names(each)) for each in opened(client, "compare").all("table")] == [4, 4]


@pytest.mark.parametrize("number", [0, 1, 4])
def test_a_choice_from_an_old_page_where_nothing_is_to_choose_any_more_changes_nothing(
    client, shelve, number
):
    shelve(with_options(6))
    pick(client, *(f"extra-{place}" for place in range(number)))
    for sent in (["extra-1", "extra-0"], ["extra-5"], []):
        response = client.post(COMPARE, {"beside": sent})
        assert response["Location"] == COMPARE
    page = opened(client, "compare")
    shown = [name for table in page.all("table") for name in names(table)]
    assert shown == [f"Extra {place}" for place in range(number)]


def test_where_no_kind_of_fact_tells_of_it_what_matters_is_not_offered(client, shelve):
    matters = (*WITH_FACTS.matters, Matter(slug="else", text="Something else"))
    shelve(replace(WITH_FACTS, matters=matters))
    pick(client, "screen-card", "junior-card")
    assert "Something else" not in opened(client, "compare").text
    shelve(replace(WITH_FACTS, fact_kinds=(), facts=()))
    page = opened(client, "compare")
    assert not page.all(id="matters")
    assert page.one("table")


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ([], "Choose two, three or four."),
        (["extra-1"], "Choose two, three or four."),
        ([f"extra-{place}" for place in range(5)], "Choose two, three or four."),
        (["extra-1", "town-card"], "Choose from those on this page."),
        (["extra-1", "<b>"], "Choose from those on this page."),
    ],
)
def test_a_wrong_number_or_what_is_not_picked_is_told_and_changes_nothing(
    client, shelve, sent, words
):
    shelve(with_options(6))
    pick(client, *(f"extra-{place}" for place in range(6)))
    before = [names(each) for each in opened(client, "compare").all("table")]
    response = client.post(COMPARE, {"beside": sent})
    assert response.status_code == 422
    page = parse(response)
    assert words in page.one("main").one(class_="error-summary").text
    assert page.one("title").text.startswith("Error:")
    assert [names(each) for each in opened(client, "compare").all("table")] == before


def test_an_old_page_of_a_former_start_changes_nothing(client, shelve):
    shelve(with_options(6))
    client.post(path_to(), {"reader": "self"})
    pick(client, *(f"extra-{place}" for place in range(6)))
    former = opened(client, "compare").one("input", name="start")["value"]
    client.post(path_to(), {"reader": "self"})
    pick(client, *(f"extra-{place}" for place in range(6)))
    client.post(COMPARE, {"beside": ["extra-5", "extra-4"], "start": former})
    page = opened(client, "compare")
    assert "Someone started again" in page.text
    assert names(page.all("table")[0])[0] == "Extra 0"


def test_what_matters_names_the_rows_that_tell_of_it(client):
    pick(client, "screen-card", "junior-card")
    page = opened(client, "compare")
    items = page.one("section", aria_labelledby="matters").all("li")
    assert [each.one("label").text for each in items] == ["Being quick", "Quiet"]
    assert [each.one("input")["data-kinds"] for each in items] == ["given life", "life"]
    for item in items:
        assert "name" not in item.one("input")  # never sent
        for link in item.all("a"):
            row = page.one(id=link["href"].removeprefix("#"))
            assert row.text == link.text


def test_the_source_s_own_words_are_there_and_nothing_is_ranked(client):
    pick(client, "screen-card", "junior-card")
    page = opened(client, "compare")
    assert WITH_FACTS.disclaimer in page.text
    assert WITH_FACTS.attribution in page.text
    assert "They do not say which is better for you." in page.text


def test_no_option_is_named_in_an_address(client):
    pick(client, "screen-card", "junior-card")
    page = opened(client, "compare")
    addresses = [each.get("href", "") for each in page.all("a", "link")]
    addresses += [each["action"] for each in page.all("form", action=True)]
    assert not any("screen-card" in each or "junior-card" in each for each in addresses)


def test_a_caregiver_reads_their_own_wording(client, shelve):
    shelve(replace(WITH_FACTS, notices=()))
    client.post(path_to(), {"reader": "other"})
    pick(client, "screen-card", "junior-card")
    said = opened(client, "compare").text
    assert "What matters to them" in said
    assert "How they get it" in said
    assert "It is put on their card at the desk." in said
    assert library().title in said
