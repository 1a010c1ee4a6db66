"""How much of the first guide a reader's phone has to load, compressed as our servers send it."""

from pathlib import Path

import brotli
import pytest
from django.contrib.staticfiles.finders import find

from navigator.storage import SHORTEN
from tests.guides import spanish_guide
from tests.html import parse
from tests.serving import path_to, question_path

GUIDE = spanish_guide()
START, OPTIONS = path_to(guide=GUIDE.slug), path_to("options", guide=GUIDE.slug)
GZIP = {"Accept-Encoding": "gzip"}
HEADERS = 1_500  # bytes, of all these responses
KILOBYTE = 1024


@pytest.fixture(autouse=True)
def _guide(shelve):
    shelve(GUIDE)


@pytest.fixture(params=["", "/es"])
def language(request):
    """What addresses in each language begin with."""
    return request.param


def test_the_options_page_is_light(client, language):
    some = {"hormone-receptor": "positive", "spread": ["bone", "lung"], "menopause": "unsure"}
    for slug, chosen in some.items():
        client.post(language + question_path(slug, GUIDE.slug), {slug: chosen})
    response = client.get(language + OPTIONS, headers=GZIP)
    assert len(response.content) <= 25 * KILOBYTE


def test_a_step_is_light(client, language):
    for question in GUIDE.questions:
        sent = {question.slug: question.choices[0].slug}
        headers = GZIP | {"HX-Request": "true"}
        path = language + question_path(question.slug, GUIDE.slug)
        response = client.post(path, sent, headers=headers)
        assert len(response.content) <= 3 * KILOBYTE


@pytest.mark.parametrize("path", ["/", START])
def test_a_first_visit_is_light(client, language, path):
    """The page, and what it loads: compressed by brotli, which every browser in use reads."""
    response = client.get(language + path, headers=GZIP)
    page = parse(client.get(language + path))
    loaded = [each["src"] for each in page.all("script")]
    loaded += [each["href"] for each in page.all("link")]
    assert len(loaded) > 2
    weight = len(response.content) + sum(map(compressed, loaded))
    assert weight + HEADERS <= 12 * KILOBYTE


def compressed(address):
    """Bytes of a file as it goes out."""
    name = address.removeprefix("/static/")
    content = Path(find(name)).read_bytes()
    if shorten := SHORTEN.get((Path(name).parts[0], Path(name).suffix)):
        content = shorten(content)
    return len(brotli.compress(content))
