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


def refusal_with(**environment):
    """What the site says when it refuses to start."""
    done = run("-c", SHOW, **environment)
    assert done.returncode != 0
    assert done.stdout == ""
    return done.stderr.strip().splitlines()[-1]


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


@pytest.mark.parametrize("value", ["perhaps", "2", "ja"])
def test_a_bad_debug_value_is_refused(value):
    assert "DEBUG" in refusal_with(SECRET_KEY=KEY, DEBUG=value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("EDITION_LOOK_SECONDS", "often"),
        ("EDITION_LOOK_SECONDS", "-1"),
        ("EDITION_LOOK_SECONDS", "nan"),
        ("DATABASE_URL", "no address of a database"),
        ("DATABASE_URL", "mysql://user:password@db.example/navigator"),
        ("DATABASE_URL", "postgres://db.example"),
        ("DATABASE_URL", "sqlite://"),
        ("TIME_ZONE", "Mars/Base"),
        ("TIME_ZONE", "America"),
        ("TIME_ZONE", "../../etc/passwd"),
        ("TIME_ZONE", ""),
    ],
)
def test_another_bad_value_is_refused_by_its_name(name, value):
    said = refusal_with(SECRET_KEY=KEY, **{name: value})
    assert "EnvError" in said or "EnvValidationError" in said
    assert name in said
    assert "password" not in said or "password" not in value


@pytest.mark.parametrize(
    "host", ["Navigator.example", ".navigator.example", "10.0.0.7", "[fd00::7]"]
)
def test_a_name_that_a_browser_can_send_is_a_host(host):
    assert settings_with(ALLOWED_HOSTS=host)["ALLOWED_HOSTS"] == [host]


@pytest.mark.parametrize("file", ["navigator/settings.py", "navigator/serve.py"])
def test_every_variable_is_in_the_list_at_the_head_of_the_file(file):
    text = (ROOT / file).read_text()
    names = re.findall(r'env\.\w+\("(\w+)"', text)
    assert names
    assert [name for name in names if name not in text.split('"""')[1]] == []


def test_no_secret_key_is_refused_with_what_to_do(tmp_path):
    said = refusal_with(VAR_DIR=str(tmp_path))
    assert "SECRET_KEY" in said
    assert str(tmp_path / "secret_key") in said


def test_a_stored_secret_key_is_used_without_the_end_of_its_line(tmp_path):
    (tmp_path / "secret_key").write_text(f"{KEY}\n")
    assert settings_with(SECRET_KEY="", VAR_DIR=str(tmp_path))["SECRET_KEY"] == KEY


def test_a_given_secret_key_goes_before_the_stored_one(tmp_path):
    (tmp_path / "secret_key").write_text("another")
    assert settings_with(VAR_DIR=str(tmp_path))["SECRET_KEY"] == KEY


def test_an_empty_stored_secret_key_is_refused(tmp_path):
    (tmp_path / "secret_key").write_text("\n")
    assert "SECRET_KEY" in refusal_with(VAR_DIR=str(tmp_path))


def test_former_keys_are_named_with_commas_between():
    found = settings_with(SECRET_KEY_FALLBACKS=f"1{KEY},2{KEY}")
    assert found["SECRET_KEY_FALLBACKS"] == [f"1{KEY}", f"2{KEY}"]


# What is not safe before the public stops the start, in one line

UNSAFE = {
    "no key": {"SECRET_KEY": "", "VAR_DIR": "/nowhere"},
    "a short key": {"SECRET_KEY": KEY[:49]},
    "a dull key": {"SECRET_KEY": "abcd" * 20},
    "a short former key": {"SECRET_KEY_FALLBACKS": f"{KEY},old"},
    "debugging in public": {"DEBUG": "true", "ALLOWED_HOSTS": "navigator.example"},
    "any host": {"ALLOWED_HOSTS": "*"},
    "any host beside one": {"ALLOWED_HOSTS": "navigator.example,*"},
    "any host of a kind": {"ALLOWED_HOSTS": "*.example"},
    "a dot for a host": {"ALLOWED_HOSTS": "."},
    "an address for a host": {"ALLOWED_HOSTS": "https://navigator.example"},
    "a host with a port": {"ALLOWED_HOSTS": "navigator.example:443"},
    "a host that ends in a dot": {"ALLOWED_HOSTS": "navigator.example."},
    "a host in other letters": {"ALLOWED_HOSTS": "nävigator.example"},
    "another database": {"DATABASE_URL": "mysql://db.example/navigator"},
    "no time zone": {"TIME_ZONE": "Mars/Base"},
    "a bad level": {"LOG_LEVEL": "loud"},
    "a bad switch": {"DEBUG": "perhaps"},
}


@pytest.mark.parametrize(
    ("command", "name"),
    [*(("check", name) for name in UNSAFE), ("migrate", "any host"), ("runserver", "any host")],
)
def test_a_command_refuses_an_unsafe_setting_in_one_line(command, name):
    done = run("manage.py", command, **{"SECRET_KEY": KEY} | UNSAFE[name])
    assert done.returncode != 0
    assert done.stdout == ""
    assert done.stderr.startswith("Navigator does not start. ")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("hosts", [{}, {"ALLOWED_HOSTS": "navigator.example"}])
def test_django_finds_nothing_to_say_about_deployment(hosts):
    check = ("manage.py", "check", "--deploy", "--fail-level", "WARNING")
    done = run("-W", "error", *check, SECRET_KEY=KEY, **hosts)
    assert done.returncode == 0, done.stderr
