"""What the site writes is for its own account alone, whatever the machine's umask is."""

import os
import stat

import pytest

from tests.library import FILE
from tests.services.site import Site


def open_to_others(folder):
    """Return what another account could look into, of a folder and all that is in it."""
    found = [folder, *folder.rglob("*")]
    return [each for each in found if stat.S_IMODE(each.stat().st_mode) & 0o077]


@pytest.fixture
def site(tmp_path):
    """A site in a folder of its own, on a machine whose umask keeps nothing from anybody."""
    before = os.umask(0)
    folder = tmp_path / "var"
    folder.mkdir()
    site = Site(folder)
    (folder / "secret_key").chmod(0o600)  # as the Makefile makes it
    yield site
    os.umask(before)


def test_nothing_that_is_written_is_open_to_others(site):
    site.set_up(str(FILE))
    site.manage("restore", site.manage("backup").strip())
    assert (site.var / "navigator.sqlite3").exists()
    assert (site.var / "static" / "staticfiles.json").exists()
    assert open_to_others(site.var) == []


def test_what_an_earlier_version_left_open_is_closed(site):
    site.fill(str(FILE))
    site.var.chmod(0o755)
    (site.var / "navigator.sqlite3").chmod(0o644)
    site.fill(str(FILE))
    assert open_to_others(site.var) == []
