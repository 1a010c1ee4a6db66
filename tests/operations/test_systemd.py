"""The units in deploy/: systemd finds nothing wrong with them, and shuts the site in well."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.services.programs import ROOT, find_or_skip

UNITS = ROOT / "deploy" / "systemd"
DESK = "navigator@8010.service.d"
MOST_EXPOSED = 2.0  # of 10, as systemd-analyze counts


@pytest.fixture
def units(tmp_path):
    """The units, with a program that is on every machine in place of the site's own."""
    for unit in filter(Path.is_file, UNITS.iterdir()):
        text = re.sub(r"/srv/navigator/\.venv/bin/\w+", "/usr/bin/true", unit.read_text())
        for name in {unit.name.replace("@", "@8000"), unit.name.replace("@", "@8010")}:
            (tmp_path / name).write_text(text)
    shutil.copytree(UNITS / DESK, tmp_path / DESK)
    return sorted(filter(Path.is_file, tmp_path.iterdir()))


def asks(*words):
    words = [find_or_skip("systemd"), *words]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def test_systemd_finds_nothing_wrong(units):
    assert asks("verify", *units) == (0, "")


def test_the_site_is_shut_in(units):
    for service in (unit for unit in units if unit.suffix == ".service"):
        _, said = asks("security", "--offline=true", service)
        assert float(re.search(r"exposure level for \S+: ([\d.]+)", said)[1]) < MOST_EXPOSED


def test_the_example_environment_has_no_secret():
    text = (ROOT / "deploy" / "environment.example").read_text()
    set_there = dict(re.findall(r"^#?(\w+)=(.*)$", text, re.MULTILINE))
    assert set_there.keys() >= {"ALLOWED_HOSTS", "VAR_DIR", "DATABASE_URL", "SECRET_KEY"}
    assert set_there["SECRET_KEY"] == set_there["SECRET_KEY_FALLBACKS"] == ""
    assert ":PASSWORD@" in set_there["DATABASE_URL"]
