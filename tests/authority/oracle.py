"""May this officer serve at a moment, for which warrants, and why not: computed again from the raw rows.

Written from the clauses and the models, without the rule's SQL, so that the two share no mistake. It is slow on
purpose: it looks at one officer and one moment, and reads down the clauses. Change it only when a clause or a decision
about one changes, never to make a test pass.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import DateTimeField

from agreements.memoranda.models import Agreement
from officers.credentials.models import (
    Authorization,
    Credential,
    Withdrawal,
)
from officers.nominations.models import Departure, Nomination
from officers.training.models import Examination

from .known import History


def change_points(history: History) -> list[datetime]:
    """Every instant in the rows, in order: between two of them no answer can change."""
    return sorted({
        value
        for row in history.rows
        for column in row._meta.concrete_fields
        if isinstance(column, DateTimeField) and (value := getattr(row, column.attname))
    })  # fmt: skip


def unmet(history: History, at: datetime) -> set[str]:
    """The codes of all requirements that the officer does not meet at a moment."""
    return {code for code, is_met in REQUIREMENTS.items() if not is_met(history, at)}


def powers(history: History, at: datetime) -> set[str]:
    """The warrants (I-200, I-205) that the letter in force at a moment names (8 USC 1357(g)(5); App. A)."""
    standing = [row for row in letters_that_count(history, at) if stands(history, row, at)]
    assert len(standing) <= 1, f"two letters authorize one officer at a time: {standing}"
    return set(standing[0].letter.powers) if standing else set()


@dataclass(frozen=True)
class Answer:
    """What holds at a moment: the codes that are missing and the warrants of the letter in force."""

    unmet: set[str]
    powers: set[str]

    @property
    def authorized(self) -> bool:
        """The officer has authority: everything but the credential, which must be carried to use it (IV.D)."""
        return self.unmet <= {"credential"}

    @property
    def may_serve(self) -> bool:
        return not self.unmet


def answer(history: History, at: datetime) -> Answer:
    return Answer(unmet(history, at), powers(history, at))


def holds_until(now: Answer, later: list[tuple[datetime, Answer]]) -> datetime | None:
    """For an officer who may serve: the first later change point at which the yes ends or its warrants change."""
    return next((at for at, then in later if not then.may_serve or then.powers != now.powers), None)


# Time. Every interval counts from its first instant until just before its end; no end is open.


def covers(starts_at: datetime | None, ends_at: datetime | None, at: datetime) -> bool:
    return starts_at is not None and starts_at <= at and (ends_at is None or at < ends_at)


def first_of(*moments: datetime | None) -> datetime | None:
    """The earliest of those that are known."""
    return min((moment for moment in moments if moment), default=None)


def live(rows: list) -> list:
    """Those that nobody has annulled. An annulled entry never counts, whenever one asks."""
    return [row for row in rows if row.annulled_at is None]


# The agreement (II, III; VIII).


def wso_agreements(history: History) -> list[Agreement]:
    """The WSO agreements of the agency that were ever in force: one that ended as it began never was."""
    return [
        one for one in history.agreements
        if one.program == "WSO" and one.effective_at and (one.ends_at is None or one.effective_at < one.ends_at)
    ]  # fmt: skip


def agreements_in_force(history: History, at: datetime) -> list[Agreement]:
    return [one for one in wso_agreements(history) if covers(one.effective_at, one.ends_at, at)]


def agreement_that_counts(history: History, at: datetime) -> Agreement | None:
    """The one under which records count at a moment: the last that has begun, even if it has ended since (IV.D).

    An officer is certified and authorized under *this* MOA: records under an earlier one lend nothing to it.
    """
    begun = [one for one in wso_agreements(history) if one.effective_at <= at]
    return max(begun, key=lambda one: one.effective_at, default=None)


def under_it(history: History, rows: list, at: datetime) -> list:
    """Those of the rows under the agreement that counts at a moment."""
    counting = agreement_that_counts(history, at)
    return [row for row in rows if counting and row.agreement_id == counting.pk]


def has_agreement(history: History, at: datetime) -> bool:
    return bool(agreements_in_force(history, at))


def agreement_is_not_suspended(history: History, at: datetime) -> bool:
    """A notice of suspension counts from its effect until it is lifted, within the term of its own agreement (VIII)."""
    in_force = {one.pk for one in agreements_in_force(history, at)}
    return not any(
        notice.kind == "suspension" and notice.agreement_id in in_force
        and covers(notice.effective_at, notice.ended_at, at)
        for notice in live(history.notices)
    )  # fmt: skip


# From the nomination to the certification (IV.B to IV.D).


def accepted(history: History) -> list[Nomination]:
    """The accepted nominations, the first to be accepted first."""
    found = [one for one in history.nominations if one.status == "accepted"]
    return sorted(found, key=lambda one: one.accepted_at)


def nomination_that_counts(history: History, at: datetime) -> Nomination | None:
    """The one on which an officer's records rest at a moment: the last that was accepted under the agreement.

    An officer who returns, or is nominated again after a refusal, starts over: check, class, examination,
    certification, letter and credential are those of the later nomination (IV.B to IV.D).
    """
    begun = [one for one in under_it(history, accepted(history), at) if one.accepted_at <= at]
    return begun[-1] if begun else None


def of_it(history: History, rows: list, at: datetime) -> list:
    """Those of the rows that belong to the nomination that counts at a moment."""
    counting = nomination_that_counts(history, at)
    return [row for row in rows if counting and nomination_of(history, row).pk == counting.pk]


def nomination_of(history: History, row) -> Nomination:
    """The nomination that a record rests on: a credential on a letter, a letter on a certification (IV.D)."""
    if isinstance(row, Credential):
        row = next(one for one in history.authorizations if one.pk == row.authorization_id)
    if isinstance(row, Authorization):
        row = next(one for one in history.certifications if one.pk == row.certification_id)
    return next(one for one in history.nominations if one.pk == row.nomination_id)


def followed_at(history: History, nomination: Nomination) -> datetime | None:
    """When the officer's next nomination under the same agreement was accepted."""
    later = [
        one.accepted_at for one in accepted(history)
        if one.agreement_id == nomination.agreement_id and one.accepted_at > nomination.accepted_at
    ]  # fmt: skip
    return first_of(*later)


