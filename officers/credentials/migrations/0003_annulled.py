"""An annulled certification no longer fixes the scores behind it: its key to the examination is empty then."""

from django.db import migrations, models

DROP_KEY = "ALTER TABLE credentials_certification DROP CONSTRAINT certified_having_passed"
ADD_KEY = """
ALTER TABLE credentials_certification ADD CONSTRAINT certified_having_passed
  FOREIGN KEY (examination_id, nomination_id, passed) REFERENCES training_examination (id, nomination_id, passed)
"""
FIXED = """
CREATE OR REPLACE FUNCTION examination_is_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM credentials_certification c WHERE c.examination_id = OLD.id{live}) THEN
    RAISE EXCEPTION 'scores are fixed once certified'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'score_fixed_once_certified';
  END IF;
  RETURN NEW;
END $$
"""


class Migration(migrations.Migration):
    dependencies = [("credentials", "0002_keys"), ("training", "0003_corrections")]
    operations = [
        migrations.RunSQL(DROP_KEY, ADD_KEY),
        migrations.RemoveConstraint("certification", "certified_only_if_passed"),
        migrations.RemoveField("certification", "passed"),
        migrations.AddField(
            "certification",
            "passed",
            models.GeneratedField(
                db_persist=True,
                expression=models.Case(models.When(annulled_at=None, then=models.Value(True))),
                output_field=models.BooleanField(null=True),
            ),
        ),
        migrations.RunSQL(ADD_KEY, DROP_KEY),
        migrations.RunSQL(FIXED.format(live=" AND c.annulled_at IS NULL"), FIXED.format(live="")),
    ]
