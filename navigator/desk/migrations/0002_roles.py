"""Two roles: an Editor edits drafts and previews them, a Publisher publishes and restores as well."""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations

EDITED = (
    "guide",
    "category",
    "question",
    "choice",
    "option",
    "notice",
    "term",
    "source",
    "trialtopic",
    "condition",
)


def make_roles(apps, schema_editor):
    # Permissions are otherwise made after all migrations, too late to be handed out here.
    for app in ("desk", "editions"):
        create_permissions(installed.get_app_config(app), verbosity=0)
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    of_app = Permission.objects.filter(content_type__app_label__in=("desk", "editions"))
    edit = of_app.filter(
        codename__in=[
            f"{right}_{model}" for model in EDITED for right in ("add", "change", "delete", "view")
        ]
    ).exclude(codename="delete_guide")
    look = of_app.filter(codename="view_edition")
    publish = of_app.filter(codename="publish_guide")
    editor, _ = Group.objects.get_or_create(name="Editor")
    editor.permissions.set([*edit, *look])
    publisher, _ = Group.objects.get_or_create(name="Publisher")
    publisher.permissions.set([*edit, *look, *publish])


def remove_roles(apps, schema_editor):
    apps.get_model("auth", "Group").objects.filter(name__in=["Editor", "Publisher"]).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0001_initial"),
        ("editions", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(make_roles, remove_roles)]
