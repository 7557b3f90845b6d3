from django.db import models


class FieldOfficeQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Every field office is known to everyone who signs in: its name and contact are how one reaches ICE."""
        return self


class JurisdictionQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(user.reach(path=""))

    def unplaced(self):
        """Agencies whose field office is not known: split states without a county."""
        return self.filter(field_office=None)
