import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Round
from django.utils.dateformat import format as format_date
from django.utils.functional import cached_property

from agreements.jurisdictions.models import FieldOffice
from agreements.memoranda.terms import R4
from officers.nominations.models import Nomination
from records.actions import guard
from wso_portal import clock

from .querysets import CorrectionQuerySet, EnrollmentQuerySet, ExaminationQuerySet, TrainingClassQuerySet
from .states import ACTIONS, CORRECTION_ACTIONS, CorrectionStatus, Outcome, Status

PASS = R4.pass_mark.value  # the same in every revision; a test keeps it so
MOST_SEATS = 200  # program practice, not MOA


class Score(models.DecimalField):
    """A number kept exactly as entered: numeric without a scale, so that 69.999 never becomes 70."""

    def db_type(self, connection):
        return "numeric"


class TrainingClass(models.Model):
    """A class at a local site or online: one day by default (program practice, not MOA)."""

    field_office = models.ForeignKey(FieldOffice, models.PROTECT, related_name="classes")
    starts_on = models.DateField()
    ends_on = models.DateField()
    starts_time = models.TimeField("starts at")
    online = models.BooleanField(default=False)
    site = models.CharField("location or how to join", max_length=160)
    instructor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="classes_taught")
    seats = models.PositiveSmallIntegerField()
    taken = models.PositiveSmallIntegerField(default=0)
    status = models.CharField(max_length=10, choices=Status)
    version = models.PositiveIntegerField(default=1)

    objects = TrainingClassQuerySet.as_manager()

    class Meta:
        ordering = ["starts_on", "pk"]
        triggers = [guard(*(action for action in ACTIONS if action not in CORRECTION_ACTIONS))]
        indexes = [models.Index(fields=["field_office", "starts_on"], name="class_office")]
        constraints = [
            models.CheckConstraint(
                name="seats_taken_within_seats",
                condition=Q(taken__lte=F("seats")),
                violation_error_message="There are not enough seats in this class.",
            ),
            models.CheckConstraint(
                name="class_has_seats",
                condition=Q(seats__range=(1, MOST_SEATS)),
                violation_error_message=f"A class has 1 to {MOST_SEATS} seats.",
            ),
            models.CheckConstraint(
                name="class_ends_after_it_starts",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message="A class can't end before it starts.",
            ),
        ]

    def __str__(self) -> str:
        return f"Class of {format_date(self.starts_on, 'M j, Y')}"

    @property
    def starts_at(self):
        """The instant it begins, by the field office's wall clock."""
        return clock.moment(self.starts_on, self.starts_time, self.field_office.zone)

    @cached_property
    def vacated(self) -> int:
        """Seats of nominees who leave their agency before the class; lists annotate it (with_vacated)."""
        return self.enrollments.vacated().count()

    @property
    def occupied(self) -> int:
        """Seats of those who are still to come, or came."""
        return self.taken - self.vacated

    @property
    def left(self) -> int:
        """Free seats: enrolling releases the seats of nominees who leave before the class."""
        return self.seats - self.occupied

    @property
    def place(self) -> FieldOffice:
        return self.field_office

    @property
    def subject(self) -> str:
        return f"class-{self.pk}"


