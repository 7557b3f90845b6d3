from django.db import models

from .states import OPEN, Status


class OfficerQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(user.reach())


class NominationQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(user.reach())

    def live(self):
        """Nominations that the agency has not taken back."""
        return self.exclude(status=Status.TAKEN_BACK)

    def with_agency(self):
        """Drafts and what was sent back: the agency's turn."""
        return self.filter(status__in=OPEN)

    def with_field_office(self):
        """Submitted: the field office's turn."""
        return self.filter(status=Status.SUBMITTED)


class DepartureQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(user.reach(path="officer__jurisdiction"))

    def live(self):
        return self.filter(annulled_at=None)
