from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from pages.access import allow, allow_on
from pages.columns import Column, sorted_list
from pages.files import token_of
from pages.lists import part_of
from records.actions import Refused
from wso_portal import clock

from . import workflow
from .days import ICE_ZONE, date_and_edition
from .forms import ImportForm
from .importing import preview_of
from .models import Difference, Publication
from .placing import conflict_sentences
from .states import IMPORT_LIST

SHOWN_AT_ONCE = 100  # of each kind of change, on the page that checks
REGISTER_COLUMNS = (
    Column("List date", "date", ("sequence",)), Column("List", "list", ("list", "-sequence")),
    Column("Rows", "rows", ("row_count",), number=True), Column("New", "new", ("created",), number=True),
    Column("Changed", "changed", ("updated",), number=True),
    Column("No longer listed", "gone", ("gone",), number=True),
    Column("Issues", "issues", ("issue_count",), number=True), Column("Imported", "imported", ("imported_at",)),
)  # fmt: skip
RISKY_FIRST = (
    Difference.Kind.GONE, Difference.Kind.CHANGED, Difference.Kind.MOVED, Difference.Kind.BACK, Difference.Kind.NEW,
)  # fmt: skip


@allow(*IMPORT_LIST.roles)
@require_GET
def publication_list(request):
    """The history of what was imported, newest first."""
    table = sorted_list(
        Publication.objects.select_related("imported_by").with_changes(), REGISTER_COLUMNS, request.GET, "-date"
    )
    return render(request, "register/publications.html", {
        "title": "Register", "table": table, "part": part_of(table.rows, request.GET), "zone": ICE_ZONE,
        "conflicts": conflict_sentences(),
    })  # fmt: skip


@allow(*IMPORT_LIST.roles)
@require_http_methods(["GET", "POST"])
def check_list(request):
    """Choose a list; then see what it would do."""
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        return list_check_page(request, form)
    return choose_page(request, form)


@allow(*IMPORT_LIST.roles)
@require_POST
def import_list(request):
    """Apply the list that was checked."""
    form = ImportForm(request.POST)
    if not form.is_valid():
        return choose_page(request, form)
    data = form.cleaned_data
    try:
        plan = workflow.import_list(
            data["source"], by=request.user, at=clock.now(), seen=data["seen"], sure=data["sure"]
        )
    except Refused as refused:
        messages.error(request, str(refused))
        return list_check_page(request, form)
    if plan.twin:
        messages.info(request, f"Nothing was changed. This list is already on file as {plan.twin.file_name}.")
        return redirect("register:publication", plan.twin.pk)
    messages.success(request, f"{plan.source.file_name} was imported. {plan.history}".strip())
    return redirect("register:publication", plan.publication.pk)


def choose_page(request, form):
    register = reverse("register:publications")
    return render(request, "parts/form_page.html", {
        "title": IMPORT_LIST.label, "button": "Preview changes", "form": form, "cancel_url": register,
        "breadcrumbs": [("Register", register)],
        "lead": "Preview the changes before anything is saved.", "then": IMPORT_LIST.then, "revision": "",
    })  # fmt: skip


def list_check_page(request, form):
    """What the list would do, and the one button that does it."""
    plan = preview_of(form.cleaned_data["source"], clock.now())
    groups = [(kind, [c for c in plan.changes if c.kind == kind]) for kind in RISKY_FIRST]
    return render(request, "register/check.html", {
        "title": f"Preview: {plan.source.file_name}", "plan": plan, "form": form,
        "kept": token_of(form.cleaned_data["file"]),
        "carried": [(name, form[name].value() or "") for name in ("list", "as_of", "part")],
        "groups": [(kind, changes[:SHOWN_AT_ONCE], len(changes)) for kind, changes in groups],
        "issues": plan.issues[:SHOWN_AT_ONCE], "list": Publication.List(plan.source.list).label,
        "edition": date_and_edition(plan.source.as_of, plan.source.edition),
        "breadcrumbs": [("Register", reverse("register:publications")), (IMPORT_LIST.label, reverse("register:check"))],
    })  # fmt: skip


@allow_on(Publication, *IMPORT_LIST.roles)
@require_GET
def publication(request, publication):
    """One import: its numbers, and behind each the rows or the changes that it counts."""
    asked = request.GET.get("show")
    show = asked if asked in ("issues", *Difference.Kind) else "rows"
    if show in Difference.Kind:
        found = publication.differences.filter(kind=show).select_related("listing__jurisdiction")
    else:
        found = publication.rows.select_related("jurisdiction")
        found = found.with_issues() if show == "issues" else found
    counts = publication.counts_by_kind
    newest = Publication.objects.newest(publication.list)
    return render(request, "register/publication.html", {
        "title": str(publication), "zone": ICE_ZONE, "publication": publication, "show": show,
        "kinds": [(kind, counts.get(kind, 0)) for kind in Difference.Kind],
        "before": Publication.objects.before(publication.list, publication.sequence),
        "newer": newest if newest != publication else None,
        "part": part_of(found, request.GET),
        "breadcrumbs": [("Register", reverse("register:publications"))],
    })  # fmt: skip
