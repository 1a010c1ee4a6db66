"""A damaged guide file is refused whole, wherever it comes in: nothing in the database changes.

What is said of each kind of damage is tested in tests/guide, without a database.
"""

from io import StringIO

import pytest
from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.core.management import CommandError, call_command

from navigator.editions.models import Edition
from navigator.guide.yaml import LARGEST
from tests.library import FILE

TEXT = FILE.read_text(encoding="utf-8")


def put(old, new):
    assert old in TEXT
    return TEXT.replace(old, new, 1).encode()


DAMAGED = {
    "empty": b"",
    "in UTF-16": TEXT.encode("utf-16"),
    "cut before its last line": TEXT[: TEXT.rindex("...")].encode(),
    "larger than allowed": b"# x\n" * LARGEST + TEXT.encode(),
    "a number that is a word": put("minutes: 2", "minutes: two"),
    "a field that is not known": put("minutes: 2", "minutes: 2\ntitel: x"),
    "a category that is gone": put("category: other-cards", "category: gone"),
    "a source that is gone": put("sources: [house-rules]", "sources: [gone]"),
    "a question asked after itself": put("question: age, any: [ch", "question: guardian, any: [ch"),
    "two answers with one slug": put("- slug: far", "- slug: nearby"),
    "an answer twice in a rule": put("any: [films, games]", "any: [films, films]"),
    "a slug that is another page": put("slug: library-card", "slug: admin"),
}


@pytest.fixture
def nothing_changes(draft):
    desk = apps.get_app_config("desk").get_models(include_auto_created=True)
    models = [*desk, Edition, LogEntry]

    def everything():
        return {model: list(model.objects.order_by("pk").values()) for model in models}

    before = everything()
    yield
    assert everything() == before


@pytest.mark.parametrize("content", DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_file_changes_nothing(nothing_changes, editor, tmp_path, content):
    file = tmp_path / "guide.yaml"
    file.write_bytes(content)
    with pytest.raises(CommandError, match=r"guide\.yaml was not loaded") as told:
        call_command("load_guide", FILE, file, publish="x", stdout=StringIO())
    response = editor.uploads(content)
    assert response.status_code == 200
    if content:
        assert response.context["form"].errors["file"] == str(told.value).splitlines()[1:]
