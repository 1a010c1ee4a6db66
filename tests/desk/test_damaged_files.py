"""Nothing of a damaged guide file reaches the database. What is said of it: tests/guide."""

from dataclasses import replace
from io import StringIO

import pytest
from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db.models import CharField
from django.urls import reverse

from navigator.desk import models
from navigator.desk.drafts import write_draft
from navigator.editions.models import Edition
from navigator.guide import model as parts
from navigator.guide.proofread.references import LONGEST, RESERVED
from navigator.urls import urlpatterns
from tests.library import FILE, library

TEXT = FILE.read_text(encoding="utf-8")

DAMAGED = {
    "empty": "",
    "cut": TEXT[:5_000],
    "another type": TEXT.replace("minutes: 2", "minutes: five"),
    "a missing part": TEXT.replace("category: plain-cards", "category: gone"),
    "two with one slug": TEXT.replace("slug: post-card", "slug: town-card"),
}


@pytest.fixture
def draft(db):
    """A draft that each of the files would replace."""
    return write_draft(replace(library(), minutes=9))


@pytest.fixture
def damaged(request, tmp_path):
    file = tmp_path / "guide.yaml"
    file.write_text(DAMAGED[request.param], encoding="utf-8")
    return file


def everything():
    """Every row of drafts, of editions and of the log."""
    desk = apps.get_app_config("desk").get_models(include_auto_created=True)
    models = [*desk, Edition, LogEntry]
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in models}


@pytest.mark.parametrize("damaged", DAMAGED, indirect=True)
def test_a_damaged_file_is_refused_whole_by_the_command(draft, damaged):
    before = everything()
    with pytest.raises(CommandError, match=str(damaged)):
        call_command("load_guide", damaged, publish="x", stdout=StringIO())
    assert everything() == before


@pytest.mark.parametrize("damaged", DAMAGED, indirect=True)
def test_a_damaged_upload_is_refused_whole(draft, damaged, admin_client):
    before = everything()
    upload = SimpleUploadedFile("guide.yaml", damaged.read_bytes())
    response = admin_client.post(reverse("admin:load_guide"), {"file": upload, "replace": "on"})
    assert response.status_code == 200
    assert response.context["form"].errors["file"]
    assert everything() == before


def test_nothing_is_loaded_when_one_of_two_files_is_damaged(draft, tmp_path):
    sound, damaged = tmp_path / "sound.yaml", tmp_path / "damaged.yaml"
    sound.write_text(TEXT.replace("slug: library-card", "slug: another", 1), "utf-8")
    damaged.write_text(DAMAGED["another type"], "utf-8")
    before = everything()
    with pytest.raises(CommandError):
        call_command("load_guide", sound, damaged, stdout=StringIO())
    assert everything() == before


@pytest.mark.parametrize(
    "model",
    [models.Guide, models.Choice, *models.PART_MODELS.values()],
    ids=lambda each: each.__name__,
)
def test_no_text_is_let_through_that_a_column_cannot_hold(model):
    """SQLite would keep it, PostgreSQL would refuse it with a crash."""
    columns = {
        column.name: column.max_length
        for column in model._meta.concrete_fields
        if isinstance(column, CharField) and not column.choices and column.name != "slug"
    }
    limits = dict(LONGEST[getattr(parts, model.__name__)])
    if model is models.Guide:
        review = LONGEST[parts.Review]
        limits |= {"reviewer": review["reviewer"], "reviewer_role": review["role"]}
    assert columns == limits


def test_no_guide_can_take_the_address_of_a_page():
    first_steps = {str(page.pattern).partition("/")[0] for page in urlpatterns}
    assert first_steps - {"", "<slug:guide>"} <= RESERVED
