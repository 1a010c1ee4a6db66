import pytest

from tests.guides import real_guide
from tests.serving import serve

from .reader import Reader


@pytest.fixture
def guide(db):
    """The first guide, before readers."""
    serve(real_guide())
    return real_guide()


@pytest.fixture
def reader(guide):
    """Someone who has not opened the site yet."""
    return Reader(guide)
