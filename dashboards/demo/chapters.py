"""The demo in order: Pinellas at every stage, Hernando with notice given, Levy to sign, and a published list."""

from agreements.jurisdictions import contacts, facilities
from agreements.jurisdictions.states import Duty
from agreements.memoranda import workflow as memoranda
from agreements.memoranda.terms import Revision
from agreements.register.sources import published_list_of
from agreements.register.workflow import import_list
from officers.nominations import workflow as nominations
from officers.nominations.models import Officer
from officers.postings.states import Shift
from officers.postings.workflow import post_officers

from .story import Story

WSO, JEM = "Warrant Service Officer", "Jail Enforcement Model"
DEMO_LIST = (
    ("Pinellas", WSO, "2/26/2025"), ("Hernando", WSO, "5/6/2019"), ("Hernando", JEM, "3/10/2025"),
    ("Baker", WSO, "2/24/2025"), ("Union", WSO, "2/24/2025"), ("Gulf", WSO, "2/26/2025"),
)  # fmt: skip
SERVING = ("Ana Ruiz", "Marcus Webb", "Priya Nair", "Joel Tanner", "Dana Whitfield", "Luis Ortega")


def pinellas(story: Story) -> None:
    """One agency with officers at every stage: eight of an old class, five of the latest one."""
    agreement = story.signed_agreement("Pinellas", 400)
    early, late = (
        (*SERVING, "Hugo Lamb", "Faye Moss"),
        ("Grace Kim", "Omar Diaz", "Nia Brooks", "Sam Doyle", "Owen Hart"),
    )
    people = {name: story.cleared("Pinellas", name, 320) for name in early}
    people |= {name: story.cleared("Pinellas", name, 60) for name in late}
    first = story.planned_class(280, "Pinellas County training center, Largo", 305)
    second = story.planned_class(25, "Pinellas County training center, Largo", 50)
    marks = {"Ana Ruiz": "97", "Nia Brooks": "69.5", "Sam Doyle": "61", "Owen Hart": "64"}
    exams = []
    for held, names, days in ((first, early, 280), (second, late, 25)):
        exams += story.examined(held, {people[name]: marks.get(name, "88") for name in names}, days)
    exam_of = {str(exam.nomination.officer): exam for exam in exams}
    story.retaken(exam_of["Sam Doyle"], "66", 12)
    story.retaken(exam_of["Owen Hart"], "82", 11)
    of = {str(row.officer): row for row in story.certified(agreement, [exam_of[name] for name in early], 260)}
    certified = [of[name] for name in early]
    story.certified(agreement, [exam_of["Grace Kim"]], 6)
    authorize(story, agreement, certified)
    trouble(story, agreement, {str(row.officer): row.officer for row in certified})
    waiting(story)


def authorize(story: Story, agreement, certified) -> None:
    """The letters: six officers in full, one without Form 70-006, one without receipt."""
    letter = story.lettered(agreement, certified[:6], 250)
    story.form_and_receipt(letter, list(letter.authorizations.all()), 245)
    for number, row in enumerate(certified[:6], 1):
        story.issued(row.officer, f"WSO-26-{1000 + number}", 240, -25 if number == 2 else -200)
    second = story.lettered(agreement, certified[6:8], 12, until=-350)
    without_receipt = [row for row in second.authorizations.all() if row.officer_id == certified[7].officer_id]
    story.form_and_receipt(second, without_receipt, 8, receipt=False)


def trouble(story: Story, agreement, officers) -> None:
    """A credential lost, a suspension, a withdrawal, a departure to come."""
    story.lost(officers["Priya Nair"].credentials.get(), 5)
    story.suspended(officers["Joel Tanner"], 9)
    story.withdrawn(agreement, officers["Dana Whitfield"], 30)
    story.leaves(officers["Luis Ortega"], -20)


