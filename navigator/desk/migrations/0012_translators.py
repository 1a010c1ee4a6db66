"""A fourth role: a Translator puts guides into other languages. Editors and publishers may as well."""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations


LOOKED_AT = (
    *("guide", "category", "panel", "question", "choice", "option", "notice", "term", "source"),
    *("trialtopic", "condition", "factkind", "fact", "matter", "reportline", "examplereader"),
    "translation",
)


def make_role(apps, schema_editor):
    # Permissions are otherwise made after all migrations, too late to be handed out here.
    for app in ("desk", "editions"):
        create_permissions(installed.get_app_config(app), verbosity=0)
    Group = apps.get_model("auth", "Group")
    rights = apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label__in=("desk", "editions")
    )
    translate = rights.filter(codename="translate_guide")
    editing = rights.filter(codename__endswith="_translation")
    for group in Group.objects.filter(name__in=["Editor", "Publisher"]):
        group.permissions.add(*translate, *editing)
    looking = rights.filter(codename__in=["view_edition", *(f"view_{each}" for each in LOOKED_AT)])
    for group in Group.objects.filter(name="Reviewer"):
        group.permissions.add(*looking)
    translator, _ = Group.objects.get_or_create(name="Translator")
    translator.permissions.set([*translate, *looking])


def remove_role(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name="Translator").delete()


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0011_translations"),
    ]

    operations = [migrations.RunPython(make_role, remove_role)]
