"""A fourth role: a Translator puts guides into other languages. Editors and publishers may as well."""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations


def make_role(apps, schema_editor):
    # Permissions are otherwise made after all migrations, too late to be handed out here.
    create_permissions(installed.get_app_config("desk"), verbosity=0)
    Group = apps.get_model("auth", "Group")
    rights = apps.get_model("auth", "Permission").objects.filter(content_type__app_label="desk")
    translate = rights.get(codename="translate_guide")
    editing = rights.filter(codename__endswith="_translation")
    for group in Group.objects.filter(name__in=["Editor", "Publisher"]):
        group.permissions.add(translate, *editing)
    looking = rights.filter(codename__startswith="view_").exclude(codename="view_reviewer")
    reviewer = Group.objects.get(name="Reviewer")
    reviewer.permissions.add(rights.get(codename="view_translation"))
    translator, _ = Group.objects.get_or_create(name="Translator")
    translator.permissions.set(
        [translate, *(each for each in reviewer.permissions.all() if each in looking)]
    )


def remove_role(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name="Translator").delete()


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0011_translations"),
    ]

    operations = [migrations.RunPython(make_role, remove_role)]
