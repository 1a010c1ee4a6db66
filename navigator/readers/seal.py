"""Seals a text for a reader's browser: nobody there can read or change it, and it ages.

AES-256-GCM with a nonce of its own for each text, and the time in what is sealed. The keys come
from SECRET_KEY and its fallbacks. Fernet would seal as well, but takes a tenth of the options
page's time: a dozen calls of OpenSSL, after which nothing is in the processor's caches any more.
"""

from __future__ import annotations

import base64
import secrets
import time
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

# Bytes. Of random nonces of this size a key may use 2 ** 32, which is a thousand texts a second
# for seven weeks, or twelve for each of a million readers a year for centuries.
NONCE = 12
TIME = 8
TAG = 16


class BrokenSealError(Exception):
    """Forged, cut, or sealed with a key that is gone."""


class TooOldError(Exception):
    """Sealed by us, but longer ago than it may be."""


def seal(text: bytes) -> str:
    """The text as a token of the letters that a cookie may have, a third longer and 48 more."""
    nonce = secrets.token_bytes(NONCE)
    dated = int(time.time()).to_bytes(TIME, "big") + text
    sealed = nonce + _ciphers()[0].encrypt(nonce, dated, None)
    return base64.urlsafe_b64encode(sealed).decode("ascii")


def unseal(token: str, seconds: int) -> bytes:
    """The text of a token. Raises BrokenSealError, and TooOldError after so many seconds."""
    dated = _opened(_decoded(token))
    if int.from_bytes(dated[:TIME], "big") + seconds < time.time():
        raise TooOldError
    return dated[TIME:]


def _decoded(token: str) -> bytes:
    try:
        sealed = base64.b64decode(token, altchars=b"-_", validate=True)
    except ValueError as error:
        raise BrokenSealError from error
    if len(sealed) < NONCE + TIME + TAG:
        raise BrokenSealError
    return sealed


def _opened(sealed: bytes) -> bytes:
    for cipher in _ciphers():
        try:
            return cipher.decrypt(sealed[:NONCE], sealed[NONCE:], None)
        except InvalidTag:
            continue
    raise BrokenSealError


def _ciphers() -> tuple[AESGCM, ...]:
    """One for each key. The first seals; a former one still opens what it sealed."""
    return _ciphers_from((settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS))


@lru_cache(maxsize=4)
def _ciphers_from(keys: tuple[str, ...]) -> tuple[AESGCM, ...]:
    return tuple(AESGCM(_derived(key)) for key in keys)


def _derived(key: str) -> bytes:
    kdf = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"navigator.readers.seal")
    return kdf.derive(key.encode())
