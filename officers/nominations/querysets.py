from django.apps import apps
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from .states import UNDECIDED, Status

UNCHECKED = Q(status=Status.ACCEPTED, checked_at=None, replaced_at=None)
COUNTING = Q(status=Status.ACCEPTED, replaced_at=None)  # accepted, and no later one has taken its place
STANDING = Q(annulled_at=None, ended_at=None)  # a departure that counts: the officer has not returned


class OfficerQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(user.reach()).select_related("jurisdiction")

    def with_badge_of(self, officer):
        """Officers of the same agency who hold the officer's badge number, without the officer."""
        same = self.filter(jurisdiction=officer.jurisdiction_id, badge=officer.badge, badge_freed=False)
        return same.exclude(pk=officer.pk)

    def gone(self, at):
        """Who has left and is not nominated to return: their badge is free for another."""
        departures = apps.get_model("nominations.Departure").objects
        nominations = apps.get_model("nominations.Nomination").objects
        left = Exists(departures.in_effect(at).filter(officer=OuterRef("pk")))
        return self.filter(left).exclude(Exists(nominations.undecided().filter(officer=OuterRef("pk"))))


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
        """Accepted, not replaced, and the background check is not closed."""
        return self.filter(UNCHECKED)

    def counting(self):
        """Accepted, and no later nomination under the same agreement has taken its place."""
        return self.filter(COUNTING)

    def barring(self):
        """Counting, and the field office has not allowed another nomination under the same agreement."""
        return self.counting().filter(another_allowed_at=None)

    def undecided(self):
        """Neither accepted nor canceled."""
        return self.filter(status__in=UNDECIDED)

    def with_adjudicator(self, at):
        """Unchecked, under an agreement that has not ended, of officers who have not left; since `accepted_at`."""
        departures = apps.get_model("nominations.Departure").objects
        gone = departures.in_effect(at).filter(officer=OuterRef("officer"))
        ended = Q(agreement__ends_at__isnull=False, agreement__ends_at__lte=at)
        return self.unchecked().exclude(ended).filter(~Exists(gone))

    def checked(self):
        """The background check is closed, whatever came of it: the newest first."""
        return self.filter(checked_at__isnull=False).order_by(F("checked_at").desc(), "-pk")

    def named(self, text):
        """Whose officer's name or badge begins with each of the words, or whose former ones have it."""
        for word in text.split():
            self = self.filter(
                Q(officer__last_name__istartswith=word)
                | Q(officer__first_name__istartswith=word)
                | Q(officer__badge__iexact=word)
                | Q(officer__former__icontains=word)
            )
        return self


class OfficerNameQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(user.reach(path="officer__jurisdiction"))

    def live(self):
        return self.filter(annulled_at=None)

    def begun(self, at):
        """Not voided, and in use since a moment or earlier; the name of the nomination is."""
        return self.live().filter(Q(starts_at=None) | Q(starts_at__lte=at))

    def coming(self, at):
        """Not voided, and in use from a later date on."""
        return self.live().filter(starts_at__gt=at)


class DepartureQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(user.reach(path="officer__jurisdiction"))

    def live(self):
        return self.filter(annulled_at=None)

    def standing(self):
        """Not voided, and the officer has not returned."""
        return self.filter(STANDING)

    def in_effect(self, at):
        """Standing, and the last day is over."""
        return self.standing().filter(departs_at__lte=at)
