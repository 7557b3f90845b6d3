"""When each officer meets each requirement is kept too, so that a page reads it instead of asking the rule."""

import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.db import migrations, models

from officers.authority.fields import Instants
from officers.authority.install import drop_rule, install_rule


class Migration(migrations.Migration):
    dependencies = [("authority", "0004_powers")]
    operations = [
        drop_rule(),
        migrations.CreateModel(
            name="RequirementsMet",
            fields=[
                ("officer", models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name="requirements", serialize=False, to="nominations.officer")),
                ("jurisdiction", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="jurisdictions.jurisdiction")),
                ("agreement", Instants()),
                ("agreement_not_suspended", Instants()),
                ("nomination", Instants()),
                ("background", Instants()),
                ("examination", Instants()),
                ("certification", Instants()),
                ("not_withdrawn", Instants()),
                ("letter", Instants()),
                ("form_70_006", Instants()),
                ("receipt", Instants()),
                ("supervisor", Instants()),
                ("not_suspended", Instants()),
                ("not_departed", Instants()),
                ("credential", Instants()),
                ("letters", django.contrib.postgres.fields.ArrayField(base_field=django.contrib.postgres.fields.ranges.DateTimeRangeField(), size=None)),
                ("powers", django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)),
            ],
            options={"db_table": "authority_met_kept"},
        ),
        install_rule(5),
    ]
