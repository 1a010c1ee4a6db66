"""Editions from before get the hash of what they hold now, and of the one before."""

from django.db import migrations

from navigator.editions.chain import digest_of


def make_chain(apps, schema_editor):
    Edition = apps.get_model("editions", "Edition")
    before = {}
    for edition in Edition.objects.order_by("guide", "number"):
        edition.before = before.get(edition.guide_id, "")
        before[edition.guide_id] = edition.digest = digest_of(edition)
        edition.save()


class Migration(migrations.Migration):
    dependencies = [("editions", "0002_following")]

    operations = [migrations.RunPython(make_chain, migrations.RunPython.noop)]
