"""Install authority.sql and the triggers that keep its answers, and rebuild those answers."""

from pathlib import Path

from django.db import migrations

# Every table the rule reads, and how its changed rows `c` lead to the jurisdictions whose answers may change.
OF_JURISDICTION = "SELECT c.jurisdiction_id FROM {rows} c"
ROWS_OF_AGREEMENT = "SELECT a.jurisdiction_id FROM {rows} c JOIN memoranda_agreement a ON a.id = c.agreement_id"
OF_NOMINATION = "SELECT n.jurisdiction_id FROM {rows} c JOIN nominations_nomination n ON n.id = c.nomination_id"
OF_OFFICER = "SELECT o.jurisdiction_id FROM {rows} c JOIN nominations_officer o ON o.id = c.officer_id"
# Enrolling counts a class's seats: only another date or zone is a change here. None is new or deleted with seats in it.
OF_CLASS = """SELECT n.jurisdiction_id
FROM nominations_nomination n JOIN training_enrollment e ON e.nomination_id = n.id
WHERE e.training_class_id IN (SELECT c.id FROM {rows} c
  GROUP BY c.id HAVING count(DISTINCT (c.starts_on, c.ends_on, c.field_office_id)) > 1)"""
OF_OFFICE = """SELECT n.jurisdiction_id
FROM nominations_nomination n JOIN training_enrollment e ON e.nomination_id = n.id
JOIN training_trainingclass t ON t.id = e.training_class_id
WHERE t.field_office_id IN (SELECT c.id FROM {rows} c GROUP BY c.id HAVING count(DISTINCT c.zone) > 1)"""
WATCHED = {
    "memoranda_agreement": OF_JURISDICTION,
    "memoranda_notice": ROWS_OF_AGREEMENT,
    "nominations_officer": OF_JURISDICTION,
    "nominations_nomination": OF_JURISDICTION,
    "nominations_departure": OF_OFFICER,
    "background_backgroundcheck": OF_NOMINATION,
    "training_enrollment": OF_NOMINATION,
    "training_trainingclass": OF_CLASS,
    "jurisdictions_fieldoffice": OF_OFFICE,
    "training_examination": OF_NOMINATION,
    "credentials_certification": OF_OFFICER,
    "credentials_letter": ROWS_OF_AGREEMENT,
    "credentials_authorization": OF_OFFICER,
    "credentials_withdrawal": ROWS_OF_AGREEMENT,
    "credentials_supervision": OF_OFFICER,
    "credentials_suspension": OF_OFFICER,
    "credentials_standdown": OF_OFFICER,
    "credentials_credential": OF_OFFICER,
}
TRANSITIONS = {
    "insert": ("NEW TABLE AS changed", "changed"),
    "update": ("OLD TABLE AS gone NEW TABLE AS changed", "(TABLE gone UNION ALL TABLE changed)"),
    "delete": ("OLD TABLE AS gone", "gone"),
}
RULE_VERSION = 8  # of authority.sql and of WATCHED: the number that the migration which installs them names
DROP = """
SET CONSTRAINTS ALL IMMEDIATE;
DO $$ DECLARE own regprocedure; BEGIN
  FOR own IN SELECT oid FROM pg_proc WHERE pronamespace = current_schema::regnamespace
      AND proname ~ '^authority_(insert|update|delete)_' AND prorettype = 'trigger'::regtype LOOP
    EXECUTE format('DROP FUNCTION %s CASCADE', own);
  END LOOP;
END $$;
DROP VIEW IF EXISTS authority_course, authority_answer, authority_met, authority_power, authority_requirement,
  authority_letter_in_turn, authority_letter, authority_naming, authority_nomination, authority_agreement CASCADE;
DROP FUNCTION IF EXISTS authority_refresh(bigint[]), authority_keep(bigint[]), authority_met_of(bigint[]);
DROP FUNCTION IF EXISTS authority_during(timestamptz, timestamptz);
SET CONSTRAINTS ALL DEFERRED;
"""
REBUILD = """
LOCK TABLE authority_met_kept, authority_span, authority_course_kept IN EXCLUSIVE MODE;
DELETE FROM authority_met_kept;
DELETE FROM authority_span;
DELETE FROM authority_course_kept;
SELECT authority_keep(ARRAY(SELECT id FROM jurisdictions_jurisdiction));
ANALYZE authority_met_kept, authority_span, authority_course_kept;
"""


def trigger(table: str, operation: str) -> str:
    """The function and statement trigger that refresh the kept spans after one operation on one table."""
    referencing, rows = TRANSITIONS[operation]
    name = f"authority_{operation}_{table}"
    return f"""
CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN PERFORM authority_refresh(ARRAY({WATCHED[table].format(rows=rows)})); RETURN NULL; END $$;
CREATE OR REPLACE TRIGGER {name} AFTER {operation.upper()} ON {table} REFERENCING {referencing}
FOR EACH STATEMENT EXECUTE FUNCTION {name}();
"""


def install(schema_editor) -> None:
    """Replace the installed rule and triggers with today's, and rebuild the answers."""
    rule = Path(__file__).with_name("authority.sql").read_text()
    triggers = [trigger(table, operation) for table in WATCHED for operation in TRANSITIONS]
    schema_editor.execute(DROP + rule + "".join(triggers) + REBUILD, params=None)


def drop_rule() -> migrations.RunSQL:
    """The operation before any change of a column that the rule reads: takes away views, functions and triggers.

    What is kept stays, and nothing refreshes it until install_rule().
    """
    return migrations.RunSQL(DROP, migrations.RunSQL.noop)


def install_rule(version: int) -> migrations.RunPython:
    """The operation that ends such a change. Only today's version is installed: where a later migration installs one,
    an earlier one does nothing, so it never runs today's SQL against yesterday's tables (docs/decisions/0010).
    """

    def run(apps, schema_editor) -> None:
        if version == RULE_VERSION:
            install(schema_editor)

    return migrations.RunPython(run, migrations.RunPython.noop)
