"""Which columns of an agency a person decided: ICE's lists do not change them."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("jurisdictions", "0002_field_offices")]
    operations = [
        migrations.AddField(
            model_name="jurisdiction",
            name="decided",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=20), blank=True, default=list,
                help_text="The columns that a person decided", size=None,
            ),
        ),
    ]  # fmt: skip
