from functools import partial
from urllib.parse import urlencode

from django.shortcuts import render
from django.urls import reverse, reverse_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pages.access import allow, allow_on, allow_signed_in
from pages.acts import act_page, press
from pages.lists import chips, part_of
from wso_portal import clock

from . import workflow
from .exclusion import is_alone
from .forms import EndForm, PersonForm, RoleForm, people_listed
from .models import Membership, User
from .states import ADD_PERSON, CONFIRM_ROLE, DECLINE_ROLE, END, GRANT

TRAIL = (("People and roles", reverse_lazy("accounts:people")),)


@allow_signed_in
@require_GET
def own_account(request):
    """Show the person's own name, address and roles, and the link to change the password."""
    held = request.user.memberships.current(clock.today()).select_related("field_office", "jurisdiction")
    return render(request, "accounts/own.html", {"title": "Your account", "roles": held.order_by("from_on", "pk")})


@allow(*ADD_PERSON.roles)
@require_GET
def people(request):
    """Everyone with an account, by name, with their roles."""
    search, table = people_listed(request.user, request.GET, clock.now())
    context = {
        "title": "People and roles",
        "search": search,
        "chips": chips(search, request.GET),
        "table": table,
        "part": part_of(table.rows, request.GET),
        "to_confirm": Membership.objects.awaiting().count(),
    }
    return render(request, "accounts/people.html", context)


@allow(*CONFIRM_ROLE.roles)
@require_GET
def roles_to_confirm(request):
    """The roles that await a second program manager, and whether this person may be the second."""
    waiting = Membership.objects.awaiting().select_related("user", "granted_by", "field_office", "jurisdiction")
    mine = set(Membership.objects.for_another(request.user).values_list("pk", flat=True))
    context = {
        "title": "Roles to confirm",
        "breadcrumbs": TRAIL,
        "waiting": [(role, role.pk in mine) for role in waiting.order_by("granted_at", "pk")],
        "alone": is_alone(request.user, clock.today()),
    }
    return render(request, "accounts/roles_to_confirm.html", context)


@allow(*ADD_PERSON.roles)
@require_http_methods(["GET", "POST"])
def add_person(request):
    form = PersonForm(request.POST or None, initial={"agency": request.GET.get("agency", "")})
    return act_page(
        request, ADD_PERSON, form, workflow.add_person, about=None, back=reverse("accounts:people"), crumbs=TRAIL,
        lead="Add one person with a first role. We'll email them how to set a password.", said=added,
    )  # fmt: skip


def added(person: User) -> str:
    return f"{person} was added. An email tells them how to set a password."


@allow_on(User, *GRANT.roles)
@require_http_methods(["GET", "POST"])
def grant(request, person):
    return act_page(
        request, GRANT, RoleForm(request.POST or None), partial(workflow.grant, person), about=person,
        lead="The role is active from the start date until you end it.", back=page_of(person), said=granted,
        crumbs=TRAIL,
    )  # fmt: skip


def granted(membership: Membership) -> str:
    """Say what is now true, and that some roles count later."""
    then = " It takes effect when a second program manager confirms it." if membership.awaits_confirmation else ""
    return f"{membership.user} was added as {membership.in_words}.{then}"


@allow_on(Membership, *CONFIRM_ROLE.roles)
@require_POST
def confirm_role(request, membership):
    return press_on_role(request, CONFIRM_ROLE, membership, workflow.confirm_role)


@allow_on(Membership, *DECLINE_ROLE.roles)
@require_POST
def decline_role(request, membership):
    return press_on_role(request, DECLINE_ROLE, membership, workflow.decline_role)


@allow_on(Membership, *END.roles)
@require_http_methods(["GET", "POST"])
def end(request, membership):
    """What ends with a role, to be read before it is ended."""
    return act_page(
        request, END, EndForm(request.POST or None, record=membership), partial(workflow.end, membership),
        about=membership.user, back=page_of(membership.user), crumbs=TRAIL, template="accounts/end.html",
        lead=f"{membership.user} will no longer be {membership.in_words}. This takes effect immediately.",
        said=lambda _: f"{membership.user} is no longer {membership.in_words}.",
    )  # fmt: skip


def press_on_role(request, action, membership, verb):
    """Do an act of one button on a role, and go back to the roles to confirm."""
    said = f"{membership.user} is now {membership.in_words}."
    if action == DECLINE_ROLE:
        said = f"{membership.user} did not become {membership.in_words}: you declined the role."
    return press(
        request, action, membership, partial(verb, membership), back=reverse("accounts:roles_to_confirm"), said=said
    )


def page_of(person: User) -> str:
    """The list of people with this person alone."""
    return f"{reverse('accounts:people')}?{urlencode({'q': person.email})}"
