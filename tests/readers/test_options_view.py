"""The options page."""

from dataclasses import replace
from urllib.parse import urljoin

import pytest

from tests.html import parse
from tests.library import library
from tests.treatments import guide_with_facts
from tests.variants import with_choice, with_part

from .reading import CHANGE, answer, opened, path_to, question_path, questions_named, say

GUIDE = library()
SOME = {"age": ["adult"], "home": ["unsure"], "likes": ["books", "sound-books"]}

pytestmark = pytest.mark.usefixtures("guide")


def card(page, slug):
    return page.one(data_option=slug)


def statement(question, choice):
    return GUIDE.question_by_slug[question].choice_by_slug[choice].statement


def test_what_was_said_stands_there_with_a_link_to_change_it(client):
    say(client, **SOME)
    rows = opened(client, "options").one("dl")
    assert questions_named(rows.all("a", href=True)) == list(SOME)
    for slug, chosen in SOME.items():
        row = rows.one(id=f"said-{slug}")
        assert GUIDE.question_by_slug[slug].label in row.text
        assert all(statement(slug, each) in row.text for each in chosen)


def test_without_an_answer_nothing_was_said_and_there_is_nothing_to_clear(client):
    page = opened(client, "options")
    assert not page.all(id="said")
    assert not page.all("a", href=path_to("clear"))


def test_what_is_not_answered_is_listed_and_the_way_goes_on_to_the_next_question(client):
    say(client, age=["adult"])
    page = opened(client, "options")
    section = page.one("section", aria_labelledby="unanswered")
    assert questions_named(section.all("a")) == ["home", "likes"]
    assert section.all("a")[-1]["href"] == question_path("home")
    say(client, home=["far"], likes=["games"])
    assert not opened(client, "options").all(id="unanswered")


def test_a_match_says_why_it_is_listed_and_what_is_not_listed_says_why_not(client):
    say(client, age=["adult"], home=["far"])
    page = opened(client, "options")
    assert statement("home", "far") in card(page, "post-card").text
    assert (
        "Home: In the town / Near the town You did not choose that." in card(page, "town-card").text
    )
    wanted = [each.text for each in card(page, "junior-card").one("ul").all("li")]
    assert wanted == ["Age: Under 12 / 12 to 17", "A grown-up who signs: Yes"]


def test_what_is_wanted_together_is_told_apart_from_what_is_enough_alone(client):
    say(client, age=["adult"], home=["far"], likes=["books"])
    page = opened(client, "options")
    for slug, words in (
        ("town-card", "names this for: Home"),
        ("junior-card", "names this for all of these together: Age"),
        ("screen-card", "names this for one or more of these: A grown-up"),
    ):
        assert words in card(page, slug).text


def test_no_reason_for_what_is_not_listed_is_taken_from_the_answers(client):
    say(client, age=["adult"], home=["far"], likes=["films"])
    page = opened(client, "options")
    for slug in ("town-card", "junior-card", "paper-card"):
        said = card(page, slug).text
        assert statement("home", "far") not in said
        assert statement("likes", "films") not in said
    only = "Things to borrow: Books / Sound books, and nothing else You did not choose that."
    assert only in card(page, "paper-card").text


def test_what_the_summary_does_not_speak_of_stands_under_a_heading_of_its_own(client, shelve):
    shelve(with_choice(GUIDE, "age", "child", not_covered=True))
    say(client, age=["child"], guardian=["no"], home=["in-town"], likes=["films"])
    page = opened(client, "options")
    section = page.one("section", aria_labelledby="unsaid")
    found = section.all(data_because="not-covered")
    assert [each["data-option"] for each in found] == ["town-card", "screen-card"]
    assert {each["data-verdict"] for each in found} == {"depends"}
    assert all(statement("age", "child") in each.text for each in found)
    assert "waits for an answer" not in page.text


def test_kinds_of_trial_are_listed_and_counted_by_themselves(client, shelve):
    shelve(with_part(GUIDE, "options", "reading-room", is_trial=True))
    say(client, age=["adult"])
    page = opened(client, "options")
    trials = page.one(id="kinds-of-trial")
    assert [each["data-option"] for each in trials.all(data_option=True)] == ["reading-room"]
    assert "1 kind of clinical trial" in page.one("section", aria_labelledby="in-short").text


