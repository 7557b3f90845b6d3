"""What the plan writes, when, and what it takes back. The dates here are an invented app's."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

import pytest

from notifications import planning
from notifications.delivery import deliver
from notifications.models import Notification
from notifications.planning import Due, Reminder, nearest, plan

pytestmark = pytest.mark.django_db
CLASS_DAY = date(2026, 12, 15)


@dataclass
class Calendar:
    """One training class; `days` says when it takes place, empty once it is canceled."""

    record: object
    people: list
    days: list = field(default_factory=lambda: [CLASS_DAY])
    zone: str = "America/New_York"

    def dates(self, day_from, day_to):
        for day in self.days:
            if day_from <= day <= day_to:
                yield Due(
                    record=self.record, place=self.record, date=day, recipients=self.people,
                    subject=f"Training on {day}", body="Bring your papers.", path="/classes/1/", zone=self.zone,
                )  # fmt: skip


@pytest.fixture
def calendar(cast, monkeypatch):
    calendar = Calendar(cast.pinellas, [cast.administrator])
    monkeypatch.setattr(planning, "REMINDERS", {})
    planning.register(Reminder("training.date", (14, 3, 1), calendar.dates))
    return calendar


def days_before(days, hour=17):
    return datetime(CLASS_DAY.year, CLASS_DAY.month, CLASS_DAY.day, hour, tzinfo=UTC) - timedelta(days=days)


def thresholds():
    return list(Notification.objects.order_by("pk").values_list("threshold", flat=True))


def test_it_works(calendar, sink):
    for days in range(20, -5, -1):
        plan(days_before(days))
        deliver(days_before(days))
    assert thresholds() == [14, 3, 1]
    sent = [row.sent_at for row in Notification.objects.order_by("pk")]
    assert sent == [days_before(14), days_before(3), days_before(1)]
    assert len(sink.mails) == 3


def test_a_second_run_plans_nothing(calendar):
    assert plan(days_before(14)) == 1
    assert plan(days_before(14)) == 0
    assert plan(days_before(12)) == 0


def test_a_missed_night_catches_up(calendar):
    plan(days_before(13))
    assert thresholds() == [14]


def test_three_weeks_down_sends_one_the_nearest(calendar, sink):
    plan(days_before(2))
    deliver(days_before(2))
    assert thresholds() == [3]
    assert len(sink.mails) == 1


def test_a_mail_server_down_for_three_weeks_sends_one(calendar, sink, settings):
    settings.EMAIL_PORT = 1
    for days in (14, 3, 2):
        plan(days_before(days))
        deliver(days_before(days))
    settings.EMAIL_PORT = sink.port
    assert deliver(days_before(1)) == {"dropped": 1}  # the three-day reminder has been overtaken
    plan(days_before(1))
    deliver(days_before(1))
    assert len(sink.mails) == 1
    assert thresholds() == [1]


def test_after_the_day_nothing_is_sent(calendar):
    plan(days_before(-1))
    assert thresholds() == []


def test_a_moved_class_makes_new_reminders(calendar, sink):
    plan(days_before(14))
    deliver(days_before(14))
    calendar.days = [CLASS_DAY + timedelta(days=2)]
    plan(days_before(12))
    assert list(Notification.objects.order_by("pk").values_list("due_on", flat=True)) == [CLASS_DAY, calendar.days[0]]


def test_a_moved_class_takes_back_what_is_not_sent(calendar):
    plan(days_before(14))
    calendar.days = [CLASS_DAY + timedelta(days=30)]
    plan(days_before(14))
    assert thresholds() == []


def test_a_canceled_class_is_not_mailed_even_if_planned(calendar, sink):
    plan(days_before(14))
    calendar.days = []
    assert deliver(days_before(14)) == {"dropped": 1}
    assert not sink.mails


def test_a_rule_that_fails_holds_up_nobody(calendar, sink, tell):
    plan(days_before(14))
    tell(at=days_before(14))
    calendar.days = ["no day"]
    with pytest.raises(TypeError):
        deliver(days_before(14))
    assert deliver(days_before(14)) == {"sent": 1}
    calendar.days = [CLASS_DAY]
    assert deliver(days_before(14) + timedelta(hours=1)) == {"sent": 1}


def test_what_was_taken_back_can_come_back(calendar):
    plan(days_before(14))
    calendar.days = []
    plan(days_before(14))
    calendar.days = [CLASS_DAY]
    plan(days_before(14))
    assert thresholds() == [14]


def test_who_comes_later_gets_the_current_threshold_only(calendar, cast):
    plan(days_before(14))
    plan(days_before(3))
    calendar.people.append(cast.viewer)
    plan(days_before(2))
    assert list(Notification.objects.filter(recipient=cast.viewer).values_list("threshold", flat=True)) == [3]


def test_who_is_taken_off_is_not_mailed(calendar, sink):
    plan(days_before(14))
    calendar.people.clear()
    assert deliver(days_before(14)) == {"dropped": 1}


def test_after_the_date_it_is_caught_up_for_a_month(cast, monkeypatch):
    calendar = Calendar(cast.pinellas, [cast.administrator])
    monkeypatch.setattr(planning, "REMINDERS", {})
    planning.register(Reminder("credential.expiry", (90, 60, 30, 7, -1), calendar.dates))
    for days, wanted in ((91, []), (90, [90]), (29, [90, 30]), (0, [90, 30, 7]), (-20, [90, 30, 7, -1])):
        plan(days_before(days))
        Notification.objects.update(claimed_at=days_before(days), sent_at=days_before(days))
        assert thresholds() == wanted
    Notification.objects.all().delete()
    plan(days_before(-32))
    assert thresholds() == []


def test_thresholds_are_policy(calendar, settings):
    settings.REMINDER_DAYS = {"training.date": [5]}
    plan(days_before(6))
    plan(days_before(5))
    assert thresholds() == [5]


@pytest.mark.parametrize(
    ("zone", "instant", "planned"),
    [
        # Midnight in Florida is five hours after midnight UTC, in Guam ten before it.
        ("America/New_York", datetime(2026, 12, 1, 4, 59, tzinfo=UTC), 0),
        ("America/New_York", datetime(2026, 12, 1, 5, 0, tzinfo=UTC), 1),
        ("Pacific/Guam", datetime(2026, 11, 30, 13, 59, tzinfo=UTC), 0),
        ("Pacific/Guam", datetime(2026, 11, 30, 14, 0, tzinfo=UTC), 1),
    ],
)
def test_days_are_counted_in_the_agencys_zone(calendar, zone, instant, planned):
    calendar.zone = zone
    assert plan(instant) == planned


def test_daylight_saving_moves_no_day(calendar):
    """On Mar 14, 2027 Florida's clocks go forward: that day begins at 05:00 UTC and ends at 04:00 UTC."""
    calendar.days = [date(2027, 3, 15)]
    plan(datetime(2027, 3, 14, 4, 59, tzinfo=UTC))
    assert thresholds() == [3]
    Notification.objects.update(claimed_at=days_before(3), sent_at=days_before(3))
    plan(datetime(2027, 3, 14, 5, 0, tzinfo=UTC))
    assert thresholds() == [3, 1]
    plan(datetime(2027, 3, 16, 3, 59, tzinfo=UTC))  # still Mar 15 in Florida: the unsent one is still wanted
    assert thresholds() == [3, 1]
    plan(datetime(2027, 3, 16, 4, 0, tzinfo=UTC))
    assert thresholds() == [3]


@pytest.mark.parametrize(
    ("left", "wanted"), [(15, None), (14, 14), (4, 14), (3, 3), (1, 1), (0, 1), (-1, None)]
)  # fmt: skip
def test_only_the_nearest_counts(left, wanted):
    assert nearest((14, 3, 1), left) == wanted


def test_a_rule_is_registered_once(calendar):
    with pytest.raises(ValueError, match="training.date"):
        planning.register(Reminder("training.date", (1,), calendar.dates))


def test_who_left_the_portal_is_not_reminded(calendar, cast):
    cast.administrator.is_active = False
    assert plan(days_before(14)) == 0
