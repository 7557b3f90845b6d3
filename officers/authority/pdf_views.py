from django.views.decorators.http import require_GET

from accounts.roles import READERS
from agreements.jurisdictions.models import Jurisdiction
from pages.access import allow_on
from pages.printing import printed
from wso_portal import clock

from .printing import todays_list


@allow_on(Jurisdiction, *READERS)
@require_GET
def today_pdf(request, agency):
    """For the jail desk: who may serve at this moment, and who may not."""
    return printed(request, "today", agency, todays_list(agency, clock.now()), agency.zone)
