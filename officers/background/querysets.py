from django.db import models

from .states import CLEARED, Status


class BackgroundCheckQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The check itself, with its outcome, is the adjudicators' alone."""
        return self.filter(user.reach("adjudicator", path="nomination__jurisdiction"))

    def cleared(self):
        return self.filter(status__in=CLEARED)

    def decided(self):
        return self.exclude(status=Status.OPEN)


class BackgroundStepQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What was asked for and received is the adjudicators' alone."""
        return self.filter(user.reach("adjudicator", path="check_of__nomination__jurisdiction"))

    def live(self):
        return self.filter(annulled_at=None)


class RecordsAccessQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Access to disciplinary records is the adjudicators' to record."""
        return self.filter(user.reach("adjudicator", path="officer__jurisdiction"))

    def live(self):
        return self.filter(annulled_at=None)
