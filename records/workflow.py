"""How an act is done: role, then the one conditional UPDATE, then the Event, all in one transaction."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from functools import wraps
from typing import Any

import pghistory
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, OperationalError, connection, models, transaction
from django.db.models import F

from .actions import Action, Refused
from .models import Event, columns_of, is_agency

STALE = "Someone has changed this record since you opened the page. Check it again, then decide."
DEADLOCK = "40P01"  # PostgreSQL's code for a transaction that it ended because two waited for each other
AGENCY_LOCK = 287  # the first half of the advisory lock's key; the rule's triggers take the same lock
Record = Any  # a model with place and version, mostly with a status; the stubs know no such thing

_changed: ContextVar[list[tuple[Record, dict]] | None] = ContextVar("changed", default=None)


def verb(act):
    """Makes a function an act: all or nothing, and a violated constraint becomes a Refused in plain words.

    A refused act leaves the records in memory as they were. An act that PostgreSQL ended to resolve a deadlock is tried
    once more, unless it is part of another act, which is then tried again as a whole.
    """

    @wraps(act)
    def run(*args, **kwargs):
        outermost = not connection.in_atomic_block
        try:
            return attempt(act, args, kwargs)
        except OperationalError as error:
            if not outermost or getattr(error.__cause__, "pgcode", "") != DEADLOCK:
                raise
        return attempt(act, args, kwargs)

    return run


def attempt(act, args, kwargs):
    """Does an act once, in one transaction. Raises Refused for a violated constraint, and whatever the act raises."""
    try:
        with memory_follows_the_database(), transaction.atomic():
            return act(*args, **kwargs)
    except IntegrityError as error:
        raise Refused(sentence(error)) from error


@contextmanager
def memory_follows_the_database() -> Iterator[None]:
    """Puts the records that perform() and create_with_event() changed back as they were when the block fails."""
    changed: list[tuple[Record, dict]] = []
    outer, done = _changed.get(), False
    token = _changed.set(changed)
    try:
        yield
        done = True
    finally:
        _changed.reset(token)
        if not done:
            for record, before in reversed(changed):
                vars(record).clear()
                vars(record).update(before)
        elif outer is not None:
            outer += changed


def remember(record: Record) -> None:
    """Keeps a record's present values, in case the act that is about to change them is refused."""
    changed = _changed.get()
    if changed is not None:
        changed.append((record, record.__getstate__()))


def sentence(error: IntegrityError) -> str:
    """The constraint's own message; an error of no constraint that we named is a fault and is raised again.

    Rules that Django cannot declare (composite keys, triggers) have their words in the model's `refusals`.
    """
    name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
    for model in apps.get_models():
        if name in getattr(model, "refusals", {}):
            return model.refusals[name]  # type: ignore[attr-defined]
        for constraint in model._meta.constraints:
            if constraint.name == name:
                return str(constraint.violation_error_message)
    raise error


def perform(
    action: Action,
    record: Record,
    *,
    seen: int,
    by,
    at: datetime,
    reason: str = "",
    changes: dict | None = None,
    about: Record | None = None,
) -> Event:
    """Moves a record along its workflow and writes the Event.

    `seen` is the version that the person acts on. The UPDATE is conditional on it, so it locks the row, and refuses a
    stale page and the second of two who act at once. The action's check comes next: of `about` where the act's page is
    that of a part of the record (a notice of an agreement). Raises PermissionDenied (role) and Refused (stale, not in a
    state for it, or a fact forbids it).
    """
    require_role(action, record, by)
    source = getattr(record, "status", "")
    with pghistory.context(verb=action.name, actor=by.pk) as context:
        fields = {"version": F("version") + 1, **(changes or {})}
        if action.target:
            fields["status"] = action.target
        if not as_seen(action, record, seen).update(**fields):
            stale = source in ("", *action.sources)
            raise Refused(STALE if stale else wrong_state(action, record), action.clause)
    action.check(record if about is None else about, by=by, at=at)
    remember(record)
    record.refresh_from_db()
    return write_event(action, record, by=by, at=at, reason=reason, source=source, history=context.id)


def create_with_event(action: Action, record: Record, *, by, at: datetime, reason: str = "") -> Event:
    """Saves a new record and writes its Event. Raises PermissionDenied (role)."""
    require_role(action, record, by)
    remember(record)
    with pghistory.context(verb=action.name, actor=by.pk) as context:
        record.save(force_insert=True)
    return write_event(action, record, by=by, at=at, reason=reason, source="", history=context.id)


def create_each_with_event(
    action: Action, records: Sequence[Record], *, by, at: datetime, reasons: Sequence[str] = ()
) -> list[Event]:
    """Saves new records of one kind by one INSERT and writes an Event for each, with its reason.

    The triggers run once for all of them. Raises PermissionDenied (role).
    """
    for record in records:
        require_role(action, record, by)
        remember(record)
    with pghistory.context(verb=action.name, actor=by.pk) as context:
        for model in {type(record) for record in records}:
            model._default_manager.bulk_create(records)
    said = zip(records, reasons or [""] * len(records), strict=True)
    return [write_event(action, record, by=by, at=at, reason=why, history=context.id) for record, why in said]


def require_role(action: Action, record: Record, by) -> None:
    """Raises PermissionDenied unless the person holds a role for this action where the record belongs.

    Locks the agency until the act is done: every act begins here, so two acts on one agency never wait for each other
    crosswise.
    """
    if not by.holds(action.roles, record.place):
        raise PermissionDenied(f"Your role does not allow you to do this: {action.label}.")
    if is_agency(record.place):
        lock_agencies([record.place.pk])


def require(action: Action, record: Record, *, by, at: datetime) -> None:
    """Asks the role and the check of an act that makes something new under a record, before it is made.

    Raises PermissionDenied (role) and Refused (a fact forbids it).
    """
    require_role(action, record, by)
    action.check(record, by=by, at=at)


def lock_agencies(agencies: Iterable[int | None]) -> None:
    """Locks agencies (ids) until the transaction ends, always in the same order; an act on several calls it first."""
    with connection.cursor() as cursor:
        for pk in sorted({pk for pk in agencies if pk is not None}):
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [AGENCY_LOCK, pk])


def as_seen(action: Action, record: Record, seen: int) -> models.QuerySet:
    """The record, if it still has the version `seen` and (when it has a status) a status for this action."""
    rows = type(record)._default_manager.filter(pk=record.pk, version=seen)
    return rows.filter(status__in=action.sources) if hasattr(record, "status") else rows


def wrong_state(action: Action, record: Record) -> str:
    status = record.get_status_display()
    return f"“{action.label}” is not possible now. The status is “{status}”. Open the record to see what you can do."


def write_event(action: Action, record, *, by, at, reason="", source="", history=None) -> Event:
    """Writes the Event of an act that is already done; the place and the subject come from the record.

    Without a person (`by=None`) it was the portal's operator, at the command line.
    """
    return Event.objects.create(
        actor=by,
        role=by.acting_role(action.roles, record.place) if by else "",
        **columns_of(record.place),
        model=record._meta.label_lower,
        record=record.pk,
        subject=record.subject,
        verb=action.name,
        done=action.done,
        clause=action.clause,
        reason=reason,
        at=at,
        source=source,
        target=getattr(record, "status", ""),
        audience=list(action.audience),
        history=history,
    )
