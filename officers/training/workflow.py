"""What the field office does: schedule a class, change or cancel it, give and take its seats (IV.C)."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import F

from accounts.models import User
from accounts.roles import Role
from officers.nominations.models import Nomination
from records.actions import Refused
from records.two_persons import RULE
from records.workflow import (
    STALE,
    create_each_with_event,
    create_with_event,
    lock_agencies,
    perform,
    require,
    require_role,
    verb,
    write_event,
)
from wso_portal import clock

from . import announcements
from .models import Enrollment, TrainingClass
from .querysets import eligible_for
from .states import CANCEL, CHANGE, ENROLL, ENROLLED, REASSIGN, RELEASE, SCHEDULE, UNENROLL, Status

FOUR_HOURS = timedelta(hours=4)


@dataclass(frozen=True)
class ClassPlan:
    """When and where a class is held, who teaches it and how many can come."""

    starts_on: date
    ends_on: date
    starts_time: time
    online: bool
    site: str
    instructor: User
    seats: int


@verb
def schedule(field_office, plan: ClassPlan, *, by, at: datetime) -> TrainingClass:
    """A new class with free seats. Refused when its instructor does not serve this field office, or is taken then."""
    training_class = TrainingClass(field_office=field_office, status=Status.SCHEDULED, **vars(plan))
    require_role(SCHEDULE, training_class, by)
    must_serve_the_office(plan.instructor, field_office)
    must_be_named_by_another(plan.instructor, by)
    must_have_a_free_instructor(training_class)
    create_with_event(SCHEDULE, training_class, by=by, at=at)
    announcements.assigned(training_class, at)
    return training_class


@verb
def change(training_class: TrainingClass, plan: ClassPlan, *, seen: int, by, at: datetime) -> None:
    """Move a class or change its site, instructor or seats until attendance is recorded. Tell those concerned."""
    require_role(CHANGE, training_class, by)
    must_serve_the_office(plan.instructor, training_class.field_office)
    if plan.instructor.pk != training_class.instructor_id:
        must_be_named_by_another(plan.instructor, by)
    if plan.seats < training_class.taken:
        raise Refused(
            f"{training_class.taken} seats are taken. Release some seats first, or keep at least that many.", "IV.C"
        )
    perform(CHANGE, training_class, seen=seen, by=by, at=at, changes=vars(plan))
    must_have_a_free_instructor(training_class)
    announcements.changed(training_class, at)


@verb
def reassign(training_class: TrainingClass, instructor, *, seen: int, by, at: datetime) -> None:
    """Another instructor takes over, also after attendance: retakes must not wait for one who has left."""
    require_role(REASSIGN, training_class, by)
    must_serve_the_office(instructor, training_class.field_office)
    must_be_named_by_another(instructor, by)
    perform(REASSIGN, training_class, seen=seen, by=by, at=at, changes={"instructor": instructor})
    if training_class.ends_on >= clock.day_of(at, training_class.field_office.zone):
        must_have_a_free_instructor(training_class)
    announcements.assigned(training_class, at)


@verb
def cancel(training_class: TrainingClass, reason: str, *, seen: int, by, at: datetime) -> None:
    """Cancel a class and release its seats, so that the nominees can be enrolled in another."""
    require_role(CANCEL, training_class, by)
    lock_agencies(training_class.enrollments.live().values_list("nomination__jurisdiction", flat=True))
    perform(CANCEL, training_class, seen=seen, by=by, at=at, reason=reason, changes={"taken": 0})
    seats = list(training_class.enrollments.live().with_people())
    _free(seats, f"Class canceled: {reason}", by=by, at=at)
    announcements.canceled(training_class, seats, reason, at)


@verb
def enroll(training_class: TrainingClass, nominations: list[int], *, seen: int, by, at: datetime) -> list[Enrollment]:
    """Give each of these nominees a seat, or none of them. Refused when seats are short or one may not be enrolled."""
    require_role(ENROLL, training_class, by)
    wanted = set(nominations)
    if not wanted:
        raise Refused("Choose at least one nominee.")
    agencies = Nomination.objects.filter(pk__in=wanted).values_list("jurisdiction", flat=True)
    lock_agencies([*agencies, *training_class.enrollments.live().values_list("nomination__jurisdiction", flat=True)])
    seen = release_vacated(training_class, seen=seen, by=by, at=at)
    if len(wanted) > training_class.left:
        raise Refused(short_of_seats(len(wanted), training_class.left), "IV.C")
    perform(ENROLL, training_class, seen=seen, by=by, at=at, changes={"taken": F("taken") + len(wanted)})
    own = Nomination.objects.filter(jurisdiction__field_office=training_class.field_office, pk__in=wanted)
    eligible = list(eligible_for(training_class, own, at).select_related("officer", "jurisdiction"))
    if len(eligible) < len(wanted):
        raise Refused("A nominee you chose is not cleared or already has a seat. No one was enrolled.", "IV.B, IV.C")
    seats = [Enrollment(training_class=training_class, nomination=n, enrolled_at=at, enrolled_by=by) for n in eligible]
    create_each_with_event(ENROLLED, seats, by=by, at=at)
    announcements.enrolled(training_class, seats, at)
    return seats


@verb
def unenroll(seat: Enrollment, reason: str, *, seen: int, by, at: datetime) -> None:
    """Take a seat back before attendance is recorded for it; the class has one more."""
    require(UNENROLL, seat, by=by, at=at)
    perform(RELEASE, seat.training_class, seen=seen, by=by, at=at, changes={"taken": F("taken") - 1})
    _free([seat], reason, by=by, at=at)
    announcements.released(seat.training_class, seat, reason, at)


def release_vacated(training_class: TrainingClass, *, seen: int, by, at: datetime) -> int:
    """Release the seats of nominees who leave their agency before the class, so that others can have them (IV.D).

    Gives the version of the class afterwards.
    """
    seats = list(training_class.enrollments.vacated().with_people())
    if not seats:
        return seen
    reason = "Departs before the class"
    perform(RELEASE, training_class, seen=seen, by=by, at=at, reason=reason, changes={"taken": F("taken") - len(seats)})
    training_class.vacated = 0
    _free(seats, reason, by=by, at=at)
    for seat in seats:
        announcements.released(training_class, seat, reason, at)
    return training_class.version


def must_have_a_free_instructor(training_class: TrainingClass) -> None:
    """Raise Refused when the class's instructor teaches another on one of its days.

    Two classes of one day each may share that day when they start at least FOUR_HOURS apart (program practice).
    """
    instructor = training_class.instructor
    User.objects.select_for_update().get(pk=instructor.pk)  # of two at once the second sees the first
    others = TrainingClass.objects.taught_by(instructor).exclude(pk=training_class.pk)
    for other in others.meeting(training_class.starts_on, training_class.ends_on).select_related("field_office"):
        one_day = other.starts_on == other.ends_on == training_class.starts_on == training_class.ends_on
        if one_day and abs(other.starts_at - training_class.starts_at) >= FOUR_HOURS:
            continue
        raise Refused(
            f"{instructor} already teaches another class then: {other}, {other.site}. Choose another date or "
            "instructor.",
            "IV.C",
        )


def must_serve_the_office(instructor, field_office) -> None:
    """Raise Refused unless the person is an instructor of this field office today."""
    if not instructor.holds((Role.INSTRUCTOR,), field_office):
        raise Refused(f"{instructor} is not an instructor of the {field_office} field office. Choose another.", "IV.C")


def must_be_named_by_another(instructor, by) -> None:
    """Raise Refused when a person would name themselves the instructor of a class (two-person rule)."""
    if instructor.pk == by.pk:
        raise Refused("You can't make yourself the instructor of a class. Ask a colleague to do it.", RULE)


def short_of_seats(wanted: int, left: int) -> str:
    """What to do when more are chosen than there are seats."""
    have = {0: "No seat is left", 1: "Only 1 seat is left"}.get(left, f"Only {left} seats are left")
    return f"{have}, and you chose {wanted}. No one was enrolled. Choose fewer nominees or add seats."


def _free(seats: list[Enrollment], reason: str, *, by, at: datetime) -> None:
    """Release all of these seats, by one UPDATE, or none."""
    free = Enrollment.objects.live().filter(pk__in=[seat.pk for seat in seats], attended=None)
    if free.update(released_at=at) < len(seats):
        raise Refused(STALE)
    for seat in seats:
        write_event(UNENROLL, seat, by=by, at=at, reason=reason)
