"""An officer is in progress until the first credential, unless stopped. The kept numbers are counted again."""

from django.db import migrations, models

from dashboards.tallies import install_tallies


def put(apps, schema_editor):
    install_tallies(schema_editor)


WHAT = models.CharField(
    choices=[
        ("partnership", "Partnerships"), ("officer", "Officers"), ("underway", "Officers in progress"),
        ("serving", "Officers who may serve"), ("expiring", "Credentials that expire"),
    ],
    max_length=12,
)  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("dashboards", "0003_tally"), ("authority", "0007_home")]
    operations = [
        *[migrations.AlterField(model, "what", WHAT.clone()) for model in ("agencytally", "tally")],
        migrations.RunPython(put, migrations.RunPython.noop),
    ]
