"""A copy of the database made in use, checked, and brought back with what it replaced kept."""

import shutil
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from tests.services.site import Site

from .full_disk import fill
from .tables import execute, stored

NEWER = (
    "INSERT INTO django_migrations (app, name, applied)"
    " VALUES ('desk', '9999_from_the_future', CURRENT_TIMESTAMP)",
    "CREATE TABLE future (guide_id bigint REFERENCES desk_guide (id))",
)


def change(site):
    """Give the draft another title; gives what was stored before."""
    before = stored(site)
    execute(site, "UPDATE desk_guide SET title = 'Changed'")
    assert stored(site) != before
    return before


def refused(site, copy):
    """What is said about a copy that is not taken, which must change nothing."""
    before = stored(site)
    with pytest.raises(RuntimeError) as error:
        site.manage("restore", str(copy))
    assert stored(site) == before
    assert "Traceback" not in str(error.value)
    return str(error.value)


@pytest.fixture
def copy(site):
    return Path(site.manage("backup").strip())


def test_a_copy_brings_back_what_there_was_and_what_it_replaced_is_kept(site, copy):
    before = change(site)
    changed = stored(site)
    said = site.manage("restore", str(copy))
    assert stored(site) == before
    (kept,) = copy.parent.glob("replaced-*")
    assert str(kept) in said
    site.manage("restore", str(kept))
    assert stored(site) == changed


def test_a_copy_is_for_its_owner_alone(copy):
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600


def test_a_copy_that_is_not_whole_or_not_one_is_refused(site, copy, tmp_path):
    cut = tmp_path / "cut"
    cut.write_bytes(copy.read_bytes()[: copy.stat().st_size // 2])
    for wrong in (cut, Path("README.md"), tmp_path / "not-there"):
        assert "nothing was changed" in refused(site, wrong)
    assert not list(copy.parent.glob("replaced-*"))


def test_a_copy_of_a_newer_site_is_made_but_not_brought_back(site):
    """Whoever goes back to an older version of the site must not be left without a copy."""
    execute(site, *NEWER)
    copy = site.manage("backup").strip()
    assert "9999_from_the_future" in refused(site, copy)


def test_an_older_copy_is_brought_back_over_a_newer_database(site, copy):
    before = change(site)
    execute(site, *NEWER)
    assert "is kept in" in site.manage("restore", str(copy))
    assert stored(site) == before
    execute(site, *NEWER)  # and upgraded once more


# What is there is taken away only where it is damaged itself

DAMAGE = {
    "not a database": lambda file: file.write_bytes(b"no database " * 500),
    "empty": lambda file: file.write_bytes(b""),
    "cut": lambda file: file.write_bytes(file.read_bytes()[:100_000]),
    "a row astray": lambda file: astray(file),
    "of another site": lambda file: another(file),
}


def astray(file):
    with closing(sqlite3.connect(file)) as database, database:
        database.execute("UPDATE desk_option SET category_id = 999")


def another(file):
    file.unlink()
    with closing(sqlite3.connect(file)) as database, database:
        database.execute("CREATE TABLE django_migrations (app text, name text)")


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_database_is_moved_and_the_copy_takes_its_place(sqlite_site, damage):
    before, copy = stored(sqlite_site), sqlite_site.manage("backup").strip()
    database = sqlite_site.var / "navigator.sqlite3"
    damage(database)
    damaged = database.read_bytes()
    said = sqlite_site.manage("restore", copy)
    assert stored(sqlite_site) == before
    (aside,) = sqlite_site.var.glob("replaced-*")
    assert (aside / database.name).read_bytes() == damaged
    assert str(aside) in said


@pytest.fixture
def site_on_it(disk, filled):
    shutil.copy(filled.var / "navigator.sqlite3", disk)
    return Site(disk)


# As many times the database: for nothing; for the look at it; for half of what is kept; for that
# and half of what is brought.
ROOM = (0, 0.15, 0.5, 1.5)


@pytest.mark.parametrize("room", ROOM)
def test_a_full_disk_leaves_a_sound_database_as_it_is(site_on_it, disk, tmp_path, room):
    copy = site_on_it.manage("backup", str(tmp_path)).strip()
    before = change(site_on_it)
    changed = stored(site_on_it)
    filler = fill(disk, int(room * (disk / "navigator.sqlite3").stat().st_size))
    with pytest.raises(RuntimeError, match="nothing was changed"):
        site_on_it.manage("restore", copy)
    filler.unlink()
    assert stored(site_on_it) == changed
    site_on_it.manage("restore", copy)
    assert stored(site_on_it) == before


def test_a_full_disk_leaves_a_damaged_database_where_it_is(site_on_it, disk, tmp_path):
    copy = site_on_it.manage("backup", str(tmp_path)).strip()
    database = disk / "navigator.sqlite3"
    DAMAGE["cut"](database)
    damaged = database.read_bytes()
    fill(disk, Path(copy).stat().st_size // 2)
    with pytest.raises(RuntimeError, match="nothing was changed"):
        site_on_it.manage("restore", copy)
    assert database.read_bytes() == damaged
    assert not list(disk.glob("replaced-*"))
