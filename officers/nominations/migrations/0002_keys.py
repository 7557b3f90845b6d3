"""Keys of several columns, which Django does not declare: a nomination joins an officer and an agreement of one agency."""

from django.db import migrations

ADD = """
ALTER TABLE nominations_officer ADD CONSTRAINT officer_of_one_agency UNIQUE (id, jurisdiction_id);
ALTER TABLE memoranda_agreement ADD CONSTRAINT agreement_of_one_agency UNIQUE (id, jurisdiction_id);
ALTER TABLE nominations_nomination ADD CONSTRAINT nominated_by_own_agency
  FOREIGN KEY (officer_id, jurisdiction_id) REFERENCES nominations_officer (id, jurisdiction_id);
ALTER TABLE nominations_nomination ADD CONSTRAINT nominated_under_own_agreement
  FOREIGN KEY (agreement_id, jurisdiction_id) REFERENCES memoranda_agreement (id, jurisdiction_id);
"""
REMOVE = """
ALTER TABLE nominations_nomination DROP CONSTRAINT nominated_under_own_agreement, DROP CONSTRAINT nominated_by_own_agency;
ALTER TABLE memoranda_agreement DROP CONSTRAINT agreement_of_one_agency;
ALTER TABLE nominations_officer DROP CONSTRAINT officer_of_one_agency;
"""


class Migration(migrations.Migration):
    dependencies = [("nominations", "0001_initial"), ("memoranda", "0001_initial")]
    operations = [migrations.RunSQL(ADD, REMOVE)]
