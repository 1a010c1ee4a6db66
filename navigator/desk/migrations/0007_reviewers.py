"""A third role: a Reviewer, a clinician, looks at everything and approves. Others get new rows."""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations

LOOKED_AT = (
    *("guide", "category", "question", "choice", "option", "notice", "term", "source"),
    *("trialtopic", "condition", "factkind", "fact", "matter", "reportline", "examplereader"),
)


def make_role(apps, schema_editor):
    # Permissions are otherwise made after all migrations, too late to be handed out here.
    for app in ("desk", "editions"):
        create_permissions(installed.get_app_config(app), verbosity=0)
    Group = apps.get_model("auth", "Group")
    rights = apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label__in=("desk", "editions")
    )
    reviewer, _ = Group.objects.get_or_create(name="Reviewer")
    names = [*(f"view_{model}" for model in LOOKED_AT), "view_edition", "review_guide"]
    reviewer.permissions.set(rights.filter(codename__in=names))
    for group in Group.objects.filter(name__in=["Editor", "Publisher"]):
        group.permissions.add(*rights.filter(codename__endswith="_examplereader"))


def remove_role(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name="Reviewer").delete()


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0006_following"),
        ("editions", "0002_following"),
    ]

    operations = [migrations.RunPython(make_role, remove_role)]
