"""Indexes of what asks a credential back: suspensions that do, and ICE's calls; and of those on their way to ICE."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("credentials", "0010_void_words")]
    operations = [
        migrations.AddIndex(
            "credential",
            models.Index(
                fields=["officer"],
                name="credential_given_up",
                condition=Q(annulled_at=None, status="given_up"),
            ),
        ),
        migrations.AddIndex(
            "credential",
            models.Index(
                fields=["officer"],
                name="credential_called_back",
                condition=Q(annulled_at=None, called_back_at__isnull=False, status="issued"),
            ),
        ),
        migrations.AddIndex(
            "suspension",
            models.Index(fields=["officer"], name="suspension_asks_back", condition=Q(annulled_at=None, credential_due=True)),
        ),
    ]
