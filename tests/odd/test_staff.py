"""Whatever is sent to the admin, by a stranger or by a colleague: no fault, nothing published."""

import pytest
from django.contrib.auth.models import Group, User

from navigator.desk.drafts import publish, write_draft
from navigator.editions.models import Edition
from tests.library import library

from . import staff
from .sending import browser, fault, send


@pytest.fixture
def edition(db):
    return publish(write_draft(library()), "First edition")


def at_the_admin(role):
    """A browser of somebody with this role, or of a stranger."""
    client = browser()
    if role:
        user = User.objects.create_user(role.lower(), is_staff=True)
        user.groups.set(Group.objects.filter(name=role))
        client.force_login(user)
    return client


SENT = [
    *(("", kind) for kind in (staff.addresses, staff.forms, staff.files)),
    *(("Editor", kind) for kind in (staff.addresses, staff.forms, staff.files)),
    ("Publisher", staff.forms),
]


@pytest.mark.parametrize(
    ("role", "kind"), SENT, ids=[f"{role or 'stranger'}-{kind.__name__}" for role, kind in SENT]
)
def test_odd_requests_to_the_admin_break_nothing(edition, role, kind):
    client, before = at_the_admin(role), list(Edition.objects.values())
    accounts = list(User.objects.values("username", "password", "is_superuser", "is_staff"))
    found = []
    for odd in kind():
        response = send(client, odd)
        found += filter(None, [fault(odd, response)])
        if not role and response.status_code == 200 and not odd.target.startswith("/admin/login/"):
            found.append(f"open to strangers: {odd}")
    assert found == []
    assert list(Edition.objects.values()) == before
    assert list(User.objects.values("username", "password", "is_superuser", "is_staff")) == accounts
