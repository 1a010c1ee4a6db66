"""What is compressed on its way to a browser, and what is not."""

import gzip
import random

import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from navigator.compression import LONGEST_NAME, SHORTEST, compressing

LONG = b"What the summary says. " * 100
ASKING = {"Accept-Encoding": "gzip, deflate, br"}


def sent(response, headers=ASKING):
    return compressing(lambda request: response)(RequestFactory().get("/", headers=headers))


def test_a_browser_that_asks_gets_the_page_compressed():
    response = sent(HttpResponse(LONG))
    assert response["Content-Encoding"] == "gzip"
    assert int(response["Content-Length"]) == len(response.content) < len(LONG)
    assert gzip.decompress(response.content) == LONG


@pytest.mark.parametrize("asking", ["", "br", "identity", "xgzip"])
def test_a_browser_that_does_not_ask_gets_it_as_it_is(asking):
    response = sent(HttpResponse(LONG), {"Accept-Encoding": asking})
    assert response.content == LONG
    assert not response.has_header("Content-Encoding")
    assert response["Vary"] == "Accept-Encoding"


def test_what_is_short_stays_as_it_is():
    response = sent(HttpResponse(LONG[: SHORTEST - 1]))
    assert response.content == LONG[: SHORTEST - 1]
    assert not response.has_header("Vary")


def test_what_would_get_longer_stays_as_it_is():
    noise = random.Random(1).randbytes(SHORTEST)
    response = sent(HttpResponse(noise))
    assert response.content == noise
    assert not response.has_header("Content-Encoding")


def test_what_is_compressed_or_streamed_is_let_through():
    done = sent(HttpResponse(LONG, headers={"Content-Encoding": "br"}))
    assert done.content == LONG
    assert b"".join(sent(StreamingHttpResponse([LONG])).streaming_content) == LONG


@pytest.mark.parametrize(
    ("tag", "then"), [('"abc"', 'W/"abc"'), ('W/"abc"', 'W/"abc"'), (None, None)]
)
def test_a_tag_promises_no_longer_the_same_bytes(tag, then):
    response = sent(HttpResponse(LONG, headers={"ETag": tag} if tag else {}))
    assert response.get("ETag") == then


def test_the_length_does_not_tell_what_is_in_it():
    lengths = {len(sent(HttpResponse(LONG)).content) for _ in range(200)}
    assert len(lengths) > LONGEST_NAME / 2
    assert max(lengths) - min(lengths) <= 2 * LONGEST_NAME
