"""What a reader of the library guide said, and the cookie that it goes into."""

from dataclasses import replace

from django.conf import settings
from django.http import HttpResponse
from django.test import RequestFactory

from navigator.editions.published import Published
from navigator.guide.answers import Answers
from navigator.guide.voice import Reader
from navigator.readers import answer_store
from navigator.readers.answer_store import Stored
from tests.library import library

GUIDE = library()
SAID = Stored(
    Reader.SELF, Answers({"age": ["adult"], "home": ["far"], "likes": ["books", "sound-books"]})
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
    others = answer_store.read(request(token), edition).others
    answer_store.write(response, edition, replace(stored, others=others))
    return response.cookies["answers"]


def token_of(stored=SAID, to=None, token=None):
    return written(stored, to or edition(), token).value


def read(token, of=None):
    return answer_store.read(request(token), of or edition())


def closed(plain: bytes) -> str:
    """A token of ours around anything: what a version to come could send, or a thief of the key."""
    keys = answer_store._keys(settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return keys.encrypt(plain).decode()
