"""Editions from before get the hash of what they hold now, and of the one before."""

from django.db import migrations

from navigator.editions.chain import digest_of


def make_chain(apps, schema_editor):
    Edition = apps.get_model("editions", "Edition")
    guide, before = None, ""
    for key in [*Edition.objects.order_by("guide_id", "number").values_list("pk", flat=True)]:
        edition = Edition.objects.get(pk=key)
        edition.before = before if edition.guide_id == guide else ""
        guide, before = edition.guide_id, digest_of(edition)
        edition.digest = before
        edition.save(update_fields=["before", "digest"])


class Migration(migrations.Migration):
    dependencies = [("editions", "0002_following")]

    operations = [migrations.RunPython(make_chain, migrations.RunPython.noop)]
