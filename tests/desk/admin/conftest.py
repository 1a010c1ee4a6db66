import pytest

from navigator.desk.drafts import publish, write_draft
from tests.library import library

from .staff import Staff


@pytest.fixture
def draft(db):
    """The second guide, which is small, as a draft that nobody has published."""
    return write_draft(library())


@pytest.fixture
def edition(draft):
    """Its first edition."""
    return publish(draft, "First edition")


@pytest.fixture
def editor(db):
    return Staff("edith", "Editor")


@pytest.fixture
def publisher(db):
    return Staff("paula", "Publisher")
