"""The keys of phones are encrypted: who reads the database can make no codes."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from cryptography.fernet import InvalidToken
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.urls import reverse

from navigator.door.models import Phone
from tests.html import parse

from .conftest import Person

pytestmark = pytest.mark.usefixtures("in_public")
NEW_KEY = "another key of the site " * 3


@pytest.fixture
def enrolled(edith):
    edith.enrols()
    Phone.objects.update(last_step=-1)  # as if some time had gone by
    return Person()


def change_key(settings, *former):
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = NEW_KEY, [*former]


def test_no_row_of_the_database_holds_a_key(enrolled):
    phone = enrolled.phone
    kept = str(Phone.objects.values().get())
    assert phone.key.hex() not in kept
    assert repr(phone.key) not in kept
    assert len(phone.key) == 20


def test_with_a_new_key_of_the_site_phones_work_on_and_are_sealed_anew(enrolled, settings, capsys):
    change_key(settings, settings.SECRET_KEY)
    call_command("seal_anew")
    assert "1 phones" in capsys.readouterr().out
    settings.SECRET_KEY_FALLBACKS = []
    enrolled.gives_password()
    enrolled.gives_code(enrolled.code())
    assert enrolled.is_in


def test_whose_key_is_lost_is_told_what_to_do(enrolled, settings, capsys):
    code = enrolled.code()
    change_key(settings)
    call_command("seal_anew")
    assert "edith" in capsys.readouterr().out
    with pytest.raises(InvalidToken):
        enrolled.phone.seal_anew()
    enrolled.gives_password()
    response = enrolled.gives_code(code)
    assert response.status_code == 422
    assert "Ask a superuser to forget your second step" in parse(response).text
    call_command("forget_second_step", "edith")
    enrolled.enrols()
    assert enrolled.is_in


def test_a_phone_that_was_half_enrolled_with_a_lost_key_is_left_alone(edith, settings):
    edith.gives_password()
    edith.client.get(reverse("admin:enrol"))
    change_key(settings)
    edith = Person()
    edith.gives_password()
    assert edith.opens("enrol").one("code").text


def test_phones_from_before_come_over_with_their_keys_encrypted(edith):
    """The first that each account had proved; and what the former libraries kept is gone."""
    tables = {
        "otp_totp_totpdevice": "user_id INT, name TEXT, confirmed BOOLEAN, key TEXT, last_t INT",
        "axes_accessattempt": "id INTEGER",
    }
    bring_over = import_module("navigator.door.migrations.0004_phones").bring_over
    with connection.cursor() as cursor:
        for name, columns in tables.items():
            cursor.execute(f"CREATE TABLE {name} ({columns})")
        for confirmed, key in ((False, "11" * 20), (True, "00ff" * 10), (True, "22" * 20)):
            phone = [edith.user.pk, "phone", confirmed, key, 17]
            cursor.execute("INSERT INTO otp_totp_totpdevice VALUES (%s, %s, %s, %s, %s)", phone)
        bring_over(apps, SimpleNamespace(connection=connection, execute=cursor.execute))
        assert not tables.keys() & set(connection.introspection.table_names(cursor))
    assert (edith.phone.key, edith.phone.last_step) == (b"\x00\xff" * 10, 17)
