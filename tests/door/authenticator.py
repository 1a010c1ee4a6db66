"""A passkey in software: answers what a browser is asked for, as a stick or a phone does."""

import hashlib
import json
import struct
from os import urandom

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from webauthn.helpers import bytes_to_base64url

PRESENT, HAS_KEY = 0x05, 0x40  # somebody was there, and proved it to the stick


class Authenticator:
    """One key pair, for one site."""

    def __init__(self, host="testserver", origin="http://testserver"):
        self.host, self.origin = host, origin
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.name = urandom(32)
        self.uses = 0
        self.curve = 1  # P-256

    def makes(self, options):
        """The answer to being asked for a new passkey, as JSON."""
        numbers = self.key.public_key().public_numbers()
        x, y = (number.to_bytes(32, "big") for number in (numbers.x, numbers.y))
        public = cbor2.dumps({1: 2, 3: -7, -1: self.curve, -2: x, -3: y})
        of_key = bytes(16) + struct.pack(">H", len(self.name)) + self.name + public
        about = self._about(PRESENT | HAS_KEY) + of_key
        attested = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": about})
        return self._answer(self._client("webauthn.create", options), attestationObject=attested)

    def proves(self, options):
        """The answer to being asked to prove that it is there, as JSON."""
        self.uses += 1
        about, client = self._about(PRESENT), self._client("webauthn.get", options)
        signed = self.key.sign(about + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        return self._answer(client, authenticatorData=about, signature=signed)

    def _about(self, flags):
        host = hashlib.sha256(self.host.encode()).digest()
        return host + bytes([flags]) + struct.pack(">I", self.uses)

    def _client(self, kind, options):
        challenge = json.loads(options)["challenge"]
        said = {"type": kind, "challenge": challenge, "origin": self.origin}
        return json.dumps(said | {"crossOrigin": False}).encode()

    def _answer(self, client, **response):
        response = {name: bytes_to_base64url(value) for name, value in response.items()}
        name = bytes_to_base64url(self.name)
        return json.dumps(
            {
                "id": name,
                "rawId": name,
                "type": "public-key",
                "response": {"clientDataJSON": bytes_to_base64url(client), **response},
                "clientExtensionResults": {},
            }
        )
