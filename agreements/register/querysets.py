from datetime import date

from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Value
from django.db.models.functions import Coalesce

from agreements.jurisdictions.programs import Program
from agreements.memoranda.models import Agreement
from agreements.memoranda.states import Status


class PublicationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The lists as such are the program managers' work; agencies and field offices see their listings."""
        return self if user.holds(("program_manager",), None) else self.none()

    def newest(self, kind: str):
        """The latest publication of a list, whenever it was imported. None before the first."""
        return self.filter(list=kind).order_by("-sequence").first()

    def with_changes(self):
        """Each with how many listings are new, changed (moved or back too) and gone, against the list before."""

        def number(*kinds):
            return Count("differences", filter=Q(differences__kind__in=kinds))

        told = self.annotate(created=number("new"), updated=number("changed", "moved", "back"), gone=number("gone"))
        return told.order_by("-sequence", "-pk")

    def before(self, kind: str, sequence: str):
        """The publication of a list that comes before a place in the order; None where there is none."""
        return self.filter(list=kind, sequence__lt=sequence).order_by("-sequence").first()

    def after(self, kind: str, sequence: str):
        """The publication of a list that comes after a place in the order; None where there is none."""
        return self.filter(list=kind, sequence__gt=sequence).order_by("sequence").first()


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
        on_record = Agreement.objects.exclude(status__in=[Status.DECLINED, Status.TAKEN_BACK, Status.VOID]).filter(
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


class DescriptionQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(user.reach())

    def conflicting(self):
        """Agencies of which the lists say another county or type than a person decided."""
        county = Q(jurisdiction__decided__contains=["county"]) & ~Q(county="") & ~Q(county=F("jurisdiction__county"))
        kind = Q(jurisdiction__decided__contains=["kind"]) & ~Q(kind="unknown") & ~Q(kind=F("jurisdiction__kind"))
        return self.filter(county | kind).select_related("jurisdiction", "county_from", "kind_from")
