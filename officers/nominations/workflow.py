"""The agency nominates, corrects, submits, takes back; the field office accepts or sends back. Departures too."""

from dataclasses import dataclass
from datetime import date, datetime

import pghistory
from django.db.models import F
from django.urls import reverse
from django.utils.dateformat import format as format_date

from accounts.models import User
from accounts.roles import Role
from agreements.memoranda.terms import Revision, terms_of
from notifications.ledger import announce
from records import facts
from records.actions import Refused
from records.models import Event
from records.workflow import create_with_event, perform, require, require_role, verb, write_event
from wso_portal import clock

from .checks import agreement_of, annulling, departure_of
from .models import Departure, Nomination, Officer, OfficerName
from .states import (
    ACCEPT,
    ALLOW_ANOTHER,
    ANNUL_PAST_DEPARTURE,
    ATTESTATIONS,
    COME_BACK,
    CORRECT,
    DEPART,
    NOMINATE,
    SEND_BACK,
    SUBMIT,
    TAKE_BACK,
    Status,
)  # fmt: skip


@dataclass(frozen=True)
class Nominee:
    """Who is nominated, as the agency knows them."""

    first_name: str
    last_name: str
    badge: str


@verb
def nominate(officer: Officer, attested: set[str], *, by, at: datetime) -> Nomination:
    """A draft under the agency's agreement in force, for a person new to the portal (unsaved) or one of its officers.

    Of an officer who has left it is the nomination by which they return.
    `attested` names the attestations ticked so far; they count when the nomination is submitted. Raises Refused.
    """
    require(NOMINATE, officer, by=by, at=at)
    agreement = agreement_of(officer.jurisdiction, at)
    take_badge(officer, at)
    officer.save()
    nomination = Nomination(
        jurisdiction=officer.jurisdiction, officer=officer, agreement=agreement, status=Status.DRAFT, nominated_by=by,
        since=at, returns_from=departure_of(officer, at), **ticked(attested),
    )  # fmt: skip
    create_with_event(NOMINATE, nomination, by=by, at=at)
    return nomination


@verb
def put_forward(officer: Officer, attested: set[str], *, by, at: datetime) -> Nomination:
    """Nominates and submits in one act: neither is done if one of them is refused."""
    nomination = nominate(officer, attested, by=by, at=at)
    submit(nomination, attested, seen=nomination.version, by=by, at=at)
    return nomination


@verb
def correct(nomination: Nomination, nominee: Nominee, *, seen: int, by, at: datetime) -> None:
    """Corrects name or badge of a nominee; the timeline keeps what was there before. Raises Refused.

    Not once another nomination of the officer was accepted: letters and credentials have that name.
    """
    require_role(CORRECT, nomination, by)
    officer = Officer.objects.select_for_update().get(pk=nomination.officer_id)
    before = f"Before: {officer}, badge {officer.badge}"
    perform(CORRECT, nomination, seen=seen, by=by, at=at, reason=before)
    officer.first_name, officer.last_name, officer.badge = nominee.first_name, nominee.last_name, nominee.badge
    take_badge(officer, at)
    officer.save(update_fields=["first_name", "last_name", "badge", "badge_freed"])


@verb
def submit(nomination: Nomination, attested: set[str], *, seen: int, by, at: datetime) -> None:
    """Submits with the four attestations of IV.B, made now by this person. Raises Refused, naming what is missing."""
    changes = {"since": at, "attested_by": by, "attested_at": at, **ticked(attested)}
    missing = [sentence for field, sentence in ATTESTATIONS if field not in attested]
    if missing:
        require_role(SUBMIT, nomination, by)
        raise Refused(f"Not attested: {' '.join(missing)}", "IV.B")
    perform(SUBMIT, nomination, seen=seen, by=by, at=at, changes=changes)
    office = nomination.jurisdiction.field_office
    body = f"{nomination.jurisdiction} nominates {nomination.officer}. Accept the nomination or send it back."
    _tell("submitted", nomination, User.objects.holding(Role.FIELD_OFFICE, field_office=office), body, at)