def is_nominated(history: History, at: datetime) -> bool:
    return nomination_that_counts(history, at) is not None


def is_cleared(history: History, at: datetime) -> bool:
    """ICE's check came out favorable, or ICE did not require one (IV.B)."""
    return any(
        check.status in ("favorable", "not_required") and check.decided_at <= at
        for check in of_it(history, history.checks, at)
    )


def passed_when(examination: Examination) -> datetime | None:
    """When 70 percent were reached, at the first attempt or else at the retake (IV.C)."""
    if examination.score >= 70:
        return examination.sat_at
    if examination.retake_score is not None and examination.retake_score >= 70:
        return examination.retake_at
    return None


def has_passed(history: History, at: datetime) -> bool:
    passed = [passed_when(one) for one in of_it(history, history.examinations, at)]
    return any(moment is not None and moment <= at for moment in passed)


def is_certified(history: History, at: datetime) -> bool:
    return any(one.certified_at <= at for one in of_it(history, live(history.certifications), at))


# The letter, Form 70-006 and the receipt (IV.D).


def live_authorizations(history: History) -> list[Authorization]:
    """Namings in a letter where neither the naming nor the letter is annulled."""
    return [row for row in live(history.authorizations) if row.letter.annulled_at is None]


def letters_that_count(history: History, at: datetime) -> list[Authorization]:
    """The namings in letters that rest on the nomination that counts at a moment."""
    return of_it(history, live_authorizations(history), at)


def standing_from(history: History, row: Authorization) -> tuple[datetime, datetime | None] | None:
    """From when until when a letter authorizes the officer, within its agreement and nomination; None if never."""
    agreement = next((one for one in wso_agreements(history) if one.pk == row.agreement_id), None)
    if agreement is None or not certified_by_then(history, row):
        return None
    nomination = nomination_of(history, row)
    starts_at = max(row.starts_at, agreement.effective_at, nomination.accepted_at)
    ends_at = first_of(row.ends_at, row.withdrawn_at, agreement.ends_at, followed_at(history, nomination))
    return (starts_at, ends_at) if ends_at is None or starts_at < ends_at else None


def certified_by_then(history: History, row: Authorization) -> bool:
    """IV.D: the director signs upon receipt of the certification, so a letter never serves a later certification."""
    nomination = nomination_of(history, row)
    return any(
        one.nomination_id == nomination.pk and one.certified_on <= row.letter.signed_on
        for one in live(history.certifications)
    )


