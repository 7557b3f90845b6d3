"""A dated fact on paper: recorded once, never edited; a wrong one is voided with a reason and entered again."""

from datetime import datetime

from django.conf import settings
from django.contrib.postgres.fields import DateTimeRangeField
from django.db import models
from django.db.models import Func, Q

from .actions import Action, Refused
from .workflow import STALE, require, verb, write_event

LIVE = Q(annulled_at=None)


class RangeOf(Func):
    """`[from, until)` as a range, for constraints over time; a NULL end is open."""

    function = "TSTZRANGE"
    output_field = DateTimeRangeField()


class Fact(models.Model):
    """What every dated fact has besides its own dates: who entered it when, and whether it was voided."""

    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    annulled_at = models.DateTimeField(null=True, blank=True)
    annulled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    annulled_because = models.CharField(max_length=300, blank=True)

    class Meta:
        abstract = True


def annulment(name: str) -> models.CheckConstraint:
    """Give the constraint that a voided fact has a reason. Each fact lists it once, under its own name."""
    return models.CheckConstraint(
        name=f"{name}_annulled_with_a_reason",
        condition=Q(annulled_at=None) | (Q(annulled_by__isnull=False) & ~Q(annulled_because="")),
        violation_error_message="Enter the reason for voiding this entry.",
    )


@verb
def annul(action: Action, fact: Fact, *, reason: str, by, at: datetime) -> None:
    """Take a fact out of every answer from now on; the entry stays on record.

    Asks the role and the check of the action. Raises Refused when the fact is void already.
    """
    require(action, fact, by=by, at=at)
    if not reason.strip():
        raise Refused("Enter the reason for voiding this entry.")
    changes = {"annulled_at": at, "annulled_by": by, "annulled_because": reason.strip()}
    if not type(fact)._default_manager.filter(LIVE, pk=fact.pk).update(**changes):
        raise Refused(STALE)
    write_event(action, fact, by=by, at=at, reason=reason)
