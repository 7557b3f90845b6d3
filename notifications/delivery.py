"""From the ledger to the mail server: one row at a time, each in its own transaction (docs/decisions/0006)."""

import logging
import time
from collections import Counter
from datetime import datetime, timedelta
from functools import cache, cached_property

from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage
from django.db import transaction

from .message import compose
from .models import Notification
from .planning import wanted_keys
from .post import NotTaken, Post, ServerDown

BATCH_SECONDS = 20  # a tick ends before the next one comes
MAX_ATTEMPTS = 12  # with the pauses below about a day
LONGEST_PAUSE = timedelta(hours=4)
RULE_PAUSE = timedelta(hours=1)

logger = logging.getLogger(__name__)


def deliver(at: datetime, *, seconds: float = BATCH_SECONDS) -> Counter:
    """Send what is due, for at most so many seconds; counts of sent, dropped, parked, retry and waiting.

    Any number of processes may do this at once. A mail server that is down costs one attempt to connect and leaves
    every row as it was.
    """
    outcomes: Counter = Counter()
    end = time.monotonic() + seconds
    with Batch(at) as batch, Post() as post:
        try:
            while time.monotonic() < end and (outcome := deliver_next(post, batch)):
                outcomes[outcome] += 1
        except ServerDown as error:
            logger.warning("Mail waits: %s", error)
            outcomes["waiting"] = mark_waiting(str(error), at)
    return outcomes


def deliver_next(post: Post, batch: "Batch") -> str:
    """Send one mail; what became of it, empty when nothing is due. Raises ServerDown and then changes nothing.

    One commit says that the mail before was sent and that this one may now be out: a process killed at any moment
    leaves one mail, shown as unknown.
    """
    with transaction.atomic():
        batch.write_sent()
        row, mail, outcome = offer_next(post, batch)
    batch.sent = None
    if row is None or mail is None:
        return outcome
    # Committed: from here on it may have been sent, and only an answer, or a person, says otherwise.
    try:
        post.transmit(mail)
    except NotTaken as refusal:
        return set_aside(row, refusal, batch.at)
    batch.sent = row.pk
    return "sent"


def offer_next(post: Post, batch: "Batch") -> tuple[Notification | None, EmailMessage | None, str]:
    """Lock the next row and offer its mail to the server: the row, and its mail or what became of it instead."""
    row = batch.lock_next()
    if row is None:
        return None, None, ""
    if batch.outdated(row):
        row.delete()
        return row, None, "dropped"
    if reason := batch.unreached(row):
        return row, None, drop(row, reason, batch.at)
    try:
        mail = batch.compose(row)
        post.offer(mail)
    except NotTaken as refusal:
        return row, None, set_aside(row, refusal, batch.at)
    Notification.objects.claim(row, batch.at)
    return row, mail, ""


def set_aside(row: Notification, refusal: NotTaken, at: datetime) -> str:
    """Park a mail that cannot be sent; one that may yet be sent is tried again, with ever longer pauses."""
    attempts = row.attempts + 1
    parked = refusal.permanent or attempts >= MAX_ATTEMPTS
    Notification.objects.filter(pk=row.pk).update(
        attempts=attempts,
        claimed_at=None,
        parked_at=at if parked else None,
        next_attempt_at=at + min(timedelta(minutes=2 ** (attempts - 1)), LONGEST_PAUSE),
        address=row.recipient.email,
        error=refusal.reason[:300],
    )
    return "parked" if parked else "retry"


def drop(row: Notification, reason: str, at: datetime) -> str:
    """Drop a mail that no longer concerns its person. The log says why; no one has to act."""
    changes = {"parked_at": at, "dropped": True, "address": row.recipient.email, "error": reason}
    Notification.objects.filter(pk=row.pk).update(**changes)
    return "dropped"


def mark_waiting(reason: str, at: datetime) -> int:
    """Note on the rows that are due why they wait, once per outage, without using up an attempt. Give how many."""
    with transaction.atomic():
        rows = Notification.objects.due(at).filter(attempts=0).exclude(error=reason[:300])
        locked = rows.select_for_update(skip_locked=True).values_list("pk", flat=True)
        return Notification.objects.filter(pk__in=list(locked[:5000])).update(error=reason[:300])


class Batch:
    """One run: its moment, its statement, and what it has looked up in its few seconds."""

    def __init__(self, at: datetime):
        self.at = at
        self.sent: int | None = None  # the mail that the server has just taken, until the next commit says so
        self.asking: tuple = ()
        self.wanted = cache(lambda rule, day: wanted_keys(rule, day, at))
        self.person = cache(lambda pk: get_user_model()._default_manager.get(pk=pk))
        self.agency = cache(lambda pk: apps.get_model("jurisdictions.Jurisdiction").objects.filter(pk=pk).first())

    def __enter__(self):
        return self

    def __exit__(self, *_):
        """A rule whose dates fail must not hold up the others' mail: its rows wait, and the failure is raised."""
        self.write_sent()
        if self.asking:
            rule, day = self.asking
            rows = Notification.objects.reminders(rule).untouched().filter(due_on=day)
            rows.update(next_attempt_at=self.at + RULE_PAUSE)

    def write_sent(self) -> None:
        """Note that the last mail was sent; it stays to be noted until that is committed."""
        if self.sent is not None:
            Notification.objects.note_sent(self.sent, self.at)

    @cached_property
    def statement(self) -> tuple[str, tuple]:
        return Notification.objects.claim_statement(self.at)

    def lock_next(self) -> Notification | None:
        """The next row to send, with its person and agency, locked until the transaction ends."""
        row = Notification.objects.lock(self.statement)
        if row is not None:
            row.recipient, row.jurisdiction = self.person(row.recipient_id), self.agency(row.jurisdiction_id)
        return row

    def outdated(self, row: Notification) -> bool:
        """A reminder whose fact holds no longer, or that a nearer one has overtaken."""
        if row.threshold is None:
            return False
        self.asking = (row.rule, row.due_on)
        outdated = row.key not in self.wanted(row.rule, row.due_on)
        self.asking = ()
        return outdated

    def unreached(self, row: Notification) -> str:
        """Why its person may not read it any more; empty when they may. Their own account always concerns them."""
        if not row.recipient.is_active:
            return "This person's account is closed."
        if row.is_about(row.recipient) or any(map(row.concerns, row.recipient.active_memberships())):
            return ""
        return "This person no longer has a role here."

    def compose(self, row: Notification) -> EmailMessage:
        """The mail, with why this person gets it."""
        return compose(row, row.why(row.recipient.active_memberships()), self.at)
