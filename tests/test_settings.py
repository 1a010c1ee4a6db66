"""Settings that come from the environment, each in a process of its own."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
KEY = "a key for tests that is longer than fifty characters 0123456789"
SHOWN = [
    "DEBUG",
    "ALLOWED_HOSTS",
    "PROXIES",
    "SECRET_KEY",
    "SECRET_KEY_FALLBACKS",
    "HTTPS",
    "ANSWERS_COOKIE_NAME",
    "SESSION_COOKIE_SECURE",
    "CSRF_COOKIE_SECURE",
    "SECURE_SSL_REDIRECT",
    "SECURE_HSTS_SECONDS",
]
SHOW = f"""
import json
from django.conf import settings
print(json.dumps({{name: getattr(settings, name) for name in {SHOWN}}}))
"""


def run(*words, **environment):
    """A Python process that knows nothing of this one's settings."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    kept["DJANGO_SETTINGS_MODULE"] = "navigator.settings"
    return subprocess.run(
        [sys.executable, *words],
        cwd=ROOT,
        env=kept | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,  # a server that does start would never end
    )


def settings_with(**environment):
    done = run("-c", SHOW, **{"SECRET_KEY": KEY} | environment)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_without_a_public_host_the_site_is_on_loopback_alone():
    found = settings_with()
    assert set(found["ALLOWED_HOSTS"]) == {"127.0.0.1", "localhost", "[::1]"}
    assert not found["DEBUG"]
    assert not found["HTTPS"]
    assert not found["SECURE_SSL_REDIRECT"]
    assert not found["SESSION_COOKIE_SECURE"]
    assert found["SECURE_HSTS_SECONDS"] == 0


def test_a_public_host_switches_https_on():
    found = settings_with(ALLOWED_HOSTS="navigator.example,www.navigator.example")
    assert found["ALLOWED_HOSTS"] == ["navigator.example", "www.navigator.example"]
    assert found["HTTPS"]
    assert found["SECURE_SSL_REDIRECT"]
    assert found["SESSION_COOKIE_SECURE"]
    assert found["CSRF_COOKIE_SECURE"]
    assert found["SECURE_HSTS_SECONDS"] >= 365 * 24 * 60 * 60
    assert found["ANSWERS_COOKIE_NAME"].startswith("__Host-")
    assert not found["DEBUG"]


@pytest.mark.parametrize(
    "host", ["Navigator.example", ".navigator.example", "10.0.0.7", "[fd00::7]"]
)
def test_a_name_that_a_browser_can_send_is_a_host(host):
    assert settings_with(ALLOWED_HOSTS=host)["ALLOWED_HOSTS"] == [host]


@pytest.mark.parametrize(
    ("named", "believed"),
    [
        ("", ["127.0.0.1", "::1"]),
        ("10.0.0.4", ["10.0.0.4"]),
        ("10.0.0.4, FD00:0::7", ["10.0.0.4", "fd00::7"]),
    ],
)
def test_proxies_are_believed_as_they_are_named_and_loopback_where_none_is(named, believed):
    assert settings_with(PROXIES=named)["PROXIES"] == believed


@pytest.mark.parametrize("file", ["navigator/settings.py", "navigator/serve.py"])
def test_every_variable_is_in_the_list_at_the_head_of_the_file(file):
    text = (ROOT / file).read_text()
    names = re.findall(r'env\.\w+\("(\w+)"', text)
    assert names
    assert [name for name in names if name not in text.split('"""')[1]] == []


def test_a_stored_secret_key_is_used_without_the_end_of_its_line(tmp_path):
    (tmp_path / "secret_key").write_text(f"{KEY}\n")
    assert settings_with(SECRET_KEY="", VAR_DIR=str(tmp_path))["SECRET_KEY"] == KEY


def test_a_given_secret_key_goes_before_the_stored_one(tmp_path):
    (tmp_path / "secret_key").write_text("another")
    assert settings_with(VAR_DIR=str(tmp_path))["SECRET_KEY"] == KEY


def test_former_keys_are_named_with_commas_between():
    found = settings_with(SECRET_KEY_FALLBACKS=f"1{KEY},2{KEY}")
    assert found["SECRET_KEY_FALLBACKS"] == [f"1{KEY}", f"2{KEY}"]


