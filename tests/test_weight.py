"""How much a reader's phone has to load, as compressed as our servers send it at least."""

import gzip
from pathlib import Path

import pytest
from django.contrib.staticfiles.finders import find

from navigator.editions.shelf import shelf
from tests.guides import real_guide
from tests.html import parse
from tests.readers.reading import say
from tests.serving import path_to, question_path, serve

HEADERS = 1_500  # bytes of a response, at most
KILOBYTE = 1024


def compressed(body: bytes) -> int:
    return len(gzip.compress(body, compresslevel=6))


@pytest.fixture
def guide(db):
    serve(real_guide())
    shelf.clear()


@pytest.mark.usefixtures("guide")
def test_the_options_page_is_light(client):
    say(client, hormone_receptor=["positive"], spread=["bone", "lung"], menopause=["unsure"])
    assert compressed(client.get(path_to("options")).content) <= 20 * KILOBYTE


@pytest.mark.usefixtures("guide")
def test_a_step_is_light(client):
    htmx = {"HX-Request": "true"}
    for question in real_guide().questions:
        sent = {question.slug: question.choices[0].slug}
        response = client.post(question_path(question.slug), sent, headers=htmx)
        assert compressed(response.content) <= 3 * KILOBYTE


@pytest.mark.usefixtures("guide")
@pytest.mark.parametrize("path", ["/", path_to()])
def test_a_first_visit_is_light(client, path):
    response = client.get(path)
    page = parse(response)
    loaded = [each["src"] for each in page.all("script")]
    loaded += [each["href"] for each in page.all("link")]
    files = [Path(find(each.removeprefix("/static/"))).read_bytes() for each in loaded]
    assert len(files) > 2
    # The page itself may be sent as it is.
    weight = len(response.content) + sum(map(compressed, files)) + HEADERS * (len(files) + 1)
    assert weight <= 32 * KILOBYTE
