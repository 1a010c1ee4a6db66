from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('desk', '0004_compare_and_reports'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='guide',
            name='what_matters',
        ),
        migrations.RemoveField(
            model_name='guide',
            name='what_matters_other',
        ),
    ]
