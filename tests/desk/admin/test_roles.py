"""Who may do what, on every address that the admin has for guides."""

from dataclasses import replace

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.db.models import CharField, TextField
from django.test import Client
from django.urls import URLPattern, reverse

from navigator.desk import models
from navigator.desk.drafts import seen
from navigator.desk.rows import freeze, write_draft
from navigator.editions.models import Edition
from navigator.editions.publishing import publish_as_next
from navigator.guide.model import Translation
from navigator.guide.yaml import write_yaml
from tests.desk.admin.staff import Staff, change_url, changed_rows
from tests.treatments import guide_with_facts
from tests.wider import PANEL

GUIDE = replace(guide_with_facts(), panels=(PANEL,), translations=(Translation(slug="es"),))
EDITED = models.PART_MODELS.values()
ROWS = {each._meta.model_name: each for each in (*EDITED, models.Guide, Edition)}
ROWS["reviewer"] = models.Reviewer
ROLES = ("Editor", "Publisher")
# What a form sent by hand holds, enough for whoever may.
SENT = {"note": "x", "number": "1", "post": "yes", "sure": "yes", "title": "x", "slug": "x"}

BESIDE = {
    f"desk_{each}_{step}"
    for each in ("category", "notice", "option", "panel", "question", "term")
    for step in ("beside", "beside_new")
}
COPIED = {f"desk_{each._meta.model_name}_copy" for each in EDITED if each is not models.Translation}
PATTERNS = {
    pattern.name: pattern
    for each in admin.site.get_urls()
    if str(each.pattern).startswith(("desk/", "editions/")) and not isinstance(each, URLPattern)
    for pattern in each.url_patterns
    if pattern.name
}


def address(name):
    """Return the address, with the key of a row where it needs one."""
    words = name.split("_")
    model = ROWS.get(words[1], models.Guide) if words[0] in ("desk", "editions") else models.Guide
    wanted = PATTERNS[name].pattern.converters
    return reverse(f"admin:{name}", args=[model.objects.first().pk] * len(wanted))


def everything():
    drafts = [freeze(draft) for draft in models.Guide.objects.order_by("slug")]
    return drafts, list(Edition.objects.values()), list(LogEntry.objects.values())


@pytest.fixture(autouse=True)
def _two_editions(draft, edition):
    """Something to restore, a draft that differs from it, and a clinician."""
    ana = User.objects.create_user("ana")
    models.Reviewer.objects.create(user=ana, name="Dr. Ana Silva", role="pediatrician")
    write_draft(GUIDE, draft)
    publish_as_next(GUIDE, draft.pk, "Second")
    draft.option_set.filter(slug="town-card").update(plain="New words.")


@pytest.fixture
def nothing_changes(_two_editions):
    before = everything()
    yield
    assert everything() == before


def test_every_address_is_looked_at():
    steps = ("publish", "restore", "load", "copy", "export", "compare", "try", "picture", "preview")
    steps += ("review", "paper", "translation", "wording", "translation_file", "sign")
    steps += ("ask", "decline", "put_back", "log", "withdraw", "search")
    assert {f"{step}_guide" for step in steps} | BESIDE | COPIED <= PATTERNS.keys()
    rows = {f"{each._meta.app_label}_{name}_change" for name, each in ROWS.items()}
    assert rows <= PATTERNS.keys()


# Who is not on the staff


@pytest.mark.parametrize("account", ["none", "not on the staff"])
def test_strangers_are_sent_to_log_in(nothing_changes, client, account):
    if account != "none":
        client = Staff("sam", "Publisher", is_staff=False).client
    for name in PATTERNS:
        for response in (client.get(address(name)), client.post(address(name), SENT)):
            assert response.status_code == 302, name
            assert response["Location"].startswith(reverse("admin:login")), name


def test_staff_without_a_role_are_refused_and_see_no_words_of_the_draft(nothing_changes):
    somebody = Staff("sam")
    for name in PATTERNS:
        assert somebody.client.get(address(name)).status_code == 403, name
        assert somebody.client.post(address(name), SENT).status_code == 403, name
    params = {"app_label": "desk", "model_name": "condition", "field_name": "choices"}
    assert somebody.client.get(reverse("admin:autocomplete"), params).status_code == 403
    for page in ("", "all-options/", "questions/home/"):
        assert somebody.client.get(f"/admin/preview/library-card/{page}").status_code == 403


# What an Editor may do

REFUSED_TO_EDITORS = {
    "publish_guide",
    "restore_guide",
    "accept_guide",
    "decline_guide",
    "withdraw_guide",
    "desk_guide_delete",
    "editions_edition_add",
    "editions_edition_delete",
    "desk_examplereader_add",
    "desk_examplereader_copy",
    *(f"desk_reviewer_{each}" for each in ("changelist", "add", "change", "delete", "history")),
}


# What has no page of its own.
ONLY_SENT = {"ask_guide", "put_back_guide", "carry_guide", "settle_guide"}
ONLY_SENT |= {
    "wording_guide",
    "sign_guide",
    "accept_warnings_guide",
    "take_back_guide",
    *BESIDE,
    *COPIED,
}


