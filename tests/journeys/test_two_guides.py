"""Two guides that have nothing in common, loaded and published as staff do: both are served."""

from io import StringIO

import pytest
from django.core.management import call_command

from tests.guide import reference
from tests.guides import FIXTURE, real_guide
from tests.library import FILE, library
from tests.serving import path_to

from .reader import Reader

GUIDE = library()
SAID = {"age": ["adult"], "home": ["far"], "likes": ["books", "sound-books"]}


@pytest.mark.django_db
def test_both_guides_are_served_as_staff_load_and_publish_them():
    for file, guide in ((FIXTURE, real_guide()), (FILE, GUIDE)):
        call_command("load_guide", file, stdout=StringIO())
        call_command("publish_guide", guide.slug, note="First edition", stdout=StringIO())
    visitor = Reader(GUIDE).opens("/")
    for guide in (real_guide(), GUIDE):
        assert guide.title in visitor.text
        assert visitor.page.all("a", href=path_to(guide=guide.slug))
    visitor.starts().answers(**SAID)
    assert visitor.verdicts() == reference.verdicts(GUIDE, SAID)
    first = Reader(real_guide())
    first.client = visitor.client
    assert first.said() == {}
    first.starts().answers(hormone_receptor="positive")
    assert {slug: sorted(chosen) for slug, chosen in visitor.said().items()} == SAID
