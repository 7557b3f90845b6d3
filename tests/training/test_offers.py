"""Random histories of a class: what its pages offer succeeds, and every other act is refused."""

from datetime import time, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from officers.nominations.models import Nomination
from officers.training import correcting, examining, workflow
from officers.training.models import Correction, Enrollment, Examination, TrainingClass
from officers.training.querysets import eligible_for
from officers.training.roster import offers_on_seat, roster_of
from officers.training.states import (
    ACTIONS,
    AGREE,
    ATTENDANCE,
    CANCEL,
    CHANGE,
    CORRECT,
    ENROLL,
    PROPOSE,
    REASSIGN,
    REJECT,
    RETAKE,
    REVIEW,
    SCORE,
    UNENROLL,
    VOID,
)
from officers.training.turns import TURNS, turn_of
from officers.training.views import offers_on
from officers.training.workflow import ClassPlan
from records.actions import Action
from tests import facts, offers
from tests.cast import NOW, also, person
from tests.chance import seeds
from tests.offers import Try, key
from wso_portal import clock

from .conftest import TODAY, nominee

pytestmark = pytest.mark.django_db
STEPS = 12
ON_CLASS = (ENROLL, CHANGE, REASSIGN, CANCEL, ATTENDANCE, SCORE)
ON_SEAT = (UNENROLL,)
ON_EXAMINATION = (REVIEW, RETAKE, CORRECT, PROPOSE, VOID)
ON_CORRECTION = (AGREE, REJECT)


class History(offers.History):
    """One class with its people."""

    waits = (timedelta(hours=1), timedelta(hours=3), timedelta(days=1))

    def __init__(self, training_class, people: list[User], seed: int):
        super().__init__(people, seed)
        self.pk = training_class.pk

    @property
    def training_class(self) -> TrainingClass:
        return TrainingClass.objects.get(pk=self.pk)

    @property
    def day(self):
        return clock.day_of(self.at, self.training_class.field_office.zone)

    def acts(self):
        seats = Enrollment.objects.filter(training_class=self.pk)
        examinations = Examination.objects.filter(enrollment__training_class=self.pk)
        corrections = Correction.objects.filter(examination__in=examinations)
        yield ON_CLASS, [self.training_class]
        for actions, records in ((ON_SEAT, seats), (ON_EXAMINATION, examinations), (ON_CORRECTION, corrections)):
            yield actions, records.order_by("pk")

    def act(self, action: Action, record, user: User) -> None:
        """Does the act with input that makes sense at this moment. Raises Refused or PermissionDenied."""
        record = type(record).objects.get(pk=record.pk)
        by = {"by": user, "at": self.at}
        if action in ON_CLASS:
            self.on_class(action, record, {"seen": record.version, **by})
        elif action == UNENROLL:
            workflow.unenroll(record, "A reason", seen=record.training_class.version, **by)
        elif action in ON_EXAMINATION:
            self.on_examination(action, record, {"seen": record.version, **by})
        elif action == AGREE:
            correcting.agree(record, seen=record.version, **by)
        else:
            correcting.reject(record, "A reason", seen=record.version, **by)

    def on_class(self, action: Action, record: TrainingClass, how: dict) -> None:
        if action == ENROLL:
            chosen = eligible_for(record, Nomination.objects.all(), self.at)[:1]
            workflow.enroll(record, [one.pk for one in chosen], **how)
        elif action == CHANGE:
            fields = (record.starts_on, record.ends_on, time(9), False, "Largo", record.instructor, record.seats)
            workflow.change(record, ClassPlan(*fields), **how)
        elif action == REASSIGN:
            others = User.objects.holding("instructor", field_office=record.field_office)
            workflow.reassign(record, others.exclude(pk__in=[record.instructor_id, how["by"].pk]).first(), **how)
        elif action == CANCEL:
            workflow.cancel(record, "A reason", **how)
        elif action == ATTENDANCE:
            seats = record.enrollments.kept().filter(examination=None)
            examining.record_attendance(record, {seat.pk: seat.pk % 4 > 0 for seat in seats}, **how)
        else:
            seats = record.enrollments.to_examine()[:1] if self.dice.random() < 0.5 else record.enrollments.to_examine()
            scores = {seat.pk: Decimal(60 if seat.pk % 3 else 80) for seat in seats}
            examining.enter_scores(record, scores or {0: Decimal(80)}, self.day, **how)

    def on_examination(self, action: Action, record: Examination, how: dict) -> None:
        known = vars(examining.attempts_of(record))
        retaken = record.retake_score is not None
        field = "retake_score" if retaken and record.score < 70 else "score"
        if action == REVIEW:
            examining.review(record, self.day, **how)
        elif action == RETAKE:
            examining.retake(record, Decimal(self.dice.choice([65, 75])), self.day, **how)
        elif action == CORRECT:
            typed = known[field] + Decimal("0.5")
            examining.correct(record, examining.ExamAttempts(**known | {field: typed}), "A slip", **how)
        elif action == PROPOSE:
            typed = Decimal(50 if record.passed else 90)
            correcting.propose(record, examining.ExamAttempts(**known | {field: typed}), "A slip", **how)
        else:
            correcting.void(record, "A reason", **how)

    def on_pages(self) -> set[tuple]:
        """What the page of the class offers, on its roster too: REJECT stands for the page of a correction."""
        found = set()
        for user in self.people:
            record = self.training_class
            rows = roster_of(record, user, self.at)
            turn = turn_of(record, rows, self.day)
            assert turn is None or turn in TURNS
            page = offers_on(record, user, self.at, turn.actions if turn else ())
            offers = [page.primary, *page.others]
            for row in rows if TrainingClass.objects.visible_to(user).filter(pk=self.pk).exists() else []:
                offers += offers_on_seat(row, user, self.at)
            found |= {key(o.action, o.record, user) for o in offers if o and not o.refused}
        return found


