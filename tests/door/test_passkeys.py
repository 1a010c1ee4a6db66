"""Passkeys in place of a phone: added, used, and of no use to anybody else."""

import json
import random
import time

import pytest
from django.urls import reverse
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url

from navigator.door.models import BackupCodes, Passkey, Phone
from navigator.door.views import SOON
from tests.html import parse

from .authenticator import Authenticator
from .conftest import Person, account
from .test_code import leads_to

pytestmark = pytest.mark.usefixtures("in_public")


def options(person, step):
    """The options that the page of a step gives to the browser."""
    return person.opens(step).one("form", data_passkey=True)["data-options"]


def sends(person, step, credential):
    return person.client.post(reverse(f"admin:{step}"), {"credential": credential})


def enrols(person, key):
    person.gives_password()
    return sends(person, "enrol", key.makes(options(person, "enrol")))


@pytest.fixture
def key(edith):
    """A passkey that Edith has enrolled."""
    key = Authenticator()
    assert leads_to(enrols(edith, key)) == reverse("admin:index")
    assert edith.is_in
    return key


def test_a_passkey_is_enrolled_in_place_of_a_phone_and_opens_the_door(key):
    edith = Person()
    edith.gives_password()
    assert not edith.is_in
    page = edith.opens("code")
    assert not page.all("input", name="code")
    assert leads_to(sends(edith, "code", key.proves(options(edith, "code")))) == reverse(
        "admin:index"
    )
    assert edith.is_in
    assert Passkey.objects.get().uses == 1


def test_what_was_said_once_is_not_taken_again(key):
    edith = Person()
    edith.gives_password()
    said = key.proves(options(edith, "code"))
    assert leads_to(sends(edith, "code", said)) == reverse("admin:index")
    other = Person()
    other.gives_password()
    options(other, "code")
    assert sends(other, "code", said).status_code == 422
    assert sends(other, "code", said).status_code == 422
    assert not other.is_in


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "{}",
        "null",
        "[]",
        '{"id": "x"}',
        "[" * 20_000,
        "of another key",
        "of another site",
        "of another origin",
        "counted back",
    ],
)
def test_what_proves_nothing_is_refused(key, answer):
    edith = Person()
    edith.gives_password()
    asked = options(edith, "code")
    if answer == "of another key":
        answer = Authenticator().proves(asked)
    elif answer.startswith("of another"):
        named = {"host" if answer.endswith("site") else "origin": "https://evil.example"}
        vars(key).update(named)
        answer = key.proves(asked)
    elif answer == "counted back":
        Passkey.objects.update(uses=5)
        answer = key.proves(asked)
    response = sends(edith, "code", answer)
    assert response.status_code == 422
    assert "did not prove who you are" in parse(response).text
    assert not edith.is_in


def test_the_key_of_a_colleague_opens_nothing(key):
    account("ina", "Editor")
    ina, hers = Person("ina"), Authenticator()
    enrols(ina, hers)
    edith = Person()
    edith.gives_password()
    assert sends(edith, "code", hers.proves(options(edith, "code"))).status_code == 422
    assert not edith.is_in


def test_who_knows_the_password_cannot_add_a_key(key):
    other = Person()
    other.gives_password()
    asked = options(other, "code")
    for step in ("enrol", "second_step"):
        sends(other, step, Authenticator().makes(asked))
    assert Passkey.objects.count() == 1
    assert not other.is_in


def test_no_answer_with_a_sign_turned_makes_a_key_or_a_fault(edith):
    chance = random.Random(1)
    edith.gives_password()
    for _ in range(60):
        made = json.loads(Authenticator().makes(options(edith, "enrol")))
        place = chance.choice(["attestationObject", "clientDataJSON"])
        raw = bytearray(base64url_to_bytes(made["response"][place]))
        raw[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)
        made["response"][place] = bytes_to_base64url(bytes(raw[: chance.choice([None, 40])]))
        assert sends(edith, "enrol", json.dumps(made)).status_code in (302, 422)
        if edith.is_in:  # what a key says of itself, such as its make, is nobody's care
            Passkey.objects.all().delete()
            edith = Person()
            edith.gives_password()


@pytest.mark.parametrize(("length", "status"), [(1023, 302), (1024, 422), (5000, 422)])
def test_a_key_whose_name_is_longer_than_the_database_holds_is_refused(edith, length, status):
    long = Authenticator()
    long.name = bytes(length)
    assert enrols(edith, long).status_code == status


def test_a_key_that_an_account_has_is_not_taken_for_another(key):
    account("ina", "Editor")
    ina = Person("ina")
    assert enrols(ina, key).status_code == 422
    assert not ina.is_in


