from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Case, Count, Exists, F, Func, OuterRef, Q, Subquery, When
from django.db.models.functions import Cast, Coalesce

from agreements.memoranda.models import Agreement
from officers.background.states import CLEARED
from officers.nominations.models import Departure
from records.two_persons import parts_of, taken_part

from .states import (
    ATTEND,
    CORRECT,
    CORRECTED,
    EXAMINE,
    MISS,
    PROPOSE,
    RETAKE,
    REVIEW,
    VOID,
    CorrectionStatus,
    Status,
)  # fmt: skip

OF_SEAT, OF_EXAMINATION = (ATTEND, MISS), (EXAMINE, REVIEW, RETAKE, CORRECT, CORRECTED, VOID)


class TrainingClassQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Field offices see their own classes, instructors the ones they teach, agencies those with their nominees."""
        if user.active_memberships("program_manager", "adjudicator", "inspector"):
            return self
        offices = [m.field_office_id for m in user.active_memberships("field_office", "director")]
        agencies = [m.jurisdiction_id for m in user.active_memberships("administrator", "viewer")]
        taught = Q(instructor=user.pk if user.active_memberships("instructor") else None)
        ours = seats().filter(training_class=OuterRef("pk"), nomination__jurisdiction__in=agencies)
        return self.filter(Q(field_office__in=offices) | taught | Exists(ours))

    def scheduled(self):
        return self.filter(status=Status.SCHEDULED)

    def with_seats(self):
        """Not canceled, and not full."""
        return self.scheduled().with_vacated().filter(taken__lt=F("seats") + F("vacated"))

    def with_vacated(self):
        """Annotate `vacated`: how many seats are of nominees who leave before the class."""
        rows = seats().vacated().filter(training_class=OuterRef("pk")).order_by().values("training_class")
        return self.annotate(vacated=Coalesce(Subquery(rows.annotate(number=Count("pk")).values("number")), 0))

    def meeting(self, starts_on, ends_on):
        """Held on some day from `starts_on` to `ends_on`."""
        return self.filter(starts_on__lte=ends_on, ends_on__gte=starts_on)

    def upcoming(self, day):
        return self.filter(ends_on__gte=day)

    def past(self, day):
        return self.filter(ends_on__lt=day)

    def next_first(self, day):
        """Those still to come, the next one first; then those of the past, the last one first."""
        coming = Case(When(ends_on__gte=day, then=F("starts_on")))
        return self.order_by(coming.asc(nulls_last=True), "-starts_on", "pk")

    def taught_by(self, user):
        """Not canceled, with this instructor."""
        return self.scheduled().filter(instructor=user.pk)

    def without_attendance(self, at):
        """On or after the last day in the field office's zone, with someone's attendance not recorded."""
        unknown = seats().kept().filter(training_class=OuterRef("pk"), attended=None)
        local = Func(F("field_office__zone"), at, function="timezone", output_field=models.DateTimeField())
        return self.filter(Exists(unknown), ends_on__lte=Cast(local, models.DateField()))

    def without_scores(self):
        """Someone attended and has no score."""
        return self.filter(Exists(seats().to_examine().filter(training_class=OuterRef("pk"))))


class EnrollmentQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A roster shows each agency its own people only; the instructor sees the classes they teach."""
        teaching = Q(training_class__instructor=user.pk) if user.active_memberships("instructor") else Q(pk__in=[])
        reach = user.reach(path="nomination__jurisdiction")
        return self.filter(reach | teaching) if reach else self

    def live(self):
        return self.filter(released_at=None)

    def vacated(self):
        """Of nominees who leave their agency before the class: free for others, released when others are enrolled."""
        return self.live().filter(leaves_before_the_class(), attended=None)

    def kept(self):
        """Live, and not vacated."""
        return self.live().exclude(leaves_before_the_class(), attended=None)

    def holding(self):
        """Seats that keep a nominee from another class: not released, and not missed."""
        return self.live().exclude(attended=False)

    def to_examine(self):
        """Who attended and has no score yet."""
        return self.live().filter(attended=True, examination=None)

    def with_people(self):
        """Each seat with its officer, agency and examination, by name."""
        names = ("nomination__officer__last_name", "nomination__officer__first_name", "pk")
        return self.select_related("nomination__officer", "nomination__jurisdiction", "examination").order_by(*names)


