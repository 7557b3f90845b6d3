"""The first part of the line: from ICE's published list to an agreement that both sides have signed."""

import re
from dataclasses import dataclass
from datetime import date, time, timedelta

from notifications.delivery import deliver
from tests.browser.desk import Desk
from tests.browser.papers import csv, paper, shown, signature
from wso_portal import clock

DAY = timedelta(days=1)
PINELLAS, HERNANDO = "Pinellas County Sheriff's Office", "Hernando County Sheriff's Office"
FROM_LISTS = " from ICE's lists"
PASSWORD = "seven green herons"
LIST = f"""STATE,LAW ENFORCEMENT AGENCY,TYPE,COUNTY,SUPPORT TYPE,SIGNED,MOA
FLORIDA,{HERNANDO},County,Hernando County,Warrant Service Officer,5/6/2019,link
TEXAS,Mesquite Flats Police Department,Municipality,#N/A,Jail Enforcement Model,2/31/2025,link pending
"""


@dataclass
class Line:
    """The desks, and the day on which it all happens."""

    manager: Desk
    office: Desk
    director: Desk
    instructor: Desk
    adjudicator: Desk
    administrator: Desk  # has no account yet
    mail: object
    today: date
    officer: str = ""  # the address of Ana Ruiz's page

    def told(self, subject: str) -> set[str]:
        """Who got a mail that begins so."""
        return {mail["To"] for mail in self.mail.mails if mail["Subject"].startswith(subject)}


def published_list(line):
    """A program manager checks ICE's list, applies it, and places the agency whose field office it does not tell."""
    manager = line.manager
    manager.follow("Register")
    manager.follow("Import a list")
    manager.submit("Preview changes", {"ICE's list": csv("participatingAgencies05162025am.csv", LIST)})
    manager.reads("Not applied yet", "2 rows (WSO 1, JEM 1, TFM 0)", "F3")
    manager.press("Apply")
    manager.reads("participatingAgencies05162025am.csv was imported.")
    manager.next_step(1, "Choose the field office", "Mesquite Flats Police Department", FROM_LISTS)
    manager.submit("Choose the field office", {"Field office": "Dallas"})


def agreement_on_paper(line):
    """Listed is not signed: the field office records the signed copy, and a second person confirms it (VIII)."""
    office, manager = line.office, line.manager
    office.next_step(1, "Record a signed copy", HERNANDO, FROM_LISTS)
    office.choose("R1")
    office.fill({"Signed agreement": paper("signed.pdf")})
    office.fill(signature("Al Nienhuis", "Sheriff", date(2019, 5, 6)), "Signature of the agency")
    office.fill(signature("", "Field Office Director", date(2019, 5, 6)), "Signature of ICE")
    office.press("Record a signed copy")
    office.look_at_file("Record a signed copy")
    manager.next_step(1, "Confirm the signed copy", HERNANDO)
    copy = manager.page.get_by_role("link", name="signed.pdf").get_attribute("href")
    assert manager.page.request.get(f"{manager.home}{copy}").ok
    manager.tick(manager.page.get_by_label("I have opened the copy"))
    manager.press("Confirm the signed copy")
    manager.reads("In force", "May 6, 2019")


def agreement_drafted_and_signed(line):
    """Opened, drafted, sent, and signed by both sides: in force from the second signature (VIII)."""
    office, administrator, manager = line.office, line.administrator, line.manager
    office.follow("Jurisdictions")
    office.follow("Add a jurisdiction")
    place = {"Agency": PINELLAS, "State or territory": "Florida", "County": "Pinellas", "Kind of agency": "County"}
    office.submit("Add a jurisdiction", place)
    office.follow("Draft an agreement")
    office.press("Draft an agreement")
    office.follow("Send for signature")
    someone = {
        "Administrator's first and last name": "Lee Sanders",
        "Administrator's email address": "admin@pinellas.example",
    }
    office.submit("Send for signature", someone)
    office.reads("We told Lee Sanders")
    account_opened(line)
    administrator.next_step(1, "Record the agency's signature", PINELLAS)
    signed = signature("Robin Hale", "Sheriff", line.today - 2 * DAY) | {"Time signed": time(15, 30)}
    administrator.submit("Record the agency's signature", signed | {"Signed agreement": paper("sheriff.pdf")})
    administrator.look_at_file("Record the agency's signature")
    administrator.waits(0)
    manager.next_step(1, "Record ICE's signature", PINELLAS)
    signed = signature("Alex Moreau", "Acting Director", line.today - DAY)
    manager.submit("Record ICE's signature", signed | {"Signed agreement": paper("ice.pdf")})
    manager.look_at_file("Record ICE's signature")
    manager.reads("In force", shown(line.today - DAY), "Robin Hale", "Alex Moreau")
    manager.waits(0)
    office.waits(0)


def account_opened(line):
    """The field office invited the sheriff's first administrator; the mail says how to choose a password."""
    administrator = line.administrator
    deliver(clock.now())
    mail = next(mail for mail in line.mail.mails if "account" in mail["Subject"])
    administrator.open(re.search(r"/accounts/password/reset/key/\S+", mail.get_content())[0])
    administrator.submit("Save the new password", {"New password": PASSWORD, "New password again": PASSWORD})
    administrator.sign_in("admin@pinellas.example", PASSWORD)
