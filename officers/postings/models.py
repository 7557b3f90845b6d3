from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q

from agreements.jurisdictions.models import Facility
from officers.nominations.models import Officer, OfficerFact
from records.facts import LIVE, RangeOf, annulment

from .querysets import PostingQuerySet
from .states import Shift


class Posting(OfficerFact):
    """Where an officer works: at one jail of the agency, from a date until a date, on one shift or any."""

    officer = models.ForeignKey(Officer, models.PROTECT, related_name="postings")
    facility = models.ForeignKey(Facility, models.PROTECT, related_name="postings")
    shift = models.CharField(max_length=10, choices=Shift, default=Shift.ANY)
    from_on = models.DateField("first day")
    until_on = models.DateField("last day", null=True, blank=True)
    starts_at = models.DateTimeField(help_text="The start of the first day in the facility's zone")
    ends_at = models.DateTimeField(null=True, blank=True, help_text="The end of the last day in the facility's zone")

    objects = PostingQuerySet.as_manager()

    class Meta:
        ordering = ["officer__last_name", "officer__first_name", "starts_at", "pk"]
        indexes = [
            models.Index(fields=["facility", "starts_at"], name="posting_facility", condition=LIVE),
            models.Index(fields=["officer", "starts_at"], name="posting_officer", condition=LIVE),
        ]
        constraints = [
            annulment("posting"),
            models.CheckConstraint(
                name="posting_ends_after_it_starts",
                condition=Q(ends_at=None) | Q(ends_at__gt=F("starts_at")),
                violation_error_message="The last day can't be before the first day.",
            ),
            ExclusionConstraint(
                name="one_posting_at_a_time",
                expressions=[
                    ("officer", RangeOperators.EQUAL),
                    ("facility", RangeOperators.EQUAL),
                    (RangeOf("starts_at", "ends_at"), RangeOperators.OVERLAPS),
                ],
                condition=LIVE,
                violation_error_message="An officer you chose is already posted here in that time. End or void that "
                "posting first.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.officer} at {self.facility}"