def waiting(story: Story) -> None:
    """Nominees in progress: one at each step before the class, and those whose nomination ended."""
    upcoming = story.planned_class(-10, "Hillsborough County jail, Tampa", 25, seats=12)
    story.enrolled(upcoming, [story.cleared("Pinellas", "Erin Vogel", 30)], 6)
    story.cleared("Pinellas", "Theo Marsh", 11)
    story.cleared("Pinellas", "Tess Moran", 40, outcome="not_favorable")
    story.in_progress("Pinellas", "Ivy Chen", 4)
    story.accepted("Pinellas", "Paul Reyes", 3)
    story.nominated("Pinellas", "Rosa Lind", 2)
    sent_back = story.nominated("Pinellas", "Ben Ault", 8)
    reason = "The badge number belongs to another deputy. Please correct it and submit again."
    nominations.send_back(sent_back, reason, seen=sent_back.version, by=story.office, at=story.ago(6))
    story.drafted("Pinellas", "Kim Sato", 1)
    taken_back = story.nominated("Pinellas", "Max Bell", 15)
    nominations.take_back(
        taken_back, "Moved to patrol.", seen=taken_back.version, by=story.people["admin@pinellas"], at=story.ago(13)
    )


def hernando(story: Story) -> None:
    """An agreement of the first template, two officers serving, and notice of its end."""
    agreement = story.old_agreement("Hernando")
    people = [story.cleared("Hernando", name, 330) for name in ("Cal Norwood", "Bea Sutton")]
    held = story.planned_class(290, "Hernando County detention center, Brooksville", 315)
    certified = story.certified(agreement, story.examined(held, dict.fromkeys(people, "91"), 290), 270)
    letter = story.lettered(agreement, certified, 262)
    story.form_and_receipt(letter, list(letter.authorizations.all()), 258)
    for number, row in enumerate(certified, 1):
        story.issued(row.officer, f"WSO-26-{2000 + number}", 255, -80)
    agreement.refresh_from_db()
    story.notice_of_the_agency(agreement, 33)


def levy(story: Story) -> None:
    """Send an agreement for signature; the sheriff signs next."""
    agreement = memoranda.draft(story.agencies["Levy"], "WSO", Revision.R4, by=story.office, at=story.ago(16))
    memoranda.send(agreement, seen=agreement.version, by=story.office, at=story.ago(12))


def jails(story: Story) -> None:
    """Two jails of Pinellas, one with its officers, one without; one of Hernando; the desks that answer at night."""
    contacts.add_office_duty_contact(
        story.agencies["Pinellas"].field_office,
        {"duty": Duty.DUTY_OFFICER, "name": "ERO Miami duty desk", "phone": "(555) 010-0111"},
        by=story.office, at=story.ago(200),
    )  # fmt: skip
    known = (("Pinellas", "Main jail", 380), ("Pinellas", "North annex", 90), ("Hernando", "County jail", 300))
    for county, name, days in known:
        agency = story.agencies[county]
        details = {"name": name, "zone": agency.zone, "city": f"{county} City", "phone_night": "(555) 010-0222"}
        jail = facilities.add_facility(agency, details, by=story.office, at=story.ago(days))
        facilities.cover_facility(jail, story.day(days), seen=jail.version, by=story.office, at=story.ago(days))
        desk = {"duty": Duty.JAIL_DESK, "facility": jail, "name": "Booking desk", "phone": "(555) 010-0223"}
        contacts.add_duty_contact(agency, desk, by=story.office, at=story.ago(days))
        if name != "North annex":
            named = Officer.objects.filter(jurisdiction=agency, authorizations__isnull=False).distinct()
            post_officers(jail, list(named), Shift.ANY, story.day(100), by=story.office, at=story.ago(100))


def published(story: Story) -> None:
    """A short list in ICE's format: agencies listed as signed, whose signed copies are not on record yet."""
    day = story.day(30)
    rows = [("STATE", "LAW ENFORCEMENT AGENCY", "TYPE", "COUNTY", "SUPPORT TYPE", "SIGNED", "MOA")]
    rows += [
        ("FLORIDA", f"{c} County Sheriff's Office", "County", f"{c} County", p, signed, "link")
        for c, p, signed in DEMO_LIST
    ]
    rows += [("TEXAS", "Mesquite Flats Police Department", "Municipality", "#N/A", WSO, "2/28/2025", "link pending")]
    content = "\n".join(",".join(row) for row in rows).encode()
    source = published_list_of(f"participatingAgencies{day:%m%d%Y}pm.csv", content)
    import_list(source, by=story.manager, at=story.ago(29))
