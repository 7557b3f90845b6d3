"""Documents that the portal makes for a signature: kept as they were, so that what was signed can be compared."""

from datetime import datetime

from django.core.files.base import ContentFile

from .actions import Action
from .documents import attach, keep
from .models import AccessLog, MadeDocument, columns_of
from .workflow import Record, require_role, verb, write_event


@verb
def keep_made(
    action: Action, record: Record, pdf: bytes, name: str, label: str, digest: str, *, by, at: datetime
) -> MadeDocument:
    """Keeps a document made for signature under a record, with an event that names its hash and that of its facts.

    Raises PermissionDenied (role).
    """
    require_role(action, record, by)
    attachment = attach(keep(ContentFile(pdf), "application/pdf"), name, record, label=label[:80], by=by, at=at)
    made = MadeDocument.objects.create(attachment=attachment, digest=digest)
    told = f"{label}. SHA-256 of the file {attachment.document.sha256}, of its facts {digest}."
    write_event(action, record, by=by, at=at, reason=told)
    return made


def log_print(what: str, record: Record, reader, at: datetime) -> None:
    """Writes that somebody printed a document from a record; a mere print is not kept."""
    AccessLog.objects.create(reader=reader, subject=f"{what}-{record.pk}", at=at, **columns_of(record.place))
