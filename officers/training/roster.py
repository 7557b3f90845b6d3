"""The roster of a class as its page shows it: each seat, where the person stands, and what stands in the way."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch

from .models import Correction, Enrollment, Examination, TrainingClass
from .states import Outcome

TONES = {Outcome.PASSED: "good", Outcome.REVIEW_DUE: "warn", Outcome.RETAKE_DUE: "wait", Outcome.DISQUALIFIED: "stop"}
ATTENDANCE_TAGS = {None: ("plain", "Enrolled"), True: ("wait", "Attended"), False: ("warn", "Did not attend")}


@dataclass(frozen=True)
class SeatRow:
    """One seat: the person, the examination if there is one, the state in a word, and what stands in the way."""

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
    def voidable(self) -> bool:
        """Final by its retake, and not voided yet (IV.C)."""
        return bool(self.examination and self.examination.retake_score is not None and not self.examination.voided_at)

    @property
    def outcome(self) -> str:
        return self.examination.outcome if self.examination else ""


def roster_of(training_class: TrainingClass, user, at: datetime) -> list[SeatRow]:
    """The live seats that this person may see, by name: an agency sees its own people only."""
    seats = training_class.enrollments.live().visible_to(user).with_people()
    seats = seats.select_related("nomination__agreement", "training_class").prefetch_related(
        "nomination__officer__departures"
    )
    waiting = Prefetch("examination__corrections", Correction.objects.proposed(), to_attr="awaiting_answer")
    return [row_of(seat, at) for seat in seats.prefetch_related(waiting)]


def row_of(seat: Enrollment, at: datetime) -> SeatRow:
    examination = getattr(seat, "examination", None)
    if vacated(seat):
        return SeatRow(seat, None, "plain", "Seat free", "Leaves the agency before the class (IV.D)", vacated=True)
    if examination is None:
        return SeatRow(seat, None, *ATTENDANCE_TAGS[seat.attended], doubt_about(seat, at))
    return SeatRow(seat, examination, TONES[examination.outcome], examination.outcome.label, "")


def vacated(seat: Enrollment) -> bool:
    """Whether the officer's last day comes before the class (IV.D); EnrollmentQuerySet.vacated says the same in SQL."""
    live = [d for d in seat.nomination.officer.departures.all() if d.annulled_at is None]
    return seat.attended is None and any(d.last_day_on < seat.training_class.starts_on for d in live)


def doubt_about(seat: Enrollment, at: datetime) -> str:
    """Why someone with a seat may no longer be trained; empty while nothing stands in the way."""
    agreement, departures = seat.nomination.agreement, seat.nomination.officer.departures.all()
    if agreement.ends_at and agreement.ends_at <= at:
        return "The agreement has ended (IV.D)"
    if any(d.annulled_at is None and d.departs_at <= at for d in departures):
        return "Has left the agency (IV.D)"
    return ""