def test_nothing_is_called_settled_beside_a_not_sure(client):
    say(client, age=["adult"], home=["far"], likes=["nothing"])
    assert "waits for an answer" in opened(client, "options").text
    shelved = {"age": ["adult"], "home": ["far"], "likes": ["unsure"]}
    say(client, **shelved)
    page = opened(client, "options")
    assert "waits for an answer" not in page.text
    assert (
        GUIDE.question_by_slug["likes"].ask_team in page.one("section", aria_labelledby="asks").text
    )


def test_facts_stand_with_their_treatment_each_with_its_sources(client, shelve):
    guide = guide_with_facts()
    shelve(guide)
    say(client, age=["adult"], home=["far"], likes=["films"])
    page = opened(client, "options")
    told = card(page, "screen-card").all(data_fact=True)
    assert [(each["data-fact"], each.text.split(".")[0]) for each in told] == [
        ("given", "It comes by mail in a week"),
        ("serious", "The card is lost"),
        ("serious", "A film is lost"),
    ]
    for each in told:
        (link,) = each.all("a", href=path_to("about") + "#source-1")
        assert opened(client, "about").all(id="source-1")
        assert link.text == "[1]"
        assert link["title"] == "The town library"
    for step in ("all-options", "glossary"):
        assert "It comes by mail in a week." in opened(client, step).text


def test_what_no_source_tells_is_said_with_what_to_ask(client, shelve):
    guide = guide_with_facts()
    shelve(replace(guide, facts=tuple(f for f in guide.facts if f.slug != "gold-card-given-1")))
    say(client, age=["adult"], likes=["films"])
    said = card(opened(client, "options"), "screen-card").text
    assert "Our sources do not tell. Ask: How do I get it?" in said
    assert "What are days with it like?" not in said  # of what not every reader needs


def test_a_remark_stands_with_its_option_and_nowhere_else(client, shelve):
    shelve(guide_with_facts())
    remark = "Your things may take a week to come."
    say(client, home=["far"])
    page = opened(client, "options")
    assert remark in card(page, "post-card").text
    assert page.text.count(remark) == 1
    say(client, home=["unsure"])
    assert remark not in opened(client, "options").text


def test_a_category_that_lists_nothing_says_for_whom_the_summary_names_it(client, shelve):
    words = "The rules name these for those who live far away."
    category = GUIDE.option_by_slug["post-card"].category
    shelve(with_part(GUIDE, "categories", category, none_listed=words))
    assert words not in opened(client, "options").text
    say(client, age=["adult"], home=["in-town"], likes=["books"])
    listed = {
        GUIDE.option_by_slug[each["data-option"]].category
        for each in opened(client, "options").all(data_option=True)
        if each["data-verdict"] != "no"
    }
    assert (words in opened(client, "options").text) is (category not in listed)
    assert category not in listed


def test_an_option_for_everyone_says_so(client):
    assert "for everyone" in card(opened(client, "options"), "reading-room").text


def test_what_depends_links_to_what_it_depends_on(client):
    links = card(opened(client, "options"), "junior-card").all("a", href=True)
    assert questions_named(links) == ["age", "guardian"]


def test_what_is_listed_has_plain_words_and_the_summarys_own(client):
    """What is not listed leads to its words instead."""
    page = opened(client, "options")
    for option in GUIDE.options:
        text = card(page, option.slug).text
        for words in (option.name, option.plain, option.source_text):
            assert words in text
        assert all(question in text for question in option.team_questions)
    say(client, age=["adult"])
    (link,) = card(opened(client, "options"), "junior-card").all("a")
    assert link["href"] == path_to("all-options") + "#option-junior-card"


def test_what_an_option_rests_on_beside_the_summary_is_named(client):
    text = card(opened(client, "options"), "junior-card").text
    assert "The town library, House rules (Last spring)" in text


def test_every_option_is_a_row_that_begins_with_its_name_and_one_line_and_opens(client):
    say(client, **SOME)
    page = opened(client, "options")
    for option in GUIDE.options:
        row = card(page, option.slug)
        assert row["id"] == f"option-{option.slug}"
        (opens,) = [row] if row.tag == "details" else row.all("details", class_="row")
        name, *line = opens.all("summary")[0].all("h3", "h4", "span")
        assert name.text == option.name
        wanted = {"match": option.plain.split(". ")[0], "depends": "Depends on: Home", "no": ""}
        assert "".join(each.text for each in line).startswith(wanted[row["data-verdict"]])


