import time
from base64 import b32decode

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse
from django_otp.oath import TOTP

from navigator.door.models import Phone
from tests.html import parse

PASSWORD = "three old bicycles"


class Person:
    """Somebody who knows a name and a password, at the door, with a browser of their own."""

    def __init__(self, name="edith", password=PASSWORD):
        self.name, self.password = name, password
        self.client = Client()

    @property
    def user(self):
        return User.objects.get(username=self.name)

    @property
    def phone(self):
        return Phone.objects.get(user=self.user)

    def gives_password(self, password=None, wanted="/admin/", **extra):
        sent = {"username": self.name, "password": password or self.password, "next": wanted}
        return self.client.post(reverse("admin:login"), sent, **extra)

    def gives_code(self, code, step="code", wanted=""):
        return self.client.post(reverse(f"admin:{step}"), {"code": code, "next": wanted})

    def code(self, steps_on=0):
        """What their phone shows, now or some steps of 30 seconds on."""
        totp = TOTP(self.phone.key)
        totp.time = time.time() + steps_on * totp.step
        return f"{totp.token():06}"

    def code_for(self, step="enrol"):
        """The code that their phone shows once it has the key of a step."""
        return self.code_of(self.opens(step))

    def code_of(self, page):
        """The code that their phone shows once it has the key of the page."""
        totp = TOTP(b32decode(page.one("code").text.replace(" ", "")))
        totp.time = time.time()
        return f"{totp.token():06}"

    def enrols(self):
        """The whole first login."""
        self.gives_password()
        if self.client.get(reverse("admin:enrol")).status_code == 302:
            return self.gives_code(self.code())
        return self.gives_code(self.code_for("enrol"), "enrol")

    @property
    def is_in(self):
        response = self.client.get(reverse("admin:index"))
        assert response.status_code in (200, 302)
        return response.status_code == 200

    def opens(self, name):
        return parse(self.client.get(reverse(f"admin:{name}")))


def account(name, *groups, **more):
    user = User.objects.create_user(name, password=PASSWORD, is_staff=True, **more)
    user.groups.set(Group.objects.filter(name__in=groups))
    return Person(name)


@pytest.fixture
def edith(db):
    """An editor who has not logged in yet."""
    return account("edith", "Editor")


@pytest.fixture
def boss(db):
    """A superuser."""
    return account("boss", is_superuser=True)


@pytest.fixture
def in_public(settings):
    """As where ALLOWED_HOSTS is set."""
    settings.STAFF_NEED_CODE = True