# What is bad or not safe before the public stops the start, in one line

BAD = [
    *(("SECRET_KEY", value) for value in ("", KEY[:49], "abcd" * 20)),
    ("SECRET_KEY_FALLBACKS", f"{KEY},old"),
    *(("ALLOWED_HOSTS", value) for value in ("*", "navigator.example,*", "*.example", ".")),
    *(("ALLOWED_HOSTS", value) for value in ("https://navigator.example", "nävigator.example")),
    *(("ALLOWED_HOSTS", f"navigator.example{end}") for end in (":443", ".")),
    *(("PROXIES", value) for value in ("proxy.example", "10.0.0.0/8", "*", "10.0.0.4,")),
    *(("DEBUG", value) for value in ("perhaps", "2", "ja")),
    *(("EDITION_LOOK_SECONDS", value) for value in ("often", "-1", "nan")),
    *(("DATABASE_URL", value) for value in ("no address of a database", "sqlite://")),
    *(("DATABASE_URL", value) for value in ("postgres://db.example", f"mysql://u:{KEY}@x/y")),
    *(("TIME_ZONE", value) for value in ("Mars/Base", "America", "../../etc/passwd", "")),
    ("LOG_LEVEL", "loud"),
    *(("ALERT_COMMAND", value) for value in ("no-such-program --x", "echo 'half")),
    *(("ALERT_MAIL", value) for value in ("nobody", "a@b,", "operators@hospital.example")),
    ("KNOWN_PASSWORDS", "/no/such/file"),
]


def refusal(command, **environment):
    """Return the words of a site that refuses to start."""
    done = run("manage.py", command, **{"SECRET_KEY": KEY} | environment)
    assert done.returncode != 0
    assert done.stdout == ""
    assert done.stderr.startswith("Navigator does not start. ")
    assert done.stderr.count("\n") == 1
    return done.stderr


@pytest.mark.parametrize(("name", "value"), BAD)
def test_a_bad_value_is_refused_by_its_name(name, value, tmp_path):
    said = refusal("check", VAR_DIR=str(tmp_path), **{name: value})
    assert name in said
    assert KEY not in said


@pytest.mark.parametrize("command", ["migrate", "runserver"])
def test_any_command_refuses_a_bad_value(command):
    refusal(command, ALLOWED_HOSTS="*")


def test_debugging_in_public_is_refused():
    assert "DEBUG" in refusal("check", DEBUG="true", ALLOWED_HOSTS="navigator.example")


def test_without_a_secret_key_is_told_where_one_should_be_and_an_empty_one_is_none(tmp_path):
    file = tmp_path / "secret_key"
    assert str(file) in refusal("check", SECRET_KEY="", VAR_DIR=str(tmp_path))
    file.write_text("\n")
    assert "SECRET_KEY" in refusal("check", SECRET_KEY="", VAR_DIR=str(tmp_path))


@pytest.mark.parametrize("hosts", [{}, {"ALLOWED_HOSTS": "navigator.example"}])
def test_django_finds_nothing_to_say_about_deployment(hosts):
    check = ("manage.py", "check", "--deploy", "--fail-level", "WARNING")
    done = run("-W", "error", *check, SECRET_KEY=KEY, **hosts)
    assert done.returncode == 0, done.stderr


def test_mail_is_sent_only_where_a_server_is_named_and_a_sender_with_it():
    show = "from django.conf import settings; print(settings.EMAIL_HOST, settings.EMAIL_PORT)"
    assert run("-c", show, SECRET_KEY=KEY).stdout.split() == ["25"]
    done = run("-c", show, SECRET_KEY=KEY, EMAIL_HOST="mail.example")
    assert done.returncode != 0
    assert "set EMAIL_FROM as well" in done.stderr
    named = {"EMAIL_HOST": "mail.example", "EMAIL_FROM": "navigator@hospital.example"}
    assert run("-c", show, SECRET_KEY=KEY, **named).stdout.split() == ["mail.example", "25"]
    assert run("-c", show, SECRET_KEY=KEY, EMAIL_PORT="0", **named).returncode != 0
