"""What the facts must allow before an act on a nomination or a departure: verbs and offers ask the same."""

from datetime import datetime

from agreements.jurisdictions.models import Jurisdiction
from agreements.jurisdictions.programs import Program
from agreements.memoranda.models import Agreement
from records.actions import Action, Refused, asked_by
from records.two_persons import RULE, took_part

from .models import Departure, Nomination, Officer
from .states import (
    ACCEPT,
    ANNUL_DEPARTURE,
    ANNUL_PAST_DEPARTURE,
    CORRECT,
    DEPART,
    NOMINATE,
    PUT_FORWARD,
    SUBMIT,
    Stage,
    Status,
)  # fmt: skip


@asked_by(NOMINATE)
def must_be_nominable(nominated: Officer | Jurisdiction, *, by, at: datetime) -> None:
    """Raise Refused without an agreement in force, for an officer nominated under it, and for a badge that is taken.

    Takes an officer, or the agency of a person who is new to the portal. Who has left may be nominated to return.
    """
    agreement = agreement_of(nominated.place, at)
    if isinstance(nominated, Officer) and nominated.pk:
        must_not_be_nominated(nominated, agreement, at)
        must_have_own_badge(nominated, at)
    elif isinstance(nominated, Officer):
        must_be_new(nominated, at)


def must_not_be_nominated(officer: Officer, agreement: Agreement, at: datetime) -> None:
    """Raise Refused when a nomination of the officer under the agreement is undecided or counts."""
    under_it = officer.nominations.filter(agreement=agreement)
    if under_it.undecided().exists():
        raise Refused(
            "This officer is already nominated under this agreement. Open that nomination, or cancel it first.", "IV.B"
        )
    barring = list(under_it.barring().select_related("background", "examination"))
    if any(was_refused(nomination) for nomination in barring):
        raise Refused("Ask your field office to allow another nomination of this officer.", RULE)
    if barring and departure_of(officer, at) is None:
        raise Refused("This officer is already nominated under this agreement.", "IV.B")


def was_refused(nomination: Nomination) -> bool:
    """Whether ICE did not approve the nominee, or the nominee is disqualified. A later departure changes neither."""
    examination = getattr(nomination, "examination", None)
    return nomination.stage == Stage.NOT_APPROVED or bool(
        examination and not examination.passed and examination.retake_score is not None
    )


def must_have_own_badge(officer: Officer, at: datetime) -> None:
    """Raise Refused when somebody else has taken the badge of an officer who left."""
    others = Officer.objects.with_badge_of(officer)
    holder = others.exclude(pk__in=others.gone(at)).first() if officer.badge_freed else None
    if holder:
        raise Refused(f"Badge {officer.badge} now belongs to {holder}. Record a new badge for {officer} first.", "IV.B")


def must_be_new(officer: Officer, at: datetime) -> None:
    """Raise Refused for a person who left the agency with this name and badge: the record goes on."""
    for holder in Officer.objects.with_badge_of(officer).gone(at):
        if str(holder).casefold() == str(officer).casefold():
            raise Refused(
                f"{holder} left your agency with this badge. Open the officer's page to nominate them again.", "IV.B"
            )


@asked_by(SUBMIT)
def must_be_submittable(nomination: Nomination, *, by, at: datetime) -> None:
    """Raise Refused when the nomination leads nowhere."""
    must_stand(nomination, at)


@asked_by(ACCEPT)
def must_be_acceptable(nomination: Nomination, *, by, at: datetime) -> None:
    """Raise Refused when the nomination leads nowhere, or the person put it forward."""
    must_stand(nomination, at)
    must_not_have_put_forward(nomination, by)


@asked_by(CORRECT)
def must_bear_no_accepted_name(nomination: Nomination, *, by, at: datetime) -> None:
    """Raise Refused when the officer's name is on an accepted nomination."""
    must_be_correctable(nomination)


@asked_by(DEPART)
def must_have_no_departure(officer: Officer, *, by, at: datetime) -> None:
    """Raise Refused when a departure of the officer is on record, and the officer has not returned."""
    if officer.departures.standing().exists():
        raise Refused("A departure is already recorded. Void it first if the date has changed.", "IV.D")


