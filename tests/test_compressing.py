"""Pages are compressed: the same page, smaller, and of a length that tells nothing."""

import gzip

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from navigator.compressing import SMALLEST, compressing

PAGE = b"<p>The same words, again and again.</p>" * 50


def sent(accepted, page=PAGE, **headers):
    """The response to a browser that accepts these encodings."""
    passed = compressing(lambda request: HttpResponse(page, headers=headers))
    return passed(RequestFactory().get("/", headers={"Accept-Encoding": accepted}))


@pytest.mark.parametrize(
    "accepted", ["gzip", "br, gzip;q=0.5", "deflate, gzip;q=1.0", "gzip;q=0.01"]
)
def test_a_browser_that_accepts_it_is_sent_the_page_compressed(accepted):
    response = sent(accepted, **{"Content-Length": str(len(PAGE))})
    assert gzip.decompress(response.content) == PAGE
    assert len(response.content) < len(PAGE) / 4
    assert response["Content-Encoding"] == "gzip"
    assert response["Content-Length"] == str(len(response.content))
    assert response["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize(
    "accepted", ["", "br", "identity", "gzip;q=0", "gzip; q=0.00, br", "xgzip"]
)
def test_a_browser_that_does_not_is_sent_it_as_it_is(accepted):
    response = sent(accepted)
    assert response.content == PAGE
    assert "Content-Encoding" not in response
    assert response["Vary"] == "Accept-Encoding"


def test_what_is_shorter_already_stays_as_it_is():
    response = sent("gzip", page=b"x" * (SMALLEST - 1))
    assert response.content == b"x" * (SMALLEST - 1)
    assert "Content-Encoding" not in response


def test_a_tag_stands_for_the_page_however_it_is_sent():
    assert sent("gzip", ETag='"abc"')["ETag"] == 'W/"abc"'
    assert sent("gzip", ETag='W/"abc"')["ETag"] == 'W/"abc"'
    assert sent("", ETag='"abc"')["ETag"] == '"abc"'


def test_the_length_of_a_page_does_not_tell_what_is_in_it():
    lengths = {len(sent("gzip").content) for _ in range(60)}
    assert len(lengths) > 20