class ExaminationQuerySet(models.QuerySet):
    def visible_to(self, user):
        teaching = (
            Q(enrollment__training_class__instructor=user.pk) if user.active_memberships("instructor") else Q(pk__in=[])
        )
        reach = user.reach(path="nomination__jurisdiction")
        return self.filter(reach | teaching) if reach else self

    def taught_by(self, user):
        return self.filter(enrollment__training_class__instructor=user.pk)

    def handled_by(self, person):
        """In which a person had a part: teaches the class, recorded attendance or a score, or agreed to another one."""
        corrections = self.model.corrections.rel.related_model
        proposed = corrections.objects.filter(taken_part(corrections, person, [PROPOSE]), examination=OuterRef("pk"))
        return self.filter(
            Q(enrollment__training_class__instructor=person.pk)
            | taken_part(self.model, person, OF_EXAMINATION)
            | Exists(proposed)
            | taken_part(self.model.enrollment.field.related_model, person, OF_SEAT, path="enrollment")
        )

    def nominations_handled_by(self, person):
        """The nominations of `handled_by`, found from the person's own acts: quick for a list of hundreds."""
        corrections = self.model.corrections.rel.related_model
        seats = self.model.enrollment.field.related_model
        taught, *others = [
            self.filter(**condition).order_by().values("nomination")
            for condition in (
                {"enrollment__training_class__instructor": person.pk},
                {"pk__in": parts_of(self.model, person, OF_EXAMINATION)},
                {"corrections__in": parts_of(corrections, person, [PROPOSE])},
                {"enrollment__in": parts_of(seats, person, OF_SEAT)},
            )
        ]
        return taught.union(*others, all=True)

    def planned(self, day_from, day_to):
        """Whose retake is planned in these days, and not on record yet."""
        return self.filter(passed=False, retake_score=None, retake_planned_on__range=(day_from, day_to))

    def failed(self):
        """Both attempts failed: disqualified (IV.C)."""
        return self.filter(passed=False, retake_score__isnull=False)


class CorrectionQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(user.reach(path="examination__nomination__jurisdiction"))

    def proposed(self):
        """Awaiting the field office's answer."""
        return self.filter(status=CorrectionStatus.PROPOSED)

    def for_another(self, person):
        """Proposed by somebody else (two-person rule)."""
        return self.proposed().exclude(taken_part(self.model, person, [PROPOSE]))


def leaves_before_the_class() -> Exists:
    """The nominee leaves before the class (IV.D), by a departure that was not over when the seat was given."""
    gone = Departure.objects.live().filter(officer=OuterRef("nomination__officer"))
    gone = gone.filter(Q(ended_at=None) | Q(ended_at__gt=OuterRef("enrolled_at")))
    return Exists(gone.filter(last_day_on__lt=OuterRef("training_class__starts_on")))


def seats():
    return apps.get_model("training.Enrollment").objects.all()


def awaiting_seat(nominations: Any, at) -> models.QuerySet:
    """Of these nominations those that may be enrolled at a moment, the longest cleared first.

    Accepted and cleared under an agreement that has not ended, the officer still there, and no seat held: who passed
    or was disqualified attended a class and so holds one.
    """
    held = seats().holding().filter(nomination=OuterRef("pk"))
    left = Departure.objects.in_effect(at).filter(officer=OuterRef("officer"))
    return (
        nominations.counting()
        .filter(
            ~Exists(held),
            ~Exists(left),
            background__status__in=CLEARED,
            agreement__in=Agreement.objects.effective(at),
        )
        .order_by("background__decided_at", "pk")
    )


def eligible_for(training_class, nominations: models.QuerySet, at) -> models.QuerySet:
    """Of these nominations those that may have a seat in this class: nobody who leaves before it."""
    gone = Departure.objects.standing().filter(officer=OuterRef("officer"), last_day_on__lt=training_class.starts_on)
    return awaiting_seat(nominations, at).filter(~Exists(gone))
