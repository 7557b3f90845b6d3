"""Indexes that answer Home for a field office without a look at each of its officers."""

from django.db import migrations, models
from django.db.models import F, Q

EVER_UNSUPERVISED = Q(letter_from__isnull=False) & ~Q(supervised__throughout=F("letter_from"))


class Migration(migrations.Migration):
    dependencies = [("authority", "0006_turns")]
    operations = [
        migrations.AddIndex(
            "course",
            models.Index(
                fields=["jurisdiction", "credential_until"],
                condition=models.Q(letter_from__isnull=False),
                name="course_lettered",
            ),
        ),
        migrations.AddIndex(
            "course", models.Index(fields=["jurisdiction"], condition=EVER_UNSUPERVISED, name="course_unsupervised")
        ),
    ]
