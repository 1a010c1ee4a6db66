"""What a reader of the library guide said, and the cookie that it goes into."""

import json
import zlib
from dataclasses import replace

from cryptography.fernet import Fernet
from django.http import HttpResponse
from django.test import RequestFactory

from navigator.editions.published import Published
from navigator.guide.answers import Answers
from navigator.guide.voice import Reader
from navigator.readers import answer_store
from navigator.readers.answer_store import Stored
from navigator.sealing import sealer
from tests.library import library

GUIDE = library()
SAID = Stored(
    Reader.SELF, Answers({"age": ["adult"], "home": ["far"], "likes": ["books", "sound-books"]})
)


def edition(guide=GUIDE, number=1):
    return Published(number, None, guide, 1)


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
    return sealer("navigator.answers").encrypt(plain).decode()


def packed(plain) -> bytes:
    return zlib.compress(json.dumps(plain).encode())


# Cookies that are not ours, or not whole


def flipped(token):
    return token[:-20] + ("A" if token[-20] != "A" else "B") + token[-19:]


SPOILS = [
    flipped,
    lambda token: token[:-1],
    lambda token: token[: len(token) // 2],
    lambda token: token[1:],
    lambda token: "A" + token,
    lambda token: token[::-1],
    lambda token: token.swapcase(),
    lambda token: "x" * 100_000,
    lambda token: "gAAAAA" + "A" * 2_000,
    lambda token: "é",
    lambda token: "\udcff",
    lambda token: "💊" * 50,
    lambda token: "%00",
    lambda token: "' OR 1=1 --",
    lambda token: "<script>",
    lambda token: json.dumps({GUIDE.slug: {}}),
    lambda token: Fernet(Fernet.generate_key()).encrypt(b"{}").decode(),
]

# Cookies of another version of the site

ENTRY = {
    "edition": 1,
    "reader": "self",
    "start": "",
    "answers": {"age": ["adult"]},
    "news": "",
    "changed": "",
    "was": [],
    "picks": [],
    "beside": 0,
}
OTHER_ENTRIES = {
    "a list of answers": ENTRY | {"answers": ["age"]},
    "an empty answer": ENTRY | {"answers": {"age": []}},
    "a number for an answer": ENTRY | {"answers": {"age": 5}},
    "lists for choices": ENTRY | {"answers": {"age": [["adult"]]}},
    "another reader": ENTRY | {"reader": "somebody"},
    "other news": ENTRY | {"news": "great"},
    "lists for what was": ENTRY | {"was": [["adult"]]},
    "a number for picks": ENTRY | {"picks": 5},
    "an edition without a number": ENTRY | {"edition": None},
    "an empty entry": {},
    "a list": ["adult"],
}
OTHER_PACKINGS = {
    "not compressed": json.dumps({GUIDE.slug: ENTRY}).encode(),
    "no JSON": zlib.compress(b"answers"),
    "no letters": zlib.compress(b"\xff"),
    "brackets without end": zlib.compress(b"[" * 100_000),
    "nothing": b"",
    "a list": packed([]),
    "a number": packed(5),
}
