"""The answer per power, the instants of each stage, and the checks of what is kept; then the rule itself."""

import django.contrib.postgres.fields
from django.db import migrations, models

import officers.authority.fields
from officers.authority.install import drop_rule, install_rule


class Migration(migrations.Migration):
    dependencies = [("authority", "0003_waiting"), ("credentials", "0005_letters_in_a_row")]
    operations = [
        drop_rule(),
        migrations.RunSQL("DELETE FROM authority_span; DELETE FROM authority_course_kept;", migrations.RunSQL.noop),
        migrations.AddField("course", "lettered", officers.authority.fields.Instants(help_text="A letter of the same agreement is in force"), preserve_default=False),
        migrations.AddField("course", "withdrawn", officers.authority.fields.Instants(help_text="A notice of withdrawal counts, and no later letter"), preserve_default=False),
        migrations.AddField("course", "carried", officers.authority.fields.Instants(help_text="A credential is held, and not expired"), preserve_default=False),
        migrations.AddField("span", "powers", django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None), preserve_default=False),
        migrations.CreateModel(
            name="Check",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("differences", models.PositiveIntegerField()),
                ("repaired", models.BooleanField(default=False)),
            ],
            options={"ordering": ["-at", "-pk"], "indexes": [models.Index(fields=["-at", "-id"], name="check_latest")]},
        ),
        install_rule(4),
    ]
