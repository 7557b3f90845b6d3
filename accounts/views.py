from functools import partial

from django.db.models import Prefetch
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pages.access import allow, allow_on
from pages.acts import act_page, press, try_act
from pages.lists import part_of
from wso_portal import clock

from . import workflow
from .exclusion import is_alone
from .forms import PeopleFilter, PersonForm, RoleForm
from .models import Membership, User
from .states import ADD_PERSON, CONFIRM_ROLE, DECLINE_ROLE, END, GRANT


@allow(*ADD_PERSON.roles)
@require_GET
def people(request):
    """Everyone with their roles, and the form that adds a person."""
    agency = request.GET.get("agency", "")
    return people_page(request, PersonForm(initial={"agency": agency}), adding=bool(agency))


@allow(*ADD_PERSON.roles)
@require_http_methods(["GET", "POST"])
def add_person(request):
    form = PersonForm(request.POST or None)
    done = try_act(
        request, ADD_PERSON, form, workflow.add_person, back=reverse("accounts:people"),
        said=lambda person: f"{person} was added. An email tells them how to set a password.",
    )  # fmt: skip
    return done or people_page(request, form, adding=True)


@allow_on(User, *GRANT.roles)
@require_http_methods(["GET", "POST"])
def grant(request, person):
    return act_page(
        request, GRANT, RoleForm(request.POST or None), partial(workflow.grant, person), about=person,
        lead="The role is active from the start date until it is ended.", back=reverse("accounts:people"), said=granted,
    )  # fmt: skip


def granted(membership: Membership) -> str:
    """Say what is now true, and that some roles count later."""
    then = " It counts once a second program manager confirms it." if membership.awaits_confirmation else ""
    return f"{GRANT.done}: {membership.user}.{then}"


@allow_on(Membership, *CONFIRM_ROLE.roles)
@require_POST
def confirm_role(request, membership):
    return press_on_role(request, CONFIRM_ROLE, membership, workflow.confirm_role)


@allow_on(Membership, *DECLINE_ROLE.roles)
@require_POST
def decline_role(request, membership):
    return press_on_role(request, DECLINE_ROLE, membership, workflow.decline_role)


@allow_on(Membership, *END.roles)
@require_POST
def end(request, membership):
    return press_on_role(request, END, membership, workflow.end)


def press_on_role(request, action, membership, verb):
    """Do an act of one button on a role, and go back to the list of people."""
    said = f"{action.done}: {membership.user}, {membership}."
    return press(request, action, membership, partial(verb, membership), back=reverse("accounts:people"), said=said)


def people_page(request, form, adding):
    """The list, and the form: open while one is adding."""
    search = PeopleFilter(request.GET)
    roles = Membership.objects.current(clock.today()).select_related("field_office", "jurisdiction").order_by("role")
    found = search.people().prefetch_related(Prefetch("memberships", roles, to_attr="roles"))
    waiting = roles_to_confirm(request.user)
    context = {
        "waiting": waiting,
        "alone": bool(waiting) and is_alone(request.user, clock.today()),
        "title": "People and roles",
        "search": search,
        "form": form,
        "adding": adding,
        "part": part_of(found, request.GET),
    }
    return render(request, "accounts/people.html", context)


def roles_to_confirm(user) -> list[tuple[Membership, bool]]:
    """The roles that await a second program manager, and whether this person may be the second."""
    waiting = Membership.objects.awaiting().select_related("user", "granted_by", "field_office", "jurisdiction")
    waiting = list(waiting.order_by("granted_at", "pk"))
    mine = set(Membership.objects.for_another(user).values_list("pk", flat=True)) if waiting else set()
    return [(membership, membership.pk in mine) for membership in waiting]
