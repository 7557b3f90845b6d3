"""One agency with a record of every kind, each in a state that has something to show: what a stranger must not see."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import models

from accounts.models import Membership, User
from accounts.roles import Role
from agreements.jurisdictions.models import Contact, Facility, Jurisdiction
from agreements.memoranda.models import Agreement, Blank, Notice, Signature
from agreements.register.models import Publication
from lists.models import Disclosure, Export
from notifications.ledger import announce
from notifications.models import Notification
from officers.background import workflow as background
from officers.background.models import BackgroundStep, RecordsAccess
from officers.credentials.models import (
    Authorization,
    Certification,
    Credential,
    Letter,
    StandDown,
    Supervision,
    Suspension,
    Withdrawal,
)
from officers.nominations.models import Departure, Nomination, Officer, OfficerName
from officers.postings.models import Posting
from officers.training.models import Correction, Enrollment, Examination, TrainingClass
from records.documents import attach, store
from records.models import Attachment
from tests import facts
from tests.cast import NOW, person
from tests.facts import DAY
from tests.papers import pdf

# Words that are on this agency's pages and on no one else's.
SECRETS = (
    "Gulfside", "Quillfeather", "Fairweather", "Nottingale", "Wellington", "Openfield", "Submittal",
    "Leavenworth", "Failsworth", "B-77123", "C-55190", "Clearwater annex", "Mildred Signatory", "Overton Watchman",
    "sealed-copy", "Sealed Road Jail", "Nightingale desk",
)  # fmt: skip


@dataclass
class World:
    """`records` has a sample of every model that an address is about; `cast` has a person of every role."""

    records: dict[type[models.Model], models.Model]
    cast: dict[str, User]

    def who_may(self, roles) -> User:
        """Someone with one of these roles for the records of this world."""
        return next(self.cast[role] for role in self.cast if role in roles)


def about_the_agreement(pinellas, clerk) -> dict:
    """In force, with both signatures, a signed copy, and a notice of suspension for later."""
    agreement = facts.agreement(pinellas)
    for side in ("agency", "ice"):
        Signature.objects.create(
            agreement=agreement, side=side, name="Mildred Signatory", title="Sheriff", recorded_by=clerk,
            signed_on=agreement.effective_at.date(), signed_at=agreement.effective_at, recorded_at=NOW,
        )  # fmt: skip
    notice = Notice.objects.create(
        agreement=agreement, side="ice", kind="suspension", method="hand", received_at=NOW - DAY, recorded_by=clerk,
        earliest_at=NOW + 90 * DAY, effective_at=NOW + 90 * DAY, recorded_at=NOW,
    )  # fmt: skip
    scan = pdf("sealed-copy.pdf")
    attached = attach(store(scan), scan.name, agreement, label="Signed agreement", by=clerk, at=NOW)
    blank = Blank.objects.create(revision="R4", recorded_by=clerk, recorded_at=NOW)
    template = pdf("template.pdf", "Not filled in")
    attach(store(template), template.name, blank, label="Blank template", by=clerk, at=NOW)
    jail = Facility.objects.create(jurisdiction=pinellas, name="Sealed Road Jail", zone=pinellas.zone)
    desk = Contact.objects.create(jurisdiction=pinellas, duty="jail_desk", name="Nightingale desk", phone="555-0100")
    return {
        Jurisdiction: pinellas, Agreement: agreement, Notice: notice, Attachment: attached, Blank: blank,
        Facility: jail, Contact: desk,
    }  # fmt: skip


def about_a_serving_officer(agreement, clerk) -> dict:
    """Every paper from the nomination to the credential; once suspended, once withdrawn."""
    officer = facts.officer(agreement.jurisdiction, "Quentin Quillfeather", badge="B-77123")
    nomination = facts.nomination(officer, agreement)
    facts.cleared(nomination)
    certification = facts.certified(facts.examined(nomination))
    letter = facts.letter(agreement)
    Letter.objects.filter(pk=letter.pk).update(official="Overton Watchman")
    authorization = facts.authorized(certification, letter)
    suspension = Suspension.objects.create(
        officer=officer, notified_at=NOW - 60 * DAY, starts_at=NOW - 60 * DAY, ends_at=NOW + DAY,
        recorded_by=clerk, recorded_at=NOW - 60 * DAY,
    )  # fmt: skip
    stood_down = officer.stand_downs.create(
        reason="An inquiry", starts_at=NOW - 90 * DAY, ends_at=NOW - 80 * DAY, recorded_by=clerk, recorded_at=NOW
    )
    withdrawal = Withdrawal.objects.create(
        agreement=agreement, signed_by="Mildred Signatory", notified_at=NOW, effective_at=NOW + 30 * DAY,
        recorded_by=clerk, recorded_at=NOW,
    )  # fmt: skip
    entered = {"recorded_by": clerk, "recorded_at": NOW, "first_name": "Quentin", "last_name": "Quillfeather"}
    officer.names.create(badge="B-77123", **entered)
    later = officer.names.create(badge="B-77124", from_on=NOW.date() + DAY, starts_at=NOW + DAY, **entered)
    return {
        Officer: officer, OfficerName: later, Nomination: nomination, Certification: certification, Letter: letter,
        Authorization: authorization, Suspension: suspension, Withdrawal: withdrawal,
        Posting: facts.posted(officer), StandDown: stood_down, Supervision: facts.supervised(officer),
        Credential: facts.credential(authorization, number="C-55190"),
    }  # fmt: skip


def about_nominees(agreement, adjudicator) -> dict:
    """One check favorable, one not, one not required, one open with a step; one nomination only submitted."""

    def nominee(name, status="accepted"):
        return facts.nomination(facts.officer(agreement.jurisdiction, name), agreement, status=status)

    nominee("Sue Submittal", "submitted")
    facts.cleared(nominee("Fay Fairweather"))
    for name, *outcome in (("Nora Nottingale", "not_favorable"), ("Wanda Wellington", "not_required", "clearance")):
        background.decide(
            check := background.check_of(nominee(name)), *outcome, seen=check.version, by=adjudicator, at=NOW - DAY
        )
    check = background.check_of(nominee("Otto Openfield"))
    background.record_steps(
        check, ["fingerprints"], "received", (NOW - 2 * DAY).date(), seen=check.version, by=adjudicator, at=NOW - DAY
    )
    access = facts.records_access(check.nomination.officer)
    return {BackgroundStep: check.steps.get(), RecordsAccess: access}


def about_training(agreement, instructor) -> dict:
    """A class of today with a seat, an examination that somebody did not pass, and somebody who leaves."""
    office, when = agreement.jurisdiction.field_office, NOW.date()
    training_class = facts.training_class(office, on=when, instructor=instructor)
    TrainingClass.objects.filter(pk=training_class.pk).update(site="Clearwater annex", seats=100)
    training_class.refresh_from_db()
    leaving = facts.officer(agreement.jurisdiction, "Lee Leavenworth")
    nomination = facts.nomination(leaving, agreement)
    facts.cleared(nomination)
    seat = facts.enrolled(nomination, training_class, attended=True)
    unlucky = facts.nomination(facts.officer(agreement.jurisdiction, "Finn Failsworth"), agreement)
    facts.cleared(unlucky)
    failed = facts.enrolled(unlucky, training_class, attended=True)
    examination = Examination.objects.create(
        nomination=unlucky, enrollment=failed, score=50, sat_on=when, sat_at=NOW, examined_by=instructor
    )
    correction = Correction.objects.create(
        examination=examination, of_version=1, score=80, sat_on=when, reason="Digits swapped", status="proposed",
        proposed_by=instructor, proposed_at=NOW,
    )  # fmt: skip
    departure = Departure.objects.create(
        officer=leaving, notice_on=when, last_day_on=when + timedelta(days=90), departs_at=NOW + 91 * DAY,
        recorded_by=facts.clerk(), recorded_at=NOW,
    )  # fmt: skip
    return {
        TrainingClass: training_class,
        Enrollment: seat,
        Examination: examination,
        Departure: departure,
        Correction: correction,
    }


def about_the_portal(pinellas, administrator, nomination) -> dict:
    """What belongs to the program: a list of ICE's, a person with a role, a mail."""
    publication = Publication.objects.create(
        list="participating", as_of=NOW, file_name="participatingAgencies.xlsx", sha256="0" * 64, fingerprint="0" * 64,
        headings=["STATE"], row_count=0, issue_count=0, counts={}, imported_at=NOW,
    )  # fmt: skip
    announce(
        "nomination.accepted", to=[administrator], record=nomination, subject="Accepted: Quentin Quillfeather",
        body="Quentin Quillfeather", path=f"/nominations/{nomination.pk}/", at=NOW, key="sample",
    )  # fmt: skip
    export = Export.objects.create(
        asked_by=administrator, memberships=[administrator.memberships.get().pk], sheet="officers", format="csv",
        reason="Monthly review", asked_at=NOW, as_of=NOW, finished_at=NOW, sha256="0" * 64,
        file=default_storage.save("exports/sample.csv", ContentFile(b"Officer\nQuentin Quillfeather\n")),
    )  # fmt: skip
    Disclosure.objects.create(export=export, jurisdiction=pinellas, rows=1, at=NOW)
    return {
        Export: export, Publication: publication, User: administrator, Membership: administrator.memberships.get(),
        Notification: Notification.objects.get(rule="nomination.accepted"),
    }  # fmt: skip


@pytest.fixture
def cast(manager, adjudicator, office, director, instructor, administrator, viewer) -> dict[str, User]:
    """A person of every role that reaches Pinellas."""
    people = (viewer, administrator, instructor, director, office, adjudicator, manager)
    return {who.memberships.get().role: who for who in people} | {
        Role.INSPECTOR: person("inspector@hq.example", Role.INSPECTOR)
    }


@pytest.fixture
def world(pinellas, cast, tmp_path, settings, monkeypatch) -> World:
    """The time is NOW, for the pages too."""
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr("wso_portal.clock.now", lambda: NOW)
    clerk = facts.clerk()
    pinellas.name = "Gulfside County Sheriff's Office"  # Pinellas is named in forms, as an example
    pinellas.save()
    records = about_the_agreement(pinellas, clerk)
    agreement = records[Agreement]
    records |= about_a_serving_officer(agreement, clerk)
    records |= about_nominees(agreement, cast[Role.ADJUDICATOR])
    records |= about_training(agreement, cast[Role.INSTRUCTOR])
    records |= about_the_portal(pinellas, cast[Role.ADMINISTRATOR], records[Nomination])
    return World(records, cast)
