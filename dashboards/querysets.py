from django.db import models
from django.db.models import Case, Count, Exists, OuterRef, Q, Value, When

from agreements.memoranda.models import Notice

from .states import Stage


class PartnershipQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(user.reach())

    def staged(self, at):
        """Annotates `stage`: where each partnership stands at a moment. One stage each; the furthest counts."""
        whens = [When(condition, then=Value(stage.value)) for stage, condition in partnership_stages(at)]
        default = Value(Stage.NO_LONGER_LISTED.value)
        return self.annotate(stage=Case(*whens, default=default, output_field=models.CharField()))

    def in_stages(self, names, at):
        """Partnerships in one of these stages at a moment."""
        return self.staged(at).filter(stage__in=names)

    def counted(self, at, *by) -> list[tuple]:
        """How many partnerships there are by these columns and stage: rows of (*by, program, stage, number)."""
        rows = self.staged(at).order_by().values_list(*by, "program", "stage")
        return list(rows.annotate(number=Count("*")))


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
