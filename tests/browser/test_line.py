"""One line through the house, in a browser: from ICE's published list to an officer who may serve a warrant."""

from datetime import date, time

import pytest
from playwright.sync_api import expect

from notifications.delivery import deliver
from notifications.planning import plan
from tests.browser.desk import begins
from tests.browser.papers import ZONE, just_now, nominee, paper, shown
from tests.browser.partners import DAY, Line, agreement_drafted_and_signed, agreement_on_paper, published_list
from tests.patience import LONG
from wso_portal import clock

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LAST_ATTESTATION = "The nominee has enforced rules and regulations governing inmate accountability and conduct."
ATTESTATIONS = (
    "The nominee is a citizen of the United States.",
    "The nominee knows and has enforced the laws and regulations of this jurisdiction.",
    "The nominee has been trained on maintaining the security of our facility.",
)


@pytest.fixture
def line(on_a_monday_morning, desk, mail, manager, office, director, instructor, adjudicator) -> Line:
    people = [desk(person) for person in (manager, office, director, instructor, adjudicator)]
    return Line(*people, desk(), mail, clock.today(ZONE))


def test_it_works(line):
    published_list(line)
    agreement_on_paper(line)
    agreement_drafted_and_signed(line)
    nominated(line)
    adjudicated(line)
    trained(line)
    papers_of_authority(line)
    may_serve(line)
    suspended_and_lifted(line)
    reminded(line)
    numbers(line)
    changed_withdrawn_and_left(line)
    notice_of_termination(line)


def nominated(line):
    """A missing attestation blocks and is named; sent back, corrected, attested again, accepted (IV.B)."""
    office, administrator = line.office, line.administrator
    administrator.follow("Nominations")
    administrator.follow("Nominate an officer")
    administrator.choose(*ATTESTATIONS)
    administrator.submit("Submit nomination", nominee("Ana", "Ruiz", "P1"))
    summary = administrator.page.locator("#error-summary")
    expect(summary).to_be_focused()
    expect(summary).to_contain_text("Check this box to attest")
    administrator.choose(LAST_ATTESTATION)
    administrator.press("Submit nomination")
    office.next_step(1, "Accept or send back", "Ana Ruiz")
    office.follow("Send back with a reason")
    office.submit("Send back with a reason", {"What does the agency need to fix?": "Another deputy has this badge."})
    administrator.next_step(1, "Edit the nomination", "Ana Ruiz")
    administrator.submit("Edit the nomination", {"Badge or employee number": "P101"})
    administrator.choose(*ATTESTATIONS, LAST_ATTESTATION)
    administrator.press("Submit nomination")
    nominated_by_keyboard(administrator)
    for left, name in ((2, "Ana Ruiz"), (1, "Omar Diaz")):
        office.next_step(left, "Accept or send back", name)
        office.press("Accept the nomination")
    office.waits(0)


def nominated_by_keyboard(administrator):
    """The whole form by Tab, typing, Space and Enter."""
    administrator.follow("Nominations")
    administrator.follow("Nominate an officer")
    for label, text in nominee("Omar", "Diaz", "P102").items():
        administrator.type_into(label, text)
    for sentence in (*ATTESTATIONS, LAST_ATTESTATION):
        administrator.tab_to(administrator.page.get_by_label(sentence))
        administrator.page.keyboard.press("Space")
    administrator.press_by_keyboard("Submit nomination")
    administrator.reads("Nomination submitted.")


def adjudicated(line):
    """Steps and dates only; the agency reads "in progress", then "cleared", and no outcome (IV.B)."""
    adjudicator, administrator = line.adjudicator, line.administrator
    adjudicator.next_step(2, "Complete the background check", "Ana Ruiz")
    adjudicator.follow("Record a step")
    adjudicator.choose("Fingerprints", "Questionnaire (Form 70-009)", "Reviewed")
    adjudicator.submit("Record a step", {"Date": line.today})
    adjudicator.follow("Complete the background check")
    adjudicator.choose("Favorable")
    adjudicator.press("Complete the background check")
    adjudicator.next_step(1, "Complete the background check", "Omar Diaz")
    administrator.open("/officers/?q=Omar")
    administrator.follow("Omar Diaz")
    administrator.reads("May serve warrants: NOT YET", "ICE has not completed the background check. (MOA IV.B)")
    adjudicator.follow("Complete the background check")
    adjudicator.choose("Not required by ICE")
    waiver = {"Why ICE does not require a check": "ICE cleared the nominee under an earlier agreement"}
    adjudicator.submit("Complete the background check", waiver)
    administrator.page.reload()
    administrator.reads("May serve warrants: NOT YET", "Cleared")
    adjudicator.waits(0)


