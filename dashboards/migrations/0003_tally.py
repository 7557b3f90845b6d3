"""The numbers of the dashboard are kept: by agency, and as sums by state and field office."""

from django.db import migrations, models

from dashboards.tallies import install_tallies


def put(apps, schema_editor):
    install_tallies(schema_editor)


FIELDS = [
    ("state", models.CharField(max_length=60)),
    ("what", models.CharField(choices=[("partnership", "Partnerships"), ("officer", "Officers"), ("underway", "Officers before a letter"), ("serving", "Officers who may serve"), ("expiring", "Credentials that expire")], max_length=12)),
    ("program", models.CharField(blank=True, max_length=3)),
    ("stage", models.CharField(blank=True, max_length=20)),
    ("at", models.DateTimeField(help_text="From here on")),
    ("number", models.IntegerField(help_text="So many more, or fewer")),
]


def field_office():
    return models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=models.DO_NOTHING, related_name="+", to="jurisdictions.fieldoffice")


class Migration(migrations.Migration):
    dependencies = [
        ("dashboards", "0002_recorded"),
        ("authority", "0005_kept_requirements"),
        ("jurisdictions", "0001_initial"),
        ("memoranda", "0002_recorded"),
        ("register", "0001_initial"),
    ]
    operations = [
        migrations.CreateModel(
            name="AgencyTally",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                *[(name, field.clone()) for name, field in FIELDS],
                ("field_office", field_office()),
                ("jurisdiction", models.ForeignKey(db_constraint=False, db_index=False, on_delete=models.DO_NOTHING, related_name="+", to="jurisdictions.jurisdiction")),
            ],
            options={"indexes": [models.Index(fields=["jurisdiction", "what"], name="agency_tally")]},
        ),
        migrations.CreateModel(
            name="Tally",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                *[(name, field.clone()) for name, field in FIELDS],
                ("field_office", field_office()),
            ],
            options={"indexes": [models.Index(fields=["what", "at"], name="tally_at")]},
        ),
        migrations.RunPython(put, migrations.RunPython.noop),
    ]
