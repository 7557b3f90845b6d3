"""The page that serves a filed document."""

from django.http import FileResponse, Http404
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from records.documents import open_file
from records.models import Attachment, log_access
from wso_portal import clock

from .access import allow_on


@allow_on(Attachment)
@require_GET
@never_cache
def document(request, attachment):
    """A filed document, to those who may see its record: a download, never shown in the browser."""
    try:
        stored = open_file(attachment.document)
    except FileNotFoundError as error:
        raise Http404("The file is not in the store.") from error
    if request.META["REQUEST_METHOD"] == "GET" and attachment.jurisdiction:  # HEAD reads nothing
        log_access(attachment, request.user, clock.now())
    response = FileResponse(stored, as_attachment=True, filename=attachment.name, content_type=attachment.document.kind)
    response["X-Content-Type-Options"] = "nosniff"
    return response


app_name = "documents"
urlpatterns = [path("<int:pk>/", document, name="document")]
