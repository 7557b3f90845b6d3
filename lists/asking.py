"""What a person asks for when they download a list, before it is known whether it leaves at once."""

import logging
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import QueryDict
from kombu.exceptions import OperationalError

from pages.sheets import ListSheet

from .making import is_long
from .models import Export
from .tasks import make_export
from .writing import Leaving, address_of, file_name, listed_by

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Asking:
    """One list by the filters of an address, for one person, at one moment."""

    sheet: ListSheet
    user: Any
    given: QueryDict
    at: datetime

    @cached_property
    def query(self) -> QueryDict:
        """The filters and the order alone."""
        return listed_by(self.given)

    @cached_property
    def leaving(self) -> Leaving:
        return Leaving(self.sheet, self.user, self.query, self.at, settings.PORTAL_URL)

    @property
    def needs_reason(self) -> bool:
        """Whether the list names officers."""
        return self.sheet.agency is not None

    @cached_property
    def is_long(self) -> bool:
        """Whether the worker writes it."""
        return is_long(self.leaving.rows)

    @property
    def is_simple(self) -> bool:
        """Whether it leaves without a question."""
        return not self.needs_reason and not self.is_long

    @property
    def filters(self) -> list[str]:
        return self.leaving.filters

    @property
    def address(self) -> str:
        """The path back to the list."""
        return address_of(self.sheet, self.query)

    def name(self, form: str) -> str:
        return file_name(self.sheet.name, self.at, self.user, form)


def hint_to_worker(export: Export) -> None:
    """Start the file at once, if the broker is there; else the next tick of the clock does."""

    def send() -> None:
        try:
            make_export.delay(export.pk)
        except OperationalError as error:
            logger.warning("The tick will start export %s: %s", export.pk, error)

    transaction.on_commit(send)
