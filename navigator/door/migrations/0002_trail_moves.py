"""The trail has a room of its own: its table goes there as it is."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("door", "0001_trail")]

    operations = [
        migrations.AlterModelTable("Trail", "trail_trail"),
        migrations.SeparateDatabaseAndState(state_operations=[migrations.DeleteModel("Trail")]),
    ]
