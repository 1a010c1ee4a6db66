"""What staff do, over HTTP, with a small browser or beside it."""

from __future__ import annotations

import re
import time
from base64 import b32decode

from django_otp.oath import TOTP

from .browser import Answer, Browser
from .site import Site

ACCOUNT = {"username": "paula", "password": "careful-Nurse-7"}
KEY = re.compile(r"type this key: <code>([A-Z2-7 ]+)</code>")


def make_superuser(site: Site) -> None:
    """Make the account that these functions log in with."""
    account = {f"DJANGO_SUPERUSER_{name.upper()}": word for name, word in ACCOUNT.items()}
    site.manage("createsuperuser", "--noinput", "--email", "paula@hospital.example", **account)


def gives_password(someone: Browser) -> None:
    someone.get("/admin/login/")
    assert someone.post("/admin/login/", ACCOUNT).status == 302


def enrols(someone: Browser) -> None:
    """The second step of a first login in public."""
    key = KEY.search(someone.get("/admin/enrol/").text)
    assert key, "no phone can be enrolled"
    assert someone.post("/admin/enrol/", {"code": code_of(key[1])}).status == 302


def code_of(key: str) -> str:
    """The code that a phone with this key shows now."""
    totp = TOTP(b32decode(key.replace(" ", "")))
    totp.time = time.time()
    return f"{totp.token():06}"


def workbench(someone: Browser) -> str:
    """The address of the first guide's."""
    found = re.search(r"/admin/desk/guide/\d+/", someone.get("/admin/desk/guide/").text)
    assert found, "there is no guide"
    return found[0]


def publishes(someone: Browser) -> Answer:
    """Publish the first guide as it was last seen."""
    place = workbench(someone)
    seen = re.search(r'name="seen" value="([^"]+)"', someone.get(f"{place}change/").text)
    assert seen, "nothing can be published"
    return someone.post(f"{place}publish/", {"note": "Because.", "seen": seen[1]})
