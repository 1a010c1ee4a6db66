"""The first step of the door: wrong passwords, sessions that end, and what stays closed."""

import time
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from navigator.door import sessions
from navigator.door.models import WrongPasswords
from navigator.trail.notes import address_of
from tests.library import library
from tests.readers.reading import path_to
from tests.serving import serve

from .conftest import PASSWORD, Person


def fails(person, times, **extra):
    return [person.gives_password("not that", **extra).status_code for _ in range(times)]


@pytest.mark.parametrize("wanted", ["//evil.example/", "https://evil.example/", "javascript:x"])
def test_whoever_is_to_be_led_elsewhere_comes_to_the_first_page(db, wanted):
    """Without a code, as on loopback, the login itself leads on."""
    User.objects.create_superuser("boss", password=PASSWORD)
    sent = {"username": "boss", "password": PASSWORD, "next": wanted}
    response = Client().post(f"{reverse('admin:login')}?next={wanted}", sent)
    assert response["Location"] == reverse("admin:index")


# Wrong passwords


def test_five_wrong_passwords_lock_an_account(edith):
    assert fails(edith, 5) == [200, 200, 200, 200, 429]
    assert edith.gives_password().status_code == 429
    assert not edith.is_in


def test_four_do_not_and_a_right_one_starts_the_count_again(edith):
    fails(edith, 4)
    edith.gives_password()
    assert edith.is_in
    assert fails(Person(), 4) == [200] * 4


def test_an_account_is_locked_wherever_they_come_from(edith):
    for number in range(5):
        extra = {"REMOTE_ADDR": f"10.0.0.{number}", "HTTP_USER_AGENT": f"browser {number}"}
        fails(Person(), 1, **extra)
    assert edith.gives_password().status_code == 429


def test_other_accounts_are_not_locked(edith, boss):
    fails(edith, 6)
    boss.gives_password()
    assert boss.is_in


def test_it_opens_by_itself_and_trying_on_does_not_put_that_off(edith):
    fails(edith, 5)
    WrongPasswords.objects.update(last_at=timezone.now() - timedelta(minutes=14))
    assert edith.gives_password().status_code == 429
    WrongPasswords.objects.update(last_at=timezone.now() - timedelta(minutes=16))
    edith.gives_password()
    assert edith.is_in


def test_a_superuser_unlocks_it(edith, boss):
    fails(edith, 5)
    boss.gives_password()
    data = {"action": "let_in", "_selected_action": [edith.user.pk]}
    boss.client.post(reverse("admin:auth_user_changelist"), data)
    edith.gives_password()
    assert edith.is_in


def test_a_name_that_does_not_exist_is_told_apart_from_none_that_does(edith):
    assert fails(Person("nobody"), 6) == fails(edith, 6)


def test_a_name_that_no_account_can_have_is_wrong_and_not_written_down(db):
    """On PostgreSQL the count of attempts has no room for it."""
    stranger = Client()
    page = stranger.post(reverse("admin:login"), {"username": "n" * 300, "password": PASSWORD})
    assert page.status_code == 200
    assert "Please enter the correct username" in page.content.decode()
    assert not WrongPasswords.objects.exists()


def test_a_program_that_tries_gets_no_open_door_for_other_sites(edith):
    fails(edith, 5)
    response = edith.gives_password(HTTP_X_REQUESTED_WITH="XMLHttpRequest")
    assert "Access-Control-Allow-Origin" not in response


def test_no_password_is_written_down(edith, caplog):
    caplog.set_level("DEBUG")
    fails(edith, 2)
    edith.gives_password()
    kept = str(list(WrongPasswords.objects.values())) + caplog.text
    assert "not that" not in kept
    assert PASSWORD not in kept


@pytest.mark.parametrize(
    "password", ["short-Pa55", "123456789abc", "1234567890123456", "edith-edith-1"]
)
def test_an_easy_password_is_refused(db, password):
    with pytest.raises(ValidationError):
        validate_password(password, User(username="edith-edith"))


def test_there_is_no_account_to_begin_with(db):
    assert not User.objects.exists()


# Where it came from


def request(https, settings, **meta):
    settings.HTTPS = https
    return address_of(RequestFactory().get("/", **meta))


