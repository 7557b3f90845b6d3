from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from records.pages import pressed, tried, verb_page
from wso_portal import clock

from . import workflow
from .access import allow, allow_on
from .forms import PeopleFilter, PersonForm, RoleForm
from .models import Membership, User
from .states import ADD_PERSON, END, GRANT

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
        messages.success(request, f"{GRANT.done}: {person}.")
        return redirect("accounts:people")
    back = reverse("accounts:people")
    lead = "The role counts from its first day until it is ended."
    return verb_page(request, form, GRANT, about=person, lead=lead, back=back)


@allow_on(Membership, *END.roles)
@require_POST
def end(request, membership):
    def act():
        workflow.end(membership, by=request.user, at=clock.now())

    pressed(request, membership, act, f"{END.done}: {membership.user}, {membership}")
    return redirect("accounts:people")


def people_page(request, form, adding):
    """The list, and the form: open while one is adding."""
    search = PeopleFilter(request.GET)
    roles = Membership.objects.current(clock.today()).select_related("field_office", "jurisdiction").order_by("role")
    found = search.people().prefetch_related(Prefetch("memberships", roles, to_attr="roles"))
    context = {
        "title": "People and roles",
        "search": search,
        "form": form,
        "adding": adding,
        "page": Paginator(found, ROWS).get_page(request.GET.get("page")),
    }
    return render(request, "accounts/people.html", context)
