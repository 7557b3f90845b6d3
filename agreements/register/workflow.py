"""A published list is imported: by a program manager, or by the operator at the command line."""

from datetime import datetime

from django.db import connection

from records.actions import Refused
from records.workflow import begin, note, verb

from .comparing import Plan, draw_up
from .importing import publication_of, write
from .sources import Source
from .states import IMPORT

LOCK = 287_001  # of the database: one import at a time


@verb
def import_list(source: Source, *, by, at: datetime, seen: int | None = None) -> Plan:
    """Imports a list and gives what it did; the same content again does nothing.

    `seen` is the last import that the person saw when checking: Refused when another came in between. Without a
    person (`by=None`) the operator imports at the command line.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    plan = draw_up(source)
    if seen is not None and seen != plan.seen:
        raise Refused("Another list was imported since you checked this one. Look at what it would do now.")
    if plan.twin:
        return plan
    publication = plan.publication = publication_of(plan, by=by, at=at)
    if by is None:
        publication.save(force_insert=True)
        note(IMPORT, publication, by=None, at=at)
    else:
        begin(IMPORT, publication, by=by, at=at)
    write(plan, publication)
    return plan
