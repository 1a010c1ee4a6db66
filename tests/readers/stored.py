"""What a reader said, and the cookie that it goes into."""

from dataclasses import replace

from django.http import HttpResponse
from django.test import RequestFactory

from navigator.editions.published import Published
from navigator.guide.answers import Answers
from navigator.guide.voice import Reader
from navigator.readers import answer_store
from navigator.readers.answer_store import Stored
from tests.guides import real_guide

GUIDE = real_guide()
SAID = Stored(
    Reader.SELF,
    Answers(
        {
            "hormone-receptor": ["positive"],
            "menopause": ["postmenopausal"],
            "spread": ["breast-chest-wall", "soft-tissue"],
        }
    ),
)


def edition(guide=GUIDE, number=1):
    return Published(number, None, guide)


def named(slug):
    return edition(replace(GUIDE, slug=slug))


def request(token=None):
    got = RequestFactory().get("/")
    if token is not None:
        got.COOKIES["answers"] = token
    return got


def written(stored, edition, token=None):
    """The cookie that is sent for this, to a browser that has this token."""
    response = HttpResponse()
    answer_store.write(request(token), response, edition, stored)
    return response.cookies["answers"]


def token_of(stored=SAID, to=None, token=None):
    return written(stored, to or edition(), token).value


def read(token, of=None):
    return answer_store.read(request(token), of or edition())
