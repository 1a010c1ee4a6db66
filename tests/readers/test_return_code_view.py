"""The page that takes a return code, and the pages that show one."""

import logging
import random
from dataclasses import replace

import pytest
from django.test import Client

from navigator.editions.models import Edition
from navigator.editions.shelf import shelf
from navigator.guide.answers import Answers
from navigator.guide.return_code import encode
from navigator.guide.voice import Reader
from tests.guide.random_guides import random_answers
from tests.html import parse
from tests.library import library
from tests.serving import Away, serve, serve_unreadable
from tests.variants import with_extra, without_question

from .reading import CHANGE, answer, opened, path_to, question_path, say

GUIDE = library()
CONTINUE, OPTIONS = "/continue/", path_to("options")
FEWER = without_question(GUIDE, "home")
LONGER = with_extra(
    GUIDE, "questions", replace(GUIDE.question_by_slug["home"], slug="late", text="How late?")
)


def shown(client, step="options"):
    """The code on a page, or nothing where it has none."""
    found = opened(client, step).all(data_code=True)
    assert len(found) <= 1
    return found[0].text if found else None


def send(client, code):
    return client.post(CONTINUE, {"code": code})


def code_of(key, number=1, guide=GUIDE, reader=Reader.SELF, **said):
    return encode(key, number, reader, guide, Answers(said))


def said_by(client):
    """The answers that the options page tells of, in the guide's words."""
    return [each.text for each in opened(client, "options").all("dd") if "class" not in each]


def news(client):
    return [each.text for each in opened(client, "options").all("div", class_="note news")]


def problem(response, status=422):
    """The words to a refused reader, which stand by the field as well."""
    assert response.status_code == status
    assert "answers" not in response.cookies
    page = parse(response)
    assert page.one("title").text.startswith("Error:")
    (link,) = page.one("div", role="alert").all("a")
    field = page.one("input", id=link["href"].removeprefix("#"))
    assert (field["name"], field["aria-invalid"]) == ("code", "true")
    described = [page.one(id=each).text for each in field["aria-describedby"].split()]
    assert any(link.text in each for each in described)
    return link.text


# The code is shown


@pytest.mark.parametrize("step", ["options", "handout"])
def test_the_code_is_there_as_soon_as_something_was_said_with_where_to_type_it(client, guide, step):
    assert shown(client, step) is None
    answer(client, "age", "adult")
    code = shown(client, step)
    assert code
    page = opened(client, step)
    assert f"testserver{CONTINUE}" in page.text
    assert "Whoever has this code can see your answers." in page.text
    answer(client, "age", "teen")
    assert shown(client, step) not in (None, code)
    assert shown(client, "handout") == shown(client, "options")


def test_a_question_and_the_start_show_no_code_and_lead_to_its_page(client, guide):
    answer(client, "age", "adult")
    assert not parse(client.get(question_path("home"))).all(data_code=True)
    for path in ("/", path_to()):
        page = parse(client.get(path))
        assert not page.all(data_code=True)
        assert page.one("main").all("a", href=CONTINUE)


# There and back


@pytest.mark.parametrize("reader", Reader)
def test_another_browser_goes_on_where_the_code_was_made(client, guide, reader):
    client.post(path_to(), {"reader": reader})
    say(client, age=["adult"], home=["unsure"], likes=["books", "sound-books"])
    other = Client()
    response = send(other, shown(client).lower().replace("-", " "))
    assert (response.status_code, response["Location"]) == (302, OPTIONS)
    mine, theirs = (opened(each, "options").one("main") for each in (client, other))
    assert theirs.text == mine.text
    assert ("you care for" in theirs.one("h1").text) is (reader is Reader.OTHER)


def test_any_answers_come_back(client, guide):
    for _ in range(20):
        client.cookies.clear()
        say(client, **random_answers(GUIDE, share=0.7))
        if code := shown(client):
            other = Client()
            send(other, code)
            assert (said_by(other), shown(other)) == (said_by(client), code)


def test_the_answers_take_the_place_of_those_to_the_same_guide_and_no_others(client, shelve):
    shelve(GUIDE)
    shelve(replace(GUIDE, slug="another"))
    say(client, age=["adult"], likes=["games"])
    code = shown(client)
    say(client, age=["teen"], guardian=["no"], home=["far"])
    client.post(question_path("home", "another"), {"home": "nearby"})
    answer(client, "likes", "books", query=CHANGE)
    send(client, code)
    assert said_by(client) == ["You are an adult.", "It is for games."]
    assert not opened(client, "options").all("div", class_="difference")
    of_another = parse(client.get(path_to("options", guide="another")))
    assert "Home is near the town." in of_another.text


