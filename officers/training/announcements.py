"""Announcements about a class: to each agency about its own nominees, to the instructor, to the field office."""

from collections.abc import Iterable
from datetime import datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.dateformat import format as format_date

from accounts.models import User
from accounts.roles import Role
from notifications.ledger import announce

from .models import Correction, Enrollment, Examination, TrainingClass
from .states import Outcome

RESULTS = {
    Outcome.PASSED: "passed the exam",
    Outcome.REVIEW_DUE: "did not pass. A review and one retake come next (MOA IV.C)",
    Outcome.RETAKE_DUE: "did not pass. The review is recorded, and the retake comes next (MOA IV.C)",
    Outcome.DISQUALIFIED: "did not pass the retake and is disqualified (MOA IV.C)",
}


def assigned(training_class: TrainingClass, at: datetime) -> None:
    """Tell the instructor when and where the class is."""
    tell_instructor(training_class, f"You teach the class on {when(training_class)}", where(training_class), at)


def enrolled(training_class: TrainingClass, seats: list[Enrollment], at: datetime) -> None:
    for own in by_agency(seats):
        subject = f"Enrolled in the class on {when(training_class)}"
        tell_agency(training_class, own, subject, f"Enrolled: {names_of(own)}. {where(training_class)}", at)


def released(training_class: TrainingClass, seat: Enrollment, reason: str, at: datetime) -> None:
    subject = f"Seat released in the class on {when(training_class)}"
    body = f"{names_of([seat])}: the field office can enroll them in another class. Reason: {reason}"
    tell_agency(training_class, [seat], subject, body, at)


def changed(training_class: TrainingClass, at: datetime) -> None:
    subject = f"The class is now on {when(training_class)}"
    for own in by_agency(training_class.enrollments.live().with_people()):
        tell_agency(training_class, own, subject, f"Enrolled: {names_of(own)}. {where(training_class)}", at)
    tell_instructor(training_class, subject, where(training_class), at)


def canceled(training_class: TrainingClass, seats: list[Enrollment], reason: str, at: datetime) -> None:
    subject = f"The class on {when(training_class)} is canceled"
    for own in by_agency(seats):
        body = f"{names_of(own)}: the field office can enroll them in another class. Reason: {reason}"
        tell_agency(training_class, own, subject, body, at)
    tell_instructor(training_class, subject, f"Reason: {reason}", at)


def results(training_class: TrainingClass, examinations: list[Examination], at: datetime) -> None:
    """The outcome of the training, to the agencies; who passed, to the field office, which certifies next (IV.D)."""
    outcomes = {e.enrollment_id: e for e in examinations}
    for own in by_agency([e.enrollment for e in examinations]):
        lines = [f"{seat.nomination.officer} {RESULTS[outcomes[seat.pk].outcome]}." for seat in own]
        subject, version = f"Results of the class on {when(training_class)}", f"result-v{outcomes[own[0].pk].version}"
        tell_agency(training_class, own, subject, "\n".join(lines), at, version)
    passed = [e for e in examinations if e.passed]
    if passed:
        office = User.objects.holding(Role.FIELD_OFFICE, field_office=training_class.field_office)
        body = f"{names_of([e.enrollment for e in passed])}: ICE can certify them now (MOA IV.D)."
        subject, version = f"Passed: class on {when(training_class)}", f"passed-v{passed[0].version}"
        tell(training_class, office, passed[0].enrollment, subject, body, at, version)


def proposed(correction: Correction, at: datetime) -> None:
    """Tell the field office that a correction that changes pass or fail needs its answer."""
    training_class = correction.examination.enrollment.training_class
    office = User.objects.holding(Role.FIELD_OFFICE, field_office=training_class.field_office)
    body = "The instructor proposed a correction that changes pass or fail. Agree to it or decline it."
    announce(
        "training", to=[person for person in office if person.pk != correction.proposed_by_id], record=correction,
        subject=f"Score correction to review: {correction.examination.nomination.officer}", body=body,
        path=reverse("training:correction", args=[correction.pk]), at=at, key=f"correction-{correction.pk}:proposed",
    )  # fmt: skip


def correction_answered(correction: Correction, answer: str, at: datetime) -> None:
    """Tell the instructor who proposed the correction how it was answered."""
    training_class = correction.examination.enrollment.training_class
    subject = f"The field office answered your correction for {correction.examination.nomination.officer}"
    tell(training_class, [correction.proposed_by], correction, subject, answer, at, correction.status)


def tell_agency(training_class, own: list[Enrollment], subject: str, body: str, at: datetime, occasion="") -> None:
    """One notice to the administrators of the agency whose people these are."""
    administrators = User.objects.holding(Role.ADMINISTRATOR, jurisdiction=own[0].nomination.jurisdiction)
    tell(training_class, administrators, own[0], subject, body, at, occasion)


def tell_instructor(training_class: TrainingClass, subject: str, body: str, at: datetime) -> None:
    tell(training_class, [training_class.instructor], training_class, subject, body, at)


def tell(training_class, people: Iterable, record, subject: str, body: str, at: datetime, occasion="") -> None:
    occasion = occasion or f"class-v{training_class.version}"
    path = reverse("training:training_class", args=[training_class.pk])
    key = f"{record._meta.model_name}-{record.pk}:{occasion}"
    announce("training", to=people, record=record, subject=subject, body=body, path=path, at=at, key=key)


def by_agency(seats: Iterable[Enrollment]) -> list[list[Enrollment]]:
    """Group the seats by agency, so that no agency reads another's names."""

    def agency(seat: Enrollment) -> int:
        return seat.nomination.jurisdiction_id

    return [list(own) for _, own in groupby(sorted(seats, key=agency), key=agency)]


def names_of(seats: list[Enrollment]) -> str:
    return ", ".join(str(seat.nomination.officer) for seat in seats)


def when(training_class: TrainingClass) -> str:
    """Mar 3, 2027, 8:00 a.m. EST: in plain text, by the field office's clock."""
    local = training_class.starts_at.astimezone(ZoneInfo(training_class.field_office.zone))
    return f"{format_date(local, 'M j, Y, g:i a')} {local.tzname()}"


def where(training_class: TrainingClass) -> str:
    return f"How to join: {training_class.site}" if training_class.online else f"Where: {training_class.site}"
