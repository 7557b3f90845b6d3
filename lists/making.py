"""How an export is made: at once for a short list, by the worker for a long one; the table is the queue."""

import hashlib
import os
import tempfile
from collections.abc import Callable
from datetime import datetime
from typing import IO

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import F
from django.http import QueryDict

from pages.sheets import SHEETS, ListSheet
from records.actions import Refused
from wso_portal import clock

from .models import FILE_KEPT_FOR, Disclosure, Export
from .querysets import MOST_ATTEMPTS
from .writing import WRITERS, Leaving, listed_by, scope_in_words

MOST_AT_ONCE = 10_000  # rows that are written while the person waits
MOST_UNFINISHED = 3  # files in preparation for one person
ROLE_ENDED = "Your role ended before the file was ready."
GIVEN_UP = "The file could not be completed. Download the list again, or call the 287(g) program office."


def is_long(rows) -> bool:
    """Whether a list has more rows than are written at once."""
    number = rows.order_by()[: MOST_AT_ONCE + 1].count() if hasattr(rows, "query") else len(rows)
    return number > MOST_AT_ONCE


def ask(sheet: ListSheet, user, query: QueryDict, form: str, reason: str, at: datetime) -> Export:
    """Put on record that a person asks for a list: in which roles, by which filters and why.

    Raises Refused while as many files as one may have are in preparation.
    """
    if Export.objects.of(user).unfinished().count() >= MOST_UNFINISHED:
        raise Refused(f"You have {MOST_UNFINISHED} downloads in preparation. Wait until one of them is ready.")
    return Export.objects.create(
        asked_by=user, asked_as=scope_in_words(user)[:600], sheet=sheet.name, query=listed_by(query).urlencode(),
        memberships=[membership.pk for membership in user.active_memberships()], format=form, reason=reason,
        asked_at=at,
    )  # fmt: skip


def written_at_once(leaving: Leaving, form: str) -> IO[bytes]:
    """Give the file of a short list, open at its beginning."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 the response closes it
    WRITERS[form](leaving, file, lambda: None)
    file.seek(0)
    return file


@transaction.atomic
def write_now(leaving: Leaving, form: str) -> IO[bytes]:
    """Give the file of a short list that names officers, once it is on record and its agencies can read about it."""
    export = ask(leaving.sheet, leaving.user, leaving.query, form, leaving.reason, leaving.at)
    file = written_at_once(leaving, form)
    finish(export, leaving, {"claimed_at": leaving.at})
    return file


def finish(export: Export, leaving: Leaving, more: dict) -> None:
    """Note that an export is complete, and tell the agencies whose officers it names."""
    Disclosure.objects.bulk_create(
        Disclosure(export=export, jurisdiction_id=agency, rows=rows, at=leaving.at)
        for agency, rows in sorted(leaving.agencies.items())
    )
    done = {"as_of": leaving.at, "total": leaving.written, "written": leaving.written, "finished_at": clock.now()}
    Export.objects.filter(pk=export.pk).update(**done, **more)


def make(pk: int, at: datetime) -> None:
    """Write the file of one export and keep it for a week. Nothing, when another is at work on it or has finished."""
    if not Export.objects.to_make(at).filter(pk=pk).update(claimed_at=at, tries=F("tries") + 1, written=0):
        return
    export = Export.objects.select_related("asked_by").get(pk=pk)
    if problem := must_not_make(export):
        Export.objects.filter(pk=pk).update(failed=problem)
        return
    leaving = Leaving(
        SHEETS[export.sheet], export.asked_by, QueryDict(export.query), at, settings.PORTAL_URL, export.reason
    )
    Export.objects.filter(pk=pk).update(total=leaving.total, as_of=at)
    with tempfile.NamedTemporaryFile() as file:
        WRITERS[export.format](leaving, file, grown(export, leaving))
        keep_file(export, leaving, file)


def must_not_make(export: Export) -> str:
    """Give why a file is not made: the role has ended, the list is gone, or it failed too often. Empty: nothing."""
    held = {membership.pk for membership in export.asked_by.active_memberships()}
    if not set(export.memberships) <= held:
        return ROLE_ENDED
    return GIVEN_UP if export.list is None or export.tries > MOST_ATTEMPTS else ""


def grown(export: Export, leaving: Leaving) -> Callable[[], object]:
    """Give what notes after each part how far the file is: the progress bar, and that its worker lives."""
    return lambda: Export.objects.filter(pk=export.pk).update(written=leaving.written, claimed_at=clock.now())


def keep_file(export: Export, leaving: Leaving, file: IO[bytes]) -> None:
    """Put a complete file into the store under its export's number, with its hash."""
    digest, size = hashlib.sha256(), file.seek(0, os.SEEK_END)
    file.seek(0)
    for chunk in File(file).chunks():
        digest.update(chunk)
    path = f"exports/{export.pk}-{digest.hexdigest()[:16]}.{export.format}"
    file.seek(0)
    with transaction.atomic():
        default_storage.delete(path)  # of an attempt that was cut off
        kept = default_storage.save(path, File(file))
        finish(export, leaving, {"file": kept, "sha256": digest.hexdigest(), "size": size})


def expire(at: datetime) -> None:
    """Delete the files of more than a week ago. Who asked for them, and why, stays on record."""
    for export in Export.objects.filter(finished_at__lte=at - FILE_KEPT_FOR).exclude(file=""):
        default_storage.delete(export.file)
        Export.objects.filter(pk=export.pk).update(file="")