def ever_stands(history: History, row: Authorization) -> bool:
    return standing_from(history, row) is not None


def stands(history: History, row: Authorization, at: datetime) -> bool:
    standing = standing_from(history, row)
    return standing is not None and covers(*standing, at)


def has_letter(history: History, at: datetime) -> bool:
    return any(stands(history, row, at) for row in letters_that_count(history, at))


def letter_that_counts(history: History, at: datetime) -> Authorization | None:
    """The letter that began last, of those that ever authorize: its form and receipt are the ones that are asked for.

    It may have ended since. A form made before its letter begins counts from the letter's start.
    """
    begun = [
        row for row in letters_that_count(history, at)
        if ever_stands(history, row) and row.starts_at <= at
    ]  # fmt: skip
    return max(begun, key=lambda row: row.starts_at, default=None)


def has_form(history: History, at: datetime) -> bool:
    row = letter_that_counts(history, at)
    return row is not None and row.form_at is not None and row.form_at <= at


def has_receipt(history: History, at: datetime) -> bool:
    row = letter_that_counts(history, at)
    return row is not None and row.receipt_at is not None and row.receipt_at <= at


# Withdrawal by written notice (IV.D): the director's later signature gives authority again.


def is_not_withdrawn(history: History, at: datetime) -> bool:
    rows = letters_that_count(history, at)
    notices = [row.withdrawal for row in rows if row.withdrawal_id and row.withdrawn_at]
    return not any(withdraws(history, notice, rows, at) for notice in live(notices))


def withdraws(history: History, notice: Withdrawal, rows: list[Authorization], at: datetime) -> bool:
    """The notice has taken effect, and no letter signed after the agency was notified has begun since."""
    signed_later = [
        row.starts_at for row in rows if row.letter.signed_at > notice.notified_at and ever_stands(history, row)
    ]
    return covers(notice.effective_at, first_of(*signed_later), at)


# What hangs on the officer (IV.D, IV.F).


def has_supervisor(history: History, at: datetime) -> bool:
    """An official is named; one who was named before the officer left is not the official of who returns."""
    returns = [returned_at(history, one) for one in live(history.departures)]
    return any(
        covers(one.starts_at, one.ends_at, at)
        and not any(back and one.starts_at < back <= at for back in returns)
        for one in live(history.supervisions)
    )  # fmt: skip


def is_not_suspended(history: History, at: datetime) -> bool:
    return not any(covers(one.starts_at, one.ends_at, at) for one in live(history.suspensions))


def is_not_stood_down(history: History, at: datetime) -> bool:
    """No time counts for which the officer's own agency stopped the officer (agency policy)."""
    return not any(covers(one.starts_at, one.ends_at, at) for one in live(history.standdowns))


def has_not_departed(history: History, at: datetime) -> bool:
    return not any(covers(one.departs_at, returned_at(history, one), at) for one in live(history.departures))


def returned_at(history: History, departure: Departure) -> datetime | None:
    """When the field office accepted the nomination by which the officer came back from a departure."""
    return first_of(*(one.accepted_at for one in accepted(history) if one.returns_from_id == departure.pk))


def has_credential(history: History, at: datetime) -> bool:
    """A credential of an agreement in force, issued, neither expired nor out of the officer's hand.

    One that was issued before the officer left, or before a later nomination, is ICE's to have back.
    """
    in_force = {one.pk for one in agreements_in_force(history, at)}
    return any(
        one.agreement_id in in_force and covers(one.issued_at, first_of(one.expires_at, one.closed_at), at)
        and covers(nomination.accepted_at, followed_at(history, nomination), at)
        for one in live(history.credentials) if (nomination := nomination_of(history, one))
    )  # fmt: skip


REQUIREMENTS = {
    "agreement": has_agreement,
    "agreement_not_suspended": agreement_is_not_suspended,
    "nomination": is_nominated,
    "background": is_cleared,
    "examination": has_passed,
    "certification": is_certified,
    "letter": has_letter,
    "form_70_006": has_form,
    "receipt": has_receipt,
    "not_withdrawn": is_not_withdrawn,
    "supervisor": has_supervisor,
    "not_suspended": is_not_suspended,
    "not_stood_down": is_not_stood_down,
    "not_departed": has_not_departed,
    "credential": has_credential,
}
