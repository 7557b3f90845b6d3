"""An agency stands its own officer down: one more requirement, kept as a column."""

from django.db import migrations

from officers.authority.fields import Instants
from officers.authority.install import drop_rule, install_rule


class Migration(migrations.Migration):
    dependencies = [("authority", "0009_who_left_comes_back"), ("credentials", "0009_stand_down")]
    operations = [
        drop_rule(),
        migrations.RunSQL("DELETE FROM authority_met_kept", migrations.RunSQL.noop),
        migrations.AddField("requirementsmet", "not_stood_down", Instants()),
        install_rule(8),
    ]
