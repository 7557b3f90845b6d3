"""The kept spans against the rule: how far they differ, and how to make them anew."""

from django.db import connection

ANSWERS = "SELECT officer_id, kind, during FROM"
COURSES = "SELECT to_jsonb(course) - 'step' - 'waits_since' FROM"  # those two the table makes itself
COUNT = """
WITH rule AS MATERIALIZED ({columns} {view} course), kept AS MATERIALIZED ({columns} {table} course)
SELECT (SELECT count(*) FROM (TABLE rule EXCEPT ALL TABLE kept) missing)
     + (SELECT count(*) FROM (TABLE kept EXCEPT ALL TABLE rule) stray)
"""
COMPARED = (
    COUNT.format(columns=ANSWERS, view="authority_answer", table="authority_span"),
    COUNT.format(columns=COURSES, view="authority_course", table="authority_course_kept"),
)
REBUILD = """
LOCK TABLE authority_span, authority_course_kept IN EXCLUSIVE MODE;
SELECT authority_keep(ARRAY(SELECT id FROM jurisdictions_jurisdiction));
"""


def differences() -> int:
    """How many rows the kept spans and the rule do not share: 0 when all is well."""
    return sum(_one(sql) for sql in COMPARED)


def rebuild() -> None:
    """Makes every kept span anew from the rule."""
    with connection.cursor() as cursor:
        cursor.execute(REBUILD)


def _one(sql: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]
