"""The roster of a class as its page shows it: each seat, the state of the person, and what is in the way."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch

from officers.nominations.models import Departure
from records.actions import Action
from records.offers import Offer, offer_of

from .models import Correction, Enrollment, Examination, TrainingClass
from .states import CORRECT, REJECT, RETAKE, REVIEW, UNENROLL, VOID, Outcome

OUTCOME_TONES = {
    Outcome.PASSED: "good",
    Outcome.REVIEW_DUE: "warn",
    Outcome.RETAKE_DUE: "wait",
    Outcome.DISQUALIFIED: "stop",
}
ATTENDANCE_TAGS = {None: ("plain", "Enrolled"), True: ("wait", "Attended"), False: ("warn", "Did not attend")}


@dataclass(frozen=True)
class SeatRow:
    """One seat: the person, the examination if there is one, the state in a word, and what is in the way."""

    seat: Enrollment
    examination: Examination | None
    tone: str
    word: str
    doubt: str
    vacated: bool = False  # the officer leaves before the class: the seat is free

    @property
    def attended(self) -> bool | None:
        return self.seat.attended

    @property
    def to_examine(self) -> bool:
        return self.seat.attended is True and self.examination is None

    @property
    def correction(self) -> Correction | None:
        """A correction that awaits the field office's answer."""
        return next(iter(getattr(self.examination, "awaiting_answer", [])), None)

    @property
    def outcome(self) -> str:
        return self.examination.outcome if self.examination else ""


def roster_of(training_class: TrainingClass, user, at: datetime) -> list[SeatRow]:
    """The live seats that this person may see, by name: an agency sees its own people only."""
    seats = training_class.enrollments.live().visible_to(user).with_people()
    seats = seats.select_related("nomination__agreement").prefetch_related("nomination__officer__departures")
    waiting = Prefetch("examination__corrections", Correction.objects.proposed(), to_attr="awaiting_answer")
    found = list(seats.prefetch_related(waiting, "examination__certifications"))
    know_who_handled(found, user)
    return [row_of(seat, at) for seat in found]


def know_who_handled(seats: list[Enrollment], user) -> None:
    """Look up for all examinations at once in which of them the person had a part; they know their nominee's agency."""
    examined = [seat for seat in seats if getattr(seat, "examination", None)]
    if not examined:
        return
    mine = Examination.objects.filter(enrollment__in=examined).handled_by(user).values_list("pk", flat=True)
    handled = set(mine)
    for seat in examined:
        seat.examination.nomination = seat.nomination
        seat.examination.handlers[user.pk] = seat.examination.pk in handled


def offers_on_seat(row: SeatRow, user, at: datetime) -> list[Offer]:
    """Give what this person may do now about one seat of the roster."""
    acts: list[tuple[Action, object, str]] = []
    if row.correction:
        acts.append((REJECT, row.correction, "Review the correction"))
    if row.examination:
        acts += [(action, row.examination, "") for action in (REVIEW, RETAKE)]
        acts += [(CORRECT, row.examination, "Correct the scores"), (VOID, row.examination, "")]
    else:
        acts.append((UNENROLL, row.seat, ""))
    found = [offer_of(action, record, user, at, label=label) for action, record, label in acts]
    return [offer for offer in found if offer and not offer.refused]


def row_of(seat: Enrollment, at: datetime) -> SeatRow:
    examination = getattr(seat, "examination", None)
    if vacated(seat):
        left = any(departure.departs_at <= at for departure in departures_of(seat))
        word = "Seat released: left the agency" if left else "Seat released: departs before the class"
        return SeatRow(seat, None, "plain", word, "", vacated=True)
    if examination is None:
        return SeatRow(seat, None, *ATTENDANCE_TAGS[seat.attended], doubt_about(seat, at))
    return SeatRow(seat, examination, OUTCOME_TONES[examination.outcome], examination.outcome.label, "")


def vacated(seat: Enrollment) -> bool:
    """Whether the officer's last day comes before the class (IV.D); EnrollmentQuerySet.vacated says the same in SQL."""
    return seat.attended is None and any(d.last_day_on < seat.training_class.starts_on for d in departures_of(seat))


def departures_of(seat: Enrollment) -> list[Departure]:
    """The officer's departures that are neither void nor over when the seat was given."""
    return [
        departure for departure in seat.nomination.officer.departures.all()
        if departure.annulled_at is None and (departure.ended_at is None or departure.ended_at > seat.enrolled_at)
    ]  # fmt: skip


def doubt_about(seat: Enrollment, at: datetime) -> str:
    """Why someone with a seat may no longer be trained; empty when they may."""
    agreement = seat.nomination.agreement
    if agreement.ends_at and agreement.ends_at <= at:
        return "The agreement has ended (MOA IV.D)"
    if any(departure.departs_at <= at for departure in departures_of(seat)):
        return "Has left the agency (MOA IV.D)"
    return ""
