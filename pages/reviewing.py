"""The page between the form of an act and the act: whom it hits. Nothing is recorded before the person confirms it."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from records.actions import Action
from records.workflow import verb

from .acts import FORM_PAGE, form_page, now_true, try_act
from .files import token_of
from .forms import ActForm

REVIEW_PAGE = "parts/review.html"
REVIEW_FIRST = "Review what this does"
GO_BACK = "back"  # the name of the button that shows the form again
UNREAD = ("csrfmiddlewaretoken", "reviewed", GO_BACK)  # what a page posts that is no input
ServingTimes = list[tuple[datetime, datetime | None]]


@dataclass(frozen=True)
class Hit:
    """One officer: whether they may serve now, and from when an act changes that. Without a moment it changes nothing.

    `until` is when it changes again by what is on record, if it does.
    """

    officer: str
    now: bool
    at: datetime | None = None
    after: bool = False
    until: datetime | None = None


@dataclass(frozen=True)
class Review:
    """What a review page shows, the input that it carries to the act, and the mark of both."""

    at: datetime
    hits: list[Hit]
    carried: list[tuple[str, str]]

    @property
    def mark(self) -> str:
        """Other input, or another effect than the one shown, is reviewed again."""
        effect = [(hit.officer, hit.now, hit.after) for hit in self.hits]
        return hashlib.sha256(repr((sorted(self.carried), effect)).encode()).hexdigest()[:16]

    @property
    def stopped(self) -> int:
        """How many may no longer serve."""
        return sum(1 for hit in self.hits if hit.at and not hit.after)


class NotConfirmed(Exception):
    """Raised to take back what was tried, when the person has not confirmed exactly this. Holds the review."""

    def __init__(self, review: Review):
        super().__init__(review.mark)
        self.review = review


def reviewed_act(
    request: HttpRequest,
    action: Action,
    form: ActForm,
    do: Callable[..., Any],
    *,
    agency,
    about: Any,
    lead: str,
    back: str,
    crumbs: tuple = (),
    named: Callable[[], Iterable] = list,
    because: str = "",
    template: str = FORM_PAGE,
    review_template: str = REVIEW_PAGE,
) -> HttpResponse:
    """The page of an act whose form is followed by a review of the officers that it hits; then the act is done.

    `named()` gives officers whom the review lists even if nothing changes for them; `because` is said after a no.
    "Go back" shows the form again with what was typed.
    """
    done = None
    if GO_BACK not in request.POST:
        confirmed = only_as_reviewed(request, form, do, agency, named)
        try:
            done = try_act(request, action, form, confirmed, back=back, said=lambda _: now_true(action, about))
        except NotConfirmed as shown:
            context = {
                "title": f"{action.label}: {about}", "breadcrumbs": [*crumbs, (str(about), back)], "form": form,
                "review": shown.review, "because": because, "button": action.label, "zone": agency.zone,
            }  # fmt: skip
            return render(request, review_template, context)
    return done or form_page(
        request, action, form, about=about, lead=lead, back=back, crumbs=crumbs, template=template, button=REVIEW_FIRST
    )


def only_as_reviewed(request, form, do: Callable[..., Any], agency, named: Callable[[], Iterable]) -> Callable:
    """Give the act as one that is taken back unless the person has seen and confirmed whom it hits (NotConfirmed)."""

    @verb
    def confirmed(*given, by, at: datetime, **seen):
        before = serving_times(agency)
        result = do(*given, by=by, at=at, **seen)
        hits = hits_of(agency, before, serving_times(agency), {one.pk for one in named()}, at)
        review = Review(at, hits, carried_by(request, form))
        if review.mark != request.POST.get("reviewed"):
            raise NotConfirmed(review)
        return result

    return confirmed


def serving_times(agency) -> dict[int, ServingTimes]:
    """Give the times in which each officer (id) of an agency may serve, by what is on record."""
    found: dict[int, ServingTimes] = {}
    rows = apps.get_model("authority.Span").objects.filter(jurisdiction=agency, kind="service").order_by("during")
    for officer, during in rows.values_list("officer", "during"):
        found.setdefault(officer, []).append((during.lower, during.upper))
    return found


def hits_of(
    agency, before: dict[int, ServingTimes], after: dict[int, ServingTimes], named: set[int], at: datetime
) -> list[Hit]:
    """Give the officers for whom the times differ from a moment on, and those who are named, by name."""
    differ = {pk for pk in before.keys() | after.keys() if before.get(pk) != after.get(pk)}
    officers = apps.get_model("nominations.Officer").objects.filter(jurisdiction=agency, pk__in=differ | named)
    rows = [
        (officer.pk in named, hit_of(str(officer), before.get(officer.pk, []), after.get(officer.pk, []), at))
        for officer in officers.order_by("last_name", "first_name", "pk")
    ]
    return [hit for is_named, hit in rows if is_named or hit.at]


def hit_of(officer: str, before: ServingTimes, after: ServingTimes, at: datetime) -> Hit:
    """Compare an officer's times from a moment on."""
    now = serves(before, at)
    turns = sorted({at, *(moment for times in (*before, *after) for moment in times if moment and moment > at)})
    changes = [moment for moment in turns if serves(before, moment) != serves(after, moment)]
    if not changes:
        return Hit(officer, now)
    first, state = changes[0], serves(after, changes[0])
    until = next((moment for moment in turns if moment > first and serves(after, moment) != state), None)
    return Hit(officer, now, first, state, until)


def serves(times: ServingTimes, at: datetime) -> bool:
    """Tell whether a moment is in one of the times."""
    return any(start <= at and (end is None or at < end) for start, end in times)


def carried_by(request, form) -> list[tuple[str, str]]:
    """Give what the form posted, name by name, with a token for each file that was chosen."""
    posted = [(name, value) for name in request.POST if name not in UNREAD for value in request.POST.getlist(name)]
    files = [(f"{name}_kept", token_of(form.cleaned_data[name])) for name in request.FILES if form.cleaned_data[name]]
    return posted + files
