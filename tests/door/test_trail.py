"""The trail: who did what at the door, for superusers to see and for nobody to change."""

import json
import logging
import threading
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, User
from django.core import mail
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from navigator.trail.models import Trail, TrailFixedError
from navigator.trail.notes import AGAIN, note
from tests.html import parse
from tests.library import library
from tests.serving import path_to, serve

from .conftest import PASSWORD, Person


@pytest.fixture
def told():
    """The lines of JSON that are written, as what they say."""
    lines = []

    class Kept(logging.Handler):
        def emit(self, record):
            lines.append(json.loads(record.getMessage()))

    handler, trail = Kept(), logging.getLogger("navigator.trail")
    trail.addHandler(handler)
    yield lines
    trail.removeHandler(handler)


def trail():
    """What is in the trail, the first first."""
    return [(each.account, each.what) for each in Trail.objects.order_by("pk")]


# What is written down


def test_who_came_in_and_went_is_in_it(edith, told):
    edith.gives_password()
    edith.client.post(reverse("admin:logout"))
    assert trail() == [("edith", "gave the right password"), ("edith", "logged out")]
    line = Trail.objects.first()
    assert line.address == "127.0.0.1"
    assert timezone.now() - line.at < timedelta(minutes=1)
    assert [(each["account"], each["what"]) for each in told] == trail()
    assert told[0]["at"].endswith("+00:00")


def test_both_steps_of_the_door_are_in_it(edith, settings):
    settings.STAFF_NEED_CODE = True
    edith.enrols()
    assert trail() == [
        ("edith", "gave the right password"),
        ("edith", "enrolled a phone"),
        ("edith", "came in"),
    ]
    other = Person()
    other.gives_password()
    other.gives_code("000000")
    assert (
        trail()[-2:] == [("edith", "gave the right password"), ("edith", "gave a wrong code")][-2:]
    )


@pytest.mark.parametrize("name", ["edith", "nobody"])
def test_wrong_passwords_are_in_it_with_the_name_and_the_lock(edith, name, told):
    for number in range(5):
        Person(name, f"not that {number}").gives_password()
    assert trail() == [(name, "gave a wrong password"), (name, "was locked out")]
    assert [each["what"] for each in told].count("gave a wrong password") == 5
    assert "not that" not in json.dumps(told) + str(list(Trail.objects.values()))


def test_the_same_again_fills_no_database_and_a_minute_later_it_is_told_anew(edith, monkeypatch):
    for _ in range(3):
        note(None, "gave a wrong password", "edith")
    assert len(trail()) == 1
    later = timezone.now() + AGAIN + timedelta(seconds=1)
    monkeypatch.setattr("navigator.trail.notes.timezone.now", lambda: later)
    note(None, "gave a wrong password", "edith")
    note(None, "gave a wrong password", "other")
    assert len(trail()) == 3


@pytest.mark.parametrize("name", ["a\nb", "a\x00b", "x" * 400, "\u202eevil"])
def test_a_name_of_odd_signs_is_one_line_that_databases_take(db, name, told):
    note(None, "gave a wrong password", name)
    (line,) = Trail.objects.all()
    assert line.account.isprintable()
    assert len(line.account) <= 150
    (said,) = told
    assert said["account"] == line.account


def test_what_is_done_to_accounts_and_roles_is_in_it(boss, edith):
    boss.gives_password()
    group = Group.objects.get(name="Publisher")
    form = {"username": "edith", "is_staff": "on", "is_active": "on", "groups": [group.pk]}
    form |= {"date_joined_0": "2026-01-01", "date_joined_1": "00:00:00"}
    changed = boss.client.post(reverse("admin:auth_user_change", args=[edith.user.pk]), form)
    assert changed.status_code == 302
    new = {"username": "new", "usable_password": "true", "password1": "four old boats, red"}
    new["password2"] = new["password1"]
    assert boss.client.post(reverse("admin:auth_user_add"), new).status_code == 302
    boss.client.post(
        reverse("admin:auth_user_changelist"),
        {"action": "let_in", "_selected_action": [edith.user.pk]},
    )
    done = [(each.what, each.detail) for each in Trail.objects.order_by("pk")][1:]
    assert ("added a user", "new") in done
    assert any(what == "changed a user" and "edith" in it and "Groups" in it for what, it in done)
    assert ("changed a user", "edith: Let in") in done
    assert {each.account for each in Trail.objects.all()} == {"boss"}
    assert "boats" not in str(list(Trail.objects.values()))


def test_a_phone_that_is_forgotten_on_the_command_line_is_in_it(edith):
    call_command("forget_second_step", "edith", verbosity=0)
    assert trail() == [("(command line)", "forgot the second step")]


def test_readers_are_not(client, db):
    serve(library())
    for path in (path_to(), path_to("options"), "/privacy/"):
        client.get(path)
    client.post(path_to(), {"reader": "self"})
    assert trail() == []


def test_what_is_old_is_swept_and_nothing_else(edith, capsys):
    edith.gives_password()
    for days in (399, 401):
        Trail(what="came in", account=f"{days}", at=timezone.now() - timedelta(days=days)).save()
    call_command("sweep")
    assert [account for account, _ in trail()] == ["edith", "399", "(command line)"]
    call_command("sweep", "--days", "1")  # which is too short a time
    assert [what for _, what in trail()] == ["gave the right password", *["swept the trail"] * 2]
    assert [each[-1] for each in capsys.readouterr().out.split(",")[:2]] == ["1", "1"]


