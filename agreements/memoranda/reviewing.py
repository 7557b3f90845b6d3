"""What an act on an agreement would do to the officers under it, shown before it is done."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.apps import apps
from django.db import transaction

from agreements.jurisdictions.models import Jurisdiction
from pages.acts import act_page, form_page
from records.actions import Refused
from records.workflow import memory_follows_the_database
from wso_portal import clock

from .models import Agreement, Notice

REVIEW_PAGE = "memoranda/review.html"
UNREAD = ("csrfmiddlewaretoken", "reviewed")  # what a form posts that is no input


@dataclass(frozen=True)
class Hit:
    """Whom an act hits: the officers of the agency who may serve just before it takes effect, and then."""

    at: datetime
    before: list[str]
    after: list[str]
    mark: str

    @property
    def stopped(self) -> list[str]:
        """Who may no longer serve."""
        return [name for name in self.before if name not in self.after]

    @property
    def started(self) -> list[str]:
        """Who may serve again."""
        return [name for name in self.after if name not in self.before]


class Undone(Exception):
    """Raised to take back what was tried."""


def reviewed_act(request, action, form, do: Callable, *, about: Agreement, template: str = REVIEW_PAGE, **frame):
    """The page of an act with a form that shows whom it hits before it is done: the same input is posted once more."""
    if form.is_valid() and request.POST.get("reviewed") != mark_of_input(request.POST):
        form.hit = hit_of(form, do, about, by=request.user, mark=mark_of_input(request.POST))
        return form_page(request, action, form, about=about, template=template, **frame)
    return act_page(request, action, form, do, about=about, template=template, **frame)


def mark_of_input(posted) -> str:
    """Give the mark of what a form posted: other input is reviewed anew."""
    read = sorted((name, posted.getlist(name)) for name in posted if name not in UNREAD)
    return hashlib.sha256(repr(read).encode()).hexdigest()[:16]


def hit_of(form, do: Callable, agreement: Agreement, *, by, mark: str) -> Hit | None:
    """Try an act, see whom it hits, and take it back. None for an act that is refused: the form then says why."""
    at = clock.now()
    given = form.given()
    when = max([at, *(one.effective_at for one in given if isinstance(one, Notice) and one.effective_at)])
    before = serving(agreement.jurisdiction, when)
    after: list[str] = []
    try:
        with memory_follows_the_database(), transaction.atomic():
            do(*given, by=by, at=at, **form.seen())
            after = serving(agreement.jurisdiction, when)
            raise Undone
    except Undone:
        return Hit(when, before, after, mark)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None


def serving(agency: Jurisdiction, at: datetime) -> list[str]:
    """Name the officers of an agency who may serve at a moment."""
    officers = apps.get_model("nominations.Officer").objects.filter(jurisdiction=agency)
    spans = apps.get_model("authority.Span").objects.serving(at).filter(jurisdiction=agency)
    return [str(officer) for officer in officers.filter(pk__in=spans.values("officer")).order_by("last_name", "pk")]
