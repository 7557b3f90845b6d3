from django.db import models
from django.db.models import Exists, OuterRef, Q

from .states import Status


class TrainingClassQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Field offices see their own classes, instructors the ones they teach, agencies those with their nominees."""
        offices = [m.field_office_id for m in user.standing("field_office", "director")]
        seen = Q(field_office__in=offices) | Q(instructor=user.pk if user.standing("instructor") else None)
        if user.standing("program_manager", "adjudicator", "inspector"):
            return self
        agencies = [m.jurisdiction_id for m in user.standing("administrator", "viewer")]
        ours = self.model.enrollments.rel.related_model.objects.filter(
            training_class=OuterRef("pk"), nomination__jurisdiction__in=agencies
        )
        return self.filter(seen | Exists(ours))

    def scheduled(self):
        return self.filter(status=Status.SCHEDULED)

    def with_seats(self):
        return self.scheduled().filter(taken__lt=models.F("seats"))


class EnrollmentQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A roster shows each agency its own people only; the instructor sees the classes they teach."""
        teaching = Q(training_class__instructor=user.pk) if user.standing("instructor") else Q(pk__in=[])
        reach = user.reach(path="nomination__jurisdiction")
        return self.filter(reach | teaching) if reach else self

    def live(self):
        return self.filter(released_at=None)


class ExaminationQuerySet(models.QuerySet):
    def visible_to(self, user):
        teaching = Q(enrollment__training_class__instructor=user.pk) if user.standing("instructor") else Q(pk__in=[])
        reach = user.reach(path="nomination__jurisdiction")
        return self.filter(reach | teaching) if reach else self

    def failed(self):
        """Both attempts failed: disqualified (IV.C)."""
        return self.filter(passed=False, retake_score__isnull=False)
