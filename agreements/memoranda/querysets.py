from django.apps import apps
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When

from .states import Side, Stage, Status

IS_SIGNED = Q(status=Status.SIGNED, effective_at__isnull=False)


class AgreementQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(user.reach())

    def under_way_or_signed(self):
        """Drafted, sent, recorded or signed: a field office serves the agency."""
        return self.exclude(status__in=[Status.DECLINED, Status.TAKEN_BACK, Status.VOID])

    def under_way(self):
        """Drafted, sent, or recorded and awaiting a check: at most one of an agency and program."""
        return self.filter(status__in=[Status.DRAFT, Status.SENT, Status.RECORDED])

    def with_a_term(self):
        """Signed by both sides, and not ended at their first instant: such an agreement counts for nothing."""
        return self.filter(IS_SIGNED, Q(ends_at=None) | Q(ends_at__gt=F("effective_at")))

    def effective(self, at):
        """Signed and not ended at a moment (VIII); a suspension does not end an agreement."""
        return self.filter(IS_SIGNED, Q(ends_at=None) | Q(ends_at__gt=at), effective_at__lte=at)

    def in_force(self, at):
        """Effective and not suspended by notice at a moment (VIII)."""
        return self.effective(at).exclude(self._suspended(at))

    def suspended(self, at):
        """Effective, but suspended by notice at a moment (VIII)."""
        return self.effective(at).filter(self._suspended(at))

    def drafted(self):
        """Drafts that the field office has not sent for signature."""
        return self.filter(status=Status.DRAFT)

    def recorded(self):
        """Recorded from a signed copy that a second person has not confirmed."""
        return self.filter(status=Status.RECORDED)

    def over(self, effective_at):
        """In force at some instant from `effective_at` on: what a further agreement from then on would overlap."""
        return self.filter(IS_SIGNED, Q(ends_at=None) | Q(ends_at__gt=effective_at))

    def ended(self, at):
        """No longer in force at a moment: a notice of termination has taken effect (VIII)."""
        return self.filter(IS_SIGNED, ends_at__lte=at)

    def unsigned_by(self, side):
        """Sent for signature, and this side has not signed."""
        signatures = apps.get_model("memoranda.Signature").objects.filter(agreement=OuterRef("pk"), side=side)
        signed = signatures.filter(annulled_at=None)
        return self.filter(Q(status=Status.SENT) & ~Exists(signed))

    def in_stage(self, stage, at):
        """Agreements in one Stage at a moment."""
        return self.filter(self._stages(at)[Stage(stage)])

    def with_stage(self, at):
        """Annotate `stage`, the Stage of each at a moment. For one page of a list it reads the notices of that page."""
        whens = [When(condition, then=Value(stage.value)) for stage, condition in self._stages(at).items()]
        return self.annotate(stage=Case(*whens, output_field=models.CharField()))

    def _stages(self, at) -> dict[Stage, Q]:
        signed = IS_SIGNED & (Q(ends_at=None) | Q(ends_at__gt=at))
        suspended = Q(self._suspended(at))
        leaving = Q(ends_at__gt=at) | Q(Exists(self._notices().suspensions().ahead(at)))
        return {
            Stage.DRAFTED: Q(status=Status.DRAFT),
            Stage.SENT: Q(status=Status.SENT) | Q(effective_at__gt=at),
            Stage.RECORDED: Q(status=Status.RECORDED),
            Stage.DECLINED: Q(status=Status.DECLINED),
            Stage.TAKEN_BACK: Q(status=Status.TAKEN_BACK),
            Stage.VOID: Q(status=Status.VOID),
            Stage.ENDED: IS_SIGNED & Q(ends_at__lte=at),
            Stage.SUSPENDED: signed & suspended,
            Stage.NOTICE_GIVEN: signed & ~suspended & leaving,
            Stage.IN_FORCE: signed & ~suspended & ~leaving,
        }

    def _suspended(self, at):
        return Exists(self._notices().suspensions().covering(at))

    def _notices(self):
        return apps.get_model("memoranda.Notice").objects.filter(agreement=OuterRef("pk"))


class NoticeQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(user.reach(path="agreement__jurisdiction"))

    def live(self):
        return self.filter(annulled_at=None)

    def suspensions(self):
        return self.live().filter(kind="suspension")

    def terminations(self):
        """Notices of termination that count; one that was canceled before it took effect does not."""
        return self.live().filter(kind="termination", ended_at=None)

    def covering(self, at):
        """Notices in effect at a moment."""
        return self.filter(Q(ended_at=None) | Q(ended_at__gt=at), effective_at__lte=at)

    def ahead(self, at):
        """Notices that will take effect after a moment; one canceled before it began never does."""
        return self.filter(Q(ended_at=None) | Q(ended_at__gt=F("effective_at")), effective_at__gt=at)


class SignatureQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(user.reach(path="agreement__jurisdiction"))

    def of(self, side: Side):
        return self.filter(side=side)

    def live(self):
        """Signatures that count: neither corrected nor voided."""
        return self.filter(annulled_at=None)


class BlankQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Program managers keep the templates; who may see an agreement gets its template from there."""
        return self if "program_manager" in user.role_names else self.none()

    def live(self):
        return self.filter(annulled_at=None)
