"""A password that somebody else chose has to be changed before anything else."""

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.urls import reverse

from navigator.door.lockout import MOST
from navigator.trail.models import Trail
from navigator.trail.notes import WRONG

from .conftest import PASSWORD, Person

NEW = "four new tricycles"


@pytest.fixture
def made(boss):
    """Somebody whose account a superuser has just made."""
    boss.gives_password()
    sent = {"username": "new", "usable_password": "true", "password1": PASSWORD}
    sent["password2"] = PASSWORD
    assert boss.client.post(reverse("admin:auth_user_add"), sent).status_code == 302
    User.objects.filter(username="new").update(is_staff=True)
    return Person("new")


def chooses(person, password=NEW):
    sent = {"new_password1": password, "new_password2": password}
    return person.client.post(reverse("admin:new_password"), sent)


def test_the_first_password_has_to_be_changed_before_anything_else(made):
    made.gives_password()
    response = made.client.get(reverse("admin:index"), follow=True)
    assert response.redirect_chain[-1][0].startswith(reverse("admin:new_password"))
    assert not made.is_in
    assert chooses(made).status_code == 302
    assert made.is_in
    again = Person("new", NEW)
    again.gives_password()
    assert again.is_in


@pytest.mark.parametrize("password", [PASSWORD, "short", "123456789012345"])
def test_the_same_one_or_an_easy_one_will_not_do(made, password):
    made.gives_password()
    assert chooses(made, password).status_code == 422
    assert not made.is_in


def gives(boss, person):
    sent = {"usable_password": "true", "password1": NEW, "password2": NEW}
    url = reverse("admin:auth_user_password_change", args=[person.user.pk])
    return boss.client.post(url, sent)


def test_a_superuser_changes_their_own_where_the_one_they_have_is_asked_for(boss):
    boss.gives_password()
    assert gives(boss, boss)["Location"] == reverse("admin:password_change")
    assert boss.user.check_password(PASSWORD)


@pytest.mark.parametrize("key", ["0{}", "{}%20", "+{}"])
def test_no_way_of_writing_their_own_key_leads_past_that(boss, key):
    boss.gives_password()
    place = f"/admin/auth/user/{key.format(boss.user.pk)}/password/"
    sent = {"usable_password": "true", "password1": NEW, "password2": NEW}
    boss.client.post(place, sent)
    assert boss.user.check_password(PASSWORD)


def test_the_password_that_they_have_is_not_guessed_at_a_desk_that_was_left(edith):
    edith.gives_password()
    place, sent = reverse("admin:password_change"), {"new_password1": NEW, "new_password2": NEW}
    answers = [
        edith.client.post(place, sent | {"old_password": f"guess {number}"}).status_code
        for number in range(MOST)
    ]
    assert answers == [200] * (MOST - 1) + [429]
    assert edith.client.post(place, sent | {"old_password": PASSWORD}).status_code == 429
    assert edith.user.check_password(PASSWORD)
    assert Trail.objects.filter(what=WRONG, account="edith").exists()


def test_the_right_password_of_who_is_not_on_the_staff_is_counted_and_written_down(edith):
    User.objects.filter(username="edith").update(is_staff=False)
    answers = [edith.gives_password().status_code for _ in range(MOST)]
    assert answers == [200] * (MOST - 1) + [429]
    assert Trail.objects.filter(account="edith", detail="not on the staff").exists()


def test_so_has_one_that_a_superuser_gives_later(boss, edith):
    boss.gives_password()
    assert gives(boss, edith).status_code == 302
    edith.gives_password(NEW)
    assert not edith.is_in
    chooses(edith, "five old boats, blue")
    assert edith.is_in


def test_it_comes_after_the_second_step(made, in_public):
    made.gives_password()
    response = made.gives_code(made.code_for(), "enrol")
    assert response["Location"].startswith(reverse("admin:new_password"))
    chooses(made)
    assert made.is_in


def test_who_made_their_own_account_is_not_asked(boss):
    boss.gives_password()
    assert boss.is_in
    assert settings.STAFF_NEED_CODE is False
