"""One instant that finds who may lack something after a letter, and an index of who is out or was ever suspended."""

from datetime import UTC, datetime

from django.db import migrations, models
from django.db.models import Case, F, Func, Q, Value, When
from django.db.models.functions import Coalesce, Least

BEFORE_ALL = Value(datetime(1900, 1, 1, tzinfo=UTC), models.DateTimeField())
EVER_SUSPENDED = Q(suspended__reaches=BEFORE_ALL)
END_OF_LETTERS = Func(
    "lettered",
    BEFORE_ALL,
    template="upper(%(expressions)s::timestamptz)))",
    arg_joiner=" + tstzmultirange(tstzrange(NULL, ",
    output_field=models.DateTimeField(),
)


class Migration(migrations.Migration):
    dependencies = [("authority", "0010_stood_down")]
    operations = [
        migrations.AlterField(  # the indexes that begin with it do, and the planner took this one instead of them
            "course",
            "jurisdiction",
            models.ForeignKey("jurisdictions.Jurisdiction", models.CASCADE, related_name="+", db_index=False),
        ),
        migrations.RemoveIndex("course", "course_out"),
        migrations.RemoveIndex("course", "course_unsupervised"),
        migrations.RemoveIndex("course", "course_lettered"),
        migrations.AddField(
            "course",
            "lacking_since",
            models.GeneratedField(
                expression=Case(
                    When(EVER_SUSPENDED | ~Q(supervised__throughout=F("credential_from")), then=BEFORE_ALL),
                    default=Least(Coalesce("credential_until", BEFORE_ALL), END_OF_LETTERS),
                ),
                output_field=models.DateTimeField(),
                db_persist=True,
            ),
        ),
        migrations.AddIndex(
            "course",
            models.Index(
                fields=["jurisdiction", "lacking_since"],
                condition=Q(letter_from__isnull=False),
                name="course_lettered",
            ),
        ),
        migrations.AddIndex(
            "course",
            models.Index(
                fields=["jurisdiction"],
                condition=Q(out_at__isnull=False) | Q(withdrawn_at__isnull=False) | EVER_SUSPENDED,
                name="course_out",
            ),
        ),
    ]
