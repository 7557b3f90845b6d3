"""The facts beside the answer: the agreement, the letter, the credential, who supervises, and where."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.html import format_html

from officers.credentials.states import CredentialStage
from pages.templatetags.show import day, ending, starting


@dataclass(frozen=True)
class FactLine:
    """One fact: its name, what it is with a link (or none), and its state at the moment."""

    label: str
    words: str
    url: str = ""
    state: str = ""


def facts_of(record: Any) -> list[FactLine]:
    """Give the facts of an officer's page at its moment."""
    facts = [agreement_fact(record), letter_fact(record), credential_fact(record), official_fact(record)]
    return [*facts, posting_fact(record)]


def agreement_fact(record) -> FactLine:
    """The agreement that counts at the moment: in force, suspended, ended, or to come."""
    agreement = record.agreement
    if agreement is None:
        return FactLine("Agreement", "None in force")
    words = f"{agreement.get_program_display()}, {agreement.revision}"
    suspended = any(reason.code == "agreement_not_suspended" for reason in record.decision.unmet)
    zone = record.officer.jurisdiction.zone
    return FactLine(
        "Agreement",
        words,
        reverse("memoranda:agreement", args=[agreement.pk]),
        "Suspended" if suspended else term(agreement.effective_at, agreement.ends_at, record.at, zone),
    )


def letter_fact(record) -> FactLine:
    """The authorization letter in force at the moment, else the latest."""
    if not record.authorizations:
        return FactLine("Authorization letter", "None yet")
    running = [one for one in record.authorizations if runs(one, record.at)]
    one, zone = (running or record.authorizations)[0], record.officer.jurisdiction.zone
    url = reverse("credentials:letter", args=[one.letter_id])
    words = format_html("Signed {}", day(one.letter.signed_on))
    if one.withdrawn_at and one.withdrawn_at <= record.at:
        return FactLine(
            "Authorization letter", words, url, format_html("Withdrawn {}", starting(one.withdrawn_at, zone))
        )
    ends_at = min(
        filter(None, [one.ends_at, one.withdrawn_at, record.agreement and record.agreement.ends_at]), default=None
    )
    return FactLine("Authorization letter", words, url, over(record) or term(one.starts_at, ends_at, record.at, zone))


def runs(authorization, at: datetime) -> bool:
    """Whether a letter authorizes the officer at a moment."""
    ends = [authorization.ends_at, authorization.withdrawn_at]
    return authorization.starts_at <= at and not any(end and end <= at for end in ends)


def credential_fact(record) -> FactLine:
    """The latest credential: valid, expired, due back, or where it went."""
    if not record.cards:
        return FactLine("Credential", "None issued")
    one, stage = record.cards[0]
    zone = record.officer.jurisdiction.zone
    state: str = stage.label
    if stage == CredentialStage.IN_HAND:
        state = format_html("Valid through {}", day(one.expires_on))
    elif stage == CredentialStage.EXPIRED:
        state = format_html("Expired {}", ending(one.expires_at, zone))
    elif one.closed_at and one.closed_at <= record.at:
        state = format_html("{} {}", state, starting(one.closed_at, zone))
    return FactLine("Credential", one.number, reverse("credentials:credential", args=[one.pk]), state)


def official_fact(record) -> FactLine:
    """Who supervises, and the field office's phone."""
    official = record.course.official if record.course else ""
    office = record.officer.jurisdiction.field_office
    called = [f"{office} field office", office.contact_phone] if office else []
    known = [record.course.position if official else "", *called]
    return FactLine("Supervising official", official or "None named", "", ", ".join(filter(None, known)))


def posting_fact(record) -> FactLine:
    """Where the officer works: warrants are served there only (App. A)."""
    posted = record.course.posted if record.course else ""
    return FactLine("Posted at", posted or "No facility")


def over(record) -> str:
    """Say that a paper has no effect because the officer is no longer in the program."""
    return f"No effect: {record.turn.task[0].lower()}{record.turn.task[1:]}" if record.is_over else ""


def term(starts_at: datetime, ends_at: datetime | None, at: datetime, zone: str) -> str:
    """What a paper with a term is at a moment."""
    if ends_at and ends_at <= at:
        return format_html("Ended {}", ending(ends_at, zone))
    if starts_at > at:
        return format_html("Takes effect {}", starting(starts_at, zone))
    until = format_html(", through {}", ending(ends_at, zone)) if ends_at else ""
    return format_html("In force since {}{}", starting(starts_at, zone), until)