# The owner of an account is told of what opens it


@pytest.fixture
def owner(edith, settings):
    """Edith, who has an address of e-mail."""
    settings.EMAIL_HOST = "mail.example"
    User.objects.filter(username="edith").update(email="edith@hospital.example")
    return edith


def mailed():
    for thread in threading.enumerate():
        if "_send" in thread.name:
            thread.join()
    return [(each.to, each.subject.partition(": ")[2]) for each in mail.outbox]


def test_the_owner_is_told_of_a_changed_password_and_second_step(owner, boss, settings):
    to = ["edith@hospital.example"]
    settings.STAFF_NEED_CODE = True
    owner.enrols()
    assert mailed() == [(to, "A phone was enrolled for the second step.")]
    button = owner.opens("second_step").one("button", name="make_codes")
    owner.client.post(reverse("admin:second_step"), {"make_codes": button["value"]})
    assert mailed()[1:] == [(to, "New backup codes were made.")]
    new = {"old_password": PASSWORD, "new_password1": "four new tricycles"}
    new["new_password2"] = new["new_password1"]
    owner.client.post(reverse("admin:password_change"), new)
    assert mailed()[2:] == [(to, "The password was changed.")]
    boss.enrols()
    data = {"action": "forget_second_step", "_selected_action": [owner.user.pk]}
    boss.client.post(reverse("admin:auth_user_changelist"), data)
    given = {"usable_password": "true", "password1": PASSWORD, "password2": PASSWORD}
    boss.client.post(reverse("admin:auth_user_password_change", args=[owner.user.pk]), given)
    assert [subject.split()[1] for _, subject in mailed()[3:]] == ["second", "password"]
    assert "tricycles" not in str([each.body for each in mail.outbox])


# Nobody changes it


def test_no_line_is_changed_or_deleted(db):
    note(None, "came in", "edith")
    line = Trail.objects.get()
    for change in (line.save, line.delete, Trail.objects.all().delete):
        with pytest.raises(TrailFixedError):
            change()
    with pytest.raises(TrailFixedError):
        Trail.objects.update(account="other")
    assert trail() == [("edith", "came in")]


def test_superusers_see_it_and_can_do_no_more(boss):
    note(None, "gave a wrong password", "mallory")
    boss.gives_password()
    page = parse(boss.client.get(reverse("admin:trail_trail_changelist"), {"q": "mallory"}))
    assert "gave a wrong password" in page.one(id="result_list").text
    key = Trail.objects.get(account="mallory").pk
    assert boss.client.get(reverse("admin:trail_trail_add")).status_code == 403
    for name in ("change", "delete"):
        address = reverse(f"admin:trail_trail_{name}", args=[key])
        assert boss.client.post(address, {"account": "x", "post": "yes"}).status_code == 403
    assert Trail.objects.get(pk=key).account == "mallory"


@pytest.mark.parametrize(
    "asked",
    [
        *(f"at__year={year}" for year in ("99999", "0", "-1", "10000")),
        *(f"at__{word}=99999" for word in ("iso_year", "date__year", "year__gt", "week_day")),
        *(f"at__{word}=9999-12-31 23:59:59" for word in ("gte", "lt", "exact", "in")),
        "at=0001-01-01",
    ],
)
def test_a_filter_that_no_page_offers_is_told_as_such(boss, asked):
    boss.gives_password()
    place = reverse("admin:trail_trail_changelist")
    assert boss.client.get(f"{place}?{asked}").status_code in (302, 400)


def test_the_list_is_asked_for_a_day_for_a_name_and_for_who_did_not_come_in(boss):
    day = timezone.localtime() - timedelta(days=1)
    for what, account in (("gave a wrong password", "mallory"), ("came in", "nora")):
        Trail(what=what, account=account, at=day).save()
    Trail(what="came in", account="ina", at=day - timedelta(days=3)).save()
    boss.gives_password()

    def listed(**query):
        page = parse(boss.client.get(reverse("admin:trail_trail_changelist"), query))
        return {
            name for name in ("mallory", "nora", "ina") if name in page.one(id="result_list").text
        }

    yesterday = {f"at__{part}": getattr(day, part) for part in ("year", "month", "day")}
    assert listed(**yesterday) == {"mallory", "nora"}
    assert listed(tried="yes") == {"mallory"}
    assert listed(q="came in") == {"nora", "ina"}
    assert listed(q="mallory") == {"mallory"}


def test_nobody_else_sees_it(edith):
    edith.gives_password()
    assert edith.client.get(reverse("admin:trail_trail_changelist")).status_code == 403


def test_the_list_of_accounts_says_who_is_locked_out_and_they_are_let_in(boss, edith):
    for _ in range(5):
        Person("edith", "not that").gives_password()
    assert Person().gives_password().status_code == 429
    boss.gives_password()

    def row():
        page = parse(boss.client.get(reverse("admin:auth_user_changelist")))
        (found,) = [each for each in page.one(id="result_list").all("tr") if "edith" in each.text]
        told = {each["class"].split()[0]: each.text for each in found.all("td") if each["class"]}
        return told["field-closed_until"], told["field-last_wrong"]

    assert all(row())
    boss.client.post(
        reverse("admin:auth_user_changelist"),
        {"action": "let_in", "_selected_action": [edith.user.pk]},
    )
    assert row()[0] == ""
    assert Person("edith", PASSWORD).gives_password().status_code == 302
    assert User.objects.get(username="edith").last_login
