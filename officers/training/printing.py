"""What the sign-in sheet of a class says."""

from datetime import datetime

from agreements.memoranda.printing import ice_office
from officers.nominations.naming import as_named
from pages.templatetags.show import day, moment
from pages.typesetting import Paper, plain

from .models import Enrollment, TrainingClass
from .roster import roster_of
from .states import Status


def seats_to_sign(training_class: TrainingClass, user, at: datetime) -> list[Enrollment]:
    """The seats of a class that the person may see, each officer under the name of the day of the class."""
    seats = [row.seat for row in roster_of(training_class, user, at) if not row.vacated]
    moment_of_class = min(training_class.starts_at, at)
    named = as_named([seat.nomination.officer for seat in seats], moment_of_class, moment_of_class)
    for seat, officer in zip(seats, named, strict=True):
        seat.nomination.officer = officer
    return seats


def sign_in_sheet(training_class: TrainingClass, user, at: datetime) -> Paper:
    """Who has a seat, as far as the person may see them, with room for the time and a signature."""
    office = training_class.field_office
    when = plain(moment(training_class.starts_at, office.zone))
    if training_class.ends_on != training_class.starts_on:
        when += f", to {plain(day(training_class.ends_on))}"
    seats = seats_to_sign(training_class, user, at)
    facts = {
        "items": [
            ["When", when],
            ["How to join" if training_class.online else "Where", training_class.site],
            ["Instructor", str(training_class.instructor)],
        ],
        "rows": [
            [str(n), str(seat.nomination.officer), seat.nomination.officer.badge, str(seat.nomination.jurisdiction)]
            for n, seat in enumerate(seats, 1)
        ],
    }  # fmt: skip
    standing = "CANCELED: this class will not be held" if training_class.status == Status.CANCELED else ""
    title, about = f"Sign-in sheet: {training_class}", "Warrant Service Officer training (MOA IV.C)"
    return Paper("officers/training/typst/sheet.typ", title, ice_office(office), facts, {}, standing, about)
