from django.db import models

from .states import CLEARED, Status


class BackgroundCheckQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Only adjudicators see the check with its outcome."""
        return self.filter(user.reach("adjudicator", path="nomination__jurisdiction"))

    def cleared(self):
        return self.filter(status__in=CLEARED)

    def decided(self):
        return self.exclude(status=Status.OPEN)


class BackgroundStepQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Only adjudicators see which items were requested and received."""
        return self.filter(user.reach("adjudicator", path="check_of__nomination__jurisdiction"))

    def live(self):
        return self.filter(annulled_at=None)


class RecordsAccessQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Only adjudicators see and record access to disciplinary records."""
        return self.filter(user.reach("adjudicator", path="officer__jurisdiction"))

    def live(self):
        return self.filter(annulled_at=None)
