"""The home page."""

from dataclasses import replace

import pytest

from tests.guides import real_guide
from tests.html import parse
from tests.serving import path_to, serve

pytestmark = pytest.mark.django_db


def links(response):
    return [each["href"] for each in parse(response).one("main").all("a", href=True)]


def test_each_guide_is_linked_by_its_title(client, guide):
    serve(replace(guide, slug="another-guide", title="Another guide"))
    page = parse(client.get("/")).one("main")
    assert page.one("a", href=path_to()).text == guide.title
    assert page.one("a", href=path_to(guide="another-guide")).text == "Another guide"


def test_a_guide_says_what_it_is(client, guide):
    assert guide.introduction in parse(client.get("/")).one("main").text


def test_a_guide_stands_there_once_however_many_editions_it_has(client, guide):
    serve(replace(guide, title="New title"))
    assert links(client.get("/")).count(path_to()) == 1


def test_a_site_without_guides_has_a_home_page(client):
    response = client.get("/")
    assert response.status_code == 200
    assert parse(response).all("h1")
    assert links(response) == []


def test_the_first_address_needs_no_cookie(client, guide):
    assert not client.get("/").cookies


def test_a_guide_in_another_language_is_not_a_matter_of_code(client):
    serve(replace(real_guide(), slug="guia", title="Cáncer de mama metastásico", language="es"))
    assert path_to(guide="guia") in links(client.get("/"))
    assert parse(client.get("/guia/")).one("html")["lang"] == "es"
