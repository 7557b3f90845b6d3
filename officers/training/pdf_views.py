from django.views.decorators.http import require_GET

from pages.access import allow_on
from pages.printing import printed
from wso_portal import clock

from .models import TrainingClass
from .printing import sign_in_sheet


@allow_on(TrainingClass)
@require_GET
def sheet_pdf(request, record):
    """The sign-in sheet of a class. An agency gets its own people only."""
    return printed(request, "sheet", record, sign_in_sheet(record, request.user, clock.now()), record.field_office.zone)
