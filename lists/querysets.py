from datetime import timedelta

from django.db import models
from django.db.models import Q

STALLED_AFTER = timedelta(minutes=5)  # a file that has not grown for so long lost its worker
MOST_ATTEMPTS = 3


class ExportQuerySet(models.QuerySet):
    def of(self, user):
        """What a person asked for, the newest first."""
        return self.filter(asked_by=user.pk).order_by("-pk")

    def visible_to(self, user):
        """Files that are ready, for who asked, while each role counts that they held when they asked."""
        held = [membership.pk for membership in user.active_memberships()]
        return self.filter(asked_by=user.pk, memberships__contained_by=held).exclude(file="")

    def unfinished(self):
        """Asked for, and neither ready nor given up."""
        return self.filter(finished_at=None, failed="")

    def to_make(self, at):
        """Unfinished, and nobody is at work on it."""
        return self.unfinished().filter(Q(claimed_at=None) | Q(claimed_at__lt=at - STALLED_AFTER)).order_by("pk")


class DisclosureQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Of the agencies in a person's scope."""
        return self.filter(user.reach())
