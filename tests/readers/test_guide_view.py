"""What all pages of a guide have in common: what they tell of the answers, and what may be kept."""

from dataclasses import replace

import pytest

from tests.html import parse
from tests.library import library

from .reading import CHANGE, HTMX, answer, opened, path_to, question_path

GUIDE = library()
RENAMED = replace(GUIDE, title="New title")
PAGES = [
    path_to(),
    question_path("age"),
    *map(path_to, ["options", "handout", "worksheet", "trials", "clear"]),
]
FOR_EVERYONE = ["/", *map(path_to, ["all-options", "glossary", "about"])]
pages = pytest.mark.parametrize("path", PAGES)
shared_pages = pytest.mark.parametrize("path", FOR_EVERYONE)

pytestmark = pytest.mark.usefixtures("guide")


def news(response):
    """What a reader is told happened to their answers."""
    return parse(response).all("div", class_="note news")


# The edition


@pytest.mark.parametrize("path", [*PAGES, *FOR_EVERYONE[1:]])
def test_a_guide_that_is_not_there_is_not_found(client, path):
    assert client.get(path.replace(GUIDE.slug, "no-such-guide")).status_code == 404


def test_a_page_is_in_the_language_of_its_guide(client, shelve):
    shelve(replace(GUIDE, slug="guia", language="es"))
    html = parse(client.get("/guia/")).one("html")
    assert html["lang"] == "es"
    assert "dir" not in html
    shelve(replace(GUIDE, slug="dalil", language="ar"))
    html = parse(client.get("/dalil/")).one("html")
    assert (html["lang"], html["dir"]) == ("ar", "rtl")


def test_a_request_for_the_head_alone_uses_up_nothing_that_is_told_once(client):
    answer(client, "home", "far")
    answer(client, "home", "unsure", query=CHANGE)
    client.head(path_to("options"))
    assert "You changed" in opened(client, "options").text
    assert "You changed" not in opened(client, "options").text


@pytest.mark.parametrize("steps", [[], ["options"], ["all-options"], ["about"]])
def test_the_source_s_own_words_are_there_and_whether_anyone_reviewed_the_guide(client, steps):
    text = opened(client, *steps).one("section", aria_labelledby="source-words").text
    for words in (GUIDE.disclaimer, GUIDE.attribution, "has not been medically reviewed"):
        assert words in text


# Answers


@pages
def test_looking_at_a_page_keeps_nothing_and_leads_to_clearing_what_was_said(client, path):
    assert "answers" not in client.get(path).cookies
    answer(client, "age", "adult")
    if path not in (path_to("handout"), path_to("worksheet"), path_to("clear")):
        assert parse(client.get(path)).all("a", href=path_to("clear"))


@pages
def test_an_unreadable_cookie_is_no_obstacle_and_told_once(client, path):
    client.cookies["answers"] = "forged"
    response = client.get(path)
    assert response.status_code == 200
    assert response.cookies["answers"].value == ""
    assert len(news(response)) + len(news(client.get(path_to("options")))) == 1


@pages
def test_a_new_edition_is_told_once(client, shelve, path):
    answer(client, "age", "adult")
    assert news(client.get(path_to("options"))) == []
    shelve(RENAMED)
    told = [len(news(client.get(each))) for each in (path, path_to("options"), path)]
    assert sum(told) == 1


def test_news_outlasts_a_redirect_and_is_told_once_with_htmx_and_with_a_fault(client, shelve):
    answer(client, "age", "adult")
    shelve(RENAMED)
    following = answer(client, "home", "far")["Location"]
    assert [len(news(client.get(following))) for _ in range(2)] == [1, 0]
    shelve(GUIDE)
    step = answer(client, "home", "nearby", headers=HTMX)
    assert [len(news(step)), len(news(client.get(step["HX-Push-Url"])))] == [1, 0]
    shelve(RENAMED)
    assert [len(news(answer(client, "likes"))) for _ in range(2)] == [1, 0]
    shelve(GUIDE)
    change = answer(client, "home", "far", query=CHANGE)["Location"]
    assert [len(news(client.get(change.partition("#")[0]))) for _ in range(2)] == [1, 0]


# What browsers may keep


@pages
def test_a_reader_s_page_is_kept_by_nobody(client, path):
    client.post(path_to(), {"reader": "self"})
    response = client.get(path)
    assert response.status_code == 200
    assert {"no-store", "private"} <= set(response["Cache-Control"].split(", "))
    assert "ETag" not in response


@shared_pages
def test_a_page_for_everyone_is_the_same_whoever_reads_it(client, path):
    before = client.get(path).content
    client.post(path_to(), {"reader": "other"})
    answer(client, "age", "adult")
    for cookie in (client.cookies["answers"].value, "forged"):
        client.cookies["answers"] = cookie
        response = client.get(path)
        assert response.content == before
        assert not response.cookies
        assert "csrfmiddlewaretoken" not in response.content.decode()


@shared_pages
def test_a_page_for_everyone_is_sent_once_until_an_edition_changes_it(client, shelve, path):
    first = client.get(path)
    assert first["Cache-Control"] == "private, no-cache"
    again = client.get(path, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert "Content-Security-Policy" in again
    shelve(RENAMED)
    changed = client.get(path, headers={"If-None-Match": first["ETag"]})
    assert changed.status_code == 200
    assert changed["ETag"] != first["ETag"]


def test_each_part_of_all_options_is_a_page_of_its_own(client):
    tags = [client.get(path_to("all-options") + query)["ETag"] for query in ("", "?type=x")]
    tags.append(client.get(path_to("all-options") + "?type=other-cards")["ETag"])
    assert tags[0] == tags[1] != tags[2]


def test_pages_are_compressed_for_browsers_that_say_they_can_read_it(client):
    plain = client.get(path_to("options"))
    packed = client.get(path_to("options"), headers={"Accept-Encoding": "gzip, br"})
    assert packed["Content-Encoding"] == "gzip"
    assert len(packed.content) < len(plain.content) / 2
