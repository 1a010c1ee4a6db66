"""What all pages of a guide have in common."""

from dataclasses import replace

import pytest

from tests.html import parse
from tests.serving import path_to, question_path, serve
from tests.variants import with_choice, without_choice

PAGES = [
    path_to(*steps)
    for steps in (
        [],
        ["questions", "her2"],
        ["options"],
        ["handout"],
        ["worksheet"],
        ["trials"],
        ["clear"],
    )
]
SHARED = [path_to(step) for step in ("all-options", "glossary", "about")]
pages = pytest.mark.parametrize("path", PAGES)
shared_pages = pytest.mark.parametrize("path", ["/", *SHARED])
HTMX = {"HX-Request": "true"}


def news(response):
    """What a reader is told happened to their answers."""
    return parse(response).all(role="status")


def times_told(client, path):
    """How often the news is told to someone who opens this page first."""
    return sum(len(news(client.get(each))) for each in (path, path_to("options"), path))


def answer(client, slug, *chosen, **more):
    return client.post(question_path(slug), {slug: chosen}, **more)


@pages
def test_no_page_is_kept_by_browsers_or_on_the_way(client, guide, path):
    response = client.get(path)
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    assert "private" in response["Cache-Control"]


@pytest.mark.parametrize("path", [*PAGES, *SHARED])
def test_a_guide_that_is_not_there_is_not_found(client, guide, path):
    assert client.get(path.replace(guide.slug, "no-such-guide")).status_code == 404


@shared_pages
def test_a_page_for_everyone_is_the_same_whoever_reads_it(client, guide, path):
    before = client.get(path).content
    client.post(path_to(), {"reader": "other"})
    answer(client, "hormone-receptor", "positive")
    kept = client.cookies["answers"].value
    for cookie in (kept, "forged"):
        client.cookies["answers"] = cookie
        response = client.get(path)
        assert response.content == before
        assert not response.cookies
        assert "csrfmiddlewaretoken" not in response.content.decode()


@pytest.mark.parametrize("path", [*PAGES, *SHARED])
def test_looking_at_a_page_keeps_nothing(client, guide, path):
    assert "answers" not in client.get(path).cookies


@pages
def test_every_page_with_answers_leads_to_clearing_them(client, guide, path):
    answer(client, "hormone-receptor", "positive")
    if path not in (path_to("handout"), path_to("worksheet"), path_to("clear")):
        assert parse(client.get(path)).all("a", href=path_to("clear"))


@pages
def test_a_cookie_that_cannot_be_read_is_no_obstacle(client, guide, path):
    client.cookies["answers"] = "forged"
    response = client.get(path)
    assert response.status_code == 200
    assert response.cookies["answers"].value == ""


told = pytest.mark.parametrize("path", PAGES)


@told
def test_an_unreadable_cookie_is_told_once(client, guide, path):
    client.cookies["answers"] = "forged"
    assert times_told(client, path) == 1


@told
def test_a_new_edition_is_told_once(client, guide, path):
    answer(client, "hormone-receptor", "positive")
    serve(replace(guide, title="New title"))
    assert times_told(client, path) == 1


def test_without_a_new_edition_there_is_no_news(client, guide):
    answer(client, "hormone-receptor", "positive")
    assert news(client.get(path_to("options"))) == []


def test_answers_that_still_fit_a_new_edition_stay(client, guide):
    answer(client, "hormone-receptor", "positive")
    answer(client, "her2", "positive")
    serve(without_choice(guide, "her2", "positive"))
    page = parse(client.get(path_to("options")))
    assert page.all(id="said-hormone-receptor")
    assert not page.all(id="said-her2")


def test_news_outlasts_a_redirect(client, guide):
    answer(client, "hormone-receptor", "positive")
    serve(replace(guide, title="New title"))
    response = answer(client, "her2", "positive")
    assert len(news(client.get(response["Location"]))) == 1
    assert news(client.get(response["Location"])) == []


def test_with_htmx_news_is_told_once_as_well(client, guide):
    answer(client, "hormone-receptor", "positive")
    serve(replace(guide, title="New title"))
    response = answer(client, "her2", "positive", headers=HTMX)
    assert len(news(response)) == 1
    assert news(client.get(response["HX-Push-Url"])) == []


def test_an_error_tells_the_news_once(client, guide):
    answer(client, "hormone-receptor", "positive")
    serve(replace(guide, title="New title"))
    assert len(news(answer(client, "her2"))) == 1
    assert news(answer(client, "her2")) == []


def test_pages_come_from_the_newest_edition(client, guide):
    serve(with_choice(guide, "her2", "unsure", label="No idea at all"))
    assert "No idea at all" in parse(client.get(question_path("her2"))).text
