"""Whatever is sent to the admin, by a stranger or by a colleague: no fault, nothing published."""

import pytest
from django.contrib.auth.models import Group, User

from navigator.editions.models import Edition
from tests.odd.sending import browser, fault, send

from . import odd_requests


def kept():
    accounts = User.objects.values("username", "password", "is_superuser", "is_staff")
    return list(Edition.objects.values()), list(accounts)


@pytest.mark.parametrize("kind", ["addresses", "forms", "files"])
@pytest.mark.parametrize("who", ["stranger", "publisher"])
def test_odd_requests_to_the_admin_break_nothing(edition, who, kind):
    """A publisher may do all that staff may do."""
    client = browser()
    if who == "publisher":
        user = User.objects.create_user("paula", is_staff=True)
        user.groups.set(Group.objects.filter(name="Publisher"))
        client.force_login(user)
    before = kept()
    for odd in getattr(odd_requests, kind)():
        response = send(client, odd)
        assert fault(odd, response) == ""
        if who == "stranger" and response.status_code == 200:
            assert odd.target.startswith("/admin/login/"), f"open to strangers: {odd}"
    assert kept() == before
