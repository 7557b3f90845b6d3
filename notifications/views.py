"""My notifications, and the delivery log for those who watch over it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from pages.access import allow
from pages.citations import refusal_line
from records.actions import Refused
from wso_portal import clock

from . import ledger
from .forms import log_listed
from .models import Notification
from .states import LOG_ROLES, State

NOTIFICATIONS_SHOWN = 25


@allow()
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """A person's own notifications, unread and urgent first."""
    mine = Notification.objects.of(request.user).select_related("jurisdiction", "field_office")
    page = Paginator(mine, NOTIFICATIONS_SHOWN).get_page(request.GET.get("page"))
    roles = request.user.active_memberships()
    watches = bool(request.user.active_memberships(*LOG_ROLES))
    context = {
        "title": "Notifications",
        "rows": [(row, row.why(roles)) for row in page],
        "page": page,
        "unread": Notification.objects.unread(request.user).count(),
        "watches": watches,
        "stuck": watches and Notification.objects.log_of(request.user).stuck(clock.now()).exists(),
    }
    return render(request, "notifications/index.html", context)


@allow()
@require_POST
def read(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark the person's own notification as read; another's looks as if it did not exist."""
    row = get_object_or_404(Notification.objects.of(request.user), pk=pk)
    ledger.read(row, by=request.user, at=clock.now())
    return redirect("notifications:index")


@allow(*LOG_ROLES)
@require_GET
def log(request: HttpRequest) -> HttpResponse:
    """List what was sent, is planned, or could not be sent in the person's scope, newest first."""
    form, rows = log_listed(request.user, request.GET, clock.now())
    shown = list(rows[: NOTIFICATIONS_SHOWN + 1])
    context = {
        "title": "Delivery log",
        "breadcrumbs": [("Notifications", "/notifications/")],
        "form": form,
        "rows": [(row, State(row.state)) for row in shown[:NOTIFICATIONS_SHOWN]],
        "older": form.older(shown[NOTIFICATIONS_SHOWN - 1]) if len(shown) > NOTIFICATIONS_SHOWN else "",
        "newest": form.newest(),
    }
    return render(request, "notifications/log.html", context)


@allow()
@require_POST
def send_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a mail that was given up back into the queue."""
    row = get_object_or_404(Notification.objects.visible_to(request.user), pk=pk)
    try:
        ledger.send_again(row, by=request.user, at=clock.now())
    except Refused as refusal:
        messages.error(request, refusal_line(refusal))
    else:
        messages.success(request, f"We will send the email to {row.recipient} again within a minute.")
    return redirect("notifications:log")
