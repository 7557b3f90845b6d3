"""A published list is imported: by a program manager, or by the operator at the command line."""

from datetime import datetime

from records.actions import Refused
from records.workflow import create_with_event, verb, write_event

from .comparing import ImportPlan
from .importing import carry_out, prepared_plan, publication_of
from .sources import PublishedList
from .states import IMPORT_LIST


@verb
def import_list(source: PublishedList, *, by, at: datetime, seen: int | None = None, sure: bool = False) -> ImportPlan:
    """Import a list and give what it did; the same list of the same edition again does nothing.

    `seen` is the last import that the person saw when checking: Refused when another came in between. Refused too
    when more than a tenth of the newest list vanishes and nobody is `sure`. Without a person (`by=None`) the operator
    imports at the command line.
    """
    plan = prepared_plan(source)
    if seen is not None and seen != plan.seen:
        raise Refused("Another list was imported after you opened this preview. Check the changes again.")
    if plan.twin:
        return plan
    publication = publication_of(plan, by=by, at=at)
    if by is None:
        publication.save(force_insert=True)
        write_event(IMPORT_LIST, publication, by=None, at=at)
    else:
        create_with_event(IMPORT_LIST, publication, by=by, at=at)
    carry_out(plan, publication)
    if plan.doubtful and not sure:
        raise Refused(f"{plan.question} Nothing was changed. Check that the file is complete, then confirm.")
    return plan
