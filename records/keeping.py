"""Files on their way: how many one person may send, and what becomes of those that no record took."""

from datetime import datetime, timedelta

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Sum

from .models import Document, Upload

TOKEN_LIFE = timedelta(days=1)  # how long a file need not be chosen again
SWEPT_AFTER = TOKEN_LIFE + timedelta(hours=1)  # so that nobody loses a file whose token is still good
HOUR = timedelta(hours=1)


def count_upload(person: int | None, size: int, at: datetime) -> None:
    """Writes down that a person sent a file. Raises ValidationError when it is more than one may send in an hour."""
    if person is None:
        return
    sent = Upload.objects.filter(sent_by=person, at__gt=at - HOUR).aggregate(number=Count("pk"), size=Sum("size"))
    if sent["number"] >= settings.UPLOADS_PER_HOUR:
        raise ValidationError(f"You sent {sent['number']} files in the last hour, which is the limit. Try again later.")
    if (sent["size"] or 0) + size > settings.UPLOAD_BYTES_PER_HOUR:
        most = settings.UPLOAD_BYTES_PER_HOUR // 1024**2
        raise ValidationError(f"The limit is {most} MB of files in an hour. Try again later.")
    Upload.objects.create(sent_by_id=person, size=size, at=at)


def sweep(at: datetime) -> int:
    """Deletes the files of refused forms that nobody has used for a day; how many. A filed document always stays.

    A file that is chosen again meanwhile is safe: `documents.keep` and `documents.used` write to the row that is locked
    here, and the bytes are gone before the lock is.
    """
    Upload.objects.filter(at__lte=at - HOUR).delete()
    published = apps.get_model("register.Publication").objects.filter(sha256=OuterRef("sha256"))
    unused = Document.objects.filter(~Exists(published), attachments=None, used_at__lt=at - SWEPT_AFTER)
    swept = 0
    for pk in unused.values_list("pk", flat=True)[:1000]:
        with transaction.atomic():
            document = unused.filter(pk=pk).select_for_update(skip_locked=True, of=("self",)).first()
            if document is not None:
                path = document.path
                document.delete()
                default_storage.delete(path)
                swept += 1
    return swept
