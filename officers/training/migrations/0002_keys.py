"""Only who attended is examined: the examination names an enrollment of its own nomination, attended (IV.C)."""

from django.db import migrations

ADD = """
ALTER TABLE training_examination ADD CONSTRAINT examined_after_attending
  FOREIGN KEY (enrollment_id, nomination_id, attended) REFERENCES training_enrollment (id, nomination_id, attended);
"""
REMOVE = "ALTER TABLE training_examination DROP CONSTRAINT examined_after_attending;"


class Migration(migrations.Migration):
    dependencies = [("training", "0001_initial")]
    operations = [migrations.RunSQL(ADD, REMOVE)]
