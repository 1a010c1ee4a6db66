"""Rows that the door keeps of accounts: counts of wrong passwords, and second steps."""

from __future__ import annotations

import time
from base64 import b32encode
from math import ceil
from os import urandom
from typing import Any
from urllib.parse import quote, urlencode

from cryptography.fernet import InvalidToken
from django.conf import settings
from django.contrib.auth.models import User
from django.db import models
from django.utils import timezone
from django.utils.crypto import get_random_string, salted_hmac
from django_otp.models import Device, ThrottlingMixin
from django_otp.oath import TOTP

from navigator.sealing import sealer

KEY_BYTES, STEP_SECONDS = 20, 30  # of a phone: RFC 4226 and 6238
MOST_WAITS = 11  # 1, 2, 4, … 1,024 seconds
CODES, CODE_LENGTH = 10, 10
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none looks like another: 10 of them are 49 bits


class WrongPasswords(models.Model):
    """A count of them for an account, from one browser or, where it is empty, from strangers.

    `account` is a name as it was given, which may be nobody's.
    """

    account = models.CharField(max_length=150)
    browser = models.CharField(max_length=32, blank=True)
    count = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint("account", "browser", name="one_count_each")]

    def __str__(self) -> str:
        return f"{self.count} for {self.account}"


class GivenPassword(models.Model):
    """Says that somebody else chose an account's password: it has to be changed at the login."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, primary_key=True)

    def __str__(self) -> str:
        return str(self.user)


class Throttled(ThrottlingMixin):
    """After a wrong code the next has to wait, twice as long each time, up to 17 minutes."""

    class Meta:
        abstract = True

    def throttle_increment(self, commit: bool = True) -> None:
        super().throttle_increment(commit=False)
        self.throttling_failure_count: int = min(self.throttling_failure_count, MOST_WAITS)
        if commit:
            self.save()

    def get_throttle_factor(self) -> int:
        return 1  # second

    def seconds_to_wait(self) -> int:
        """Return how long no code is looked at yet."""
        is_allowed, told = self.verify_is_allowed()
        if is_allowed:
            return 0
        return max(1, ceil((told["locked_until"] - timezone.now()).total_seconds()))


class Phone(Throttled, Device):
    """A phone that shows six digits, new ones every 30 seconds (TOTP).

    Its key is encrypted, so that who reads the database can make no codes.
    """

    sealed_key = models.TextField(default="")
    last_step = models.BigIntegerField(default=-1)  # of the clock, whose code was taken

    class Meta:
        verbose_name = "phone"
        constraints = [models.UniqueConstraint("user", name="one_phone_each")]

    def new_key(self) -> None:
        """Take another key; codes of the former one open nothing any more once this is saved."""
        self.key, self.last_step = urandom(KEY_BYTES), -1

    @property
    def key(self) -> bytes:
        """The secret. Raises InvalidToken where the site's key has changed since."""
        return _phones().decrypt(self.sealed_key)

    @key.setter
    def key(self, key: bytes) -> None:
        self.sealed_key = _phones().encrypt(key).decode()

    @property
    def is_readable(self) -> bool:
        try:
            return bool(self.key)
        except InvalidToken:
            return False

    def seal_anew(self) -> None:
        """Encrypt the key with the newest key of the site. Raises InvalidToken."""
        self.sealed_key = _phones().rotate(self.sealed_key).decode()
        self.save()

    def verify_token(self, token: str) -> bool:
        """Tell if this is the code that is due now, or was or will be within half a minute."""
        if not self.verify_is_allowed()[0] or not self.is_readable:
            return False
        if not self.takes(token):
            self.throttle_increment()
            return False
        self.throttle_reset(commit=False)
        self.save()
        return True

    def takes(self, token: str) -> bool:
        """Do the same without counting wrong ones or saving anything. A code is taken once."""
        codes = TOTP(self.key, STEP_SECONDS)
        codes.time = time.time()
        is_right: bool = codes.verify(int(token), tolerance=1, min_t=self.last_step + 1)
        if is_right:
            self.last_step = codes.t()
        return is_right

    @property
    def config_url(self) -> str:
        """The address by which an app takes the key over, as all of them read it."""
        label = quote(f"{settings.SITE_NAME}:{self.user.get_username()}")
        told = {"secret": b32encode(self.key).decode(), "issuer": settings.SITE_NAME}
        return f"otpauth://totp/{label}?{urlencode(told)}"


class Passkey(Device):
    """A key in a computer, a phone or a stick, which proves that it is there (WebAuthn)."""

    credential = models.CharField(max_length=1400, unique=True)  # its name, in base64url
    public_key = models.BinaryField()
    uses = models.PositiveBigIntegerField(default=0)  # as the key itself counts them
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "passkey"


class BackupCodes(Throttled, Device):
    """Ten codes on paper, each of which opens the door once. Only hashes of them are kept."""

    hashes = models.JSONField(default=list)

    class Meta:
        verbose_name_plural = "backup codes"

    @property
    def mark(self) -> str:
        """A mark that changes with the codes: a page that is sent a second time has another."""
        return ":".join([str(len(self.hashes)), *self.hashes[:1]])[:20]

    def make(self) -> list[str]:
        """Return new codes, which take the place of those before."""
        codes = [get_random_string(CODE_LENGTH, LETTERS) for _ in range(CODES)]
        self.hashes = [_hash(code, settings.SECRET_KEY) for code in codes]
        self.throttle_reset(commit=False)
        self.save()
        return codes

    def verify_token(self, token: str) -> bool:
        if not self.verify_is_allowed()[0]:
            return False
        secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
        found = {_hash(token, secret) for secret in secrets} & set(self.hashes)
        if not found:
            self.throttle_increment()
            return False
        self.hashes.remove(found.pop())
        self.throttle_reset(commit=False)
        self.save()
        return True


def _phones() -> Any:
    return sealer("navigator.phones")


def _hash(code: str, secret: str) -> str:
    """Return the hash of a backup code, by which only who has the site's key could guess it."""
    return salted_hmac("navigator.backup-codes", code, secret, algorithm="sha256").hexdigest()
