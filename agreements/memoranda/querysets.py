from django.db import models
from django.db.models import Exists, OuterRef, Q

from .states import Side, Status

IN_FORCE = Q(status=Status.SIGNED, effective_at__isnull=False)


class AgreementQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(user.reach())

    def effective(self, at):
        """Signed and not ended at a moment (VIII); a suspension does not end an agreement."""
        return self.filter(IN_FORCE, Q(ends_at=None) | Q(ends_at__gt=at), effective_at__lte=at)

    def in_force(self, at):
        """Effective and not suspended by notice at a moment (VIII)."""
        return self.effective(at).exclude(self._suspended(at))

    def suspended(self, at):
        """Effective, but suspended by notice at a moment (VIII)."""
        return self.effective(at).filter(self._suspended(at))

    def ended(self, at):
        """No longer in force at a moment: a notice of termination has taken effect (VIII)."""
        return self.filter(IN_FORCE, ends_at__lte=at)

    def unsigned_by(self, side):
        """Sent for signature and waiting for this side."""
        signed = self.model.signatures.rel.related_model.objects.filter(agreement=OuterRef("pk"), side=side)
        return self.filter(Q(status=Status.SENT) & ~Exists(signed))

    def _suspended(self, at):
        notices = self.model.notices.rel.related_model.objects
        return Exists(notices.suspensions().filter(agreement=OuterRef("pk")).covering(at))


class NoticeQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(user.reach(path="agreement__jurisdiction"))

    def live(self):
        return self.filter(annulled_at=None)

    def suspensions(self):
        return self.live().filter(kind="suspension")

    def terminations(self):
        return self.live().filter(kind="termination")

    def covering(self, at):
        """Notices in effect at a moment."""
        return self.filter(Q(ended_at=None) | Q(ended_at__gt=at), effective_at__lte=at)


class SignatureQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(user.reach(path="agreement__jurisdiction"))

    def of(self, side: Side):
        return self.filter(side=side)


