"""From the ledger to the mail server: one row at a time, each in its own transaction (docs/decisions/0006)."""

import logging
import time
from collections import Counter
from datetime import datetime, timedelta
from functools import cache

from django.db import transaction

from .message import compose
from .models import Notification
from .planning import wanted_keys
from .post import NotTaken, Post, ServerDown

BATCH_SECONDS = 20  # a tick ends before the next one comes
MAX_ATTEMPTS = 12  # with the pauses below about a day
LONGEST_PAUSE = timedelta(hours=4)

log = logging.getLogger(__name__)


def deliver(at: datetime, *, seconds: float = BATCH_SECONDS) -> Counter:
    """Sends what is due, for at most so many seconds; counts of sent, dropped, parked, retry and waiting.

    Any number of processes may do this at once. A mail server that is down costs one attempt to connect and leaves
    every row as it was.
    """
    outcomes: Counter = Counter()
    end = time.monotonic() + seconds
    doubts = Doubts(at)
    with Post() as post:
        try:
            while time.monotonic() < end and (outcome := deliver_next(post, doubts, at)):
                outcomes[outcome] += 1
        except ServerDown as error:
            log.warning("Mail waits: %s", error)
            outcomes["waiting"] = mark_waiting(str(error), at)
    return outcomes


def deliver_next(post: Post, doubts: "Doubts", at: datetime) -> str:
    """Sends one mail; what became of it, empty when nothing is due. Raises ServerDown and then changes nothing."""
    with transaction.atomic():
        row = Notification.objects.lock_next(at)
        if row is None:
            return ""
        if doubts.outdated(row):
            row.delete()
            return "dropped"
        try:
            if not doubts.belongs(row):
                raise NotTaken("This person has no part in it any more.", permanent=True)
            mail = compose(row, doubts.why(row), at)
            post.offer(mail)
        except NotTaken as refusal:
            return set_aside(row, refusal, at)
        Notification.objects.filter(pk=row.pk).update(claimed_at=at, address=row.recipient.email)
    # Committed: from here on it may have been sent, and only an answer, or a person, says otherwise.
    try:
        post.transmit(mail)
    except NotTaken as refusal:
        return set_aside(row, refusal, at)
    Notification.objects.filter(pk=row.pk).update(sent_at=at, error="")
    return "sent"


def set_aside(row: Notification, refusal: NotTaken, at: datetime) -> str:
    """Parks a mail that cannot be sent; one that may yet be sent is tried again, with ever longer pauses."""
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


def mark_waiting(reason: str, at: datetime) -> int:
    """Says on the rows that are due why they wait, once per outage; burns no attempt. How many were told."""
    with transaction.atomic():
        rows = Notification.objects.due(at).filter(attempts=0).exclude(error=reason[:300])
        locked = rows.select_for_update(skip_locked=True).values_list("pk", flat=True)
        return Notification.objects.filter(pk__in=list(locked[:5000])).update(error=reason[:300])


class Doubts:
    """What is asked once more just before a mail goes out, remembered for the few seconds of one batch."""

    def __init__(self, at: datetime):
        self.wanted = cache(lambda rule, day: wanted_keys(rule, day, at))
        self.people: dict = {}

    def outdated(self, row: Notification) -> bool:
        """A reminder whose fact holds no longer, or that a nearer one has overtaken."""
        return row.threshold is not None and row.key not in self.wanted(row.rule, row.due_on)

    def belongs(self, row: Notification) -> bool:
        """Whether the person is active and still has a role there; whom to remind is the reminder's own knowledge."""
        person = self._person(row)
        if not person.is_active or row.threshold is not None or row.place is None:
            return person.is_active
        return any(row.concerns(membership) for membership in person.standing())

    def why(self, row: Notification) -> str:
        return row.why(self._person(row).standing())

    def _person(self, row: Notification):
        return self.people.setdefault(row.recipient_id, row.recipient)
