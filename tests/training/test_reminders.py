"""The training date: 14, 3 and 1 days before, to whom it concerns and nobody else."""

from datetime import date

import pytest

from notifications.models import Notification
from notifications.planning import plan_rule
from officers.training import workflow
from officers.training.models import TrainingClass
from officers.training.reminders import training_dates
from tests import facts
from tests.cast import NOW

pytestmark = pytest.mark.django_db


def planned(at=NOW):
    plan_rule("training_date", at)
    rows = Notification.objects.reminders("training_date")
    return {(row.recipient, row.due_on, row.threshold) for row in rows}


def test_it_works(administrator, other_administrator, viewer, instructor, upcoming, ana):
    facts.enrolled(ana, upcoming)
    day = upcoming.starts_on
    assert planned() == {(administrator, day, 14), (instructor, day, 14)}
    planned()
    assert Notification.objects.count() == 2
    assert (administrator, day, 1) in planned(NOW + 6 * facts.DAY)
    for row in Notification.objects.all():
        assert "Ana" not in row.subject_line + row.body and "clear" not in row.body


def test_a_moved_class_reminds_anew(office, administrator, upcoming, ana):
    facts.enrolled(ana, upcoming)
    planned()
    Notification.objects.update(claimed_at=NOW, sent_at=NOW)
    plan = {name: getattr(upcoming, name) for name in workflow.ClassPlan.__dataclass_fields__}
    moved = workflow.ClassPlan(**plan | {"starts_on": date(2026, 3, 12), "ends_on": date(2026, 3, 12)})
    workflow.change(upcoming, moved, seen=upcoming.version, by=office, at=NOW)
    assert (administrator, date(2026, 3, 12), 14) in planned()


def test_a_canceled_class_reminds_nobody(office, administrator, upcoming, ana):
    facts.enrolled(ana, upcoming)
    planned()
    workflow.cancel(now := TrainingClass.objects.get(), "Storm", seen=now.version, by=office, at=NOW)
    assert planned() == set()


def test_a_released_seat_reminds_no_agency(office, administrator, instructor, upcoming, ana):
    seat = facts.enrolled(ana, upcoming)
    planned()
    workflow.unenroll(seat, "Shift changed", seen=seat.training_class.version, by=office, at=NOW)
    assert {recipient for recipient, _, _ in planned()} == {instructor}


def test_many_agencies_cost_no_more_queries(
    upcoming, administrator, other_administrator, ana, foreigner, django_assert_num_queries
):
    for nomination in (ana, foreigner):
        facts.enrolled(nomination, upcoming)
    with django_assert_num_queries(3):
        assert len(list(training_dates(upcoming.starts_on, upcoming.starts_on))) == 3