# One's own


@pytest.mark.parametrize("press", ["make_codes", "remove", "credential"])
def test_nothing_is_added_or_taken_at_a_desk_that_was_left(key, edith, monkeypatch, press):
    asked = options(edith, "second_step")
    sent = {"make_codes": "yes", "remove": Passkey.objects.get().persistent_id}
    sent["credential"] = Authenticator().makes(asked)
    later = time.time() + SOON + 1
    monkeypatch.setattr("navigator.door.views.time.time", lambda: later)
    response = edith.client.post(reverse("admin:second_step"), {press: sent[press]})
    assert leads_to(response) == reverse("admin:login")
    assert "log in once more" in parse(edith.client.get(response["Location"])).text
    assert not edith.is_in
    assert (Passkey.objects.count(), BackupCodes.objects.count()) == (1, 0)


def test_who_came_in_with_a_key_that_they_remove_stays_in_by_another(key, edith):
    other = Authenticator()
    sends(edith, "second_step", other.makes(options(edith, "second_step")))
    first = Passkey.objects.order_by("pk")[0]
    edith.client.post(reverse("admin:second_step"), {"remove": first.persistent_id})
    assert edith.is_in
    assert Passkey.objects.get() != first


def test_a_phone_is_enrolled_beside_a_key_replaced_and_removed(key, edith):
    for _ in range(2):
        before = [phone.key for phone in Phone.objects.all()]
        assert edith.gives_code(edith.code_for("new_phone"), "new_phone").status_code == 302
        assert [edith.phone.key] != before
    page = edith.opens("second_step")
    assert "A phone is enrolled" in page.text
    (phone, _) = page.all("button", name="remove")
    edith.client.post(reverse("admin:second_step"), {"remove": phone["value"]})
    assert not Phone.objects.exists()
    assert edith.is_in


def test_a_phone_is_not_replaced_at_a_desk_that_was_left(key, edith, monkeypatch):
    code, later = edith.code_for("new_phone"), time.time() + SOON + 1
    monkeypatch.setattr("navigator.door.views.time.time", lambda: later)
    assert leads_to(edith.gives_code(code, "new_phone")) == reverse("admin:login")
    assert not Phone.objects.exists()


@pytest.mark.parametrize("curve", [0, 99])
def test_a_key_that_cannot_be_one_is_not_kept(edith, curve):
    """Or its owner would stand before a closed door the next time."""
    odd = Authenticator()
    odd.curve = curve
    assert enrols(edith, odd).status_code == 422
    assert not Passkey.objects.exists()


def test_a_second_key_is_added_named_and_removed_but_never_the_last(key, edith):
    other = Authenticator()
    sends(edith, "second_step", other.makes(options(edith, "second_step")))
    page = edith.opens("second_step")
    assert [each["name"] for each in Passkey.objects.values("name").order_by("pk")] == [
        "passkey 1",
        "passkey 2",
    ]
    for button in reversed(page.all("button", name="remove")):
        edith.client.post(reverse("admin:second_step"), {"remove": button["value"]})
    assert Passkey.objects.count() == 1
    assert "You have no other second step" in edith.opens("second_step").text


def test_what_was_asked_is_answered_once(key, edith):
    asked = options(edith, "second_step")
    for _ in range(2):
        sends(edith, "second_step", Authenticator().makes(asked))
    assert Passkey.objects.count() == 2  # with the one that was there


def test_a_key_that_is_there_is_not_asked_for_again(key, edith):
    known = json.loads(options(edith, "second_step"))["excludeCredentials"]
    assert len(known) == 1


@pytest.mark.parametrize(
    "sent", [*({"remove": key} for key in ("x", "999", "9" * 5000)), {"credential": "{}"}, {}]
)
def test_odd_forms_change_nothing(key, edith, sent):
    assert edith.client.post(reverse("admin:second_step"), sent).status_code == 302
    assert Passkey.objects.count() == 1


def test_nobody_removes_the_key_of_somebody_else(key, boss):
    boss.enrols()
    sent = {"remove": Passkey.objects.get().persistent_id}
    boss.client.post(reverse("admin:second_step"), sent)
    assert Passkey.objects.count() == 1


def test_a_superuser_makes_it_forget_all_keys(key, boss):
    boss.enrols()
    edith = Person()
    data = {"action": "forget_second_step", "_selected_action": [edith.user.pk]}
    boss.client.post(reverse("admin:auth_user_changelist"), data)
    assert not Passkey.objects.exists()
    edith.gives_password()
    assert leads_to(edith.client.get(reverse("admin:code"))) == reverse("admin:enrol")
