"""The officer's page: the answer first, now and at any other moment, with reasons, cures and what was entered later."""

import pytest
from django.db import connection
from django.urls import reverse

from officers.authority.hindsight import ACTS, AT_ONCE, FACTS, entered_later
from officers.authority.install import WATCHED
from officers.credentials.annulment import annul
from officers.credentials.holding_workflow import close_credential
from officers.credentials.models import Suspension, Withdrawal
from officers.credentials.states import LOSE
from officers.credentials.workflow import execute_form, receive, withdraw
from officers.nominations.states import DEPART
from records.models import AccessLog
from records.workflow import write_event
from tests import facts
from tests.cast import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _then(monkeypatch):
    monkeypatch.setattr("wso_portal.clock.now", lambda: NOW)


def page(client, user, officer, **query):
    client.force_login(user)
    return client.get(reverse("authority:officer", args=[officer.pk]), query)


def test_it_works(client, administrator, pinellas):
    response = page(client, administrator, facts.serving(pinellas))
    assert "May serve warrants: YES" in response.text
    assert "(credential expires)" in response.text and "IV.D" in response.text


def test_it_says_why_not_and_who_cures_it(client, director, pinellas):
    officer = facts.serving(pinellas)
    suspension = {"notified_at": NOW, "starts_at": NOW, "recorded_by": facts.clerk(), "recorded_at": NOW}
    Suspension.objects.create(officer=officer, **suspension)
    response = page(client, director, officer)
    assert "May serve warrants: NO" in response.text and "ICE has suspended the officer" in response.text
    assert "Portal policy (not an MOA requirement)" in response.text  # R4 does not say it; R1 does in App. B 3.B
    assert reverse("credentials:lift", args=[officer.pk]) in response.text


def test_both_lines_where_authority_and_credential_differ(client, administrator, pinellas):
    officer = facts.serving(pinellas)
    officer.credentials.update(expires_at=NOW - facts.DAY)
    response = page(client, administrator, officer)
    assert "May serve warrants: NO" in response.text and "authority but no valid credential" in response.text


def test_a_lost_credential_stops_the_strip(client, administrator, pinellas):
    officer = facts.serving(pinellas)
    assert "stopped here" not in page(client, administrator, officer).text
    officer.credentials.update(status="lost", closed_at=NOW)
    assert "stopped here" in page(client, administrator, officer).text


def test_any_other_moment(client, administrator, pinellas):
    officer = facts.serving(pinellas)
    before = page(client, administrator, officer, on="2025-07-01", at="08:00")
    assert "could not serve warrants" in before.text and "Jul 1, 2025, 8:00 a.m. EDT" in before.text


def test_another_moment_is_said_in_its_tense_beside_what_is_true_now(client, director, pinellas):
    officer = facts.serving(pinellas)
    for on, word in (
        ("2025-07-01", "could not serve"), ("2026-01-05", "could serve"),
        ("2026-08-01", "will be able to serve"), ("2028-01-01", "will not be able to serve"),
    ):  # fmt: skip
        then = page(client, director, officer, on=on).text
        card = then[then.index("state-card state-card--wait") :]
        assert word in card[: card.index("</div>")] and "May serve warrants: YES.</strong>" in then, on
        assert "Back to now" in then and "usa-button--unstyled" not in then and 'class="actions"' not in then
        assert "Needed now" not in then and "Why not" not in then and "To resolve:" not in then
    now = page(client, director, officer).text
    assert "Back to now" not in now and "state-card--wait" not in now and 'class="actions"' in now


def test_a_nominee_on_the_way_is_not_yet_and_gray(client, administrator, pinellas):
    officer = facts.nomination(facts.officer(pinellas), facts.agreement(pinellas)).officer
    shown = page(client, administrator, officer).text
    assert "May serve warrants: NOT YET" in shown and "state-card--ahead" in shown and "state-card--stop" not in shown
    assert "Needed now" in shown and "Later steps: 7 requirements" in shown and "#cancel" not in shown
    assert "None issued" in shown and "None yet" in shown


