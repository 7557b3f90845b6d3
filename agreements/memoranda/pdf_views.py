"""The documents on an agreement, as PDF: its notices, its cover sheet, and ICE's own template."""

from django.http import FileResponse, Http404
from django.views.decorators.http import require_GET

from pages.access import allow_on
from pages.printing import printed
from records.documents import open_file
from records.making import log_print
from wso_portal import clock

from .blanks import blank_of
from .models import Agreement, Notice
from .printing import cover_sheet, recorded_notice


@allow_on(Notice)
@require_GET
def notice_pdf(request, notice):
    whole = Notice.objects.select_related("agreement__jurisdiction__field_office", "recorded_by")
    notice = whole.get(pk=notice.pk)
    return printed(request, "notice", notice, recorded_notice(notice, clock.now()), notice.place.zone)


@allow_on(Agreement)
@require_GET
def cover_pdf(request, agreement):
    """The cover sheet; without a blank template on record, what to put where in the one that ICE sends."""
    paper = cover_sheet(agreement, blank_of(agreement))
    return printed(request, "cover", agreement, paper, agreement.place.zone)


@allow_on(Agreement)
@require_GET
def blank_file(request, agreement):
    """ICE's blank template of the agreement's revision, byte for byte as it was added."""
    blank = blank_of(agreement)
    if blank is None:
        raise Http404("No blank template of this revision is on record.")
    if request.META["REQUEST_METHOD"] == "GET":  # HEAD reads nothing
        log_print("blank", agreement, request.user, clock.now())
    answer = FileResponse(
        open_file(blank.document), as_attachment=True, filename=blank.name, content_type=blank.document.kind
    )
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
