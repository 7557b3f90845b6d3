from django.db import models
from django.db.models import Q


class PostingQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(user.reach(path="officer__jurisdiction"))

    def live(self):
        """Those that are not void."""
        return self.filter(annulled_at=None)

    def in_effect(self, at):
        """The postings of a moment."""
        return self.live().filter(Q(ends_at=None) | Q(ends_at__gt=at), starts_at__lte=at)

    def not_over(self, at):
        """The postings of a moment, and those to come."""
        return self.live().filter(Q(ends_at=None) | Q(ends_at__gt=at))
