import pytest

from tests.library import library

from .reader import Reader


@pytest.fixture
def visitor(shelve):
    """Someone who has not opened the site yet, with the library guide before them."""
    shelve(library())
    return Reader(library())
