"""An Editor who wants to publish, or to be more than an Editor. docs/threats.md tells the story."""

from dataclasses import fields, replace

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from navigator.desk import models
from navigator.desk.drafts import publish
from navigator.desk.rows import freeze, write_draft
from navigator.door.models import Phone
from navigator.editions.models import Edition
from navigator.guide.proofread import broken
from navigator.guide.yaml import write_yaml
from tests.desk.admin.staff import Staff, change_url
from tests.library import library
from tests.serving import path_to

from .conftest import account

MARKUP = "<script>alert(1)</script>"


@pytest.fixture
def edition(db):
    return publish(write_draft(library()), "First edition")


@pytest.fixture
def editor(edition):
    return Staff("edith", "Editor")


def state():
    """All that an Editor must not be able to change."""
    return (
        list(Edition.objects.values()),
        list(User.objects.values("username", "password", "is_staff", "is_superuser", "is_active")),
        list(User.groups.through.objects.values_list("user", "group")),
        list(Group.permissions.through.objects.values_list("group", "permission")),
        list(Phone.objects.values_list("user", "sealed_key")),
    )


def test_no_form_about_accounts_and_roles_is_open(editor):
    other = User.objects.create_user("other")
    before = state()
    everything = {
        "username": "edith",
        "groups": [group.pk for group in Group.objects.all()],
        "user_permissions": [each.pk for each in Permission.objects.all()],
        "is_superuser": "on",
        "is_staff": "on",
        "password1": "four new tricycles",
        "password2": "four new tricycles",
        "usable_password": "true",
        "name": "Editor",
        "permissions": [each.pk for each in Permission.objects.all()],
        "action": "forget_phone",
        "_selected_action": [other.pk],
    }
    places = [
        reverse("admin:auth_user_add"),
        reverse("admin:auth_user_changelist"),
        reverse("admin:auth_user_change", args=[editor.user.pk]),
        reverse("admin:auth_user_password_change", args=[other.pk]),
        reverse("admin:auth_user_delete", args=[other.pk]),
        reverse("admin:auth_user_history", args=[other.pk]),
        reverse("admin:auth_group_add"),
        reverse("admin:auth_group_change", args=[Group.objects.get(name="Editor").pk]),
    ]
    for place in places:
        for query in ("", "?_popup=1&_to_field=id"):
            assert editor.client.get(place + query).status_code == 403, place
            assert editor.client.post(place + query, everything).status_code == 403, place
    assert state() == before


def test_not_even_a_role_with_every_right_opens_the_accounts(edition):
    somebody = Staff("sam", "Editor")
    about = ContentType.objects.get_for_models(User, Group).values()
    somebody.user.user_permissions.set(Permission.objects.filter(content_type__in=about))
    place = reverse("admin:auth_user_change", args=[somebody.user.pk])
    assert somebody.client.get(place).status_code == 403
    assert somebody.client.post(place, {"is_superuser": "on"}).status_code == 403


def test_nobody_deletes_an_account_and_what_it_did(db, boss):
    boss.gives_password()
    other = account("other").user
    place = reverse("admin:auth_user_delete", args=[other.pk])
    assert boss.client.post(place, {"post": "yes"}).status_code == 403
    data = {"action": "delete_selected", "_selected_action": [other.pk], "post": "yes"}
    boss.client.post(reverse("admin:auth_user_changelist"), data)
    assert User.objects.filter(pk=other.pk).exists()


def test_searching_for_accounts_by_another_form_is_refused(editor):
    asked = {"app_label": "editions", "model_name": "edition", "field_name": "published_by"}
    assert editor.client.get(reverse("admin:autocomplete"), asked).status_code == 403


@pytest.mark.parametrize(
    "filtered",
    ["published_by__password__startswith", "published_by__is_superuser", "guide__editions__note"],
)
def test_a_list_does_not_tell_about_what_it_does_not_show(editor, filtered):
    place = reverse("admin:editions_edition_changelist")
    assert editor.client.get(place, {filtered: "a"}).status_code in (302, 400)


def test_fields_of_an_edition_sent_with_a_draft_change_no_edition(editor, edition):
    before = state()
    more = {"editions-0-content": "{}", "number": "9", "published_by": "1", "_publish": "1"}
    form = editor.form(edition.guide)
    form.fields |= more
    form.saves()
    assert state() == before


@pytest.mark.parametrize("method", ["get", "post", "head", "options"])
@pytest.mark.parametrize("step", ["publish_guide", "restore_guide"])
def test_publishing_has_no_way_around(editor, edition, step, method):
    before = state()
    place = reverse(f"admin:{step}", args=[edition.guide.pk])
    tricks = {"X-HTTP-Method-Override": "POST", "HX-Request": "true", "X-Original-URL": place}
    data = {"note": "x", "number": "1", "_method": "post"}
    response = getattr(editor.client, method)(place, data, headers=tricks)
    assert response.status_code in (302, 403, 405)
    assert state() == before


def with_markup(part):
    """The part with markup in every text of it that is no name for machines."""
    kept = {"slug", "language", "trials_url", "code", "kind", "category", "test", "question"}
    return replace(
        part,
        **{
            each.name: f"{getattr(part, each.name)} {MARKUP}"
            for each in fields(part)
            if each.name not in kept
            and getattr(part, each.name, None)
            and isinstance(getattr(part, each.name), str)
        },
    )


def test_markup_in_a_text_is_text_for_readers_and_for_the_publisher(edition):
    guide = with_markup(library())
    for kind in ("questions", "options", "notices", "terms", "categories", "sources"):
        guide = replace(guide, **{kind: tuple(map(with_markup, getattr(guide, kind)))})
    assert not broken(guide)
    draft = write_draft(guide, models.Guide.objects.get())
    publisher = Staff("paula", "Publisher")
    first = guide.questions[0].slug
    steps = ([], ["questions", first], ["options"], ["handout"], ["all-options"], ["glossary"])
    pages = [f"/admin/preview{path_to(*step)}" for step in (*steps, ["about"], ["worksheet"])]
    pages += [reverse("admin:desk_guide_changelist"), change_url(draft)]
    pages += [reverse(f"admin:{name}_guide", args=[draft.pk]) for name in ("picture", "try")]
    pages.append(reverse("admin:compare_guide", args=[draft.pk]) + "?old=1&new=draft")
    seen = 0
    for page in pages:
        text = publisher.client.get(page).content.decode()
        assert "<script>alert" not in text, page
        seen += "alert(" in text
    assert seen > len(pages) / 2


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "//evil.example"])
def test_an_address_that_runs_something_never_gets_to_readers(editor, edition, address):
    assert not editor.form(edition.guide).types(trials_url=address).saves()
    text = write_yaml(replace(freeze(edition.guide), trials_url=address))
    editor.loads(text)
    before = state()
    Staff("paula", "Publisher").publishes(edition.guide)
    assert state()[0] == before[0]
