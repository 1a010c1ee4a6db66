"""What all tests share."""

from __future__ import annotations

import os
from fcntl import LOCK_EX, flock
from pathlib import Path

import pytest
from django.utils import timezone

from navigator.editions import shelf as shelf_module
from navigator.editions.published import Published
from navigator.editions.shelf import shelf

from .services.site import Site
from .serving import LookHere


@pytest.fixture(scope="session")
def _shelf_copy(tmp_path_factory):
    return tmp_path_factory.mktemp("shelf") / "copy"


@pytest.fixture(autouse=True)
def _empty_shelf(settings, _shelf_copy):
    """Each test sees the editions of its own database, at once."""
    settings.EDITION_LOOK_SECONDS = 0
    settings.SHELF_COPY = _shelf_copy
    _shelf_copy.unlink(missing_ok=True)
    shelf.clear()
    # Not with the test's own monkeypatch, which it may undo.
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shelf_module, "in_a_thread", LookHere)
        yield
    shelf.clear()


@pytest.fixture
def shelve(monkeypatch):
    """A function that puts a guide before readers as its next edition, without a database."""
    monkeypatch.setattr(shelf, "_look_if_due", lambda seconds: None)

    def put(guide, number=None, **shown):
        former = shelf._editions.get(guide.slug)
        number = number or (former.number + 1 if former else 1)
        key = former.guide_key if former else len(shelf._editions) + 1
        shelf._editions[guide.slug] = Published(number, timezone.now(), guide, key, **shown)

    return put


@pytest.fixture(scope="session")
def made_once(tmp_path_factory):
    """A function that gives a folder which takes long to fill: one worker does it for all."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent

    def made(name, fill):
        folder = shared / name
        with (shared / f"{name}.lock").open("w") as lock:
            flock(lock, LOCK_EX)
            if not folder.exists():
                making = shared / f"{name}.making"
                making.mkdir()
                fill(making)
                making.rename(folder)
        return folder

    return made


@pytest.fixture(scope="session")
def collected(made_once):
    """A folder of static files as they are served in earnest."""
    made = made_once("collected", lambda var: Site(var).manage("collectstatic", "--no-input"))
    return made / "static"


# The parts of all tests, from cheap to dear, as `make test` runs them. Each test is in one.
PARTS = ("plain", "database", "server", "browser")
TESTS = Path(__file__).parent
# Folders and files whose tests start servers or other processes.
SERVERS = {"operations", "test_settings.py"}
BROWSERS = {"browser", "listening"}
# Where something of its own is stored, which is tried on PostgreSQL as well. Readers' pages are
# served from memory: of a database they ask for the newest edition and no more.
STORING = {"desk", "editions", "door"}
# Of these, what is refused before a database is asked, who may do what, and pages that only show.
SHOWING = {
    "test_damaged_files.py",
    "test_picture.py",
    "test_preview.py",
    "test_roles.py",
    "test_try_reader.py",
}
all_tests = pytest.StashKey[list[pytest.Item]]()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config, items):
    config.stash[all_tests] = [*items]  # before -m takes its part of them


def pytest_itemcollected(item):
    """Mark a test with its part."""
    folder = item.path.relative_to(TESTS).parts[0]
    has_database = asks_for_database(item)
    if folder in BROWSERS:
        item.add_marker("browser")
    elif folder in SERVERS:
        item.add_marker("server")
    else:
        item.add_marker("database" if has_database else "plain")
    if has_database and folder in STORING and item.path.name not in SHOWING:
        item.add_marker("storing")


def asks_for_database(item) -> bool:
    """Tell if pytest-django makes a database for this test."""
    asked_for = {"db", "transactional_db", "django_db_reset_sequences"} & set(item.fixturenames)
    return bool(asked_for) or item.get_closest_marker("django_db") is not None


def pytest_configure(config):
    """Pages are tested without hashed file names, so that nothing has to be collected first.

    Passwords are hashed in no time: how well they are kept is Django's to test.
    """
    from django.conf import settings

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # whitenoise warns where it is missing
    # Every test client sets up the middleware anew, and whitenoise would go through hundreds of
    # files for each: that took as long as the tests themselves.
    settings.WHITENOISE_AUTOREFRESH = True
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
