from django.db import models
from django.db.models import Q


class FieldOfficeQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Every field office is known to everyone who signs in: its name and contact are how one reaches ICE."""
        return self


class AreaQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Who answers for a county is public."""
        return self

    def standing(self, day):
        """Areas that count on a day: from and until are both included."""
        return self.filter(Q(from_on=None) | Q(from_on__lte=day), Q(until_on=None) | Q(until_on__gte=day))


class JurisdictionQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(user.reach(path=""))

    def unplaced(self):
        """Agencies whose field office is not known: split states without a county."""
        return self.filter(field_office=None)