def test_what_is_met_and_older_events_fold(client, administrator, office, pinellas):
    officer = facts.serving(pinellas)
    for number in range(7):
        write_event(DEPART, officer, by=None, at=NOW - number * facts.DAY)
    shown = page(client, administrator, officer).text
    fold = shown[shown.index("15 of 15 requirements met") :]
    assert "Cleared by ICE" in fold and '<details class="fold">' in shown and "Show all 7" in shown
    before, after = shown[shown.index('class="timeline"') :].split("Show all 7")
    assert before.count("timeline__event") == 5 and after.count("timeline__event") == 2
    assert 'id="moment" open' not in shown and 'id="moment" open' in page(client, administrator, officer, on="x").text


def test_the_four_facts_say_what_no_longer_counts(client, office, pinellas):
    officer = facts.serving(pinellas)
    shown = page(client, office, officer).text
    assert "Valid through" in shown and "In force since" in shown and "Sam Ortiz" in shown
    at = NOW - facts.DAY
    notice = Withdrawal.objects.create(
        agreement=pinellas.agreements.get(), signed_by="D", notified_at=at, effective_at=at,
        recorded_by=facts.clerk(), recorded_at=NOW,
    )  # fmt: skip
    officer.authorizations.update(withdrawal=notice, withdrawn_at=at)
    shown = page(client, office, officer).text
    assert "Due back: withdrawn by ICE" in shown and "Withdrawn <time" in shown and "Valid through" not in shown


def test_it_says_what_was_entered_later(client, administrator, pinellas):
    officer = facts.serving(pinellas)
    officer.credentials.update(recorded_at=NOW)
    response = page(client, administrator, officer, on="2025-12-01")
    assert "Entered later" in response.text and "Credential" in response.text


@pytest.mark.parametrize("on", ["", "yesterday", "0001-01-01", "9999-12-31", "2026-02-30"])
def test_an_impossible_moment_is_said_and_now_is_answered(client, administrator, pinellas, on):
    response = page(client, administrator, facts.serving(pinellas), on=on, at="25:99")
    assert response.status_code == 200 and "May serve warrants: YES" in response.text and "usa-alert" in response.text


def test_other_jurisdiction_gets_404(client, other_administrator, dallas_office, pinellas):
    officer = facts.serving(pinellas)
    assert page(client, other_administrator, officer).status_code == 404
    assert page(client, dallas_office, officer).status_code == 404


def test_an_instructor_reads_no_records(client, instructor, pinellas):
    assert page(client, instructor, facts.serving(pinellas)).status_code == 404


def test_reading_is_logged(client, viewer, pinellas):
    officer = facts.serving(pinellas)
    page(client, viewer, officer)
    assert AccessLog.objects.get().reader == viewer and AccessLog.objects.get().subject == officer.subject


def test_sixteen_queries_at_most(client, administrator, pinellas, django_assert_max_num_queries):
    officer = facts.serving(pinellas)
    page(client, administrator, officer)
    with django_assert_max_num_queries(16):  # names, stand-downs, and whether the agency may record either
        client.get(reverse("authority:officer", args=[officer.pk]))


def test_a_past_moment_shows_no_later_paper_and_offers_nothing(client, director, pinellas):
    officer = facts.serving(pinellas)
    then = page(client, director, officer, on="2025-07-10", at="08:00").text  # certified, without a letter
    records = then[then.index('id="records"') :]
    assert "Authorization letters" not in records and "Credentials" not in records and "not yet" not in records
    strip = then[then.index("From nomination to credential") : then.index("requirements met then")]
    assert "Jul 5, 2025" in strip and "Jul 15, 2025" not in strip and "Jul 25, 2025" not in strip
    assert reverse("credentials:issue", args=[officer.pk]) not in then and "To resolve:" not in then


