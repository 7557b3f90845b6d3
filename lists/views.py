"""The downloads of lists: asking for one, one's own exports, and the log that the agencies read."""

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from accounts.roles import READERS
from pages.access import allow, allow_on
from pages.citations import refusal_line
from pages.lists import part_of
from pages.sheets import ListSheet
from records.actions import Refused
from records.models import AccessLog
from wso_portal import clock

from . import making
from .asking import Asking, hint_to_worker
from .forms import DownloadForm
from .models import FILE_KEPT_FOR, Disclosure, Export
from .writing import file_name, zone_of_person

YOURS = "Your downloads"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def download_of(sheet: ListSheet):
    """Give the view that lets one list leave: for the roles that read its page."""

    @allow(*sheet.roles)
    @require_http_methods(["GET", "POST"])
    @never_cache
    def download(request):
        asking = Asking(sheet, request.user, request.GET, clock.now())
        chosen = request.GET.get("format", "")
        if request.method == "GET" and chosen in Export.Format and asking.is_simple:
            return file_response(making.written_at_once(asking.leaving, chosen), asking.name(chosen), chosen)
        form = DownloadForm(request.POST or None, needs_reason=asking.needs_reason, chosen=chosen or "xlsx")
        if request.method == "POST" and form.is_valid():
            try:
                return handed_out(asking, *form.given())
            except Refused as refusal:
                form.add_error(None, refusal_line(refusal))
        return render(request, "lists/download.html", {
            "title": f"Download: {sheet.title}", "breadcrumbs": [(sheet.title, asking.address)],
            "asking": asking, "form": form, "cancel_url": asking.address,
        })  # fmt: skip

    return download


def handed_out(asking: Asking, chosen: str, reason: str = ""):
    """Give the file of a short list; put a long one on record for the worker, and show where it will be."""
    if not asking.is_long and not asking.needs_reason:
        return file_response(making.written_at_once(asking.leaving, chosen), asking.name(chosen), chosen)
    if asking.is_long:
        hint_to_worker(making.ask(asking.sheet, asking.user, asking.query, chosen, reason, asking.at))
        return redirect("lists:exports")
    asking.leaving.reason = reason
    return file_response(making.write_now(asking.leaving, chosen), asking.name(chosen), chosen)


def file_response(file, name: str, form: str) -> FileResponse:
    """A download, never shown in the browser."""
    kinds = {"csv": "text/csv; charset=utf-8", "xlsx": XLSX_TYPE}
    response = FileResponse(file, as_attachment=True, filename=name, content_type=kinds[form])
    response["X-Content-Type-Options"] = "nosniff"
    return response


@allow()
@require_GET
def exports(request):
    """One's own downloads: those in preparation, those that are ready, and what became of the others."""
    mine = part_of(Export.objects.of(request.user), request.GET)
    shown = Export.objects.visible_to(request.user).filter(pk__in=[row.pk for row in mine.rows])
    ready = set(shown.values_list("pk", flat=True))
    return render(request, "lists/exports.html", {
        "title": YOURS, "part": mine, "rows": [(row, row.pk in ready) for row in mine.rows],
        "zone": zone_of_person(request.user), "days": FILE_KEPT_FOR.days,
        "reads_log": bool(request.user.active_memberships(*READERS)),
    })  # fmt: skip


@allow(*READERS)
@require_GET
def log(request):
    """The downloads that named officers of the agencies in one's scope: who, when, which list and why."""
    rows = Disclosure.objects.visible_to(request.user).select_related("export__asked_by", "jurisdiction")
    return render(request, "lists/log.html", {
        "title": "Downloads that name officers", "breadcrumbs": [(YOURS, reverse("lists:exports"))],
        "part": part_of(rows, request.GET),
    })  # fmt: skip


@allow_on(Export)
@require_GET
@never_cache
def export_file(request, export):
    """A file that is ready, to who asked for it, while the roles of then still count."""
    try:
        file = default_storage.open(export.file)
    except FileNotFoundError as error:
        raise Http404("The file is not in the store.") from error
    if request.META["REQUEST_METHOD"] == "GET":  # HEAD reads nothing
        AccessLog.objects.create(reader=request.user, subject=export.subject, at=clock.now())
    name = file_name(export.sheet, export.as_of, request.user, export.format)
    return file_response(file, name, export.format)
