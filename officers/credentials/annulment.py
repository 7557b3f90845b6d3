"""A wrong entry is voided with a reason and entered again; what rested on it follows in the same transaction.

A certification can be voided while a letter names the officer. The officer may then not serve until the certification
is entered again with its date; one with a later date needs a new letter (IV.D). When the entry of a supervising
official is voided, the official before continues.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise

from django.utils.dateformat import format as format_date

from agreements.memoranda.models import Agreement
from records import facts
from records.actions import Action, Refused, asked_by
from records.facts import LIVE
from records.models import Event
from records.two_persons import RULE
from records.workflow import STALE, require, verb, write_event

from .checks import must_count
from .models import Authorization, Certification, Credential, Letter, StandDown, Supervision, Suspension, Withdrawal
from .states import ANNUL, ANNUL_SIGNED, ANNUL_STAND_DOWN
from .workflow import end_by, follow_notices, notices_of, write_each_event


@dataclass(frozen=True)
class Kind:
    """What may be annulled: its model, who may, what it is called, and for a dated step on another paper its fields."""

    model: type
    action: Action
    word: str
    clears: tuple[str, ...] = ()


def on_page_of(kind: str, action: Action) -> Action:
    """Give the action with the page of one kind of entry."""
    return replace(action, page=f"credentials:annul_{kind}")


KINDS = {
    kind: Kind(model, on_page_of(kind, action), word, clears)
    for kind, model, action, word, clears in (
        ("certification", Certification, ANNUL, "certification", ()),
        ("letter", Letter, ANNUL_SIGNED, "authorization letter", ()),
        ("authorization", Authorization, ANNUL_SIGNED, "authorization by letter", ()),
        ("copy", Letter, ANNUL, "copy to the agency", ("copied_on",)),
        ("form", Authorization, ANNUL, "Form 70-006", ("form_on", "form_time", "form_at")),
        ("receipt", Authorization, ANNUL, "officer's receipt", ("receipt_on", "receipt_time", "receipt_at")),
        ("withdrawal", Withdrawal, ANNUL_SIGNED, "notice of withdrawal", ()),
        ("suspension", Suspension, ANNUL_SIGNED, "suspension", ()),
        ("stand_down", StandDown, ANNUL_STAND_DOWN, "stand-down", ()),
        ("supervision", Supervision, ANNUL, "supervising official", ()),
        ("credential", Credential, ANNUL, "credential", ()),
    )
}
DAY_TO_CORRECT = timedelta(days=1)  # portal policy: who made the entry voids it within this time
BROUGHT_BACK = (
    "Without this notice, two letters would authorize an officer at the same time. Void the later letter first."
)

for _kind in ("certification", "letter", "authorization", "supervision", "credential"):
    asked_by(KINDS[_kind].action)(must_count)


@asked_by(KINDS["copy"].action)
def must_have_a_copy(letter: Letter, *, by, at: datetime) -> None:
    """Raise Refused when no copy to the agency is on record."""
    must_count(letter)
    if letter.copied_on is None:
        raise Refused("No copy to the agency is on record.")


@asked_by(KINDS["form"].action)
def must_have_a_form_alone(row: Authorization, *, by, at: datetime) -> None:
    """Raise Refused when no Form 70-006 is on record, or the officer's receipt rests on it."""
    must_count(row)
    if row.form_on is None:
        raise Refused("No Form 70-006 of this officer is on record.")
    if row.receipt_on:
        raise Refused("The officer's receipt depends on Form 70-006. Void the receipt first.", "IV.D")


@asked_by(KINDS["receipt"].action)
def must_have_a_receipt(row: Authorization, *, by, at: datetime) -> None:
    """Raise Refused when no receipt of the officer is on record."""
    must_count(row)
    if row.receipt_on is None:
        raise Refused("No receipt of this officer is on record.")


@asked_by(KINDS["suspension"].action)
@asked_by(KINDS["stand_down"].action)
def must_be_another_once_it_counts(fact, *, by, at: datetime) -> None:
    """Raise Refused when who recorded it annuls, after a day, what took authority: the time since would count."""
    must_count(fact)
    began = getattr(fact, "starts_at", None) or fact.effective_at
    if began <= at and at - fact.recorded_at > DAY_TO_CORRECT and fact.recorded_by_id == by.pk:
        raise Refused("This has taken effect and you recorded it, so a colleague must void it.", RULE)


@asked_by(KINDS["withdrawal"].action)
def must_leave_letters_apart(notice: Withdrawal, *, by, at: datetime) -> None:
    """Raise Refused when a letter that the notice ended would be in force beside another; and as for a suspension."""
    must_be_another_once_it_counts(notice, by=by, at=at)
    if overlapping_without(notice.agreement, [notice]):
        raise Refused(BROUGHT_BACK, "IV.D")


