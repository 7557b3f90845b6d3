from datetime import date

from django.db import models
from django.db.models import Exists, OuterRef, Q, Value
from django.db.models.functions import Coalesce

from agreements.jurisdictions.programs import Program
from agreements.memoranda.models import Agreement
from agreements.memoranda.states import Status


class PublicationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The lists as such are the program managers' work; agencies and field offices see their listings."""
        return self if user.holds(("program_manager",), None) else self.none()

    def newest(self, kind: str):
        """The latest publication of a list; of two with one as-of the one imported later. None before the first."""
        return self.filter(list=kind).order_by("-as_of", "-pk").first()


class ListingQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(user.reach())

    def listed(self):
        """On the newest list of their own kind."""
        return self.filter(no_longer_listed_at=None)

    def signed(self):
        """Listed as signed, which is not an agreement on record."""
        return self.filter(standing="signed")

    def pending(self):
        return self.filter(standing="pending")

    def to_confirm(self):
        """WSO listings that ICE lists as signed while no agreement that lasted beyond that day is on record (VIII)."""
        listed_on = Coalesce(OuterRef("signed_on"), Value(date.min))
        on_record = Agreement.objects.exclude(status__in=[Status.DECLINED, Status.TAKEN_BACK]).filter(
            Q(ends_at=None) | Q(ends_at__date__gte=listed_on),
            jurisdiction=OuterRef("jurisdiction"),
            program=OuterRef("program"),
        )
        return self.listed().signed().filter(~Exists(on_record), program=Program.WSO)


class RowQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(user.reach())

    def with_issues(self):
        """Rows with a cell that lost information."""
        return self.exclude(issues=[])


class DifferenceQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(user.reach(path="listing__jurisdiction"))
