"""A row to check knows the text of the summary that it was last right with."""

from django.db import migrations, models


def take_what_readers_see(apps, schema_editor):
    """Take the newest edition's text: nothing was to check in it, and all that is open came later."""
    RowToCheck = apps.get_model("desk", "RowToCheck")
    Edition = apps.get_model("editions", "Edition")
    for guide in apps.get_model("desk", "Guide").objects.all():
        published = Edition.objects.filter(guide=guide).order_by("-number")
        text = published.values_list("content__summary", flat=True).first() or guide.summary
        RowToCheck.objects.filter(guide=guide, settled_at=None).update(before=text)


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0012_translators"),
        ("editions", "0002_following"),
    ]

    operations = [
        migrations.AddField(
            model_name="rowtocheck",
            name="before",
            field=models.TextField(blank=True, default=""),
            preserve_default=False,
        ),
        migrations.RunPython(take_what_readers_see, migrations.RunPython.noop),
    ]
