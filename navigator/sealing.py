"""Encrypts with keys that are derived from SECRET_KEY, one for each purpose."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from functools import lru_cache

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.utils.crypto import salted_hmac


def sealer(purpose: str) -> MultiFernet:
    """Return what encrypts and decrypts for a purpose; former keys of the site still decrypt."""
    return _sealer(purpose, settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)


@lru_cache
def _sealer(purpose: str, *secrets: str) -> MultiFernet:
    derived = (salted_hmac(purpose, "", secret, algorithm="sha256").digest() for secret in secrets)
    return MultiFernet([Fernet(urlsafe_b64encode(key)) for key in derived])
