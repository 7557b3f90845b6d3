"""The training date: 14, 3 and 1 days before, to the agencies with people in the class and to its instructor.

A planned retake (IV.C): 3 days and 1 day before, to the officer's agency and to the instructor.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from accounts.models import Membership
from accounts.roles import Role
from notifications.planning import Due, Reminder, register
from wso_portal import clock

from .announcements import when, where
from .models import Enrollment, Examination, TrainingClass


def training_dates(day_from: date, day_to: date) -> Iterator[Due]:
    """A Due for each class that starts in these days: one for its instructor, one for each agency with a seat in it."""
    coming = TrainingClass.objects.scheduled().filter(starts_on__range=(day_from, day_to))
    coming = list(coming.select_related("field_office", "instructor"))
    agencies = agencies_in(coming)
    administrators = administrators_of({agency.pk for found in agencies.values() for agency in found})
    for training_class in coming:
        body = f"You teach this class. {where(training_class)}"
        yield due_for(training_class, training_class.field_office, [training_class.instructor], body)
        for agency in agencies[training_class.pk]:
            body = f"{agency} has nominees in this class. {where(training_class)}"
            yield due_for(training_class, agency, administrators[agency.pk], body)


def due_for(training_class: TrainingClass, place, recipients, body: str) -> Due:
    path, subject = reverse("training:training_class", args=[training_class.pk]), f"Class on {when(training_class)}"
    return Due(training_class, place, training_class.starts_on, recipients, subject, body, path, zone=place.zone)


def agencies_in(classes) -> dict[int, set]:
    """The agencies with a seat that is not released, by class."""
    seats = Enrollment.objects.live().filter(training_class__in=classes).select_related("nomination__jurisdiction")
    found = defaultdict(set)
    for seat in seats:
        found[seat.training_class_id].add(seat.nomination.jurisdiction)
    return found


def administrators_of(agencies: set[int]) -> dict[int, list]:
    """Today's administrators, by agency."""
    today = Membership.objects.active(clock.today()).filter(role=Role.ADMINISTRATOR, jurisdiction__in=agencies)
    found = defaultdict(list)
    for membership in today.select_related("user"):
        found[membership.jurisdiction_id].append(membership.user)
    return found


def retake_dates(day_from: date, day_to: date) -> Iterator[Due]:
    """A Due for each retake that is planned in these days: one for its instructor, one for the officer's agency."""
    planned = Examination.objects.planned(day_from, day_to).select_related(
        "nomination__officer", "nomination__jurisdiction", "enrollment__training_class__instructor",
        "enrollment__training_class__field_office",
    )  # fmt: skip
    planned = list(planned)
    administrators = administrators_of({examination.nomination.jurisdiction_id for examination in planned})
    for examination in planned:
        training_class, agency = examination.enrollment.training_class, examination.nomination.jurisdiction
        path = reverse("training:training_class", args=[training_class.pk])
        for place, recipients in (
            (training_class.field_office, [training_class.instructor]), (agency, administrators[agency.pk]),
        ):  # fmt: skip
            yield Due(
                examination, place, examination.retake_planned_on, recipients, "Retake of an exam",
                f"An officer of {agency} retakes the exam. Open the class to see who.", path, zone=place.zone,
            )  # fmt: skip


register(Reminder("retake_date", (3, 1), retake_dates))
register(Reminder("training_date", (14, 3, 1), training_dates))
