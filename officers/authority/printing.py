"""What today's list says: for the wall of one jail, who may serve now and who may not."""

from datetime import datetime

from agreements.jurisdictions.models import Jurisdiction
from agreements.memoranda.models import Agreement
from officers.nominations.models import Officer
from pages.templatetags.show import ending, moment, starting
from pages.typesetting import Paper, plain

from .jail_desk import DeskSheet, sheets_of

NO_END = "No end on record"


def todays_list(agency: Jurisdiction, at: datetime) -> Paper:
    """The list of one agency: it counts until the end of the day in the agency's zone. It names no reason."""
    zone = agency.zone
    officers = Officer.objects.filter(jurisdiction=agency)
    sheet = next(iter(sheets_of(officers, at)), DeskSheet(agency, at))
    facts = {
        "agency": f"{agency}, {agency.state}",
        "at": plain(moment(at, zone)),
        "not_after": plain(moment(sheet.valid_until, zone)),
        "serving": [
            [str(officer), officer.badge, " and ".join(officer.powers), plain(ending(officer.until, zone)) or NO_END]
            for officer in sheet.serving
        ],
        "stopped": [
            [str(officer), officer.badge, verdict.word.upper(), since(officer, zone)]
            for officer, verdict in sheet.stopped
        ],
        "call": sheet.call,
    }  # fmt: skip
    suspended = Agreement.objects.suspended(at).filter(jurisdiction=agency, program="WSO").exists()
    standing = "NO ONE MAY SERVE: the agreement is suspended by notice" if suspended else ""
    title = "Who may serve ICE warrants today"
    return Paper(
        "officers/authority/typst/today.typ", title, str(agency), facts, {}, standing, "List for the jail desk"
    )


def since(officer, zone: str) -> str:
    """Since when an officer may not serve; of one who never could, that not all is done."""
    return f"Since {plain(starting(officer.last, zone))}" if officer.last else "Has not been able to serve yet"