def trained(line):
    """A class of today; one passes, the other fails, is reviewed and passes the retake (IV.C)."""
    office, instructor = line.office, line.instructor
    office.next_step(2, "Enroll in a class", "Ana Ruiz")
    office.follow("Schedule a class")
    class_of_today = {
        "Date": line.today, "Start time": time(8), "Location or how to join": "Training room, Largo",
        "Instructor": "Instructor", "Seats": "12",
    }  # fmt: skip
    office.submit("Schedule a class", class_of_today)
    office.follow("Enroll nominees")
    for name in ("Ana Ruiz", "Omar Diaz"):
        office.tick(office.page.get_by_label(begins(name)))
    office.press("Enroll nominees")
    office.waits(0)
    instructor.next_step(1, "Record attendance", "Training room, Largo")
    for name in ("Ana Ruiz", "Omar Diaz"):
        instructor.tick(instructor.page.get_by_role("radiogroup", name=name).get_by_label("Attended", exact=True))
    instructor.press("Record attendance")
    scored_by_keyboard(instructor)
    instructor.next_step(1, "Record the review", "Omar Diaz")
    instructor.submit("Record the review", {"Date of the review": line.today})
    instructor.next_step(1, "Enter the retake", "Omar Diaz")
    instructor.submit("Enter the retake", {"Score of the retake (percent)": "82", "Date of the retake": line.today})
    instructor.waits(0)


def scored_by_keyboard(instructor):
    """Type, Enter, next; Enter in the last row saves."""
    instructor.next_step(1, "Enter scores", "Training room, Largo")
    marks = {"Omar Diaz": "69.5", "Ana Ruiz": "88"}
    instructor.tab_to(instructor.field("Omar Diaz"))
    first, second = marks
    instructor.page.keyboard.type(marks[first])
    instructor.page.keyboard.press("Enter")
    expect(instructor.field(second)).to_be_focused()
    instructor.page.keyboard.type(marks[second])
    with instructor.moving():
        instructor.page.keyboard.press("Enter")
    instructor.reads("69.5", "Not passed, review due", "Passed")


def papers_of_authority(line):
    """Certified by one act, one letter for two, its copy, Form 70-006, the receipts, and credentials (IV.D)."""
    office, director, today = line.office, line.director, line.today
    office.next_step(2, "Certify", "Ana Ruiz")
    certified = {
        "Certifying official (name and title)": "Ada Crane, Training Unit Chief",
        "Date of the certification": today,
    }
    office.submit("Certify officers", certified)
    director.next_step(2, "Sign the authorization letter", "Ana Ruiz")
    director.submit("Sign the authorization letter", {
        "Date signed": today, "Start date": today, "Supervising official": "Sam Ortiz",
        "Supervising official's position": "Supervisory Detention and Deportation Officer",
        "Signed letter": paper("letter.pdf"),
    })  # fmt: skip
    director.look_at_file("Sign the authorization letter")
    director.waits(0)
    office.next_step(3, "Record the agency's copy", "Letter signed by Director")
    office.submit("Record the agency's copy", {"Date the agency received its copy": today})
    office.follow("Record Form 70-006")
    office.submit("Record Form 70-006", {"Date of Form 70-006": today})
    office.follow("Record the officer's receipt")
    received = {"Date they received the letter and Form 70-006": today}
    office.submit("Record the officer's receipt", received)
    for left, name in ((2, "Ana Ruiz"), (1, "Omar Diaz")):
        office.next_step(left, "Issue a credential", name)
        office.reads("It is ICE's property")
        credential = {"Number": f"WSO-{name}", "Date issued": today, "Expiration date": today + 60 * DAY}
        office.submit("Issue a credential", credential)
    office.waits(0)


def may_serve(line):
    """The answer now and at other moments, with reasons; the roster, and the list for the jail desk."""
    administrator = line.administrator
    administrator.open("/")
    administrator.follow("2 of")
    administrator.reads("2 officers")
    administrator.follow("Ana Ruiz")
    line.officer = administrator.page.url.removeprefix(administrator.home)
    expires = shown(line.today + 60 * DAY)
    administrator.reads("May serve warrants: YES", f"through {expires} (credential expires)")
    answers(administrator, line.today - DAY, time(12), "could not serve warrants", "No nomination under this agreement")
    administrator.reads("Entered later")
    answers(administrator, line.today + 60 * DAY, time(23, 59), "will be able to serve warrants")
    answers(administrator, line.today + 61 * DAY, time(0), "will not be able to serve warrants", "no valid credential")
    administrator.follow("Back to now")
    administrator.follow("All officers")
    administrator.follow("Who may serve today")
    administrator.reads("Ana Ruiz", "P101", "WSO-Ana Ruiz", "Omar Diaz", "Sam Ortiz")
    administrator.page.emulate_media(media="print")
    expect(administrator.page.get_by_role("navigation")).to_be_hidden()
    expect(administrator.page.get_by_role("table")).to_be_visible()
    administrator.page.emulate_media(media="screen")


def answers(someone, on: date, at: time, *texts: str):
    """The officer's page for any other moment, past or to come."""
    fold = someone.page.locator("#moment")
    if fold.get_attribute("open") is None:
        fold.locator("summary").click()
    someone.submit("Check", {"Date": on, "Time": at})
    someone.reads(*texts)