def test_an_editor_can_open_all_the_rest(editor):
    for name in sorted(PATTERNS.keys() - REFUSED_TO_EDITORS - ONLY_SENT):
        asked = {"old": "1", "new": "draft", "language": "es"}
        status = editor.client.get(address(name), asked).status_code
        assert status in (200, 302), name


@pytest.mark.parametrize("role", ROLES)
def test_an_editor_is_refused_the_rest_and_a_publisher_what_nobody_may(role):
    somebody, before = Staff("sam", role), everything()
    may = {"publish_guide", "restore_guide", "decline_guide", "withdraw_guide"}
    may = may if role == "Publisher" else set()
    # What a Publisher may accept, tests/desk/admin/test_examples.py says.
    beside = {"accept_guide"} if role == "Publisher" else set()
    for name in sorted(REFUSED_TO_EDITORS - may - beside):
        assert somebody.client.post(address(name), SENT).status_code == 403, name
    assert somebody.client.post(change_url(Edition.objects.first()), SENT).status_code == 403
    assert everything() == before
    draft, shown = models.Guide.objects.get(), {"number": "1", "answer": "x", "told": "x"}
    wish = draft.publish_requests.create(asked_by=somebody.user, note="x")
    for name in sorted(may):
        before = everything()
        rows = [":".join(row) for row in changed_rows(draft)]
        sent = SENT | shown | {"seen": seen(draft), "row": rows, "request": wish.pk}
        assert somebody.client.post(address(name), sent).status_code == 302, name
        assert everything() != before


def test_a_publisher_is_not_asked_by_themselves(publisher, nothing_changes):
    assert publisher.client.post(address("ask_guide"), SENT).status_code == 403


def test_an_editor_edits_every_part_and_the_texts_of_the_guide(editor):
    for model in EDITED:
        texts = (CharField, TextField)
        words = next(
            each.name for each in model._meta.fields if type(each) in texts and not each.choices
        )
        assert words != "slug"
        editor.form(model.objects.first()).types(**{words: "Other words"}).must_save()
        assert model.objects.filter(**{words: "Other words"}).exists()
    editor.form(models.Guide.objects.get()).types(introduction="New words.").must_save()
    assert models.Guide.objects.get().introduction == "New words."


def test_an_editor_previews_copies_and_loads(editor, draft):
    page = editor.client.get(address("preview_guide"), follow=True)
    assert page.status_code == 200
    page = editor.client.get("/admin/preview/library-card/all-options/")
    assert "New words." in page.content.decode()
    editor.copies(draft, title="Copied", slug="copied")
    editor.loads(write_yaml(replace(GUIDE, slug="loaded")))
    slugs = set(models.Guide.objects.values_list("slug", flat=True))
    assert slugs == {"copied", "loaded", GUIDE.slug}
    assert Edition.objects.count() == 2


@pytest.mark.parametrize("name", ["desk_guide", "editions_edition", "desk_option"])
def test_nobody_deletes_by_the_action_of_a_list(nothing_changes, publisher, name):
    data = {"action": "delete_selected", "_selected_action": "1", "post": "yes"}
    publisher.sends(f"{name}_changelist", **data)


# How it is asked for


def test_nothing_is_done_for_another_site(nothing_changes, publisher):
    """A page elsewhere that posts with the staff member's cookies."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(publisher.user)
    steps = ("publish", "restore", "load", "copy", "ask", "decline", "put_back", "withdraw")
    for name in (*(f"{step}_guide" for step in steps), *BESIDE, *COPIED):
        assert client.post(address(name), SENT).status_code == 403, name


def test_opening_an_address_changes_nothing(nothing_changes, publisher):
    for name in ("publish_guide", "restore_guide", "ask_guide", "decline_guide", "put_back_guide"):
        assert publisher.client.get(address(name), SENT).status_code in (302, 403)


def test_a_guide_that_is_not_there_is_not_found(publisher):
    for name in (each for each in PATTERNS if "<int:pk>" in str(PATTERNS[each].pattern)):
        response = publisher.client.post(reverse(f"admin:{name}", args=[9_999]), SENT)
        assert response.status_code == 404, name


# The roles


def rights(role):
    permissions = Group.objects.get(name=role).permissions.all()
    return {f"{each.content_type.app_label}.{each.codename}" for each in permissions}


def test_the_roles_have_their_rights_after_migrating():
    """None to accounts, and to what was published only a look."""
    actions = ("add", "change", "delete", "view")
    edited = (*EDITED, models.Guide, models.Choice, models.Condition)
    of_editor = {f"desk.{each}_{model._meta.model_name}" for each in actions for model in edited}
    of_editor -= {"desk.delete_guide"}
    of_editor |= {"desk.translate_guide", "editions.view_edition"}
    for _ in range(2):
        assert rights("Editor") == of_editor
        assert rights("Publisher") == of_editor | {"desk.publish_guide"}
        looks = rights("Reviewer") - {"desk.review_guide", "editions.view_edition"}
        assert all(each.startswith("desk.view_") for each in looks)
        assert rights("Translator") == looks | {"desk.translate_guide", "editions.view_edition"}
        call_command("migrate", verbosity=0)
