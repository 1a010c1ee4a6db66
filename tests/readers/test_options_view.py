"""The options page."""

import pytest

from navigator.guide.model import Kind
from tests.content.contract import contract_guide
from tests.guide import reference
from tests.guides import real_guide
from tests.html import parse
from tests.serving import path_to, question_path

from .reading import opened, say, verdicts

GUIDE = real_guide()
CONTRACT = contract_guide()
SOME = {"hormone_receptor": ["positive"], "spread": ["bone", "lung"], "menopause": ["unsure"]}
AS_SAID = {"hormone-receptor": ["positive"], "spread": ["bone", "lung"], "menopause": ["unsure"]}
CHANGE = "?from=options"

pytestmark = pytest.mark.usefixtures("guide")


def card(page, slug):
    return page.one(data_option=slug)


def change_links(page):
    return [
        link["href"].removesuffix(CHANGE)
        for link in page.one("dl").all("a", href=True)
        if link["href"].endswith(CHANGE)
    ]


@pytest.mark.parametrize("said", [{}, SOME])
def test_every_option_is_there_once_with_its_verdict(client, said):
    say(client, **said)
    page = opened(client, "options")
    as_said = {name.replace("_", "-"): chosen for name, chosen in said.items()}
    assert verdicts(page) == reference.verdicts(CONTRACT, as_said)


def test_without_an_answer_nothing_is_ruled_out(client):
    found = set(verdicts(opened(client, "options")).values())
    assert found == {"match", "depends"}


def test_all_three_verdicts_are_shown(client):
    say(client, **SOME)
    assert set(verdicts(opened(client, "options")).values()) == {"match", "depends", "no"}


def test_what_was_said_stands_there_with_a_link_to_change_it(client):
    say(client, **SOME)
    page = opened(client, "options")
    for slug, chosen in AS_SAID.items():
        said = page.one(id=f"said-{slug}")
        question = GUIDE.question_by_slug[slug]
        assert question.label in said.text
        assert all(question.choice_by_slug[each].statement in said.text for each in chosen)
        assert said.one("a")["href"] == question_path(slug) + CHANGE
    assert len(change_links(page)) == len(AS_SAID)


def test_a_change_link_shows_the_answer_picked_and_comes_back(client):
    say(client, **SOME)
    link = opened(client, "options").one(id="said-spread").one("a")["href"]
    form = parse(client.get(link)).form()
    assert form.checked("spread") == {"bone", "lung"}
    sent = form.filled(spread=["liver"])
    back = client.post(form.element["action"], sent)["Location"]
    assert back.split("#")[0] == path_to("options")
    assert opened(client, "options").one(id="said-spread")


def test_what_is_not_answered_is_listed(client):
    say(client, **SOME)
    page = opened(client, "options")
    open_questions = [q.slug for q in GUIDE.questions if q.slug not in AS_SAID]
    open_questions.remove("pd-l1")  # of no use for who is hormone receptor positive
    listed = page.one("section", aria_labelledby="unanswered").all("li")
    assert [item.one("a")["href"] for item in listed] == [
        question_path(slug) + CHANGE for slug in open_questions
    ]


def test_the_way_goes_on_to_the_next_question(client):
    say(client, **SOME)
    assert opened(client, "options").all("a", href=question_path("her2"))


def test_when_all_is_answered_nothing_is_listed_as_open(client):
    say(client, **{q.slug.replace("-", "_"): ["unsure"] for q in GUIDE.questions})
    page = opened(client, "options")
    assert not page.all(id="unanswered")
    assert len(change_links(page)) == len(GUIDE.questions)


def test_without_an_answer_nothing_was_said(client):
    page = opened(client, "options")
    assert not page.all(id="said")
    assert not page.all("a", href=path_to("clear"))


def test_a_match_says_why_it_is_listed(client):
    say(client, her2=["positive"])
    text = card(opened(client, "options"), "her2-targeted-therapy").text
    assert GUIDE.question_by_slug["her2"].choice_by_slug["positive"].statement in text


def test_what_is_not_listed_says_why(client):
    say(client, her2=["negative"])
    text = card(opened(client, "options"), "her2-targeted-therapy").text
    assert GUIDE.question_by_slug["her2"].choice_by_slug["negative"].statement in text


def test_what_depends_links_to_what_it_depends_on(client):
    links = card(opened(client, "options"), "her2-targeted-therapy").all("a", href=True)
    changes = [link["href"] for link in links if link["href"].endswith(CHANGE)]
    assert changes == [question_path("her2") + CHANGE]


def test_every_option_has_plain_words_and_the_summarys_own(client):
    page = opened(client, "options")
    for option in GUIDE.options:
        text = card(page, option.slug).text
        assert option.name in text
        assert option.plain in text
        assert all(" ".join(line.split()) in text for line in option.source_text.splitlines())
        assert all(drug in text for drug in option.drugs)


def test_what_was_ruled_out_is_folded(client):
    say(client, her2=["negative"])
    page = opened(client, "options")
    folded = [each for fold in page.all("details") for each in fold.all(data_verdict=True)]
    assert {each["data-verdict"] for each in folded} == {"no"}
    assert len(folded) == len(page.all(data_verdict="no"))


def test_what_is_not_known_is_to_be_asked(client):
    text = opened(client, "options").text
    assert GUIDE.question_by_slug["her2"].ask_team in text
    say(client, her2=["positive"])
    assert GUIDE.question_by_slug["her2"].ask_team not in opened(client, "options").text


def test_questions_about_a_match_are_to_be_asked(client):
    say(client, her2=["positive"])
    text = opened(client, "options").text
    assert all(
        each in text for each in GUIDE.option_by_slug["tucatinib-combination"].team_questions
    )


@pytest.mark.parametrize("said", [{}, SOME])
def test_disclaimer_and_attribution_are_there_to_the_letter(client, said):
    say(client, **said)
    text = opened(client, "options").text
    assert GUIDE.disclaimer in text
    assert GUIDE.attribution in text


def test_a_notice_is_shown_when_it_holds(client):
    notice = next(each for each in GUIDE.notices if each.slug == "not-applicable-menopause")
    assert notice.text not in opened(client, "options").text
    say(client, menopause=["not-applicable"])
    assert notice.text in opened(client, "options").text


def test_next_steps_and_the_handout_are_offered(client):
    page = opened(client, "options")
    assert all(step in page.text for step in GUIDE.next_steps)
    assert page.all("a", href=path_to("handout"))


def test_trials_can_be_searched(client):
    form = opened(client, "options").form(action=path_to("trials"))
    assert form.names == {"topic", "age", "place"}


def test_the_page_is_not_stored(client):
    assert "no-store" in client.get(path_to("options"))["Cache-Control"]


def test_the_page_has_no_answer_in_an_address(client):
    say(client, **{q.slug.replace("-", "_"): [q.choices[0].slug] for q in GUIDE.questions})
    queries = {
        link["href"].partition("?")[2]
        for link in opened(client, "options").all("a", href=True)
        if link["href"].startswith("/")
    }
    assert queries <= {"", "from=options"}


def test_one_answer_alone_gives_the_verdicts_of_the_contract(client):
    for question in GUIDE.questions:
        for choice in question.choices[:: 1 if question.kind is Kind.ONE else 3]:
            say(client, **{question.slug.replace("-", "_"): [choice.slug]})
            said = {question.slug: frozenset({choice.slug})}
            assert verdicts(opened(client, "options")) == reference.verdicts(CONTRACT, said)
            client.post(path_to("clear"))