@verb
def accept(nomination: Nomination, *, seen: int, by, at: datetime) -> None:
    """The field office accepts; from now on the nomination waits for the adjudicator (IV.B). Raises Refused.

    It takes the place of an earlier nomination under the same agreement, and ends the departure of who returns.
    """
    require(ACCEPT, nomination, by=by, at=at)  # before the earlier nomination makes room
    earlier = nomination.officer.nominations.counting().filter(agreement=nomination.agreement_id)
    with pghistory.context(verb=ACCEPT.name, actor=by.pk):
        earlier.exclude(pk=nomination.pk).update(replaced_at=at, version=F("version") + 1)
    perform(ACCEPT, nomination, seen=seen, by=by, at=at, changes={"since": at, "accepted_at": at})
    departure = nomination.returns_from
    if departure and Departure.objects.standing().filter(pk=departure.pk).update(ended_at=at):
        write_event(COME_BACK, departure, by=by, at=at)
    body = f"The field office has accepted the nomination of {nomination.officer}. ICE's background check is next."
    _tell("accepted", nomination, _administrators(nomination), body, at)
    announce(
        "nomination.to_adjudicate", to=User.objects.holding(Role.ADJUDICATOR), record=nomination, at=at,
        key=_occasion(nomination), subject=f"Background check to complete: {nomination.officer}",
        body=f"The nomination of {nomination.officer}, {nomination.jurisdiction}, is accepted.",
        path=reverse("background:check", args=[nomination.pk]),
    )  # fmt: skip


@verb
def send_back(nomination: Nomination, reason: str, *, seen: int, by, at: datetime) -> None:
    """Send it back to the agency with a reason; the agency attests again (IV.B). Raises Refused."""
    if not reason.strip():
        raise Refused("Say what the agency needs to fix.", "IV.B")
    changes = {"since": at, "attested_by": None, "attested_at": None, **ticked(set())}
    perform(SEND_BACK, nomination, seen=seen, by=by, at=at, reason=reason.strip(), changes=changes)
    body = f"The field office sent back the nomination of {nomination.officer}. Open it to see what to fix."
    _tell("sent_back", nomination, _administrators(nomination), body, at)


@verb
def take_back(nomination: Nomination, reason: str = "", *, seen: int, by, at: datetime) -> None:
    """The agency takes back what the field office has not accepted; the officer may be nominated again."""
    perform(TAKE_BACK, nomination, seen=seen, by=by, at=at, reason=reason.strip(), changes={"since": at})


@verb
def allow_another(nomination: Nomination, reason: str, *, seen: int, by, at: datetime) -> None:
    """The field office allows another nomination under the same agreement of who was refused, and says why.

    The refusal stays on record, and every step starts over. Portal policy. Raises Refused.
    """
    if not reason.strip():
        raise Refused("Say why the agency may nominate this officer again.", ALLOW_ANOTHER.clause)
    changes = {"another_allowed_at": at}
    perform(ALLOW_ANOTHER, nomination, seen=seen, by=by, at=at, reason=reason.strip(), changes=changes)
    body = f"You may nominate {nomination.officer} again under the same agreement. Every step starts over."
    _tell("allowed_again", nomination, _administrators(nomination), body, at)


