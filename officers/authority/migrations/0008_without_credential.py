"""An index that finds who is without a credential, where the one before it held every officer with a letter."""

from django.db import migrations, models
from django.db.models import F

from officers.authority.querysets import no_credential_since


class Migration(migrations.Migration):
    dependencies = [("authority", "0007_home")]
    operations = [
        migrations.RemoveIndex("course", "course_lettered"),
        migrations.AddIndex(
            "course",
            models.Index(
                F("jurisdiction"),
                no_credential_since(),
                condition=models.Q(letter_from__isnull=False),
                name="course_lettered",
            ),
        ),
    ]
