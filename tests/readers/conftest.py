import pytest

from tests.guides import real_guide
from tests.serving import serve


@pytest.fixture
def guide(db):
    """The first guide, before readers."""
    serve(real_guide())
    return real_guide()
