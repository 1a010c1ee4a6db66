"""Who may do what, on every address that the admin has for guides."""

from dataclasses import replace

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import URLPattern, reverse

from navigator.desk import models
from navigator.desk.drafts import freeze
from navigator.editions.models import Edition
from navigator.guide.yaml import write_yaml
from tests.desk.admin.staff import Staff, change_url, choice
from tests.library import library

pytestmark = pytest.mark.django_db

GUIDE = library()
EDITED = {
    models.Category,
    models.Question,
    models.Option,
    models.Notice,
    models.Term,
    models.Source,
    models.TrialTopic,
}
ROWS = {*EDITED, models.Guide, models.Choice, Edition}
STEPS = ("preview", "picture", "try", "editions", "compare", "export", "copy")

# Where staff without any right get no refusal, since there is nothing to refuse.
HARMLESS = {"leave_preview"}


def patterns():
    """Every address of the admin that is about guides, by name."""
    found = {}
    for each in admin.site.get_urls():
        if str(each.pattern).startswith(("desk/", "editions/")) and not isinstance(
            each, URLPattern
        ):
            found |= {pattern.name: pattern for pattern in each.url_patterns if pattern.name}
    return found


PATTERNS = patterns()


def model_of(name):
    """The model that an address is about."""
    words = name.split("_")
    named = {model._meta.model_name: model for model in ROWS}
    return named.get(words[1], models.Guide) if words[0] in ("desk", "editions") else models.Guide


def address(name):
    """The address, with the key of a row where it needs one."""
    wanted = PATTERNS[name].pattern.converters
    row = model_of(name).objects.first()
    return reverse(f"admin:{name}", args=[row.pk] * len(wanted))


def everything():
    drafts = [freeze(draft) for draft in models.Guide.objects.order_by("slug")]
    return drafts, list(Edition.objects.values()), list(LogEntry.objects.values())


@pytest.fixture(autouse=True)
def _two_editions(edition, publisher):
    """Something to restore, and a draft that differs from it."""
    publisher.publishes(edition.guide)
    edition.guide.option_set.filter(slug="town-card").update(plain="New words.")


def test_every_address_is_looked_at():
    assert {"publish_guide", "restore_guide", "load_guide", "rule_words"} <= PATTERNS.keys()
    for model in ROWS:
        assert f"{model._meta.app_label}_{model._meta.model_name}_change" in PATTERNS
    assert {f"{step}_guide" for step in STEPS} <= PATTERNS.keys()


# Who is not on the staff


def statuses(client, names):
    """What each address answers, to a visit and to a form sent by hand."""
    sent = {"note": "x", "number": "1", "post": "yes", "sure": "yes"}
    return {
        name: (client.get(address(name)).status_code, client.post(address(name), sent).status_code)
        for name in names
    }


def must_be_sent_to_log_in(client):
    for name in PATTERNS:
        for response in (client.get(address(name)), client.post(address(name), {"note": "x"})):
            assert response.status_code == 302, name
            assert response["Location"].startswith(reverse("admin:login")), name


def test_strangers_are_sent_to_log_in(client):
    before = everything()
    must_be_sent_to_log_in(client)
    assert everything() == before


def test_an_account_that_is_not_on_the_staff_is_sent_to_log_in():
    before = everything()
    must_be_sent_to_log_in(Staff("sam", "Publisher", is_staff=False).client)
    assert everything() == before


def test_staff_without_a_role_are_refused():
    before = everything()
    told = statuses(Staff("sam").client, sorted(PATTERNS.keys() - HARMLESS))
    assert {name: each for name, each in told.items() if each != (403, 403)} == {}
    assert everything() == before


def test_staff_without_a_role_see_no_words_of_the_draft():
    somebody = Staff("sam")
    row = {"conditions-TOTAL_FORMS": "1", "conditions-0-answers": [str(choice("home", "far").pk)]}
    assert "far away" not in somebody.sends("rule_words", **row).content.decode()
    somebody.client.get(reverse("admin:preview_guide", args=[models.Guide.objects.get().pk]))
    assert "New words." not in somebody.client.get("/library-card/all-options/").content.decode()


def test_staff_without_a_role_get_no_answers_to_search():
    params = {"app_label": "desk", "model_name": "condition", "field_name": "choices"}
    response = Staff("sam").client.get(reverse("admin:autocomplete"), params)
    assert response.status_code == 403


# What an Editor may do

REFUSED_TO_EDITORS = {
    "publish_guide",
    "restore_guide",
    "desk_guide_delete",
    "editions_edition_add",
    "editions_edition_delete",
}


def test_an_editor_can_open_all_the_rest(editor):
    for name in sorted(PATTERNS.keys() - REFUSED_TO_EDITORS):
        status = editor.client.get(address(name), {"old": "1", "new": "draft"}).status_code
        assert status in (200, 302), name