@verb
def depart(officer: Officer, notice_on: date, last_day_on: date, shortfall: str = "", *, by, at: datetime) -> Departure:
    """The officer leaves at the end of the last day, past or to come; authority ends then by derivation (IV.D).

    Ninety days' notice is due "where practicable": less is recorded with its reason, never blocked. Raises Refused.
    """
    require(DEPART, officer, by=by, at=at)
    zone = officer.jurisdiction.zone
    departure = Departure(
        officer=officer, notice_on=notice_on, last_day_on=last_day_on, departs_at=clock.end_of(last_day_on, zone),
        shortfall=shortfall.strip(), recorded_by=by, recorded_at=at,
    )  # fmt: skip
    create_with_event(DEPART, departure, by=by, at=at, reason=shortfall.strip())
    if notice_on > clock.day_of(at, zone):
        raise Refused(
            "The date of the notice can't be in the future. Record the departure after the agency gives notice.", "IV.D"
        )
    office = officer.jurisdiction.field_office
    announce(
        "officer.departs", to=User.objects.holding(Role.FIELD_OFFICE, field_office=office), record=officer, at=at,
        key=f"departure-{departure.pk}", subject=f"Departure recorded: {officer}",
        body=f"{officer}, {officer.jurisdiction}, is leaving. The officer's authority ends at the end of the last day.",
        path=reverse("authority:officer", args=[officer.pk]),
    )  # fmt: skip
    return departure


@verb
def annul_departure(departure: Departure, reason: str, *, by, at: datetime) -> None:
    """Takes a wrongly entered departure out of every answer. Raises Refused.

    Until the end of the last day the agency does; after it the field office, by a person who did not record it.
    """
    action = annulling(departure, at)
    require(action, departure, by=by, at=at)
    facts.annul(action, departure, reason=reason, by=by, at=at)
    if action is ANNUL_PAST_DEPARTURE:
        officer = departure.officer
        announce(
            "officer.stays", to=User.objects.holding(Role.ADMINISTRATOR, jurisdiction=officer.jurisdiction), at=at,
            record=officer, key=f"departure-{departure.pk}:annulled", subject=f"Departure voided: {officer}",
            body=f"The field office voided the departure of {officer}. Reason: {reason}",
            path=reverse("authority:officer", args=[officer.pk]),
        )  # fmt: skip


def take_badge(officer: Officer, at: datetime) -> None:
    """Make the badge number the officer's own, unsaved; who held it and has left no longer does.

    Raises Refused when another officer has it from a later date on.
    """
    promised = OfficerName.objects.coming(at).filter(officer__jurisdiction=officer.jurisdiction_id, badge=officer.badge)
    other = promised.exclude(officer=officer.pk).select_related("officer").first()
    if other:
        raise Refused(
            f"Badge {officer.badge} belongs to {other.officer} from {format_date(other.from_on, 'M j, Y')} on."
        )
    officer.badge_freed = False
    Officer.objects.with_badge_of(officer).gone(at).update(badge_freed=True)


def notice_days(officer: Officer) -> int:
    """Days of notice that the agreement of the officer's latest nomination asks for, where practicable (IV.D)."""
    latest = officer.nominations.select_related("agreement").order_by("-since").first()
    return (latest.agreement.terms if latest else terms_of(Revision.R4)).departure_notice.value


def last_reason(nomination: Nomination) -> str:
    """What the field office asked for when it last sent the nomination back; empty if it never did."""
    sent = Event.objects.of(nomination).filter(verb=SEND_BACK.name).order_by("-at", "-pk")
    return sent.values_list("reason", flat=True).first() or ""


def ticked(attested: set[str]) -> dict[str, bool]:
    """The four fields of IV.B, true for those named."""
    return {field: field in attested for field, _ in ATTESTATIONS}


def _administrators(nomination: Nomination):
    return User.objects.holding(Role.ADMINISTRATOR, jurisdiction=nomination.jurisdiction)


def _occasion(nomination: Nomination) -> str:
    return f"nomination-{nomination.pk}:v{nomination.version}"


def _tell(what: str, nomination: Nomination, people, body: str, at: datetime) -> None:
    announce(
        f"nomination.{what}", to=people, record=nomination, at=at, key=_occasion(nomination), body=body,
        subject=f"Nomination {what.replace('_', ' ')}: {nomination.officer}",
        path=reverse("nominations:nomination", args=[nomination.pk]),
    )  # fmt: skip
