"""A signed copy that a second person has not confirmed is under way too."""

from pathlib import Path

from django.db import migrations

VIEW = Path(__file__).parents[1] / "partnership.sql"
AGAIN = "DROP VIEW dashboards_partnership; " + VIEW.read_text()


class Migration(migrations.Migration):
    dependencies = [("dashboards", "0001_initial"), ("memoranda", "0002_recorded")]
    operations = [migrations.RunSQL(AGAIN, migrations.RunSQL.noop)]