def test_what_a_page_of_before_still_sends_is_not_added_to_the_answers_of_the_code(client, guide):
    client.post(path_to(), {"reader": "self"})
    say(client, age=["adult"])
    code = shown(client)
    client.post(path_to(), {"reader": "self"})
    button = parse(client.get(question_path("age"))).one("button", name="start")
    send(client, code)
    client.post(question_path("age"), {"age": "teen", "start": button["value"]})
    assert shown(client) == code


def test_who_has_answers_is_told_before_that_they_may_be_replaced(client, guide):
    warning = "This browser holds answers already."
    assert warning not in parse(client.get(CONTINUE)).text
    answer(client, "age", "adult")
    assert warning in parse(client.get(CONTINUE)).text
    assert warning in parse(send(client, "wrong")).text


def test_the_code_outlives_another_slug_of_the_guide(client, shelve):
    shelve(GUIDE)
    answer(client, "age", "teen")
    code = shown(client)
    shelf._editions = {
        each: replace(edition, guide=replace(edition.guide, slug="new-name"))
        for each, edition in shelf._editions.items()
    }
    response = send(client, code)
    assert response["Location"] == path_to("options", guide="new-name")
    assert "You are a teenager." in parse(client.get(response["Location"])).text


# What was mistyped


@pytest.mark.parametrize("typed", ["", " ", "-", "hello", "AB12-CD34-EF56", "é" * 12, "\0", "<b>"])
def test_what_is_no_code_is_told_and_stays_in_the_field(client, guide, typed):
    response = send(client, typed)
    assert problem(response)
    assert parse(response).one("input", id="id_code").get("value", "") == typed


@pytest.mark.parametrize("said", [{}, {"age": ["adult"]}])
def test_a_mistyped_code_changes_nothing(client, guide, said):
    say(client, age=["teen"], home=["far"])
    code = shown(client)
    client.cookies.clear()
    say(client, **said)
    before = said_by(client)
    place = random.choice([each for each in range(len(code)) if code[each] != "-"])
    wrong = code[:place] + random.choice("ABCDE".replace(code[place], "")) + code[place + 1 :]
    assert "Nothing was changed." in problem(send(client, wrong))
    assert said_by(client) == before


def test_a_form_without_its_field_or_with_far_too_much_in_it_is_told(client, guide):
    assert problem(client.post(CONTINUE))
    assert problem(send(client, "A" * 30_000))


def test_looking_at_the_page_changes_nothing_and_nobody_keeps_it(client, guide):
    answer(client, "age", "adult")
    for response in (client.get(CONTINUE), client.head(CONTINUE), send(client, "wrong")):
        assert "no-store" in response["Cache-Control"]
        assert "answers" not in response.cookies
    assert "no-store" in send(client, shown(client))["Cache-Control"]
    assert client.put(CONTINUE).status_code == 405


def test_the_form_says_what_a_code_looks_like_and_no_browser_corrects_it(client):
    page = parse(client.get(CONTINUE))
    assert page.form().names == {"code"}
    field = page.one("input", id="id_code")
    assert (field["autocomplete"], field["spellcheck"]) == ("off", "false")
    assert (field["autocapitalize"], field["inputmode"]) == ("characters", "text")
    assert page.one("label", for_="id_code").text
    assert "AB12-CD34-EF56" in page.one(id=field["aria-describedby"]).text


# What others get to know


def test_no_address_and_no_log_gets_the_code_or_what_it_holds(client, guide, caplog):
    caplog.set_level(logging.DEBUG)
    say(client, age=["not-told"], likes=["sound-books", "films"])
    code = shown(client)
    for typed in (code, code[:-1] + "!", code_of(4_711, age=["not-told"])):
        response = send(client, typed)
        assert code not in str(response.headers)
        links = parse(response).all(href=True) if response.content else []
        assert not [each for each in links if typed in each["href"]]
    written = caplog.text + "".join(repr(vars(record)) for record in caplog.records)
    assert caplog.records
    assert not [each for each in (code, "not-told", "sound-books") if each in written]


def test_a_code_in_the_address_is_not_looked_at(client, guide):
    answer(client, "age", "adult")
    response = Client().get(f"{CONTINUE}?code={shown(client)}")
    assert response.status_code == 200
    assert "value" not in parse(response).one("input", id="id_code")


def test_no_other_site_can_send_a_code(guide):
    client = Client(enforce_csrf_checks=True)
    code = code_of(shelf.get(GUIDE.slug).guide_key, age=["adult"])
    assert send(client, code).status_code == 403
    form = parse(client.get(CONTINUE)).form()
    assert client.post(CONTINUE, form.filled(code=code))["Location"] == OPTIONS


