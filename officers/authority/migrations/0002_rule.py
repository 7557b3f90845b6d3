"""Held the rule's first version. The rule is installed by the latest migration that names it (0004)."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("authority", "0001_initial"), ("credentials", "0002_keys"), ("background", "0001_initial")]
    operations = []
