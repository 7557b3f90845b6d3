from datetime import timedelta

from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, Sum, Value, When

from agreements.memoranda.models import Notice

from .states import Stage


class PartnershipQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(user.reach())

    def staged(self, at):
        """Annotate `stage`, the stage of each partnership at a moment. Each has one stage, the furthest."""
        whens = [When(condition, then=Value(stage.value)) for stage, condition in partnership_stages(at)]
        default = Value(Stage.NO_LONGER_LISTED.value)
        return self.annotate(stage=Case(*whens, default=default, output_field=models.CharField()))

    def in_stages(self, names, at):
        """Partnerships in one of these stages at a moment."""
        return self.staged(at).filter(stage__in=names)


class TallyQuerySet(models.QuerySet):
    def counted(self, at, *by) -> list[tuple]:
        """The numbers at a moment by these columns: rows of (*by, number), none of them 0."""
        rows = self.filter(at__lte=at).order_by().values_list(*by)
        return list(rows.annotate(total=Sum("number")).exclude(total=0))

    def expiring(self, at, spans) -> dict[int, int]:
        """How many credentials expire within each of these spans of days."""
        ends = {days: at + timedelta(days=days) for days in spans}
        rows = self.filter(what="expiring", at__gt=at, at__lte=max(ends.values()))
        sums = {f"within_{days}": Sum("number", filter=Q(at__lte=end), default=0) for days, end in ends.items()}
        found = rows.aggregate(**sums)
        return {days: found[f"within_{days}"] for days in spans}


def partnership_stages(at) -> list[tuple[Stage, Q]]:
    """The stages at a moment in the order in which they are asked, each as a condition (VIII for what is in force)."""
    running = Q(agreement__isnull=False) & (Q(ends_at=None) | Q(ends_at__gt=at))
    suspensions = Notice.objects.suspensions().filter(agreement=OuterRef("agreement"))
    signed_since = Q(agreement=None) | Q(signed_on__gt=models.F("ended_on"))
    return [
        (Stage.SUSPENDED, running & Q(Exists(suspensions.covering(at)))),
        (Stage.NOTICE_GIVEN, running & (Q(ends_at__gt=at) | Q(Exists(suspensions.ahead(at))))),
        (Stage.IN_FORCE, running),
        (Stage.RECORDED, Q(status="recorded")),
        (Stage.SENT, Q(status="sent")),
        (Stage.DRAFTED, Q(status="draft")),
        (Stage.PENDING_LISTED, Q(listed=True, standing="pending")),
        (Stage.LISTED, Q(listed=True, standing="signed") & signed_since),
        (Stage.ENDED, Q(agreement__isnull=False)),
    ]
