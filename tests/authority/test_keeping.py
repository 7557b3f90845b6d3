"""The kept spans: every table the rule reads has its triggers, and check_authority sees what they would miss."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from officers.authority.install import TRANSITIONS, WATCHED
from officers.authority.keeping import differences
from officers.authority.models import Course, Span
from tests import facts

pytestmark = pytest.mark.django_db
READ_BY = """
WITH RECURSIVE reads(oid) AS (
  SELECT c.oid FROM pg_class c WHERE c.relname IN ('authority_answer', 'authority_course')
  UNION
  SELECT d.refobjid FROM reads r JOIN pg_rewrite w ON w.ev_class = r.oid
  JOIN pg_depend d ON d.objid = w.oid AND d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass
)
SELECT DISTINCT c.relname FROM reads JOIN pg_class c USING (oid) WHERE c.relkind = 'r'
"""


def asked(sql) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return {name for (name,) in cursor.fetchall()}


def test_every_table_the_rule_reads_is_watched():
    assert asked(READ_BY) == set(WATCHED)


def test_every_watched_table_has_its_triggers():
    expected = {f"authority_{operation}_{table}" for table in WATCHED for operation in TRANSITIONS}
    assert asked("SELECT tgname FROM pg_trigger WHERE tgname LIKE 'authority_%' AND tgenabled = 'O'") == expected


def test_facts_change_the_kept_rows_at_once(pinellas):
    officer = facts.serving(pinellas)
    assert Span.objects.filter(officer=officer).count() == 2 and Course.objects.get().credential_from
    officer.credentials.all().delete()
    assert Span.objects.filter(officer=officer).count() == 1 and Course.objects.get().credential_from is None
    assert differences() == 0


def test_check_authority_counts_and_rebuilds(pinellas):
    facts.serving(pinellas)
    out = StringIO()
    call_command("check_authority", stdout=out)
    assert "0 differences" in out.getvalue()
    Span.objects.all().delete()
    with pytest.raises(CommandError):
        call_command("check_authority", stdout=StringIO())
    call_command("check_authority", "--rebuild", stdout=StringIO())
    assert differences() == 0 and Span.objects.count() == 2