@pytest.mark.parametrize(
    ("forwarded", "remote", "https", "address"),
    [
        ("", "10.0.0.1", True, "10.0.0.1"),
        ("203.0.113.9", "127.0.0.1", True, "203.0.113.9"),
        ("6.6.6.6, 203.0.113.9", "127.0.0.1", True, "203.0.113.9"),
        ("203.0.113.9", "127.0.0.1", False, "127.0.0.1"),
        ("2001:db8::1", "127.0.0.1", True, "2001:db8::1"),
        ("<script>", "127.0.0.1", True, None),
        ("", "", True, None),
    ],
)
def test_the_address_is_what_our_own_proxy_saw(settings, forwarded, remote, https, address):
    meta = {"HTTP_X_FORWARDED_FOR": forwarded, "REMOTE_ADDR": remote}
    assert request(https, settings, **meta) == address


# Sessions


@pytest.fixture
def clock(monkeypatch):
    """Moves the clock of the sessions on, in minutes."""
    start, moved = time.time(), []
    monkeypatch.setattr(sessions.time, "time", lambda: start + 60 * sum(moved))
    return moved.append


def test_half_an_hour_without_a_page_ends_a_session(edith):
    edith.gives_password()
    (session,) = Session.objects.all()
    left = session.expire_date - timezone.now()
    assert timedelta(minutes=28) < left <= timedelta(minutes=30)
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert not edith.is_in


def test_a_page_puts_the_end_off(edith, clock):
    edith.gives_password()
    Session.objects.update(expire_date=timezone.now() + timedelta(minutes=5))
    clock(2)
    assert edith.is_in
    assert Session.objects.get().expire_date > timezone.now() + timedelta(minutes=25)


def test_a_page_within_the_minute_writes_nothing(edith, django_assert_num_queries):
    edith.gives_password()
    before = Session.objects.get().session_data
    assert edith.is_in
    assert Session.objects.get().session_data == before


def test_ten_hours_after_the_login_the_busiest_session_ends(edith, clock):
    edith.gives_password()
    for _ in range(29):
        clock(20)
        assert edith.is_in
    clock(21)
    assert not edith.is_in
    assert not Session.objects.exists()


def test_a_session_cookie_goes_with_the_browser(edith):
    edith.gives_password()
    cookie = edith.client.cookies["sessionid"]
    assert (cookie["max-age"], cookie["expires"]) == ("", "")
    assert cookie["httponly"]


def test_a_changed_password_ends_the_other_sessions(edith):
    edith.gives_password()
    elsewhere = Person()
    elsewhere.gives_password()
    new = "four new tricycles"
    sent = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    assert edith.client.post(reverse("admin:password_change"), sent).status_code == 302
    assert edith.is_in
    assert not elsewhere.is_in


def test_logging_out_takes_a_form_and_ends_the_session(edith):
    edith.gives_password()
    assert edith.client.get(reverse("admin:logout")).status_code == 405
    assert edith.is_in
    edith.client.post(reverse("admin:logout"))
    assert not edith.is_in
    assert not Session.objects.exists()


@pytest.mark.parametrize(
    "key", ["x" * 32, "a" * 31, "A" * 32, '"abcdefgh\\000"', "a" * 9999, "../../etc", "ä" * 32]
)
def test_a_forged_session_opens_nothing_and_makes_none(db, key):
    serve(library())
    client = Client()
    client.cookies["sessionid"] = key
    assert client.get("/").status_code == 200
    assert client.get(reverse("admin:index")).status_code == 302
    assert not Session.objects.exists()


def test_looking_at_a_preview_keeps_the_session(edith, clock):
    serve(library())
    edith.gives_password()
    for _ in range(3):
        clock(20)
        Session.objects.update(expire_date=timezone.now() + timedelta(minutes=10))
        edith.client.get(f"/admin/preview{path_to()}")
    assert Session.objects.get().expire_date > timezone.now() + timedelta(minutes=25)


def test_old_sessions_can_be_swept(edith):
    edith.gives_password()
    Session.objects.update(expire_date=timezone.now() - timedelta(days=1))
    call_command("clearsessions")
    assert not Session.objects.exists()
