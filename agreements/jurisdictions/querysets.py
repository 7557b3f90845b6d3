from django.apps import apps
from django.db import models
from django.db.models import Q

from records.models import columns_of

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
        """Agencies of this name, with or without the state: "Pinellas County Sheriff's Office, Florida".

        A former name counts too.
        """
        name, _, state = text.rpartition(",")
        return self.filter(self._has_name(text) | self._has_name(name) & Q(state__iexact=state.strip()))

    def _has_name(self, name) -> Q:
        former = apps.get_model("jurisdictions.FormerName")._default_manager.filter(key=key_of(name))
        return Q(key=key_of(name)) | Q(name__iexact=name) | Q(pk__in=former.values("jurisdiction"))

    def unplaced(self):
        """Agencies without a known field office: in a state that several offices share, without a county."""
        return self.filter(field_office=None)


class FacilityQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(user.reach())

    def in_use(self, day):
        """The facilities in use on a day; both ends are included."""
        return self.filter(Q(from_on=None) | Q(from_on__lte=day), Q(until_on=None) | Q(until_on__gte=day))

    def covered(self, day):
        """Those in use that the agreement covers on a day (App. A)."""
        return self.in_use(day).filter(covered_from__lte=day)


class ContactQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(user.reach_placed())

    def of(self, place):
        """The contacts of an agency or of a field office."""
        return self.filter(**columns_of(place))

    def on_duty(self, day):
        """Those who are called on a day; both ends are included."""
        return self.filter(Q(from_on=None) | Q(from_on__lte=day), Q(until_on=None) | Q(until_on__gte=day))
