"""The courses keep all that says whose turn it is, so that a list asks no other table. They are made anew."""

from django.db import migrations, models

from officers.authority.fields import Instants
from officers.authority.install import drop_rule, install_rule


def column(name: str, field: models.Field) -> migrations.AddField:
    return migrations.AddField("course", name, field)


class Migration(migrations.Migration):
    dependencies = [("authority", "0005_kept_requirements")]
    operations = [
        drop_rule(),
        migrations.RunSQL("DELETE FROM authority_course_kept", migrations.RunSQL.noop),
        column(
            "class_held_at",
            models.DateTimeField(null=True, help_text="The last day of the class begins where it is held"),
        ),
        column("attended", models.BooleanField()),
        column("sat_at", models.DateTimeField(null=True)),
        column("reviewed_on", models.DateField(null=True)),
        column("retake_at", models.DateTimeField(null=True)),
        column("departed_at", models.DateTimeField(null=True)),
        column("formed", Instants(help_text="Form 70-006 counts")),
        column("received", Instants(help_text="The receipt counts")),
        column("supervised", Instants(help_text="A supervising official is named")),
        column("suspended", Instants(help_text="ICE suspends the officer")),
        column("agreement_suspended", Instants(help_text="A notice suspends the agreement")),
        install_rule(6),
    ]
