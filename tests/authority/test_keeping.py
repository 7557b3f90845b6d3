"""The kept spans: every table the rule reads has its triggers, and check_authority sees what they would miss."""

from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection, migrations
from django.db.migrations.state import ProjectState

from agreements.memoranda.terms import R4
from notifications import daily, tasks
from officers.authority import keeping
from officers.authority.answer import authority_of, listed
from officers.authority.install import RULE_VERSION, TRANSITIONS, WATCHED, drop_rule, install, install_rule
from officers.authority.keeping import differences
from officers.authority.models import Check, Course, RequirementsMet, Span
from officers.training.models import TrainingClass
from tests import facts
from tests.cast import NOW

pytestmark = pytest.mark.django_db
READ_BY = """
WITH RECURSIVE reads(oid) AS (
  SELECT c.oid FROM pg_class c WHERE c.relname IN ('authority_met', 'authority_answer', 'authority_course')
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
    """The answers and the courses read the kept requirements besides, which only the triggers write."""
    assert asked(READ_BY) == {*WATCHED, "authority_met_kept"}


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


def test_the_kept_requirements_are_checked_and_repaired(pinellas):
    officer = facts.serving(pinellas)
    kept = RequirementsMet.objects.filter(officer=officer)
    kept.update(letter="{}")
    assert list(listed([officer.pk], NOW)[officer.pk].unmet)[0] == "letter"
    assert differences() == 2 + 2  # the kept row and the rule's; the two answers that would follow from it
    assert keeping.check(NOW).repaired and differences() == 0 and not listed([officer.pk], NOW)[officer.pk].unmet


def test_only_what_an_act_changes_is_written_again(pinellas):
    ana, bo = facts.serving(pinellas, "Ana Ruiz"), facts.serving(pinellas, "Bo Lee")
    before = written()
    ana.credentials.update(expires_at=NOW)
    changed = {table for table in written() ^ before}
    assert changed and all(officer == ana.pk for _, officer, _ in changed)
    before = written()
    bo.credentials.update(number="S-1")
    assert written() == before


def written() -> set[tuple]:
    """Each kept row with its physical place, which changes when it is written."""
    rows = "SELECT '{0}', officer_id, ctid::text FROM {0}"
    tables = ("authority_met_kept", "authority_span", "authority_course_kept")
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(rows.format(table) for table in tables))
        return set(cursor.fetchall())


def test_a_class_that_moves_takes_the_turn_along(pinellas):
    """The last day of a class and the zone where it is held are kept; a seat more or less changes nothing."""
    nomination = facts.nomination(facts.officer(pinellas), facts.agreement(pinellas))
    facts.cleared(nomination)
    held = facts.training_class(pinellas.field_office, on=(NOW + 3 * facts.DAY).date())
    facts.enrolled(nomination, held)
    before, at = written(), Course.objects.get().class_held_at
    TrainingClass.objects.update(taken=5)
    assert written() == before
    TrainingClass.objects.update(ends_on=(NOW + 4 * facts.DAY).date())
    assert Course.objects.get().class_held_at == at + facts.DAY and differences() == 0
    type(pinellas.field_office).objects.update(zone="America/Los_Angeles")
    assert Course.objects.get().class_held_at == at + facts.DAY + timedelta(hours=3) and differences() == 0


def test_installing_the_rule_makes_the_answers_anew(pinellas):
    facts.serving(pinellas)
    Span.objects.all().delete()
    with connection.schema_editor() as editor:
        install(editor)
    assert differences() == 0 and Span.objects.count() == 2


def test_a_watched_column_can_change(pinellas):
    """By the operations of the recipe, with rows that have just been written (docs/decisions/0010)."""
    officer = facts.serving(pinellas)
    change = migrations.RunSQL(
        "ALTER TABLE credentials_suspension ALTER COLUMN starts_at TYPE timestamptz(3);"
        "UPDATE credentials_credential SET expires_at = expires_at - interval '1 day'"
    )
    with connection.schema_editor() as editor:
        for operation in (drop_rule(), change, install_rule(RULE_VERSION)):
            operation.database_forwards("authority", editor, ProjectState(), ProjectState())
    assert differences() == 0 and authority_of(officer, NOW, R4).until == NOW + facts.YEAR - facts.DAY
    officer.credentials.update(status="lost", closed_at=NOW)
    assert not authority_of(officer, NOW, R4).may_serve and differences() == 0


def test_an_earlier_version_is_not_installed(pinellas):
    """A migration that installed the rule before never runs today's SQL."""
    with connection.schema_editor() as editor:
        for operation in (drop_rule(), install_rule(RULE_VERSION - 1)):
            operation.database_forwards("authority", editor, ProjectState(), ProjectState())
    assert not asked("SELECT viewname FROM pg_views WHERE viewname LIKE 'authority_%'")
    assert not asked("SELECT tgname FROM pg_trigger WHERE tgname LIKE 'authority_%'")


def test_the_last_migration_installs_todays_version():
    """Whoever changes the rule adds one; drop_rule() comes first in it."""
    paths = Path(apps.get_app_config("authority").path, "migrations").glob("0*.py")
    last = max(path for path in paths if "install_rule(" in path.read_text()).read_text()
    assert f"install_rule({RULE_VERSION})" in last and last.index("drop_rule(),") < last.index("install_rule(")


def test_the_check_repairs_and_reports(pinellas, manager, office, client, caplog):
    facts.serving(pinellas)
    assert keeping.check(NOW).differences == 0 and not manager.notifications.exists()
    Span.objects.all().delete()
    made = keeping.check(NOW + facts.DAY)
    assert (made.differences, made.repaired) == (2, True) and differences() == 0
    assert "2 kept answers differed" in caplog.text
    assert manager.notifications.get().path == "/officers/checks/" and not office.notifications.exists()
    client.force_login(manager)
    page = client.get("/officers/checks/").text
    assert "Repaired" in page and "Same" in page
    assert client.get("/readyz").json()["answers"] == {
        "checked_at": "2026-03-03T15:00:00Z", "differences": 2, "repaired": True,
    }  # fmt: skip


def test_it_is_due_once_a_day():
    assert keeping.check_when_due(NOW) and keeping.check_when_due(NOW + 23 * facts.timedelta(hours=1)) is None
    assert keeping.check_when_due(NOW + facts.DAY)


def test_answers_that_could_not_be_repaired_make_the_portal_unready(client):
    Check.objects.create(at=NOW, differences=3, repaired=False)
    assert client.get("/readyz").status_code == 503


def test_the_tick_runs_every_job(monkeypatch):
    monkeypatch.setattr("wso_portal.clock.now", lambda: NOW)
    tasks.run_job("authority")
    assert Check.objects.get().at == NOW and "authority" in daily.JOBS


def test_only_program_managers_read_the_checks(client, office):
    client.force_login(office)
    assert client.get("/officers/checks/").status_code == 403
