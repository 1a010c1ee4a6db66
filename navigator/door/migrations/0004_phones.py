"""Phones come over from django-otp's table, with their keys encrypted; tables of no use are dropped.

django-otp's TOTP devices and django-axes are not installed any more, so their tables are read and
dropped by name, where they are.
"""

from binascii import unhexlify

from django.db import migrations

from navigator.sealing import sealer

PHONES = "otp_totp_totpdevice"
OF_AXES = (
    "axes_accessattemptexpiration",
    "axes_accessattempt",
    "axes_accessfailurelog",
    "axes_accesslog",
)


def bring_over(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        tables = set(schema_editor.connection.introspection.table_names(cursor))
        if PHONES in tables:
            cursor.execute(f"SELECT user_id, name, confirmed, key, last_t FROM {PHONES}")
            for user, name, confirmed, key, last_step in cursor.fetchall():
                sealed = sealer("navigator.phones").encrypt(unhexlify(key)).decode()
                kept = {"name": name, "sealed_key": sealed, "last_step": last_step}
                if confirmed:  # the first that was, as before
                    phones = apps.get_model("door", "Phone").objects
                    phones.get_or_create(user_id=user, defaults=kept)
    for table in (PHONES, *OF_AXES):
        if table in tables:
            schema_editor.execute(f"DROP TABLE {table}")


class Migration(migrations.Migration):
    dependencies = [("door", "0003_second_step")]
    operations = [migrations.RunPython(bring_over, migrations.RunPython.noop)]
