"""The handout."""

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from tests.guides import real_guide
from tests.serving import path_to, serve

from .reading import opened, say

GUIDE = real_guide()

pytestmark = pytest.mark.usefixtures("guide")


def text(client):
    return opened(client, "handout").text


def test_disclaimer_and_attribution_are_there_to_the_letter(client):
    said = text(client)
    assert GUIDE.disclaimer in said
    assert GUIDE.attribution in said


def test_what_matches_is_there_with_its_words_and_questions(client):
    say(client, her2=["positive"])
    option, said = GUIDE.option_by_slug["tucatinib-combination"], text(client)
    assert option.name in said
    assert all(each in said for each in option.team_questions)


def test_what_depends_is_there(client):
    assert GUIDE.option_by_slug["her2-targeted-therapy"].name in text(client)


def test_what_was_ruled_out_is_not_there(client):
    say(client, her2=["negative"])
    assert GUIDE.option_by_slug["her2-targeted-therapy"].plain not in text(client)


def test_what_was_said_is_there(client):
    say(client, spread=["bone", "lung"])
    choices = GUIDE.question_by_slug["spread"].choice_by_slug
    assert choices["bone"].statement in text(client)
    assert choices["lung"].statement in text(client)


def test_what_was_not_answered_is_named(client):
    assert all(question.label in text(client) for question in GUIDE.questions)


def test_what_is_not_known_is_to_be_asked(client):
    assert GUIDE.question_by_slug["her2"].ask_team in text(client)


def test_a_notice_that_holds_is_there(client):
    say(client, menopause=["not-applicable"])
    notice = next(each for each in GUIDE.notices if each.slug == "not-applicable-menopause")
    assert notice.text in text(client)


def test_next_steps_and_help_are_there(client):
    said = text(client)
    assert all(step in said for step in GUIDE.next_steps)
    assert all(line in said for line in GUIDE.help_now.splitlines())


def test_date_and_edition_are_there(client):
    serve(GUIDE, number=4711)
    assert date_format(timezone.localdate()) in text(client)
    assert "4711" in text(client)


def test_trials_are_there_as_addresses_to_type(client):
    page = opened(client, "handout")
    addresses = [link for link in page.all("a") if link.get("href", "").startswith("https://")]
    assert GUIDE.trials_url in [link.text for link in addresses]
    assert all(link.text == link["href"] for link in addresses)


def test_there_is_no_footer_to_print_and_nothing_to_unfold(client):
    page = opened(client, "handout")
    assert not page.all("footer", "details", "form")


def test_what_prints_is_hidden_where_scripts_do_not_run(client):
    assert all("hidden" in button for button in opened(client, "handout").all("button"))


def test_the_way_back_leads_to_the_options(client):
    assert opened(client, "handout").all("a", href=path_to("options"))


def test_the_handout_is_not_stored(client):
    assert "no-store" in client.get(path_to("handout"))["Cache-Control"]