class Enrollment(models.Model):
    """A cleared nominee's seat in a class, and whether they attended."""

    training_class = models.ForeignKey(TrainingClass, models.PROTECT, related_name="enrollments")
    nomination = models.ForeignKey(Nomination, models.PROTECT, related_name="enrollments")
    enrolled_at = models.DateTimeField()
    enrolled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    released_at = models.DateTimeField(null=True, blank=True)
    attended = models.BooleanField(null=True, blank=True)

    objects = EnrollmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="enrollment_identity", fields=["id", "nomination", "attended"]),
            models.UniqueConstraint(
                name="one_seat_at_a_time",
                fields=["nomination"],
                condition=Q(released_at=None) & (Q(attended=None) | Q(attended=True)),
                violation_error_message="This nominee already has a seat in a class.",
            ),
            models.CheckConstraint(
                name="a_released_seat_was_not_attended",
                condition=Q(released_at=None) | Q(attended=None),
                violation_error_message="Attendance is recorded for this seat, so it can't be released.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nomination.officer} in {self.training_class}"

    @property
    def place(self):
        return self.nomination.jurisdiction

    @property
    def subject(self) -> str:
        return self.nomination.subject


@pghistory.track(model_name="ExaminationHistory", append_only=True)
class Examination(models.Model):
    """The final examination: 70 percent; after a review one retake; a second failure disqualifies (IV.C).

    A row has room for two attempts and no more, and a nomination has one row.
    """

    nomination = models.OneToOneField(Nomination, models.PROTECT, related_name="examination")
    enrollment = models.OneToOneField(Enrollment, models.PROTECT, related_name="examination")
    attended = models.BooleanField(default=True, editable=False)
    score = Score(max_digits=5, decimal_places=2)
    sat_on = models.DateField()
    sat_at = models.DateTimeField()
    examined_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reviewed_on = models.DateField(null=True, blank=True)
    retake_planned_on = models.DateField(null=True, blank=True, help_text="Agreed on at the review")
    retake_score = Score(max_digits=5, decimal_places=2, null=True, blank=True)
    retake_on = models.DateField(null=True, blank=True)
    retake_at = models.DateTimeField(null=True, blank=True)
    passed = models.GeneratedField(
        expression=Q(score__gte=PASS) | Q(retake_score__isnull=False, retake_score__gte=PASS),  # type: ignore[arg-type]  # Q is one
        output_field=models.BooleanField(),
        db_persist=True,
    )
    passed_at = models.GeneratedField(
        expression=models.Case(
            models.When(score__gte=PASS, then=F("sat_at")), models.When(retake_score__gte=PASS, then=F("retake_at"))
        ),
        output_field=models.DateTimeField(null=True),
        db_persist=True,
    )
    voided_at = models.DateTimeField(null=True, blank=True, help_text="The director opened a final result")
    version = models.PositiveIntegerField(default=1)

    objects = ExaminationQuerySet.as_manager()
    refusals = {
        "score_fixed_once_certified": "ICE has certified this officer, so the scores can't be changed (IV.D).",
        "examined_after_attending": "Only a nominee who attended the class can take the exam (IV.C).",
    }

    class Meta:
        triggers = [
            # No one may make room for a third attempt (IV.C).
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="retake_is_kept",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__retake_score__isnull=False, new__retake_score__isnull=True),
            ),
            pgtrigger.ReadOnly(name="of_one_nominee", fields=["nomination", "enrollment"]),
        ]
        constraints = [
            models.UniqueConstraint(name="examination_identity", fields=["id", "nomination", "passed"]),
            models.CheckConstraint(
                name="scores_are_percentages",
                condition=Q(score__range=(0, 100), score=Round("score", 2))
                & (Q(retake_score=None) | Q(retake_score__range=(0, 100), retake_score=Round("retake_score", 2))),
                violation_error_message="A score is a number from 0 to 100 with at most two decimals.",
            ),
            models.CheckConstraint(
                name="retake_follows_a_failure_and_a_review",
                condition=Q(retake_score=None)
                | Q(score__lt=PASS, reviewed_on__isnull=False)
                & Q(reviewed_on__gte=F("sat_on"), retake_on__gte=F("reviewed_on")),
                violation_error_message="A retake comes after a first exam that was not passed and a review (IV.C).",
            ),
            models.CheckConstraint(
                name="review_follows_a_failure",
                condition=Q(reviewed_on=None) | Q(score__lt=PASS, reviewed_on__gte=F("sat_on")),
                violation_error_message="A review comes after a first exam that was not passed (IV.C).",
            ),
            models.CheckConstraint(
                name="retake_has_score_and_date",
                condition=Q(retake_score=None, retake_on=None, retake_at=None)
                | Q(retake_score__isnull=False, retake_on__isnull=False, retake_at__isnull=False),
                violation_error_message="Enter both the score and the date of the retake.",
            ),
            models.CheckConstraint(
                name="examined_only_if_attended",
                condition=Q(attended=True),
                violation_error_message="Only a nominee who attended the class can take the exam (IV.C).",
            ),
        ]

    def __str__(self) -> str:
        return f"Examination of {self.nomination.officer}"

    @property
    def outcome(self) -> Outcome:
        """The outcome by these scores (IV.C)."""
        if self.passed:
            return Outcome.PASSED
        if self.retake_score is not None:
            return Outcome.DISQUALIFIED
        return Outcome.RETAKE_DUE if self.reviewed_on else Outcome.REVIEW_DUE

    def was_handled_by(self, person) -> bool:
        """Whether the person had a part in it; a roster has looked it up for all of its rows at once."""
        if person.pk in self.handlers:
            return self.handlers[person.pk]
        return Examination.objects.filter(pk=self.pk).handled_by(person).exists()

    @cached_property
    def handlers(self) -> dict[int, bool]:
        """Who is known to have had a part, or none, by user."""
        return {}

    @property
    def latest_on(self):
        """The day of the attempt that counts."""
        return self.retake_on or self.sat_on

    @property
    def place(self):
        return self.nomination.jurisdiction

    @property
    def subject(self) -> str:
        return self.nomination.subject


class Correction(models.Model):
    """Proposed scores that change pass or fail; they count once the field office agrees."""

    examination = models.ForeignKey(Examination, models.PROTECT, related_name="corrections")
    of_version = models.PositiveIntegerField(help_text="The examination as it was when this was proposed")
    score = Score(max_digits=5, decimal_places=2)
    sat_on = models.DateField()
    reviewed_on = models.DateField(null=True, blank=True)
    retake_score = Score(max_digits=5, decimal_places=2, null=True, blank=True)
    retake_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=300)
    status = models.CharField(max_length=10, choices=CorrectionStatus)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        triggers = [guard(*CORRECTION_ACTIONS)]
        constraints = [
            models.UniqueConstraint(
                name="one_open_correction",
                fields=["examination"],
                condition=Q(status=CorrectionStatus.PROPOSED),
                violation_error_message="The field office has not yet answered an earlier correction of this exam.",
            )
        ]

    def __str__(self) -> str:
        return f"Correction of the examination of {self.examination.nomination.officer}"

    @property
    def place(self):
        return self.examination.place

    @property
    def subject(self) -> str:
        return self.examination.subject
