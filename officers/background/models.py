import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from officers.nominations.models import Nomination, Officer, OfficerFact
from officers.nominations.states import Stage
from records.actions import guard
from records.facts import Fact, annulment
from records.workflow import STALE

from . import states
from .querysets import BackgroundCheckQuerySet, BackgroundStepQuerySet, RecordsAccessQuerySet
from .states import ACTIONS, SEEN, STAGE_BY_STATUS, AccessEnd, Item, ItemState, Status, Waiver


@pghistory.track(model_name="BackgroundCheckHistory", append_only=True)
class BackgroundCheck(models.Model):
    """ICE's check of one nominee (IV.B): its steps, dates and outcome, never what was found."""

    nomination = models.OneToOneField(Nomination, models.PROTECT, related_name="background")
    status = models.CharField(max_length=14, choices=Status)
    started_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    waived_because = models.CharField("why ICE does not require it", max_length=200, choices=Waiver, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = BackgroundCheckQuerySet.as_manager()
    refusals = {"background_backgroundcheck_nomination_id_key": STALE}  # two begin the same check at once

    class Meta:
        triggers = [guard(*ACTIONS)]
        constraints = [
            models.CheckConstraint(
                name="decided_by_someone_at_a_moment",
                condition=Q(status=Status.OPEN, decided_at=None)
                | (~Q(status=Status.OPEN) & Q(decided_at__isnull=False, decided_by__isnull=False)),
                violation_error_message="A decision needs its date and the adjudicator who made it.",
            ),
            models.CheckConstraint(
                name="waived_with_a_reason",
                condition=(Q(status=Status.NOT_REQUIRED) & ~Q(waived_because=""))
                | (~Q(status=Status.NOT_REQUIRED) & Q(waived_because="")),
                violation_error_message="Choose why ICE does not require a background check (IV.B).",
            ),
        ]

    def __str__(self) -> str:
        return f"Background check of {self.nomination.officer}"

    @property
    def seen(self) -> str:
        """The word that people other than adjudicators see."""
        return SEEN[Status(self.status)]

    @property
    def stage(self) -> Stage:
        """The status of the nomination by this check, as everyone in scope sees it."""
        return STAGE_BY_STATUS[Status(self.status)]

    def has_received(self, item: Item) -> bool:
        """Whether an item is on record as received, or as reviewed, which nothing is before it is received."""
        return self.steps.live().filter(kind=item, state__in=[ItemState.RECEIVED, ItemState.REVIEWED]).exists()

    @property
    def place(self):
        return self.nomination.jurisdiction

    @property
    def subject(self) -> str:
        return self.nomination.subject


class BackgroundStep(Fact):
    """One item asked for or received, and the day. No content."""

    check_of = models.ForeignKey(BackgroundCheck, models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=24, choices=states.Item)
    state = models.CharField(max_length=12, choices=states.ItemState)
    done_on = models.DateField()

    objects = BackgroundStepQuerySet.as_manager()

    class Meta:
        ordering = ["done_on", "pk"]
        constraints = [
            annulment("step"),
            models.UniqueConstraint(
                name="one_step_a_state",
                fields=["check_of", "kind", "state"],
                condition=Q(annulled_at=None),
                violation_error_message="This step is already recorded. If its date is wrong, void it first.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.get_state_display().lower()}"

    @property
    def place(self):
        return self.check_of.place

    @property
    def subject(self) -> str:
        return self.check_of.subject


class RecordsAccess(OfficerFact):
    """ICE may read an officer's disciplinary records, with the officer's written authorization (IV.B).

    It outlives the background check: IV.B asks for continuous access.
    """

    officer = models.ForeignKey(Officer, models.PROTECT, related_name="records_access")
    authorized_on = models.DateField("date of the officer's written authorization")
    from_on = models.DateField("access since")
    ended_on = models.DateField("access ended on", null=True, blank=True)
    ended_because = models.CharField(max_length=12, choices=AccessEnd, blank=True)

    objects = RecordsAccessQuerySet.as_manager()

    class Meta:
        ordering = ["from_on", "pk"]
        constraints = [
            annulment("access"),
            models.UniqueConstraint(
                name="one_open_access_an_officer",
                fields=["officer"],
                condition=Q(annulled_at=None, ended_on=None),
                violation_error_message="Access to this officer's disciplinary records is already on record.",
            ),
            models.CheckConstraint(
                name="access_rests_on_an_authorization",
                condition=Q(from_on__gte=F("authorized_on")),
                violation_error_message="Access can't start before the officer's written authorization.",
            ),
            models.CheckConstraint(
                name="access_ends_after_it_starts",
                condition=Q(ended_on=None) | Q(ended_on__gte=F("from_on")),
                violation_error_message="Access can't end before it starts.",
            ),
            models.CheckConstraint(
                name="access_ends_with_a_reason",
                condition=Q(ended_on=None, ended_because="") | (Q(ended_on__isnull=False) & ~Q(ended_because="")),
                violation_error_message="Choose why the access ended.",
            ),
        ]

    def __str__(self) -> str:
        return f"Access to disciplinary records of {self.officer}"