@pytest.mark.parametrize("name", sorted(REFUSED_TO_EDITORS))
@pytest.mark.parametrize("role", ["Editor", "Publisher"])
def test_an_editor_is_refused_and_a_publisher_only_what_nobody_may(name, role):
    somebody, before = Staff("sam", role), everything()
    allowed = role == "Publisher" and name in ("publish_guide", "restore_guide")
    response = somebody.client.post(
        address(name), {"note": "x", "number": "1", "post": "yes", "sure": "yes"}
    )
    assert response.status_code == (302 if allowed else 403)
    assert (everything() == before) is not allowed


@pytest.mark.parametrize("model", sorted(EDITED, key=lambda model: model.__name__))
def test_an_editor_edits_every_part(editor, model):
    editor.form(model.objects.first()).types(position="7").must_save()
    assert model.objects.filter(position=7).exists()


def test_an_editor_edits_the_texts_of_the_guide(editor):
    editor.form(models.Guide.objects.get()).types(introduction="New words.").must_save()
    assert models.Guide.objects.get().introduction == "New words."


def test_an_editor_previews(editor):
    editor.client.get(address("preview_guide"))
    assert "New words." in editor.client.get("/library-card/all-options/").content.decode()


def test_an_editor_makes_a_copy_and_loads_a_file(editor):
    draft = models.Guide.objects.get()
    editor.sends("copy_guide", draft.pk, title="Copied", slug="copied")
    text = write_yaml(replace(GUIDE, slug="loaded"))
    editor.sends("load_guide", file=SimpleUploadedFile("guide.yaml", text.encode()))
    assert set(models.Guide.objects.values_list("slug", flat=True)) == {
        "copied",
        "loaded",
        GUIDE.slug,
    }
    assert set(Edition.objects.values_list("guide__slug", flat=True)) == {GUIDE.slug}


@pytest.mark.parametrize("role", ["Editor", "Publisher"])
@pytest.mark.parametrize("field", ["number", "note", "content"])
def test_nobody_changes_an_edition(role, field):
    somebody, before = Staff("sam", role), everything()
    edition = Edition.objects.first()
    response = somebody.client.post(change_url(edition), {field: "9"})
    assert response.status_code == 403
    assert everything() == before


@pytest.mark.parametrize("model", [models.Guide, Edition])
def test_an_editor_cannot_delete_by_the_action_of_a_list(editor, model):
    before = everything()
    data = {"action": "delete_selected", "_selected_action": "1", "post": "yes"}
    editor.sends(f"{model._meta.app_label}_{model._meta.model_name}_changelist", **data)
    assert everything() == before


def test_an_editor_cannot_make_themselves_a_publisher(editor):
    place = reverse("admin:auth_user_change", args=[editor.user.pk])
    publishers = Group.objects.get(name="Publisher").pk
    assert editor.client.post(place, {"groups": [publishers]}).status_code == 403
    assert not User.objects.get(pk=editor.user.pk).has_perm("desk.publish_guide")


@pytest.mark.parametrize("name", ["publish_guide", "restore_guide", "load_guide", "copy_guide"])
def test_nothing_is_done_for_another_site(publisher, name):
    """A page elsewhere that posts with the staff member's cookies."""
    client, before = Client(enforce_csrf_checks=True), everything()
    client.force_login(publisher.user)
    data = {"note": "x", "number": "1", "title": "x", "slug": "x"}
    assert client.post(address(name), data).status_code == 403
    assert everything() == before


@pytest.mark.parametrize("name", ["publish_guide", "restore_guide"])
def test_opening_an_address_changes_nothing(publisher, name):
    before = everything()
    assert publisher.client.get(address(name), {"note": "x", "number": "1"}).status_code in (
        302,
        403,
        405,
    )
    assert everything() == before


@pytest.mark.parametrize(
    "name", [name for name in PATTERNS if "<int:pk>" in str(PATTERNS[name].pattern)]
)
def test_a_guide_that_is_not_there_is_not_found(publisher, name):
    response = publisher.client.post(reverse(f"admin:{name}", args=[9_999]), {"note": "x"})
    assert response.status_code == 404


# The roles


def rights(role):
    permissions = Group.objects.get(name=role).permissions.all()
    return {f"{each.content_type.app_label}.{each.codename}" for each in permissions}


def test_the_roles_are_there_after_migrating():
    assert rights("Publisher") - rights("Editor") == {"desk.publish_guide"}
    assert rights("Editor") < rights("Publisher")


@pytest.mark.parametrize("model", sorted(EDITED, key=lambda model: model.__name__))
def test_an_editor_has_every_right_to_a_part(model):
    name = model._meta.model_name
    wanted = {f"desk.{right}_{name}" for right in ("add", "change", "delete", "view")}
    assert wanted <= rights("Editor")


@pytest.mark.parametrize("role", ["Editor", "Publisher"])
def test_a_role_has_no_right_to_what_was_published_or_to_accounts(role):
    held = rights(role)
    assert {each.partition(".")[0] for each in held} == {"desk", "editions"}
    assert {each for each in held if each.endswith("_edition")} == {"editions.view_edition"}
    assert "desk.delete_guide" not in held


def test_migrating_again_leaves_the_roles_as_they_are(db):
    before = {role: rights(role) for role in ("Editor", "Publisher")}
    call_command("migrate", verbosity=0)
    assert {role: rights(role) for role in ("Editor", "Publisher")} == before
