import pytest
from django.db import transaction

from navigator.desk import models
from navigator.desk.rows import write_draft
from navigator.editions.publishing import publish_as_next
from tests.library import library

from .admin.staff import Staff


@pytest.fixture(scope="module")
def _library_in_database(django_db_setup, django_db_blocker):
    """Rows that the tests of a module share. What a test does to them is taken back after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        write_draft(library())
        yield
        transaction.set_rollback(True)


@pytest.fixture
def draft(_library_in_database, db):
    """The guide to library cards, as a draft that nobody has published."""
    return models.Guide.objects.get()


@pytest.fixture
def edition(draft):
    """Its first edition."""
    return publish_as_next(library(), draft.pk, "First edition")


@pytest.fixture
def editor(db):
    return Staff("edith", "Editor")


@pytest.fixture
def publisher(db):
    return Staff("paula", "Publisher")
