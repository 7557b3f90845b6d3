"""Who is told when a paper is signed, executed, withdrawn or handed out: those whose turn it is, and the agency.

Mail leaves the portal: it says how many officers a paper names, and names one officer at most.
"""

from datetime import datetime

from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from notifications.ledger import announce

from .models import Certification, Credential, Letter, StandDown, Suspension, Withdrawal


def administrators(jurisdiction):
    return User.objects.holding(Role.ADMINISTRATOR, jurisdiction=jurisdiction)


def staff(jurisdiction):
    return User.objects.holding(Role.FIELD_OFFICE, field_office=jurisdiction.field_office)


def directors(jurisdiction):
    return User.objects.holding(Role.DIRECTOR, field_office=jurisdiction.field_office)


def count_of(officers) -> str:
    """1 officer, 3 officers."""
    return "1 officer" if len(officers) == 1 else f"{len(officers)} officers"


def certified(agreement, rows: list[Certification], *, by, at: datetime) -> None:
    """The director's turn: certified officers wait for a letter."""
    agency = agreement.jurisdiction
    _tell(
        "certified", directors(agency), agreement, by=by, at=at, key=f"certification-{rows[0].pk}",
        subject=f"Officers need an authorization letter: {agency}",
        body=f"ICE certified {count_of(rows)} of {agency} in writing. Sign the authorization letter next (MOA IV.D).",
        path=reverse("credentials:sign_letter", args=[agreement.pk]),
    )  # fmt: skip


def letter_signed(letter: Letter, officers, *, by, at: datetime) -> None:
    """The field office's turn: the agency's copy and Form 70-006; the agency learns of the letter."""
    agency = letter.place
    _tell(
        "letter_signed", [*staff(agency), *administrators(agency)], letter, by=by, at=at, key=f"letter-{letter.pk}",
        subject=f"Authorization letter signed: {agency}",
        body=f"A letter authorizes {count_of(officers)} of {agency}. Next, the field office records the agency's "
        "copy and Form 70-006 (MOA IV.D).",
        path=reverse("credentials:letter", args=[letter.pk]),
    )  # fmt: skip


def form_executed(letter: Letter, rows, *, by, at: datetime) -> None:
    """The agency's turn: its officers receive the letter and the form."""
    agency = letter.place
    _tell(
        "form_executed", administrators(agency), letter, by=by, at=at, key=f"form-{rows[0].pk}-{rows[0].form_on}",
        subject=f"Form 70-006 executed: {agency}",
        body=f"ICE executed Form 70-006 for {count_of(rows)} of {agency}. Next, each officer receives the letter and "
        "the form (MOA IV.D).",
        path=reverse("credentials:letter", args=[letter.pk]),
    )  # fmt: skip


def withdrawn(withdrawal: Withdrawal, officers, *, by, at: datetime) -> None:
    """Both sides tell their own people (IV.D)."""
    agency = withdrawal.place
    _tell(
        "withdrawn", [*staff(agency), *administrators(agency)], withdrawal, by=by, at=at,
        key=f"withdrawal-{withdrawal.pk}", subject=f"Notice of withdrawal: {agency}",
        body=f"ICE withdraws {count_of(officers)} of {agency} by written notice (MOA IV.D). See which officers and "
        "when.",
        path=reverse("credentials:papers", args=[withdrawal.agreement_id]),
    )  # fmt: skip


def suspended(suspension: Suspension, what: str, *, by, at: datetime) -> None:
    """Both sides learn that an officer is suspended, or that the suspension ends."""
    agency, officer = suspension.place, suspension.officer
    _tell(
        "suspended", [*staff(agency), *administrators(agency)], suspension, by=by, at=at,
        key=f"{what}-{suspension.pk}-{at:%Y%m%dT%H%M%S}", subject=f"{what}: {officer}",
        body=f"{what}: {officer}, {agency}. See the dates on the officer's page."
        + (" The credential is due back." if suspension.credential_due and not suspension.ends_at else ""),
        path=reverse("authority:officer", args=[officer.pk]),
    )  # fmt: skip


def supervision_ended(agreement, officers, *, by, at: datetime) -> None:
    """Both sides learn that officers are without a supervising official (IV.F)."""
    agency = agreement.jurisdiction
    _tell(
        "supervision_ended", [*staff(agency), *administrators(agency)], agreement, by=by, at=at,
        key=f"supervision-{agreement.pk}-{at:%Y%m%dT%H%M%S}", subject=f"Supervision ends: {agency}",
        body=f"The supervision of {count_of(officers)} of {agency} ends without a successor. Without a supervising "
        "official an officer may not serve (MOA IV.F). See which officers and when.",
        path=reverse("credentials:papers", args=[agreement.pk]),
    )  # fmt: skip


def out_of_hand(credential: Credential, what: str, *, by, at: datetime) -> None:
    """Both sides learn that an officer no longer has the credential, and so may not serve (IV.D)."""
    agency, officer = credential.place, credential.officer
    _tell(
        "out_of_hand", [*staff(agency), *administrators(agency)], credential, by=by, at=at,
        key=f"{credential.status}-{credential.pk}-{credential.version}", subject=f"{what}: {officer}",
        body=f"{what}: {officer}, {agency}. Without a valid ICE credential the officer may not serve (MOA IV.D).",
        path=reverse("credentials:credential", args=[credential.pk]),
    )  # fmt: skip


def called_back(credential: Credential, *, by, at: datetime) -> None:
    """The agency's turn: it takes the credential from the officer and returns it to ICE."""
    agency, officer = credential.place, credential.officer
    _tell(
        "called_back", [*staff(agency), *administrators(agency)], credential, by=by, at=at,
        key=f"called-back-{credential.pk}-{credential.version}", subject=f"Credential called back: {officer}",
        body=f"ICE called back the credential of {officer}, {agency} (MOA IV.D). Return it to the field office.",
        path=reverse("credentials:credential", args=[credential.pk]),
    )  # fmt: skip


def stood_down(row: StandDown, what: str, *, by, at: datetime) -> None:
    """Both sides learn that an agency stops its officer, or ends that. The reason stays with the agency."""
    agency, officer = row.place, row.officer
    _tell(
        "stood_down", [*staff(agency), *administrators(agency)], row, by=by, at=at,
        key=f"{what}-{row.pk}-{at:%Y%m%dT%H%M%S}", subject=f"{what}: {officer}",
        body=f"{what}: {officer}, {agency}. See the dates on the officer's page.",
        path=reverse("authority:officer", args=[officer.pk]),
    )  # fmt: skip


def credential_issued(credential: Credential, *, by, at: datetime) -> None:
    """The agency learns that one of its officers has a credential."""
    agency, officer = credential.place, credential.officer
    _tell(
        "credential_issued", administrators(agency), credential, by=by, at=at, key=f"credential-{credential.pk}",
        subject=f"Credential issued: {officer}",
        body=f"ICE issued a credential to {officer}, {agency}. The officer must carry it while acting (MOA IV.D).",
        path=reverse("credentials:credential", args=[credential.pk]),
    )  # fmt: skip


def _tell(rule: str, people, record, *, subject: str, body: str, path: str, key: str, by, at: datetime) -> None:
    others = [person for person in people if person != by]
    announce(f"credentials.{rule}", to=others, record=record, subject=subject, body=body, path=path, at=at, key=key)
