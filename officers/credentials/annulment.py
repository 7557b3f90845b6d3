"""A wrong entry is annulled with a reason and entered anew; what rested on it follows in the same transaction.

Annulling a certification is allowed while a letter names the officer: the rule then answers no, and yes again once the
certification is entered anew with its day; one of a later day needs a new letter (IV.D). A supervising official entered
by mistake gives way to the one before.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.dateformat import format as format_date

from records import facts
from records.actions import Action, Refused
from records.facts import LIVE
from records.models import Event
from records.two_persons import RULE
from records.workflow import STALE, require_role, verb, write_event

from .models import Authorization, Certification, Credential, Letter, Supervision, Suspension, Withdrawal
from .states import ANNUL, ANNUL_SIGNED
from .workflow import follow_notices, note_each


@dataclass(frozen=True)
class Kind:
    """What may be annulled: its model, who may, what it is called, and for a dated step on another paper its fields."""

    model: type
    action: Action
    word: str
    clears: tuple[str, ...] = ()


KINDS = {
    "certification": Kind(Certification, ANNUL, "certification"),
    "letter": Kind(Letter, ANNUL_SIGNED, "authorization letter"),
    "authorization": Kind(Authorization, ANNUL_SIGNED, "naming in the letter"),
    "copy": Kind(Letter, ANNUL, "copy to the agency", ("copied_on",)),
    "form": Kind(Authorization, ANNUL, "Form 70-006", ("form_on", "form_time", "form_at")),
    "receipt": Kind(Authorization, ANNUL, "officer's receipt", ("receipt_on", "receipt_time", "receipt_at")),
    "withdrawal": Kind(Withdrawal, ANNUL_SIGNED, "notice of withdrawal"),
    "suspension": Kind(Suspension, ANNUL_SIGNED, "suspension"),
    "supervision": Kind(Supervision, ANNUL, "supervising official"),
    "credential": Kind(Credential, ANNUL, "credential"),
}


GIVES_BACK = ("suspension", "withdrawal")
DAY_TO_CORRECT = timedelta(days=1)  # portal policy: for a mistake of one's own


def must_be_another_once_it_counts(fact, by, at: datetime) -> None:
    """Raises Refused when who recorded it annuls, after a day, what took authority: the time since would count."""
    began = getattr(fact, "starts_at", None) or fact.effective_at
    if began <= at and at - fact.recorded_at > DAY_TO_CORRECT and fact.recorded_by_id == by.pk:
        raise Refused("This has taken effect and you recorded it, so a colleague must void it.", RULE)


@verb
def annul(kind: str, fact, reason: str, *, by, at: datetime) -> None:
    """Takes an entry out of every answer. Raises Refused without a reason, and when it is annulled already."""
    reason, rule = reason.strip(), KINDS[kind]
    if rule.clears:
        clear(rule, fact, reason, by=by, at=at)
        return
    if kind in GIVES_BACK:
        must_be_another_once_it_counts(fact, by, at)
    facts.annul(rule.action, fact, reason=reason, by=by, at=at)
    if kind in FOLLOWS:
        FOLLOWS[kind](fact, reason, by=by, at=at)


def clear(rule: Kind, paper, reason: str, *, by, at: datetime) -> Event:
    """Takes one dated step off a paper that stays; the timeline keeps the day that stood there."""
    require_role(rule.action, paper, by)
    if not reason:
        raise Refused("Say why this entry is annulled.")
    day = getattr(paper, rule.clears[0])
    as_seen = type(paper).objects.live().filter(pk=paper.pk, **{rule.clears[0]: day})
    if day is None or not as_seen.update(**dict.fromkeys(rule.clears)):
        raise Refused(STALE)
    return write_event(
        rule.action, paper, by=by, at=at, reason=f"{rule.word} of {format_date(day, 'M j, Y')}: {reason}"
    )


def _names_with_letter(letter: Letter, reason: str, *, by, at: datetime) -> None:
    """The names go with their letter, so that it can be entered anew."""
    rows = note_each(ANNUL_SIGNED, letter.authorizations.live().named(), by=by, at=at, reason=reason)
    changes = {"annulled_at": at, "annulled_by": by, "annulled_because": reason}
    Authorization.objects.filter(LIVE, pk__in=[row.pk for row in rows]).update(**changes)


def _restore(withdrawal: Withdrawal, reason: str, *, by, at: datetime) -> None:
    """The letters that the notice ended are in force again, unless another notice ends them."""
    note_each(ANNUL_SIGNED, withdrawal.authorizations.live().named(), by=by, at=at, reason=reason)
    follow_notices(withdrawal.agreement, list(withdrawal.officers.all()))


def _reopen(supervision: Supervision, reason: str, *, by, at: datetime) -> None:
    """The official who gave way to this one goes on, until the next on record."""
    supervision.refresh_from_db()  # its end may have moved before the agency was locked
    before = Supervision.objects.live().filter(officer=supervision.officer_id, ends_at=supervision.starts_at)
    last = before.order_by("-starts_at").first()
    if last:
        Supervision.objects.filter(pk=last.pk).update(ends_at=supervision.ends_at)


FOLLOWS: dict[str, Callable] = {"letter": _names_with_letter, "withdrawal": _restore, "supervision": _reopen}
