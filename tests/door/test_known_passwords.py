"""Passwords that were stolen elsewhere are refused, by a list on disk."""

from hashlib import sha1

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from navigator.door.known_passwords import is_listed

STOLEN = [f"stolen password {number}" for number in range(500)]
OTHERS = [f"password of mine {number}" for number in range(500)]


def name_of(password):
    return sha1(password.encode()).hexdigest().upper()


@pytest.fixture
def file(tmp_path):
    return tmp_path / "stolen.txt"


@pytest.mark.parametrize("count", [":3", "", ":10437277"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_what_is_in_the_list_is_found_and_nothing_else(file, count, end):
    lines = sorted(name_of(each) + count for each in STOLEN)
    file.write_bytes(end.join(lines).encode())
    assert all(is_listed(file, each) for each in STOLEN)
    assert not any(is_listed(file, each) for each in OTHERS)


@pytest.mark.parametrize("text", ["", "\n", "0" * 40])
def test_a_short_list_is_looked_through_too(file, text):
    file.write_text(text)
    assert not is_listed(file, STOLEN[0])
    file.write_text(name_of(STOLEN[0]))
    assert is_listed(file, STOLEN[0])
    assert not is_listed(file, STOLEN[1])


def test_such_a_password_is_refused_where_there_is_a_list(file, settings):
    validate_password(STOLEN[7])
    file.write_text("\n".join(sorted(map(name_of, STOLEN))))
    settings.KNOWN_PASSWORDS = file
    with pytest.raises(ValidationError, match="stolen from other sites"):
        validate_password(STOLEN[7])
    validate_password(OTHERS[7])