def test_all_rows_are_closed_or_all_are_open_by_a_link(client):
    for step in ("options", "all-options"):
        page = opened(client, step)
        rows = page.all("details", class_="row")
        assert len(rows) >= len(GUIDE.options)
        assert not any("open" in row for row in rows)
        (link,) = (a["href"] for a in page.all("a", href=True) if a.text == "Open all")
        page = parse(client.get(path_to(step) + link.partition("#")[0]))
        opened_rows = [row for row in page.all("details", class_="row") if "open" in row]
        assert len(opened_rows) >= len(GUIDE.options)
        (link,) = (a["href"] for a in page.all("a", href=True) if a.text == "Close all")
        page = parse(client.get(urljoin(path_to(step), link.partition("#")[0])))
        assert not any("open" in row for row in page.all("details"))


def test_the_verdict_is_said_by_the_heading_and_not_again_in_each_row(client):
    say(client, **SOME)
    page = opened(client, "options")
    for heading, verdict in (("matches", "match"), ("depends", "depends"), ("others", "no")):
        section = page.one("section", aria_labelledby=heading)
        assert section.one("h2", id=heading)
        rows = section.all(data_option=True)
        assert rows
        assert {row["data-verdict"] for row in rows} == {verdict}
        assert not any("May apply" in row.text for row in rows)


def test_a_term_is_explained_once_in_each_row(client, shelve):
    guide = with_part(
        GUIDE,
        "options",
        "junior-card",
        plain="A junior stamp, a stamp.\n\nA junior stamp.",
        source_text="A junior stamp.",
    )
    shelve(with_part(guide, "options", "town-card", plain="A junior stamp."))
    for step in ("options", "all-options"):
        page = opened(client, step)
        for slug in ("junior-card", "town-card"):
            row = page.one(id=f"option-{slug}")
            (quoted,) = row.all("blockquote")
            words = row.all("a", class_="term")
            assert len(words) - len(quoted.all("a", class_="term")) == 1


def test_what_is_not_known_is_to_be_asked(client):
    say(client, **SOME)
    assert GUIDE.question_by_slug["home"].ask_team in opened(client, "options").text
    say(client, home=["far"])
    assert GUIDE.question_by_slug["home"].ask_team not in opened(client, "options").text


def test_a_change_tells_once_what_it_did_and_where(client):
    say(client, **SOME)
    answer(client, "home", "far", query=CHANGE)
    page = opened(client, "options")
    told = page.one(id="said-home").one(role="group")
    assert "You changed: Home." in told.text
    assert [link["href"] for link in told.all("a")] == ["#option-post-card"]
    assert "No longer listed: Town card" in told.text
    assert page.one(id=told["aria-labelledby"]).text == "You changed: Home."
    assert "No longer listed: Town card" in page.one(id=told["aria-describedby"]).text
    assert not opened(client, "options").one(id="said-home").all(role="group")


def test_the_names_of_what_is_listed_and_what_depends_come_first_and_lead_to_their_rows(client):
    say(client, **SOME)
    page = opened(client, "options")
    section = page.one("section", aria_labelledby="in-short")
    names = [(a["href"], a.text) for a in section.all("a") if a["href"].startswith("#option-")]
    rows = page.all(data_verdict="match") + page.all(data_verdict="depends")
    assert names == [
        (f"#{row['id']}", GUIDE.option_by_slug[row["data-option"]].name) for row in rows
    ]


def test_a_notice_is_shown_when_it_holds(client):
    young, everyone = GUIDE.notices
    text = opened(client, "options").text
    assert everyone.text in text
    assert young.text not in text
    say(client, age=["child"])
    assert young.text in opened(client, "options").text


def test_next_steps_and_the_handout_are_offered(client):
    page = opened(client, "options")
    assert all(step in page.text for step in GUIDE.next_steps)
    assert page.all("a", href=path_to("handout"))


def test_the_page_has_no_answer_in_an_address(client):
    say(client, **SOME)
    hrefs = [link["href"] for link in opened(client, "options").all("a", href=True)]
    assert {href.partition("?")[2] for href in hrefs if href[0] == "/"} == {"", "from=options"}
