"""The kept spans against the rule: how far they differ, and how to make them anew."""

from django.db import connection

COUNT = """
SELECT count(*) FROM (
  (SELECT officer_id, kind, during FROM authority_span EXCEPT ALL SELECT officer_id, kind, during FROM authority_answer)
  UNION ALL
  (SELECT officer_id, kind, during FROM authority_answer EXCEPT ALL SELECT officer_id, kind, during FROM authority_span)
) difference
"""
REBUILD = """
DELETE FROM authority_span;
INSERT INTO authority_span (officer_id, jurisdiction_id, kind, during)
  SELECT officer_id, jurisdiction_id, kind, during FROM authority_answer;
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
