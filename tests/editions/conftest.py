import pytest

from navigator.desk.drafts import write_draft
from tests.guides import real_guide


@pytest.fixture
def draft(db):
    """The first guide as a draft that nobody has published."""
    return write_draft(real_guide())
