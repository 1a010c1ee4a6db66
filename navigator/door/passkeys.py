"""Asks a browser for a passkey, and checks what it answers (WebAuthn, by py_webauthn).

A challenge is kept in the session until it is answered once. The other end is JavaScript, in
static/js/door.js: it gets the options as JSON, and sends the credential as JSON.
"""

from __future__ import annotations

from base64 import b64decode, b64encode

from django.conf import settings
from django.contrib.auth.models import User
from django.http import HttpRequest
from webauthn import (
    base64url_to_bytes,
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import (
    bytes_to_base64url,
    decode_credential_public_key,
    decoded_public_key_to_cryptography,
    parse_authentication_credential_json,
)
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import PublicKeyCredentialDescriptor

from .models import Passkey

CHALLENGE = "passkey_challenge"
LONGEST_NAME = 1023  # bytes, as WebAuthn has it
# What the library raises for an answer that is none, or that somebody has turned signs of.
NO_ANSWER = (WebAuthnException, LookupError, RecursionError, TypeError, ValueError)


class PasskeyError(Exception):
    """Raised for an answer that proves nothing."""


def options_to_add(request: HttpRequest, user: User) -> str:
    """Return what a browser is asked for to make a passkey, as JSON."""
    options = generate_registration_options(
        rp_id=_host(request),
        rp_name=settings.SITE_NAME,
        user_name=user.get_username(),
        user_id=str(user.pk).encode(),
        exclude_credentials=_known(user),
    )
    return _asked(request, options.challenge, options_to_json(options))


def add(request: HttpRequest, user: User, answer: str) -> Passkey:
    """Keep the passkey that a browser made. Raises PasskeyError."""
    try:
        made = verify_registration_response(
            credential=answer,
            expected_challenge=_challenge(request),
            expected_rp_id=_host(request),
            expected_origin=_origin(request),
        )
        # A key that cannot be one would shut its owner out at the next login.
        decoded_public_key_to_cryptography(decode_credential_public_key(made.credential_public_key))
    except NO_ANSWER as error:
        raise PasskeyError(str(error)) from error
    if len(made.credential_id) > LONGEST_NAME:
        raise PasskeyError("Its name is too long.")
    credential = bytes_to_base64url(made.credential_id)
    if Passkey.objects.filter(credential=credential).exists():
        raise PasskeyError("It is known already.")
    number = Passkey.objects.filter(user=user).count() + 1
    return Passkey.objects.create(
        user=user,
        name=f"passkey {number}",
        credential=credential,
        public_key=made.credential_public_key,
        uses=made.sign_count,
    )


def options_to_use(request: HttpRequest, user: User) -> str:
    """Return what a browser is asked for to prove that it has a passkey of this user, as JSON."""
    options = generate_authentication_options(rp_id=_host(request), allow_credentials=_known(user))
    return _asked(request, options.challenge, options_to_json(options))


def used(request: HttpRequest, user: User, answer: str) -> Passkey:
    """Return the passkey that an answer proves. Raises PasskeyError."""
    try:
        name = bytes_to_base64url(parse_authentication_credential_json(answer).raw_id)
        passkey = Passkey.objects.filter(user=user, credential=name).first()
        if passkey is None:
            raise PasskeyError("It is not known.")
        proved = verify_authentication_response(
            credential=answer,
            expected_challenge=_challenge(request),
            expected_rp_id=_host(request),
            expected_origin=_origin(request),
            credential_public_key=bytes(passkey.public_key),
            credential_current_sign_count=passkey.uses,
        )
    except NO_ANSWER as error:
        raise PasskeyError(str(error)) from error
    passkey.uses = proved.new_sign_count
    passkey.save()
    return passkey


def _known(user: User) -> list[PublicKeyCredentialDescriptor]:
    names = Passkey.objects.filter(user=user).values_list("credential", flat=True)
    return [PublicKeyCredentialDescriptor(id=base64url_to_bytes(name)) for name in names]


def _asked(request: HttpRequest, challenge: bytes, options: str) -> str:
    request.session[CHALLENGE] = b64encode(challenge).decode()
    return options


def _challenge(request: HttpRequest) -> bytes:
    """Return what was asked last, which is answered once. Raises PasskeyError."""
    challenge = request.session.pop(CHALLENGE, None)
    if challenge is None:
        raise PasskeyError("Nothing was asked.")
    return b64decode(challenge)


def _host(request: HttpRequest) -> str:
    return request.get_host().partition(":")[0]


def _origin(request: HttpRequest) -> str:
    return f"{request.scheme}://{request.get_host()}"
