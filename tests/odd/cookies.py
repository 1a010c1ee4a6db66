"""Cookies that were forged, cut, blown up, replayed, or come from elsewhere."""

from __future__ import annotations

import json
import zlib
from itertools import product

from cryptography.fernet import Fernet

from tests.readers.stored import closed
from tests.serving import path_to, question_path

from .request import Odd, post

TARGETS = [path_to("options"), path_to("handout"), question_path("her2"), path_to()]


def packed(value: object) -> str:
    """With our own key: what only a thief of the key, or a version to come, could make."""
    return closed(zlib.compress(json.dumps(value).encode()))


def tokens(token: str) -> list[str]:
    """Values for the answers cookie, none of which says anything."""
    slug, half = path_to().strip("/"), len(token) // 2
    foreign = Fernet(Fernet.generate_key()).encrypt(zlib.compress(b"{}")).decode()
    entry = {"edition": 1, "reader": "self", "answers": {}, "news": "", "changed": "", "was": []}
    broken = [
        *([], 1, "x", None, {slug: 1}, {slug: []}, {slug: {}}, {slug: entry | {"answers": 1}}),
        *({slug: entry | {"answers": {"her2": 1}}}, {slug: entry | {"answers": {"her2": {}}}}),
        *(
            {slug: entry | {"answers": {"her2": [None]}}},
            {slug: entry | {"answers": {"her2": [[]]}}},
        ),
        *({slug: entry | {"answers": {"\0": ["\0"]}}}, {slug: entry | {"reader": "nobody"}}),
        *(
            {slug: entry | {"reader": []}},
            {slug: entry | {"news": "x"}},
            {slug: entry | {"news": {}}},
        ),
        *({slug: entry | {"changed": 1}}, {slug: entry | {"changed": "her2", "was": [5]}}),
        *(
            {slug: entry | {"changed": [], "was": 5}},
            {slug: entry | {"edition": "x"}},
        ),
        *({slug: entry | {"edition": None}}, {slug: entry | {"edition": 10**30}}),
        *(
            {slug: entry | {"edition": -1}},
            {slug: entry | {"edition": 1.5}},
            {slug: entry | {"edition": []}},
        ),
    ]
    return [
        *("", "x", "null", "{}", token[:-1], token[1:], token[:half], token[half:], token + "x"),
        *(token[::-1], token.swapcase(), token.replace("g", "h"), token[:50] + "A" + token[51:]),
        *(token * 3, "A" * 4_000, "gAAAAA" + "A" * 2_000, "=" * 500, '"' + token[:-9] + '"'),
        *("\xff\xfe", "%00", '"\\000"', "' OR 1=1 --", "<script>", "../../etc/passwd", foreign),
        *(
            closed(b""),
            closed(b"\0"),
            closed(b"{}"),
            closed(zlib.compress(b"")),
            closed(b"x" * 2_000),
        ),
        *(
            closed(zlib.compress(b"[" * 2_000)),
            closed(zlib.compress(b"\xff")),
            *map(packed, broken),
        ),
    ]


def cookies(token: str) -> list[Odd]:
    """Sent to pages that read the cookie, and along with an answer that is none."""
    asked = [
        Odd(target, headers={"Cookie": f"answers={each}"}, forgets=True)
        for target, each in product(TARGETS, tokens(token))
    ]
    sent = [
        post(question_path("her2"), "her2=no-such", forgets=True).having(Cookie=f"answers={each}")
        for each in tokens(token)
    ]
    lines = [
        *(";;;", "=", "=;=;=", "answers", f"answers={token}; answers=x", f"ANSWERS={token}"),
        *("; ".join(f"c{number}=x" for number in range(150)), "a=" + "x" * 4_000, "\xff=\xff"),
        *("sessionid=x; csrftoken=x", 'sessionid="abcdefgh\\000"', f"sessionid={'a' * 32}"),
        *(
            f"sessionid={'a' * 3_000}",
            "csrftoken=" + "x" * 2_000,
            'csrftoken="\\000"',
            "messages=x",
        ),
        *(
            "messages=x",
            'messages="\\000"',
            "django_language=\\000",
            "$Version=1; answers=x",
            "__Host-answers=x",
        ),
    ]
    odd = [
        Odd(target, headers={"Cookie": line}, forgets=True)
        for target, line in product(TARGETS, lines)
    ]
    return asked + sent + odd
