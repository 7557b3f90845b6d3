from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pages.access import allow, allow_on
from pages.acts import pressed, tried, verb_page
from wso_portal import clock

from . import workflow
from .exclusion import CONFIRMED_BY_TWO, is_alone
from .forms import PeopleFilter, PersonForm, RoleForm
from .models import Membership, User
from .states import ADD_PERSON, CONFIRM_ROLE, DECLINE_ROLE, END, GRANT

ROWS = 25


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

    def act():
        data = form.cleaned_data
        workflow.add_person(data["name"], data["email"], by=request.user, at=clock.now(), **form.granted())

    if tried(form, act):
        messages.success(request, f"{form.cleaned_data['name']} is told by e-mail how to set a password.")
        return redirect("accounts:people")
    return people_page(request, form, adding=True)


@allow_on(User, *GRANT.roles)
@require_http_methods(["GET", "POST"])
def grant(request, person):
    form = RoleForm(request.POST or None)
    if tried(form, lambda: workflow.grant(person, by=request.user, at=clock.now(), **form.granted())):
        second = form.cleaned_data["role"] in CONFIRMED_BY_TWO
        then = " It counts once a second program manager confirms it." if second else ""
        messages.success(request, f"{GRANT.done}: {person}.{then}")
        return redirect("accounts:people")
    back = reverse("accounts:people")
    lead = "The role counts from its first day until it is ended."
    return verb_page(request, form, GRANT, about=person, lead=lead, back=back)


@allow_on(Membership, *CONFIRM_ROLE.roles)
@require_POST
def confirm_role(request, membership):
    return answered(request, membership, workflow.confirm_role, CONFIRM_ROLE)


@allow_on(Membership, *DECLINE_ROLE.roles)
@require_POST
def decline_role(request, membership):
    return answered(request, membership, workflow.decline_role, DECLINE_ROLE)


def answered(request, membership, verb, action):
    """A second program manager's answer to a role, and back to the list."""

    def act(seen):
        verb(membership, by=request.user, at=clock.now())

    pressed(request, membership, act, f"{action.done}: {membership.user}, {membership}")
    return redirect("accounts:people")


@allow_on(Membership, *END.roles)
@require_POST
def end(request, membership):
    def act(seen):
        workflow.end(membership, by=request.user, at=clock.now())

    pressed(request, membership, act, f"{END.done}: {membership.user}, {membership}")
    return redirect("accounts:people")


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
        "page": Paginator(found, ROWS).get_page(request.GET.get("page")),
    }
    return render(request, "accounts/people.html", context)


def roles_to_confirm(user) -> list[tuple[Membership, bool]]:
    """The roles that await a second program manager, and whether this person may be the second."""
    waiting = Membership.objects.awaiting().select_related("user", "granted_by", "field_office", "jurisdiction")
    waiting = list(waiting.order_by("granted_at", "pk"))
    mine = set(Membership.objects.for_another(user).values_list("pk", flat=True)) if waiting else set()
    return [(membership, membership.pk in mine) for membership in waiting]
