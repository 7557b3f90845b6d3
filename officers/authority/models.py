from datetime import datetime

from django.contrib.postgres.fields import ArrayField, DateTimeRangeField
from django.db import models
from django.db.models import F, Q, Value

from agreements.jurisdictions.models import Jurisdiction
from officers.nominations.models import Nomination, Officer

from .fields import Instants
from .querysets import (
    ENTERED,
    CourseQuerySet,
    SpanQuerySet,
    before_letter,
    ever_out,
    gap_after_letter,
)


class Course(models.Model):
    """How far an officer has come, step by step: kept by the same triggers. Columns in the order of authority.sql."""

    officer = models.OneToOneField(Officer, models.CASCADE, primary_key=True, related_name="course")
    jurisdiction = models.ForeignKey(Jurisdiction, models.CASCADE, related_name="+", db_index=False)
    nomination = models.ForeignKey(Nomination, models.DO_NOTHING, null=True, related_name="+", db_constraint=False)
    status = models.CharField(max_length=12, null=True)  # noqa: DJ001 no nomination, no status
    since = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    cleared = models.BooleanField()
    enrolled_at = models.DateTimeField(null=True)
    passed_at = models.DateTimeField(null=True)
    disqualified = models.BooleanField()
    certified_at = models.DateTimeField(null=True)
    letter_from = models.DateTimeField(null=True)
    letter_until = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    credential_from = models.DateTimeField(null=True)
    credential_until = models.DateTimeField(null=True)
    out_at = models.DateTimeField(null=True)
    lettered = Instants(help_text="A letter of the same agreement is in force")
    withdrawn = Instants(help_text="A notice of withdrawal counts, and no later letter")
    carried = Instants(help_text="A credential is held, and not expired")
    class_held_at = models.DateTimeField(null=True, help_text="The last day of the class begins where it is held")
    attended = models.BooleanField()
    sat_at = models.DateTimeField(null=True)
    reviewed_on = models.DateField(null=True)
    retake_at = models.DateTimeField(null=True)
    departed_at = models.DateTimeField(null=True)
    formed = Instants(help_text="Form 70-006 counts")
    received = Instants(help_text="The receipt counts")
    supervised = Instants(help_text="A supervising official is named")
    suspended = Instants(help_text="ICE suspends the officer")
    agreement_suspended = Instants(help_text="A notice suspends the agreement")
    step = models.GeneratedField(
        expression=before_letter(lambda stage: F("status") if stage == "nominated" else Value(stage)),
        output_field=models.CharField(max_length=12, null=True),
        db_persist=True,
    )
    waits_since = models.GeneratedField(
        expression=before_letter(lambda stage: F(ENTERED[stage])),
        output_field=models.DateTimeField(null=True),
        db_persist=True,
    )
    lacking_since = models.GeneratedField(
        expression=gap_after_letter(), output_field=models.DateTimeField(), db_persist=True
    )

    stage: str  # from staged() and with_turn()
    turn: str
    turn_since: datetime | None

    objects = CourseQuerySet.as_manager()

    class Meta:
        db_table = "authority_course_kept"
        indexes = [
            models.Index(fields=["jurisdiction", "credential_until"], name="course_jurisdiction"),
            models.Index(
                fields=["jurisdiction", "step", "waits_since"],
                include=["officer", "nomination", "out_at"],
                condition=Q(letter_from=None, step__isnull=False),
                name="course_waiting",
            ),
            models.Index(
                fields=["jurisdiction", "lacking_since"],
                condition=Q(letter_from__isnull=False),
                name="course_lettered",
            ),
            models.Index(fields=["jurisdiction"], condition=ever_out(), name="course_out"),
        ]

    def __str__(self) -> str:
        return f"Course of officer {self.officer_id}"


class RequirementsMet(models.Model):
    """When an officer meets each requirement, one column a requirement by its code: kept by the triggers.

    `letters` are the times in which a letter is in force, `powers` what it names in each, with commas.
    """

    officer = models.OneToOneField(Officer, models.CASCADE, primary_key=True, related_name="requirements")
    jurisdiction = models.ForeignKey(Jurisdiction, models.CASCADE, related_name="+")
    agreement = Instants()
    agreement_not_suspended = Instants()
    nomination = Instants()
    background = Instants()
    examination = Instants()
    certification = Instants()
    not_withdrawn = Instants()
    letter = Instants()
    form_70_006 = Instants()
    receipt = Instants()
    supervisor = Instants()
    not_suspended = Instants()
    not_stood_down = Instants()
    not_departed = Instants()
    credential = Instants()
    letters = ArrayField(DateTimeRangeField())
    powers = ArrayField(models.TextField())

    class Meta:
        db_table = "authority_met_kept"

    def __str__(self) -> str:
        return f"Requirements that officer {self.officer_id} meets"


class Span(models.Model):
    """The intersection of the requirements, kept by triggers: authority, or service (with a credential).

    Of one kind an officer has at most one over a moment; `powers` are those that the letter names (8 USC 1357(g)(5)).
    """

    class Kind(models.TextChoices):
        AUTHORITY = "authority", "Has authority"
        SERVICE = "service", "May serve"

    officer = models.ForeignKey(Officer, models.CASCADE, related_name="spans")
    jurisdiction = models.ForeignKey(Jurisdiction, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    during = DateTimeRangeField()
    powers = ArrayField(models.TextField())

    objects = SpanQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["jurisdiction", "kind"], include=["during"], name="span_jurisdiction"),
            models.Index(fields=["officer", "kind"], name="span_officer"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.during}"


class Check(models.Model):
    """One comparison of the kept answers with the rule, and what came of it."""

    at = models.DateTimeField()
    differences = models.PositiveIntegerField()
    repaired = models.BooleanField(default=False)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["-at", "-id"], name="check_latest")]

    def __str__(self) -> str:
        return f"Check of {self.at:%Y-%m-%d}: {self.differences} differences"

    @property
    def place(self):
        """The program keeps it."""
        return None

    @property
    def subject(self) -> str:
        return f"check-{self.pk}"
