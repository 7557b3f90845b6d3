from django.db import models
from django.db.models import Q

from .states import Status


class OfOfficers(models.QuerySet):
    """Facts about one officer."""

    def visible_to(self, user):
        return self.filter(user.reach(path="officer__jurisdiction"))

    def live(self):
        """Not annulled."""
        return self.filter(annulled_at=None)

    def standing(self, at):
        """Over a moment: for facts that last from `starts_at` until `ends_at`."""
        return self.live().filter(Q(ends_at=None) | Q(ends_at__gt=at), starts_at__lte=at)


class OfAgreements(models.QuerySet):
    """Papers for several officers under one agreement."""

    def visible_to(self, user):
        return self.filter(user.reach(path="agreement__jurisdiction"))

    def live(self):
        return self.filter(annulled_at=None)


class CredentialQuerySet(OfOfficers):
    def held(self, at):
        """In the officer's hand and not expired at a moment (IV.D: shall carry)."""
        return self.live().filter(Q(closed_at=None) | Q(closed_at__gt=at), issued_at__lte=at, expires_at__gt=at)

    def expiring(self, after, before):
        """Still issued, and expiring in a window of instants."""
        return self.live().filter(status=Status.ISSUED, expires_at__gt=after, expires_at__lte=before)
