"""How the ledger is written: a verb announces, a person reads, someone has a mail sent again."""

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import PermissionDenied

from records.actions import Refused
from records.models import columns_of
from records.workflow import require_role, verb, write_event

from .models import Notification
from .states import SEND_AGAIN


def announce(rule: str, *, to: Iterable, record, subject: str, body: str, path: str, at: datetime, key: str) -> None:
    """Write one row for each active person of `to`, in the caller's transaction; the mail goes out by the next tick.

    `key` names the occasion ("accepted:nomination-7:v3"): the same occasion is announced to a person once.
    Never write a background outcome or a person in custody into subject or body: mail leaves the portal.
    """
    people = {person.pk: person for person in to if person.is_active}
    rows = [
        entry(rule, person, record=record, place=record.place, subject=subject, body=body, path=path, at=at, key=key)
        for person in people.values()
    ]
    Notification.objects.bulk_create(rows, ignore_conflicts=True)


def entry(rule, person, *, record, place, subject, body, path, at, key, due_on=None, threshold=None) -> Notification:
    """An unsaved row of the ledger. Line breaks in the subject become spaces: it is a header of the mail."""
    return Notification(
        rule=rule,
        recipient=person,
        **columns_of(place),
        model=record._meta.label_lower,
        record=record.pk,
        path=path,
        subject_line=" ".join(subject.split())[:200],
        body=body,
        due_on=due_on,
        threshold=threshold,
        key=f"{rule}:{key}:user-{person.pk}",
        planned_at=at,
        next_attempt_at=at,
    )


def read(row: Notification, *, by, at: datetime) -> None:
    """Mark the person's own notification as read; the first time counts. Raises PermissionDenied for another's."""
    if row.recipient_id != by.pk:
        raise PermissionDenied("Only the person who received a notification can mark it as read.")
    Notification.objects.filter(pk=row.pk, read_at=None).update(read_at=at)


@verb
def send_again(row: Notification, *, by, at: datetime) -> None:
    """Put a mail that was given up, or whose end is not known, back into the queue.

    Raises PermissionDenied (role) and Refused (it is not given up: it was sent, or will be).
    """
    require_role(SEND_AGAIN, row, by)
    if (
        not Notification.objects.stuck(at)
        .filter(pk=row.pk)
        .update(parked_at=None, claimed_at=None, error="", attempts=0, next_attempt_at=at)
    ):
        raise Refused("This email was already sent, will be sent automatically, or is no longer needed.")
    write_event(SEND_AGAIN, row, by=by, at=at)
