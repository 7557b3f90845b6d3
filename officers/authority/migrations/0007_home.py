"""Indexes that answer Home for a field office without a look at each of its officers."""

from django.db import migrations, models

from officers.authority.querysets import ever_unsupervised


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
            "course", models.Index(fields=["jurisdiction"], condition=ever_unsupervised(), name="course_unsupervised")
        ),
    ]