def test_what_was_entered_later_includes_acts_on_papers(client, director, office, pinellas):
    officer = facts.serving(pinellas)
    row = officer.authorizations.get()
    type(row).objects.update(form_on=None, form_at=None, receipt_on=None, receipt_at=None)
    day = row.starts_at.date()
    execute_form(row.letter, [row], day, by=office, at=NOW)
    receive(row.letter, [row], day, by=office, at=NOW)
    card = officer.credentials.get()
    close_credential(card, LOSE, (NOW - facts.DAY).date(), None, seen=card.version, by=office, at=NOW)
    told = {what for what, _, _ in entered_later(officer, NOW - facts.timedelta(hours=1))}
    assert {"Form 70-006 executed", "Officer received letter and Form 70-006", "Credential lost"} <= told
    assert "Credential lost" not in {what for what, _, _ in entered_later(officer, NOW - 9 * facts.DAY)}


def test_a_withdrawal_entered_later_is_told(director, pinellas):
    officer = facts.serving(pinellas)
    at = NOW - facts.DAY
    notice = Withdrawal(agreement=pinellas.agreements.get(), signed_by="D", notified_at=at, effective_at=at)
    withdraw(notice, [officer], by=director, at=NOW)
    assert "Notice of withdrawal" in {what for what, _, _ in entered_later(officer, NOW - facts.timedelta(hours=1))}


def test_an_annulment_is_told_when_it_was_recorded(director, pinellas):
    """The answer for a past moment no longer rests on what has been annulled since: it says so."""
    officer = facts.serving(pinellas)
    at, asked = NOW - facts.DAY, NOW - facts.timedelta(hours=12)
    notice = Withdrawal(agreement=pinellas.agreements.get(), signed_by="D", notified_at=at, effective_at=at)
    withdraw(notice, [officer], by=director, at=at)
    assert not list(entered_later(officer, asked))
    annul("withdrawal", notice, "Wrong name", by=director, at=NOW)
    assert ("Notice of withdrawal, voided", NOW, at) in entered_later(officer, asked)


READ_BY = """
SELECT DISTINCT c.relname, a.attname FROM pg_class v JOIN pg_rewrite w ON w.ev_class = v.oid
JOIN pg_depend d ON d.objid = w.oid AND d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass
JOIN pg_class c ON c.oid = d.refobjid AND c.relkind = 'r'
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = d.refobjsubid AND a.atttypid = 'timestamptz'::regtype
WHERE v.relkind = 'v' AND v.relname LIKE 'authority%'
"""


def test_hindsight_knows_every_moment_that_the_rule_reads():
    """A new table or column of the rule is a fact, an act, or at once with a reason; no reason is unused."""
    with connection.cursor() as cursor:
        cursor.execute(READ_BY)
        read = {f"{table}.{column}" for table, column in cursor.fetchall() if table in WATCHED}
    without = {table for table, why in AT_ONCE.items() if why == "holds no moment"}
    assert {moment.split(".")[0] for moment in read} == set(WATCHED) - without
    told = {f"{model._meta.db_table}.{start}" for model, (start, _) in FACTS.items()}
    told |= {f"{model._meta.db_table}.annulled_at" for model in FACTS if hasattr(model, "annulled_at")}
    told |= {f"{model._meta.db_table}.{column}" for model, acts in ACTS.items() for column in acts.values()}
    left = {moment for moment in read - told if moment.split(".")[0] not in AT_ONCE}
    assert left == {name for name in AT_ONCE if "." in name}
    assert {name for name in AT_ONCE if "." not in name} <= set(WATCHED)


@pytest.mark.parametrize(
    ("papers", "what"),
    [
        ("certifications", "Certification"),
        ("authorizations", "Authorization letter"),
        ("supervisions", "Supervising official"),
        ("credentials", "Credential"),
    ],
)
def test_what_was_voided_later_is_told(pinellas, papers, what):
    officer = facts.serving(pinellas)
    before, after = NOW - facts.timedelta(hours=1), NOW + facts.timedelta(hours=1)
    voided = {"annulled_at": NOW, "annulled_by": facts.clerk(), "annulled_because": "Wrong officer"}
    getattr(officer, papers).update(**voided)
    assert [(told, at) for told, at, _ in entered_later(officer, before)] == [(f"{what}, voided", NOW)]
    assert not entered_later(officer, after)
