"""What all tests share."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings as hypothesis_settings

from navigator.content.shelf import shelf

# The same examples on every run: a failure can be had again. FRESH_EXAMPLES=1 looks for new ones.
hypothesis_settings.register_profile("steady", derandomize=True, deadline=None, database=None)
hypothesis_settings.register_profile("fresh", deadline=None, print_blob=True)
hypothesis_settings.load_profile("fresh" if os.environ.get("FRESH_EXAMPLES") else "steady")


@pytest.fixture(autouse=True)
def _empty_shelf(settings):
    """Each test sees the editions of its own database, at once."""
    settings.EDITION_LOOK_SECONDS = 0
    shelf.clear()
    yield
    shelf.clear()


@pytest.fixture
def published(db):
    """The first guide, published."""
    from navigator.content.editions import publish, write_draft

    from .guides import real_guide

    return publish(write_draft(real_guide()), note="First edition")


def pytest_addoption(parser):
    parser.addoption(
        "--only-database",
        action="store_true",
        help="only the tests that use the database: on another one, the rest say nothing new",
    )


def pytest_collection_modifyitems(config, items):
    if config.getoption("--only-database"):
        dropped = [item for item in items if not uses_database(item)]
        config.hook.pytest_deselected(items=dropped)
        items[:] = [item for item in items if uses_database(item)]


def uses_database(item) -> bool:
    """Whether pytest-django makes a database for this test."""
    asked_for = {"db", "transactional_db", "django_db_reset_sequences"} & set(item.fixturenames)
    return bool(asked_for) or item.get_closest_marker("django_db") is not None


def pytest_configure(config):
    """Pages are tested without hashed file names, so that nothing has to be collected first.

    Passwords are hashed in no time: how well they are kept is Django's to test.
    """
    from django.conf import settings

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # whitenoise warns where it is missing
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
