"""The numbers of the dashboard as kept rows that add up (tally.sql): installed, compared with the facts, folded."""

from datetime import datetime, timedelta
from pathlib import Path

from django.db import connection

from officers.authority.install import OF_JURISDICTION, ROWS_OF_AGREEMENT, TRANSITIONS

# Every table that the numbers rest on: what it changes, and how its changed rows `c` lead to the agencies.
COUNTED = {
    "register_listing": ("partnership", OF_JURISDICTION),
    "memoranda_agreement": ("partnership", OF_JURISDICTION),
    "memoranda_notice": ("partnership", ROWS_OF_AGREEMENT),
    "authority_course_kept": ("officer", OF_JURISDICTION),
    "authority_span": ("serving", OF_JURISDICTION),
}
AGENCIES_TABLE = "jurisdictions_jurisdiction"
# An agency that moves or goes takes all its numbers with it.
OF_MOVED = """SELECT o.id FROM gone o JOIN changed n USING (id)
  WHERE (o.state, o.field_office_id) IS DISTINCT FROM (n.state, n.field_office_id)"""
FOLDED_AFTER = timedelta(hours=1)  # so that no server's clock is behind it
COUNT_ANEW = """
LOCK TABLE dashboards_agencytally, dashboards_tally IN EXCLUSIVE MODE;
DELETE FROM dashboards_agencytally;
DELETE FROM dashboards_tally;
SELECT dashboards_refresh_all(ARRAY(SELECT id FROM jurisdictions_jurisdiction));
ANALYZE dashboards_agencytally, dashboards_tally;
"""
COLUMNS = "state, field_office_id, what, program, stage"
# By agency, row for row; then the sums by place, where what is past may be folded.
DIFFERENCES = f"""
WITH places AS (SELECT array_agg(id) AS ids FROM jurisdictions_jurisdiction),
  rule AS MATERIALIZED (SELECT s.* FROM places p, unnest(ARRAY['partnership', 'officer', 'serving']) kind,
    dashboards_steps(kind, p.ids) s),
  kept AS MATERIALIZED (SELECT jurisdiction_id, {COLUMNS}, at, number FROM dashboards_agencytally),
  sums AS (SELECT {COLUMNS}, CASE WHEN at <= now() THEN '-infinity' ELSE at END AS at, sum(number) AS number FROM (
      SELECT {COLUMNS}, at, number FROM rule UNION ALL SELECT {COLUMNS}, at, -number FROM dashboards_tally) either
    GROUP BY 1, 2, 3, 4, 5, 6 HAVING sum(number) <> 0)
SELECT (SELECT count(*) FROM (TABLE rule EXCEPT ALL TABLE kept) missing)
     + (SELECT count(*) FROM (TABLE kept EXCEPT ALL TABLE rule) stray) + (SELECT count(*) FROM sums)
"""  # noqa: S608 no word of it is a user's
FOLD = f"""
WITH past AS (DELETE FROM dashboards_tally WHERE at <= %s RETURNING *)
INSERT INTO dashboards_tally ({COLUMNS}, at, number)
SELECT {COLUMNS}, '-infinity', sum(number) FROM past GROUP BY {COLUMNS} HAVING sum(number) <> 0
"""  # noqa: S608 no word of it is a user's


def counting_trigger(table: str, operation: str, call: str) -> str:
    """The function and statement trigger that refresh the numbers after one operation on one table."""
    name = f"dashboards_{operation}_{table}"
    return f"""
CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN PERFORM {call}; RETURN NULL; END $$;
CREATE OR REPLACE TRIGGER {name} AFTER {operation.upper()} ON {table} REFERENCING {TRANSITIONS[operation][0]}
FOR EACH STATEMENT EXECUTE FUNCTION {name}();
"""


def triggers() -> list[str]:
    """All triggers that keep the numbers."""
    made = [
        counting_trigger(
            table, operation, f"dashboards_refresh('{kind}', ARRAY({path.format(rows=TRANSITIONS[operation][1])}))"
        )
        for table, (kind, path) in COUNTED.items()
        for operation in TRANSITIONS
    ]
    moved = {"update": OF_MOVED, "delete": "SELECT id FROM gone"}
    return made + [
        counting_trigger(AGENCIES_TABLE, name, f"dashboards_refresh_all(ARRAY({rows}))") for name, rows in moved.items()
    ]


def install_tallies(schema_editor) -> None:
    """Put the functions and the triggers into the database, and count everything again."""
    schema_editor.execute(
        Path(__file__).with_name("tally.sql").read_text() + "".join(triggers()) + COUNT_ANEW, params=None
    )


def fold(at: datetime) -> None:
    """Add up what has become past, so that the dashboard never reads more rows than there are places and stages."""
    with connection.cursor() as cursor:
        cursor.execute(FOLD, [at - FOLDED_AFTER])
