"""ICE's blank templates: which one an agreement is signed on, and the acts that add and void one."""

from datetime import datetime

from records.documents import Kept, attach
from records.facts import annul
from records.models import Attachment
from records.workflow import create_with_event, require, verb

from .models import Agreement, Blank
from .states import FILE_BLANK, VOID_BLANK


def blank_of(agreement: Agreement) -> Attachment | None:
    """The file of ICE's blank template of an agreement's program and revision; None when none is on record."""
    blank = Blank.objects.live().filter(program=agreement.program, revision=agreement.revision).first()
    return Attachment.objects.of(blank).first() if blank else None


@verb
def file_blank(program: str, revision: str, file: Kept, *, by, at: datetime) -> Blank:
    """Keep ICE's blank template of a revision. Refused while one is on record: void it first."""
    blank = Blank(program=program, revision=revision, recorded_by=by, recorded_at=at)
    require(FILE_BLANK, blank, by=by, at=at)
    create_with_event(FILE_BLANK, blank, by=by, at=at)
    attach(file.document, file.name, blank, label=f"Blank template {program} {revision}", by=by, at=at)
    return blank


def void_blank(blank: Blank, reason: str, *, by, at: datetime) -> None:
    """Take a template out of use; the file stays on record. Raises Refused when it is void already."""
    annul(VOID_BLANK, blank, reason=reason, by=by, at=at)