@pytest.fixture
def people(office, instructor, other_instructor, director, dallas_office, viewer, miami) -> list[User]:
    """Each role once, a colleague who teaches, a stranger, and one person with every role at the field office."""
    everything = person("both@miami.example", Role.FIELD_OFFICE, field_office=miami)
    everything = also(also(everything, Role.DIRECTOR, field_office=miami), Role.INSTRUCTOR, field_office=miami)
    return [office, instructor, other_instructor, director, dallas_office, viewer, everything]


@pytest.mark.parametrize("seed", seeds(1, 4))
def test_what_is_offered_succeeds_and_nothing_else(seed, miami, pinellas, hernando, people):
    teacher = people[-1] if seed == 4 else people[1]
    training_class = facts.training_class(miami, on=TODAY, seats=6, instructor=teacher)
    for number in range(12):
        nominee(hernando if number % 4 == 0 else pinellas, f"Ana Ruiz{number}")
    history = History(training_class, people, seed)
    for _ in range(STEPS):
        possible = history.possible()
        on_pages = {key(*one) for one in possible if one[0] not in (PROPOSE, AGREE)}
        assert history.on_pages() == on_pages
        advance(history, possible)


def advance(history: History, possible: list[Try]) -> None:
    """One act is done, but seldom one that ends it all; time passes once there are results."""
    unenroll = {UNENROLL} if history.dice.random() < 0.7 else set()
    history.go_on(possible, seldom={CANCEL, CHANGE, REASSIGN} | unenroll, chance=1)
    if Examination.objects.exists():
        history.wait()
    else:
        history.at += timedelta(minutes=5)


def test_every_act_with_a_page_is_tried():
    assert {*ON_CLASS, *ON_SEAT, *ON_EXAMINATION, *ON_CORRECTION} == {action for action in ACTIONS if action.page}


def test_the_roster_asks_no_more_for_more_rows(client, miami, pinellas, instructor, director, office, people):
    """Also for who reads the corrections and the results to void."""
    training_class = facts.training_class(miami, on=TODAY, seats=50, instructor=instructor)
    counts = {}
    for size in (2, 6):
        for number in range(size):
            seat = facts.enrolled(nominee(pinellas, f"Ana Ruiz{size}{number}"), training_class, attended=True)
            examination = Examination.objects.create(
                nomination=seat.nomination, enrollment=seat, score=60, sat_on=TODAY, sat_at=NOW, reviewed_on=TODAY,
                retake_score=61, retake_on=TODAY, retake_at=NOW, examined_by=instructor,
            )  # fmt: skip
            Correction.objects.create(
                examination=examination, of_version=1, score=60, sat_on=TODAY, reason="x", status="proposed",
                proposed_by=instructor, proposed_at=NOW,
            )  # fmt: skip
        for user in (office, director, instructor, people[-1]):
            client.force_login(user)
            with CaptureQueriesContext(connection) as asked:
                client.get(reverse("training:training_class", args=[training_class.pk]))
            counts.setdefault(user.email, []).append(len(asked))
    assert all(first == second for first, second in counts.values()), counts