def overlapping_without(agreement: Agreement, notices: list[Withdrawal]) -> set[int]:
    """Give those notices (ids) without which two letters would authorize an officer at a time, by two queries."""
    rows = list(agreement.authorizations.live().select_related("letter"))
    on_record = notices_of(agreement, rows)
    found = set()
    for notice in notices:
        others = {officer: [one for one in ended if one != notice] for officer, ended in on_record.items()}
        end_by(others, rows)
        if any_overlap(rows):
            found.add(notice.pk)
    return found


def any_overlap(rows: list[Authorization]) -> bool:
    """Whether two of the rows name one officer at a time; a row that ends when it starts names nobody."""
    spans = [
        (row.officer_id, row.starts_at, min(filter(None, [row.ends_at, row.withdrawn_at]), default=None))
        for row in sorted(rows, key=lambda row: (row.officer_id, row.starts_at))
        if row.withdrawn_at is None or row.withdrawn_at > row.starts_at
    ]
    return any(
        officer == other and (end is None or start < end) for (officer, _, end), (other, start, _) in pairwise(spans)
    )


def annullable_notices(agreement: Agreement, notices: list[Withdrawal], user, at: datetime) -> set[int]:
    """Give those notices of withdrawal (ids) under an agreement that the person may annul now."""
    action = KINDS["withdrawal"].action
    if not notices or not user.holds(action.roles, agreement.place):
        return set()
    apart = {notice.pk for notice in notices} - overlapping_without(agreement, notices)
    return {notice.pk for notice in notices if notice.pk in apart and not is_refused(notice, user, at)}


def is_refused(fact, user, at: datetime) -> bool:
    """Whether the person must leave the annulment of what took authority to a colleague, or it was annulled."""
    try:
        must_be_another_once_it_counts(fact, by=user, at=at)
    except Refused:
        return True
    return False


@verb
def annul(kind: str, fact, reason: str, *, by, at: datetime) -> None:
    """Take an entry out of every answer. Raises Refused without a reason, and when it is annulled already."""
    reason, rule = reason.strip(), KINDS[kind]
    if rule.clears:
        clear(rule, fact, reason, by=by, at=at)
        return
    facts.annul(rule.action, fact, reason=reason, by=by, at=at)
    if kind in FOLLOWS:
        FOLLOWS[kind](fact, reason, by=by, at=at)


def clear(rule: Kind, paper, reason: str, *, by, at: datetime) -> Event:
    """Take one dated step off a paper that stays; the timeline keeps its date."""
    require(rule.action, paper, by=by, at=at)
    if not reason:
        raise Refused("Enter the reason for voiding this entry.")
    day = getattr(paper, rule.clears[0])
    as_seen = type(paper).objects.live().filter(pk=paper.pk, **{rule.clears[0]: day})
    if day is None or not as_seen.update(**dict.fromkeys(rule.clears)):
        raise Refused(STALE)
    return write_event(
        rule.action, paper, by=by, at=at, reason=f"{rule.word} of {format_date(day, 'M j, Y')}: {reason}"
    )


def annul_names(letter: Letter, reason: str, *, by, at: datetime) -> None:
    """Void the names with their letter, so that the letter can be entered again."""
    rows = write_each_event(ANNUL_SIGNED, letter.authorizations.live().named(), by=by, at=at, reason=reason)
    changes = {"annulled_at": at, "annulled_by": by, "annulled_because": reason}
    Authorization.objects.filter(LIVE, pk__in=[row.pk for row in rows]).update(**changes)


def restore_letters(withdrawal: Withdrawal, reason: str, *, by, at: datetime) -> None:
    """The letters that the notice ended are in force again, unless another notice ends them."""
    write_each_event(ANNUL_SIGNED, withdrawal.authorizations.live().named(), by=by, at=at, reason=reason)
    follow_notices(withdrawal.agreement, list(withdrawal.officers.all()))


def reopen_supervision(supervision: Supervision, reason: str, *, by, at: datetime) -> None:
    """The official who gave way to this one goes on, until the next on record."""
    supervision.refresh_from_db()  # its end may have moved before the agency was locked
    before = Supervision.objects.live().filter(officer=supervision.officer_id, ends_at=supervision.starts_at)
    last = before.order_by("-starts_at").first()
    if last:
        Supervision.objects.filter(pk=last.pk).update(ends_at=supervision.ends_at)


FOLLOWS: dict[str, Callable] = {"letter": annul_names, "withdrawal": restore_letters, "supervision": reopen_supervision}
