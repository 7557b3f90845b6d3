"""The rule (authority.sql) and the triggers that keep its answer."""

from django.db import migrations

from officers.authority.install import install


class Migration(migrations.Migration):
    dependencies = [("authority", "0001_initial"), ("credentials", "0002_keys"), ("background", "0001_initial")]
    operations = [migrations.RunPython(install, migrations.RunPython.noop)]
