import pytest

from tests.library import library


@pytest.fixture
def guide(shelve):
    """The library guide, before readers."""
    shelve(library())
    return library()