# Editions


def key():
    return shelf.get(GUIDE.slug).guide_key


def test_a_code_of_a_guide_that_is_not_there_is_told(client, guide):
    answer(client, "age", "adult")
    assert "no longer have the guide" in problem(send(client, code_of(key() + 1, age=["adult"])))
    assert said_by(client) == ["You are an adult."]


@pytest.mark.django_db
@pytest.mark.parametrize("number", [2, 9, 10**9, 10**12, 10**30])
def test_a_code_of_an_edition_that_is_not_there_is_told(client, number):
    serve(GUIDE)
    assert "no longer have the guide" in problem(send(client, code_of(key(), number, age=["teen"])))


@pytest.mark.django_db
def test_a_code_that_the_edition_cannot_have_made_is_told(client):
    """As after a database was made anew: its numbers are the same, its guides are not."""
    serve(FEWER)
    code = code_of(key(), likes=["unsure"], home=["unsure"], age=["not-told"])
    assert "no longer have the guide" in problem(send(client, code))


@pytest.mark.django_db
def test_an_older_edition_opens_its_own_code_and_it_is_told_that_all_still_fits(
    client, django_assert_num_queries
):
    serve(GUIDE)
    client.post(path_to(), {"reader": "other"})
    say(client, age=["adult"], home=["nearby"], likes=["films"])
    code = shown(client)
    before = said_by(client)
    serve(LONGER)
    shelf.editions()
    other = Client()
    with django_assert_num_queries(2):  # a look for a newer edition, and the older one
        assert send(other, code)["Location"] == OPTIONS
    (told,) = news(other)
    assert "Your answers still fit" in told
    assert news(other) == []
    assert said_by(other) == before
    assert shown(other) != code


@pytest.mark.django_db
def test_of_an_older_edition_what_still_fits_is_kept_and_the_rest_is_told(client):
    serve(GUIDE)
    say(client, age=["adult"], home=["nearby"], likes=["films"])
    code = shown(client)
    serve(FEWER)
    other = Client()
    send(other, code)
    (told,) = news(other)
    assert "no longer fit" in told
    assert said_by(other) == ["You are an adult.", "It is for films."]


@pytest.mark.django_db
def test_a_code_of_the_newest_edition_asks_the_database_no_more_than_any_page(
    client, django_assert_num_queries
):
    serve(GUIDE)
    answer(client, "age", "adult")
    code = shown(client)
    with django_assert_num_queries(1):
        send(client, code)


@pytest.mark.django_db
def test_a_newer_edition_than_this_process_knows_is_looked_for(client, settings):
    serve(GUIDE)
    made_by = key()
    settings.EDITION_LOOK_SECONDS = 3_600
    shelf._looked_at -= 600
    serve(LONGER)
    code = code_of(made_by, 2, LONGER, age=["adult"], home=["far"])
    assert send(client, code)["Location"] == OPTIONS
    assert shelf.get(GUIDE.slug).number == 2
    assert (shown(client), news(client)) == (code, [])


@pytest.mark.django_db
def test_an_edition_that_cannot_be_read_opens_no_code_and_those_before_it_do(client):
    serve(GUIDE)
    answer(client, "age", "adult")
    code = shown(client)
    serve_unreadable(GUIDE)
    serve(LONGER)
    assert "no longer have the guide" in problem(send(client, code_of(key(), 2, age=["adult"])))
    assert send(client, code).status_code == 302


# While the database is away


@pytest.fixture
def away(monkeypatch):
    """Takes the editions away, when it is called."""
    return lambda: monkeypatch.setattr(Edition, "objects", Away())


@pytest.mark.django_db
def test_without_a_database_a_code_of_the_newest_edition_is_opened(client, away):
    serve(GUIDE)
    answer(client, "age", "adult")
    code = shown(client)
    away()
    assert send(client, code).status_code == 302


@pytest.mark.django_db
def test_without_a_database_an_older_code_is_told_to_be_still_good(client, away):
    serve(GUIDE)
    say(client, age=["adult"], home=["far"])
    code = shown(client)
    serve(FEWER)
    answer(client, "age", "teen")
    away()
    response = send(client, code)
    assert "still good" in problem(response, 503)
    assert parse(response).one("input", id="id_code")["value"] == code
    assert "no-store" in response["Cache-Control"]
    assert said_by(client) == ["You are a teenager."]


@pytest.mark.django_db
def test_a_process_that_has_nothing_to_serve_says_that_the_code_is_still_good(client, away):
    away()
    client.raise_request_exception = False
    assert "still good" in problem(send(client, code_of(1, age=["adult"])), 503)