@asked_by(ANNUL_DEPARTURE)
def must_be_before_the_last_day_ends(departure: Departure, *, by, at: datetime) -> None:
    """Raise Refused when the departure is annulled, or is the field office's to annul."""
    must_be_live(departure)
    if annulling(departure, at) is not ANNUL_DEPARTURE:
        raise Refused("The last day has passed. Ask your field office to void the departure.", "IV.D")


@asked_by(ANNUL_PAST_DEPARTURE)
def must_be_after_the_last_day(departure: Departure, *, by, at: datetime) -> None:
    """Raise Refused when the departure is annulled, is still the agency's to annul, or the person recorded it."""
    must_be_live(departure)
    if annulling(departure, at) is not ANNUL_PAST_DEPARTURE:
        raise Refused("Only the agency can void a departure before the last day has passed. Ask the agency.", "IV.D")
    if took_part(departure, by, [DEPART]):
        raise Refused("You recorded this departure, so a colleague must void it.", RULE)


def must_be_live(departure: Departure) -> None:
    """Raise Refused when somebody has voided the departure, or the officer has returned."""
    if departure.annulled_at:
        raise Refused("This departure is already void.", "IV.D")
    if departure.ended_at:
        raise Refused("The officer has returned since, so this departure can't be voided.", "IV.D")


def effective(at: datetime):
    """The WSO agreements that are in force at a moment, suspended ones too: a suspension ends none (VIII)."""
    return Agreement.objects.effective(at).filter(program=Program.WSO)


def agreement_of(jurisdiction: Jurisdiction, at: datetime) -> Agreement:
    """The WSO agreement an officer is nominated under at a moment. Raise Refused when none is in force."""
    agreement = effective(at).filter(jurisdiction=jurisdiction).first()
    if agreement is None:
        raise no_agreement(jurisdiction)
    return agreement


def no_agreement(jurisdiction: Jurisdiction) -> Refused:
    """Why nobody is nominated without an agreement, and what to do."""
    return Refused(
        f"{jurisdiction} has no WSO agreement in force, so you can't nominate officers. Ask your field office about "
        "the agreement.",
        "II, III; IV.B",
    )


def annulling(departure: Departure, at: datetime) -> Action:
    """Whose act it is at a moment to annul a departure: the agency's until the end of the last day."""
    return ANNUL_DEPARTURE if departure.departs_at > at else ANNUL_PAST_DEPARTURE


def must_stand(nomination: Nomination, at: datetime) -> None:
    """Raise Refused when the nomination leads nowhere.

    Its agreement has ended, the officer has left since, or the departure from which the officer was to return is void.
    """
    if ended(nomination.agreement, at):
        raise Refused("The agreement of this nomination has ended. Nominate under the agency's next one.", "IV.B; VIII")
    departure = departure_of(nomination.officer, at)
    if departure and departure.pk != nomination.returns_from_id:
        raise Refused(
            "The officer has left since this nomination was made. If the officer returns, cancel this nomination and "
            "nominate again.", "IV.D",
        )  # fmt: skip
    others = nomination.officer.nominations.barring().filter(agreement=nomination.agreement_id)
    if departure is None and others.exclude(pk=nomination.pk).exists():
        raise Refused("Another nomination of this officer is in effect under this agreement. Cancel this one.", "IV.B")


def must_not_have_put_forward(nomination: Nomination, by) -> None:
    """Raise Refused when the person nominated, corrected or submitted, before it was sent back too."""
    if took_part(nomination, by, PUT_FORWARD):
        raise Refused("You nominated, corrected or submitted this officer, so a colleague must decide.", RULE)


def ended(agreement: Agreement, at: datetime) -> bool:
    """Whether a termination has taken effect (VIII)."""
    return agreement.ends_at is not None and agreement.ends_at <= at


def departure_of(officer: Officer, at: datetime) -> Departure | None:
    """Give the departure by which the officer has left, if they have and have not returned."""
    return Departure.objects.in_effect(at).filter(officer=officer).first()


def must_be_correctable(nomination: Nomination) -> None:
    """Raise Refused when the officer's name is on an accepted nomination."""
    if nomination.officer.nominations.filter(status=Status.ACCEPTED).exists():
        raise Refused(
            "This officer was accepted before, and letters and credentials may show this name and badge. Record a new "
            "name or badge on the officer's page.",
            "IV.D",
        )
