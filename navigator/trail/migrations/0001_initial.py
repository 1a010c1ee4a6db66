"""The table was the door's: see door/0002."""

import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [("door", "0002_trail_moves")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name="Trail",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("at", models.DateTimeField(db_index=True, default=django.utils.timezone.now, verbose_name="when")),
                        ("what", models.CharField(max_length=60, verbose_name="what happened")),
                        ("account", models.CharField(blank=True, max_length=150)),
                        ("address", models.GenericIPAddressField(blank=True, null=True)),
                        ("detail", models.CharField(blank=True, max_length=300)),
                    ],
                    options={
                        "verbose_name": "line of the trail",
                        "verbose_name_plural": "lines of the trail",
                        "ordering": ["-at", "-pk"],
                    },
                ),
            ],
        ),
    ]
