"""A database that the first migrations made and people filled is migrated to today's: nothing is lost, the rule holds.

It is in its own schema, within the test's transaction, so nothing of it remains afterward. Between the migrations the
constraints are checked, as they are where each commits.
"""

import gc
from datetime import time

import pytest
from django.db import connection
from django.db.migrations import Migration
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import ProjectState

from agreements.memoranda.terms import R4
from officers.authority.answer import authority_of
from officers.authority.keeping import differences
from officers.authority.models import Course
from officers.credentials.models import Withdrawal
from officers.nominations.models import Officer
from officers.nominations.states import ATTESTATIONS
from tests.cast import NOW
from tests.facts import DAY, YEAR

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
APPS = (
    "jurisdictions", "accounts", "records", "notifications", "memoranda", "register", "nominations", "background",
    "training", "credentials", "authority", "dashboards",
)  # fmt: skip
ELSEWHERE = """
DROP EXTENSION btree_gist, pg_trgm CASCADE;
CREATE SCHEMA past;
SET LOCAL search_path = past;
"""


def migrate(executor: MigrationExecutor, plan: list[Migration], state: ProjectState) -> ProjectState:
    """Each migration by itself, with the constraints checked after it; gives the state after the last."""
    gc.disable()  # as the portal itself migrates (wso_portal/prepare.py)
    for migration in plan:
        _ = state.apps  # made once and then changed by each: otherwise each would make it again
        state = executor.apply_migration(state, migration)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
    gc.enable()
    return state


class First:
    """The models as the first migrations left them, and what their people entered: dates in days before NOW."""

    def __init__(self, apps):
        self.apps = apps
        self.clerk = self.add("accounts.User", email="clerk@nowhere.example", name="Clerk")
        office = apps.get_model("jurisdictions.FieldOffice").objects.get(name="Miami")
        self.agency = self.add(
            "jurisdictions.Jurisdiction", name="Pinellas County Sheriff's Office", key="pinellas", state="Florida",
            kind="county", county="Pinellas", field_office=office, zone="America/New_York",
        )  # fmt: skip
        self.agreement = self.add(
            "memoranda.Agreement", jurisdiction=self.agency, program="WSO", revision="R4", status="signed",
            drafted_by=self.clerk, drafted_at=NOW - YEAR, effective_at=NOW - YEAR,
        )  # fmt: skip
        day = (NOW - 250 * DAY).date()
        self.held = self.add(
            "training.TrainingClass", field_office=office, starts_on=day, ends_on=day, starts_time=time(8), seats=20,
            site="Training room", instructor=self.clerk, status="scheduled", taken=2,
        )  # fmt: skip

    def add(self, model: str, **columns):
        return self.apps.get_model(model).objects.create(**columns)

    def entered(self, days: int) -> dict:
        return {"recorded_by": self.clerk, "recorded_at": NOW - days * DAY}

    def serving(self, first: str, last: str):
        """An officer with every paper of IV.D; gives the naming in the letter."""
        at, day = NOW - 230 * DAY, (NOW - 230 * DAY).date()
        officer = self.add(
            "nominations.Officer", jurisdiction=self.agency, first_name=first, last_name=last, badge=last
        )
        under = {"officer": officer, "agreement": self.agreement}
        nomination = self.add(
            "nominations.Nomination", jurisdiction=self.agency, status="accepted", nominated_by=self.clerk,
            since=NOW - 300 * DAY, accepted_at=NOW - 300 * DAY, attested_by=self.clerk, attested_at=NOW - 300 * DAY,
            checked_at=NOW - 280 * DAY, **under, **{name: True for name, _ in ATTESTATIONS},
        )  # fmt: skip
        decided = {"started_at": NOW - 280 * DAY, "decided_at": NOW - 280 * DAY, "decided_by": self.clerk}
        self.add("background.BackgroundCheck", nomination=nomination, status="favorable", **decided)
        seat = self.add(
            "training.Enrollment", training_class=self.held, nomination=nomination, attended=True,
            enrolled_at=NOW - 260 * DAY, enrolled_by=self.clerk,
        )  # fmt: skip
        examination = self.add(
            "training.Examination", nomination=nomination, enrollment=seat, score=85, examined_by=self.clerk,
            sat_on=(NOW - 250 * DAY).date(), sat_at=NOW - 250 * DAY,
        )  # fmt: skip
        certification = self.add(
            "credentials.Certification", nomination=nomination, examination=examination, certified_by="Ada Crane",
            certified_on=(NOW - 240 * DAY).date(), certified_at=NOW - 240 * DAY, **under, **self.entered(240),
        )  # fmt: skip
        letter = self.add(
            "credentials.Letter", agreement=self.agreement, signed_by="Dana Cole", title="Field Office Director",
            signed_on=day, signed_at=at, from_on=day, starts_at=at, powers=["I-200", "I-205"], official="Sam Ortiz",
            position="Supervisory Officer", **self.entered(230),
        )  # fmt: skip
        official = {"official": "Sam Ortiz", "position": "Supervisory Officer", "starts_at": at}
        self.add("credentials.Supervision", officer=officer, **official, **self.entered(230))
        naming = self.add(
            "credentials.Authorization", letter=letter, certification=certification, starts_at=at, form_on=day,
            form_at=at, receipt_on=day, receipt_at=at, **under, **self.entered(230),
        )  # fmt: skip
        self.add(
            "credentials.Credential", authorization=naming, number=f"C-{last}", status="issued",
            issued_on=(NOW - 220 * DAY).date(), issued_at=NOW - 220 * DAY, expires_on=(NOW + YEAR).date(),
            expires_at=NOW + YEAR, **under, **self.entered(220),
        )  # fmt: skip
        return naming

    def withdraw(self, naming) -> None:
        at = {"notified_at": NOW - 9 * DAY, "effective_at": NOW - 9 * DAY}
        naming.withdrawal = self.add(
            "credentials.Withdrawal", agreement=self.agreement, signed_by="Dana Cole", **at, **self.entered(9)
        )
        naming.withdrawn_at = NOW - 9 * DAY
        naming.save()


def test_a_filled_database_is_migrated_from_the_first_migration_to_the_last():
    with connection.cursor() as cursor:
        cursor.execute(ELSEWHERE)
    executor = MigrationExecutor(connection)
    firsts = [(app, "0001_initial") for app in APPS] + [("jurisdictions", "0002_field_offices")]
    before = [migration for migration, _ in executor.migration_plan(firsts)]
    everything = [migration for migration, _ in executor.migration_plan(executor.loader.graph.leaf_nodes())]
    then = migrate(executor, before, ProjectState())
    first = First(then.apps)
    first.serving("Ana", "Ruiz")
    first.withdraw(first.serving("Bo", "Lee"))

    migrate(executor, [migration for migration in everything if migration not in before], then)

    ana, bo = Officer.objects.order_by("badge").reverse()
    assert authority_of(ana, NOW, R4).may_serve and authority_of(ana, NOW, R4).until == NOW + YEAR
    assert {reason.code for reason in authority_of(bo, NOW, R4).unmet} == {"letter", "not_withdrawn"}
    assert authority_of(bo, NOW - 10 * DAY, R4).may_serve
    assert list(Withdrawal.objects.get().officers.all()) == [bo]
    assert Course.objects.in_stage("credentialed", NOW).count() == 1 and differences() == 0
    ana.credentials.update(status="lost", closed_at=NOW)
    assert not authority_of(ana, NOW, R4).may_serve and differences() == 0
