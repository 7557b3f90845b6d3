"""An upload that is far too large ends before a byte of it is written: anyone can send one, signed in or not."""

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler

TIMES = 4  # below it the form itself says that a file is too large, and keeps what else was entered


class Limit(FileUploadHandler):
    """Stands before the handlers that store; stores nothing itself."""

    def handle_raw_input(self, input_data, META, content_length, boundary, encoding=None) -> None:
        """Raise RequestDataTooBig (413) for a body several times as large as a document may be."""
        if content_length > TIMES * settings.DOCUMENT_MAX_BYTES:
            raise RequestDataTooBig(f"A body of {content_length} bytes is refused unread.")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Hand every chunk on to the next handler."""
        return raw_data

    def file_complete(self, file_size: int) -> Any:
        """Give no file."""
        return None
