"""Cookies that were forged, cut, blown up, replayed, or come from elsewhere."""

from __future__ import annotations

from itertools import product

from tests.readers.reading import path_to, question_path
from tests.readers.stored import ENTRY, GUIDE, OTHER_ENTRIES, OTHER_PACKINGS, SPOILS, closed, packed

from .request import Odd, post

TARGETS = [path_to("options"), path_to("handout"), question_path("age"), path_to()]
# Entries that can be read, though nobody has written them.
ENTRIES = [
    *({"reader": []}, {"news": {}}, {"changed": 1}, {"changed": "age", "was": [5]}),
    *({"changed": [], "was": 5}, {"edition": "x"}, {"edition": 10**30}, {"edition": -1}),
    *({"edition": 1.5}, {"edition": []}, {"answers": {"\0": ["\0"]}}, {"answers": {"age": {}}}),
]


def tokens(token: str) -> list[str]:
    """Values for the answers cookie, none of which says anything."""
    entries = [*OTHER_ENTRIES.values(), *(ENTRY | {"answers": {}} | each for each in ENTRIES)]
    plain = [*OTHER_PACKINGS.values(), *(packed({GUIDE.slug: each}) for each in entries)]
    spoiled = ["", *(spoil(token) for spoil in SPOILS), *map(closed, plain)]
    return [each.encode("utf-8", "surrogateescape").decode("latin-1") for each in spoiled]


def cookies(token: str) -> list[Odd]:
    """Sent to pages that read the cookie, and along with an answer that is none."""
    asked = [
        Odd(target, headers={"Cookie": f"answers={each}"}, forgets=True)
        for target, each in product(TARGETS, tokens(token))
    ]
    sent = [
        post(question_path("age"), "age=no-such", forgets=True).having(Cookie=f"answers={each}")
        for each in tokens(token)
    ]
    lines = [
        *(";;;", "=", "=;=;=", "answers", f"answers={token}; answers=x", f"ANSWERS={token}"),
        *("; ".join(f"c{number}=x" for number in range(150)), "a=" + "x" * 4_000, "\xff=\xff"),
        *("sessionid=x; csrftoken=x", 'sessionid="abcdefgh\\000"', f"sessionid={'a' * 32}"),
        *(f"sessionid={'a' * 3_000}", "csrftoken=" + "x" * 2_000, 'csrftoken="\\000"'),
        *("messages=x", 'messages="\\000"', "django_language=\\000", "$Version=1; answers=x"),
        "__Host-answers=x",
    ]
    odd = [
        Odd(target, headers={"Cookie": line}, forgets=True)
        for target, line in product(TARGETS, lines)
    ]
    return asked + sent + odd
