"""How a view says who may come: everything is closed unless one of these opens it."""

from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404

CLOSED = "Your role does not allow you to open this page."
ANYONE = ("any",)  # marks a page that every role opens
NO_ROLE = "You have no role today. Your role has ended or has not started."


def allow(*roles):
    """Open a page without a record to the holders of these roles (403 for the rest)."""

    def mark(view):
        @wraps(view)
        @login_required
        def run(request, *args, **kwargs):
            if not request.user.active_memberships(*roles):
                raise PermissionDenied(CLOSED if request.user.active_memberships() else NO_ROLE)
            return view(request, *args, **kwargs)

        return marked(run, roles)

    return mark


def marked(view: Any, roles: tuple[str, ...]) -> Any:
    """The view, which says itself for whom it opens."""
    view.allowed_roles = roles or ANYONE
    return view


def allow_signed_in(view):
    """Open a page about oneself to everyone who signed in, also without a role."""
    return marked(login_required(view), ANYONE)


def allow_on(model, *roles):
    """Open a record's page: gives the view the record instead of its number.

    404 outside the person's scope, so that nobody learns what exists elsewhere; 403 inside it without the role.
    """

    def mark(view):
        @wraps(view)
        @login_required
        def run(request, pk, *args, **kwargs):
            record = model.objects.visible_to(request.user).filter(pk=pk).first()
            if record is None:
                raise Http404
            if roles and not request.user.holds(roles, record.place):
                raise PermissionDenied("Your role does not allow you to do this here.")
            return view(request, record, *args, **kwargs)

        opened = marked(run, roles)
        opened.record_model = model
        return opened

    return mark