def suspended_and_lifted(line):
    """ICE suspends one officer and lifts it: each counts in the answer at its instant."""
    director, administrator = line.director, line.administrator
    director.open(line.officer)
    director.reads("May serve warrants: YES")
    director.follow("Suspend")
    notified = {"Date the agency was notified": line.today, "Time the agency was notified": just_now()}
    director.submit("Review what this does", notified)
    director.reads("Nothing is recorded yet", "suspended by ICE", "1 officer will no longer be allowed to serve.")
    director.press("Go back")
    director.press("Review what this does")
    director.press("Suspend")
    administrator.open(line.officer)
    administrator.reads("May serve warrants: NO", "ICE has suspended the officer.")
    director.open(line.officer)
    director.follow("Lift the suspension")
    director.press("Review what this does")
    director.press("Lift the suspension")
    director.reads("May serve warrants: YES")
    administrator.open(line.officer)
    administrator.reads("May serve warrants: YES", "Suspension lifted")


def reminded(line):
    """Training date and credential expiry, planned and delivered to a mail server, once, and shown on the page."""
    three_days_before = clock.moment(line.today, time(8), ZONE) - 3 * DAY
    for at in (three_days_before, clock.now(), clock.now()):
        plan(at)
        deliver(at, seconds=LONG)
    expiry = f"Credential of Ana Ruiz expires {shown(line.today + 60 * DAY)}"
    assert line.told(expiry) == {"admin@pinellas.example", "office@miami.example"}
    assert line.told("Class on") == {"admin@pinellas.example", "instructor@miami.example"}
    assert set(line.mail.taken.values()) == {1}
    line.administrator.follow("Notifications (")
    line.administrator.reads(expiry, "You received this because")


def numbers(line):
    """Every number of the dashboard is a link to exactly the rows behind it."""
    for someone in (line.manager, line.office, line.administrator):
        someone.open("/dashboards/")
        links = someone.page.locator("main a:has(.figure), main td.number a").all()
        shown = [(int(link.inner_text().split()[0]), link.get_attribute("href")) for link in links]
        behind = [(rows_at(someone, address), address) for _, address in shown]
        assert shown == behind and len(shown) > 5
        with someone.moving():
            links[0].click()


def rows_at(someone, address: str) -> int:
    """How many rows a list shows to this person."""
    return someone.page.request.get(someone.home + address).text().count('<th scope="row"')


def changed_withdrawn_and_left(line):
    """Another supervising official (IV.F); ICE withdraws one officer; the agency says when the other leaves (IV.D)."""
    office, director, administrator, today = line.office, line.director, line.administrator, line.today
    office.open("/officers/?q=Omar")
    office.follow("Omar Diaz")
    office.follow("Change the supervising official")
    official = {"Supervising official": "Kay Lund", "Position": "Deportation Officer"}
    office.submit("Change the supervising official", official)
    office.reads("Kay Lund", "Deportation Officer", "May serve warrants: YES")
    director.open("/officers/?q=Omar")
    director.follow("Omar Diaz")
    director.follow("Withdraw officers")
    notice = {"Signer (name and title)": "Dana Cole, Field Office Director", "Date the agency was notified": today}
    director.submit("Review what this does", notice | {"Time the agency was notified": just_now()})
    director.reads("withdrawn by ICE")
    director.press("Withdraw officers")
    office.page.reload()
    office.reads("May serve warrants: NO", "ICE has withdrawn the officer by written notice.")
    office.next_step(1, "Record the return", "Omar Diaz")
    office.submit("Record the return", {"Date surrendered": today})
    office.waits(0)
    administrator.open(line.officer)
    administrator.follow("Report a departure")
    last = today + 40 * DAY
    administrator.submit("Review what this does", {"Date of the notice to ICE": today, "Last day": last})
    administrator.press("Report a departure")
    administrator.reads("May serve warrants: YES", f"through {shown(last)} (officer departs)")


def notice_of_termination(line):
    """The sheriff ends the agreement by certified mail: authority ends with it, at that instant (VIII, IV.D)."""
    office, administrator = line.office, line.administrator
    office.open(line.officer)
    office.follow("Warrant Service Officer, R4")
    office.follow("Record the agency's notice")
    office.choose("Termination")
    last = line.today + 30 * DAY
    office.fill({"Date received": line.today, "Time received": just_now(), "Effective date": last})
    office.press("Review what this does")
    office.reads("This is earlier than 90 days after receipt.")
    exigency = {"Exigent circumstances involving public safety": "The jail closes after the storm."}
    office.submit("Preview the dates", exigency)
    office.reads("When it takes effect", f"{shown(last)}, 12:00 a.m.")
    office.press("Review what this does")
    office.reads("will no longer be allowed to serve")
    office.press("Record the agency's notice")
    office.reads("Notice given", f"until {shown(last)}, 12:00 a.m.")
    administrator.open(line.officer)
    administrator.reads("May serve warrants: YES", f"through {shown(last - DAY)} (agreement ends)")
    answers(administrator, last, time(0), "will not be able to serve warrants", "The agency's WSO agreement has ended.")
