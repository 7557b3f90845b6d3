from django.db import models
from django.db.models import Q

from .names import key_of


class FieldOfficeQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Every field office is known to everyone who signs in: its name and contact are how one reaches ICE."""
        return self


class AreaQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Who answers for a county is public."""
        return self

    def in_effect(self, day):
        """Areas that count on a day: from and until are both included."""
        return self.filter(Q(from_on=None) | Q(from_on__lte=day), Q(until_on=None) | Q(until_on__gte=day))


class JurisdictionQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(user.reach(path=""))

    def named(self, text):
        """Agencies of this name, with or without the state: "Pinellas County Sheriff's Office, Florida"."""
        name, _, state = text.rpartition(",")
        alone = Q(key=key_of(text)) | Q(name__iexact=text)
        return self.filter(alone | (Q(key=key_of(name)) | Q(name__iexact=name)) & Q(state__iexact=state.strip()))

    def unplaced(self):
        """Agencies without a known field office: in a state that several offices share, without a county."""
        return self.filter(field_office=None)
