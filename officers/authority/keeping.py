"""The kept spans against the rule: how far they differ, and how to make them anew."""

from django.db import connection

COUNT = """
SELECT (SELECT count(*) FROM (
  (SELECT officer_id, kind, during FROM authority_span EXCEPT ALL SELECT officer_id, kind, during FROM authority_answer)
  UNION ALL
  (SELECT officer_id, kind, during FROM authority_answer EXCEPT ALL SELECT officer_id, kind, during FROM authority_span)
) answers) + (SELECT count(*) FROM (
  (SELECT to_jsonb(k) FROM authority_course_kept k EXCEPT ALL SELECT to_jsonb(c) FROM authority_course c)
  UNION ALL
  (SELECT to_jsonb(c) FROM authority_course c EXCEPT ALL SELECT to_jsonb(k) FROM authority_course_kept k)
) courses)
"""
REBUILD = """
LOCK TABLE authority_span, authority_course_kept IN EXCLUSIVE MODE;
SELECT authority_keep(ARRAY(SELECT id FROM jurisdictions_jurisdiction));
"""


def differences() -> int:
    """How many rows the kept spans and the rule do not share: 0 when all is well."""
    with connection.cursor() as cursor:
        cursor.execute(COUNT)
        return cursor.fetchone()[0]


def rebuild() -> None:
    """Makes every kept span anew from the rule."""
    with connection.cursor() as cursor:
        cursor.execute(REBUILD)
