"""Where the chain of each guide's editions ends is kept apart from them."""

import django.db.models.deletion
from django.db import migrations, models


def keep_ends(apps, schema_editor):
    Edition = apps.get_model("editions", "Edition")
    ChainEnd = apps.get_model("editions", "ChainEnd")
    editions = Edition.objects.order_by("number").values_list("guide_id", "digest", "withdrawn")
    for guide, digest, withdrawn in editions:
        held = {"digest": digest, "is_withdrawn": withdrawn != ""}
        ChainEnd.objects.update_or_create(guide_id=guide, defaults=held)


class Migration(migrations.Migration):

    dependencies = [
        ('desk', '0007_reviewers'),
        ('editions', '0003_chain'),
    ]

    operations = [
        migrations.CreateModel(
            name='ChainEnd',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64)),
                ('is_withdrawn', models.BooleanField()),
                ('guide', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='chain_end', to='desk.guide')),
            ],
        ),
        migrations.RunPython(keep_ends, migrations.RunPython.noop),
    ]
