"""The one way from a page to a verb to the next page: forms, and buttons that act at once."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from records.actions import Action, Refused
from wso_portal import clock

from .citations import refusal_line, revision_of
from .forms import ActForm
from .typed import typed_before

FORM_PAGE = "parts/form_page.html"
MOST_DIGITS = 9  # of a version that a page posts


def act_page(
    request: HttpRequest,
    action: Action,
    form: ActForm,
    do: Callable[..., Any],
    *,
    about: Any,
    lead: str,
    back: str,
    after: Callable[[Any], str] | None = None,
    said: Callable[[Any], str] | None = None,
    crumbs: tuple = (),
    template: str = FORM_PAGE,
) -> HttpResponse:
    """The page of an act with a form: it shows the form, and does the act once what is posted is valid (`try_act`)."""
    done = try_act(request, action, form, do, back=back, after=after, said=said or (lambda _: now_true(action, about)))
    return done or form_page(request, action, form, about=about, lead=lead, back=back, crumbs=crumbs, template=template)


def now_true(action: Action, about: Any) -> str:
    """Say what is now true: the action's own word, and of what."""
    return f"{action.done}: {about}." if about else f"{action.done}."


def try_act(
    request: HttpRequest,
    action: Action,
    form: ActForm,
    do: Callable[..., Any],
    *,
    back: str,
    after: Callable[[Any], str] | None = None,
    said: Callable[[Any], str] | None = None,
) -> HttpResponse | None:
    """Do the act of a valid form and redirect the person. Give None when the form is to be shown (again).

    `do(*form.given(), by, at[, seen])` is the verb with its record. A refusal becomes an error of the form, which keeps
    its input. Afterwards the person reads `said(result)` at the address `after(result)`; by default the action's own
    word (`now_true`), at `back`. A form sent by a person who was signed out is shown again after the sign-in.
    """
    if request.method != "POST":
        show_typed(request, form)
        return None
    if not form.is_valid():
        return None
    try:
        result = do(*form.given(), by=request.user, at=clock.now(), **form.seen())
    except Refused as refusal:
        form.add_error(None, refusal_line(refusal, revision_of(getattr(form, "record", None))))
        return None
    messages.success(request, said(result) if said else f"{action.done}.")
    return redirect(after(result) if after else back)


def show_typed(request: HttpRequest, form: ActForm) -> None:
    """Fill a form with what was entered before the person was signed out, if anything."""
    data = typed_before(request)
    if data is not None:
        form.data, form.is_bound = data, True


def form_page(
    request,
    action: Action,
    form,
    *,
    about,
    lead: str,
    back: str,
    crumbs=(),
    template: str = FORM_PAGE,
    button: str = "",
) -> HttpResponse:
    """Show the form of an act: what will happen and by which clause, one button (by default the act's), a way back."""
    context = {
        "title": f"{action.label}: {about}" if about else action.label,
        "breadcrumbs": [*crumbs, (str(about), back)] if about else list(crumbs),
        "lead": lead,
        "clause": action.clause,
        "then": action.then,
        "revision": revision_of(getattr(form, "record", None)),
        "form": form,
        "button": button or action.label,
        "cancel_url": back,
    }
    return render(request, template, context)


def press(
    request: HttpRequest, action: Action, record: Any, do: Callable[..., Any], *, back: str, said: str = ""
) -> HttpResponse:
    """Do an act of one button on the record as its page showed it, and say how it went.

    `do(by, at[, seen])` is the verb with its record; `seen` goes with a record that has a version.
    """
    version = request.POST.get("version", "")
    seen = int(version) if version.isdecimal() and len(version) <= MOST_DIGITS else 0
    try:
        do(by=request.user, at=clock.now(), **({"seen": seen} if hasattr(record, "version") else {}))
    except Refused as refusal:
        messages.error(request, refusal_line(refusal, revision_of(record)))
    else:
        messages.success(request, said or f"{action.done}.")
    return redirect(back)
