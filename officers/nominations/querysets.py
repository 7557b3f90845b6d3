from django.apps import apps
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from .states import Status

UNCHECKED = Q(status=Status.ACCEPTED, checked_at=None)


class OfficerQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(user.reach()).select_related("jurisdiction")


class NominationQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(user.reach())

    def whole(self):
        """With everything its page shows of it, in one query."""
        return self.select_related(
            "officer", "agreement", "jurisdiction__field_office", "nominated_by", "attested_by", "background"
        )

    def live(self):
        """Nominations that the agency has not taken back."""
        return self.exclude(status=Status.TAKEN_BACK)

    def unchecked(self):
        """Accepted, and the background check is not closed."""
        return self.filter(UNCHECKED)

    def with_adjudicator(self, at):
        """Unchecked, under an agreement that has not ended, of officers who have not left; since `accepted_at`."""
        departures = apps.get_model("nominations.Departure").objects
        gone = departures.live().filter(officer=OuterRef("officer"), departs_at__lte=at)
        ended = Q(agreement__ends_at__isnull=False, agreement__ends_at__lte=at)
        return self.unchecked().exclude(ended).filter(~Exists(gone))

    def checked(self):
        """The background check is closed, whatever came of it: the newest first."""
        return self.filter(checked_at__isnull=False).order_by(F("checked_at").desc(), "-pk")

    def named(self, text):
        """Whose officer's name or badge begins with each of the words."""
        for word in text.split():
            self = self.filter(
                Q(officer__last_name__istartswith=word)
                | Q(officer__first_name__istartswith=word)
                | Q(officer__badge__iexact=word)
            )
        return self


class DepartureQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(user.reach(path="officer__jurisdiction"))

    def live(self):
        return self.filter(annulled_at=None)
