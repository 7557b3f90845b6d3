"""An index that finds who is without a credential, where the one before it held every officer with a letter."""

from datetime import UTC, datetime

from django.db import migrations, models
from django.db.models import F, Value
from django.db.models.functions import Coalesce

BEFORE_ALL = datetime(1900, 1, 1, tzinfo=UTC)


class Migration(migrations.Migration):
    dependencies = [("authority", "0007_home")]
    operations = [
        migrations.RemoveIndex("course", "course_lettered"),
        migrations.AddIndex(
            "course",
            models.Index(
                F("jurisdiction"),
                Coalesce("credential_until", Value(BEFORE_ALL, models.DateTimeField())),
                condition=models.Q(letter_from__isnull=False),
                name="course_lettered",
            ),
        ),
    ]
