"""The chain of IV.D as keys: each paper names the one before it, with the same officer and the same agreement."""

from django.db import migrations

ADD = """
ALTER TABLE credentials_certification ADD CONSTRAINT certified_as_nominated
  FOREIGN KEY (nomination_id, officer_id, agreement_id) REFERENCES nominations_nomination (id, officer_id, agreement_id);
ALTER TABLE credentials_certification ADD CONSTRAINT certified_having_passed
  FOREIGN KEY (examination_id, nomination_id, passed) REFERENCES training_examination (id, nomination_id, passed);
ALTER TABLE credentials_authorization ADD CONSTRAINT authorized_as_certified
  FOREIGN KEY (certification_id, officer_id, agreement_id) REFERENCES credentials_certification (id, officer_id, agreement_id);
ALTER TABLE credentials_authorization ADD CONSTRAINT authorized_by_own_letter
  FOREIGN KEY (letter_id, agreement_id, starts_at) REFERENCES credentials_letter (id, agreement_id, starts_at);
ALTER TABLE credentials_credential ADD CONSTRAINT credential_for_an_authorized_officer
  FOREIGN KEY (authorization_id, officer_id, agreement_id) REFERENCES credentials_authorization (id, officer_id, agreement_id);

CREATE FUNCTION examination_is_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM credentials_certification c WHERE c.examination_id = OLD.id) THEN
    RAISE EXCEPTION 'scores are fixed once certified'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'score_fixed_once_certified';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER score_fixed_once_certified
  BEFORE UPDATE OF score, sat_on, sat_at, reviewed_on, retake_score, retake_on, retake_at, enrollment_id, nomination_id
  ON training_examination FOR EACH ROW EXECUTE FUNCTION examination_is_fixed();
"""
REMOVE = """
DROP TRIGGER score_fixed_once_certified ON training_examination;
DROP FUNCTION examination_is_fixed();
ALTER TABLE credentials_credential DROP CONSTRAINT credential_for_an_authorized_officer;
ALTER TABLE credentials_authorization DROP CONSTRAINT authorized_by_own_letter, DROP CONSTRAINT authorized_as_certified;
ALTER TABLE credentials_certification DROP CONSTRAINT certified_having_passed, DROP CONSTRAINT certified_as_nominated;
"""


class Migration(migrations.Migration):
    dependencies = [("credentials", "0001_initial"), ("training", "0002_keys"), ("nominations", "0002_keys")]
    operations = [migrations.RunSQL(ADD, REMOVE)]
