"""What happens in the demo, act by act through the verbs, at moments counted back from now."""

from datetime import datetime, time, timedelta
from decimal import Decimal
from math import ceil

from agreements.memoranda import workflow as memoranda
from agreements.memoranda.models import Notice
from agreements.memoranda.terms import Revision
from agreements.memoranda.workflow import Signing
from officers.background import workflow as background
from officers.credentials import holding_workflow as holding
from officers.credentials import states as credentials
from officers.credentials import workflow as papers
from officers.credentials.models import Letter, Withdrawal
from officers.nominations import workflow as nominations
from officers.nominations.models import Nomination, Officer
from officers.nominations.states import ATTESTATIONS
from officers.training import examining
from officers.training import workflow as training
from officers.training.workflow import ClassPlan
from records.models import Attachment, log_access
from wso_portal import clock

from .papers import paper

ALL_FOUR = {field for field, _ in ATTESTATIONS}
ZONE = "America/New_York"
DEMO_POSITION = "Supervisory Detention and Deportation Officer"


class Story:
    """The three agencies and their people, with what they do."""

    def __init__(self, agencies, people, now: datetime):
        self.agencies, self.people, self.now = agencies, people, now
        self.office, self.director = people["office@miami"], people["director@miami"]
        self.manager, self.adjudicator = people["manager@hq"], people["adjudicator@hq"]
        self.instructor = people["instructor@miami"]

    def ago(self, days: float) -> datetime:
        """Ten in the morning of the day `days` before today; a fraction is that much of a day earlier."""
        day = clock.day_of(self.now, ZONE) - timedelta(days=ceil(days))
        return clock.moment(day, time(10), ZONE) + timedelta(days=ceil(days) - days)

    def day(self, days: float):
        return clock.day_of(self.ago(days), ZONE)

    def signed_agreement(self, county: str, days: int):
        """Drafted, sent, and signed by both sides within three weeks."""
        agency, administrator = self.agencies[county], self.people[f"admin@{county.lower()}"]
        agreement = memoranda.draft(agency, "WSO", Revision.R4, by=self.office, at=self.ago(days + 20))
        memoranda.send(agreement, seen=agreement.version, by=self.office, at=self.ago(days + 18))
        sheriff = Signing("Robin Hale", "Sheriff", self.day(days + 6), time(15, 30))
        memoranda.sign(
            agreement,
            "agency",
            sheriff,
            paper("Signed by the sheriff"),
            seen=agreement.version,
            by=administrator,
            at=self.ago(days + 5),
        )
        director = Signing("Alex Moreau", "Acting Director", self.day(days + 1))
        memoranda.sign(
            agreement,
            "ice",
            director,
            paper("Signed by ICE"),
            seen=agreement.version,
            by=self.manager,
            at=self.ago(days),
        )
        agreement.refresh_from_db()
        return agreement

    def old_agreement(self, county: str):
        """An agreement of 2019 on paper: the field office records its signed copy, a program manager confirms it."""
        agency = Signing("Terry Boone", "Sheriff", clock.day_of(self.ago(2000), ZONE))
        ice = Signing("", "Field Office Director", clock.day_of(self.ago(1995), ZONE), by_direction=True)
        copy = paper("Memorandum of Agreement, signed copy")
        agreement = memoranda.record_copy(
            self.agencies[county], "WSO", Revision.R1, agency, ice, copy, by=self.office, at=self.ago(401)
        )
        for copy in Attachment.objects.of(agreement):
            log_access(copy, self.manager, self.ago(400))
        memoranda.confirm(agreement, seen=agreement.version, by=self.manager, at=self.ago(400))
        return agreement

    def notice_of_the_agency(self, agreement, days: int) -> None:
        """The sheriff ends the agreement by certified mail: ninety days after receipt."""
        notice = Notice(side="agency", kind="termination", method="certified", received_at=self.ago(days))
        memoranda.give_notice(
            agreement,
            notice,
            paper("Notice of termination"),
            seen=agreement.version,
            by=self.office,
            at=self.ago(days - 0.5),
        )

    def nominated(self, county: str, name: str, days: float) -> Nomination:
        """Put forward by the agency's administrator with the four attestations."""
        first, last = name.split(" ")
        agency = self.agencies[county]
        officer = Officer(jurisdiction=agency, first_name=first, last_name=last, badge=self.badge(agency))
        by = self.people[f"admin@{county.lower()}"]
        return nominations.put_forward(officer, ALL_FOUR, by=by, at=self.ago(days))

    def drafted(self, county: str, name: str, days: float) -> Nomination:
        """Start a nomination and do not submit it."""
        first, last = name.split(" ")
        agency = self.agencies[county]
        officer = Officer(jurisdiction=agency, first_name=first, last_name=last, badge=self.badge(agency))
        return nominations.nominate(officer, {"citizen"}, by=self.people[f"admin@{county.lower()}"], at=self.ago(days))

    def badge(self, agency) -> str:
        return f"{agency.county[0]}{100 + agency.officers.count() + 1}"

    def accepted(self, county: str, name: str, days: float) -> Nomination:
        nomination = self.nominated(county, name, days + 2)
        nominations.accept(nomination, seen=nomination.version, by=self.office, at=self.ago(days))
        return nomination

    def in_progress(self, county: str, name: str, days: float) -> Nomination:
        """Questionnaire and fingerprints are in; the check is open."""
        nomination = self.accepted(county, name, days + 9)
        check = background.check_of(nomination)
        kinds = ["questionnaire", "fingerprints"]
        background.record_steps(
            check, kinds, "received", self.day(days), seen=check.version, by=self.adjudicator, at=self.ago(days)
        )
        return nomination

    def cleared(self, county: str, name: str, days: float, outcome="favorable") -> Nomination:
        nomination = self.in_progress(county, name, days + 10)
        nomination.refresh_from_db()
        background.decide(
            check := background.check_of(nomination),
            outcome,
            seen=check.version,
            by=self.adjudicator,
            at=self.ago(days),
        )
        nomination.refresh_from_db()
        return nomination

    def planned_class(self, days: float, site: str, made: float, seats=20):
        """A one-day class `days` ago (negative: ahead), scheduled at `made` days ago."""
        day = self.day(days)
        plan = ClassPlan(day, day, time(8), False, site, self.instructor, seats)
        return training.schedule(self.agencies["Pinellas"].field_office, plan, by=self.office, at=self.ago(made))

    def enrolled(self, training_class, rows: list[Nomination], days: float):
        training_class.refresh_from_db()
        seats = training.enroll(
            training_class, [row.pk for row in rows], seen=training_class.version, by=self.office, at=self.ago(days)
        )
        training_class.refresh_from_db()
        return {seat.nomination_id: seat for seat in seats}

    def examined(self, training_class, scores: dict[Nomination, str], days: float):
        """Enrolled three weeks before, attended and examined on the day."""
        seats = self.enrolled(training_class, list(scores), days + 21)
        by_seat = {seats[nomination.pk].pk: Decimal(score) for nomination, score in scores.items()}
        came = dict.fromkeys(by_seat, True)
        at = self.ago(days - 0.3)
        examining.record_attendance(training_class, came, seen=training_class.version, by=self.instructor, at=at)
        training_class.refresh_from_db()
        return examining.enter_scores(
            training_class, by_seat, self.day(days), seen=training_class.version, by=self.instructor, at=at
        )

    def retaken(self, examination, score: str, days: float) -> None:
        examining.review(
            examination, self.day(days + 3), seen=examination.version, by=self.instructor, at=self.ago(days + 3)
        )
        examination.refresh_from_db()
        examining.retake(
            examination, Decimal(score), self.day(days), seen=examination.version, by=self.instructor, at=self.ago(days)
        )

    def certified(self, agreement, examinations, days: float):
        who = "Ada Crane, Training Unit Chief"
        return papers.certify(agreement, examinations, who, self.day(days), by=self.office, at=self.ago(days))

    def lettered(self, agreement, certifications, days: float, until=None) -> Letter:
        """The director's letter, from the day after it is signed; `until`: days ago of its last day, or open."""
        letter = Letter(
            agreement=agreement, signed_by="Dana Cole", title="Field Office Director", signed_on=self.day(days),
            from_on=self.day(days - 1), until_on=None if until is None else self.day(until), powers=["I-200", "I-205"],
            official="Sam Ortiz", position=DEMO_POSITION,
        )  # fmt: skip
        return papers.sign_letter(
            letter, certifications, paper("Authorization letter"), by=self.director, at=self.ago(days)
        )

    def form_and_receipt(self, letter, rows, days: float, receipt=True) -> None:
        papers.give_copy(letter, self.day(days), by=self.office, at=self.ago(days))
        papers.execute_form(letter, rows, self.day(days), by=self.office, at=self.ago(days))
        if receipt:
            papers.receive(letter, rows, self.day(days - 1), by=self.office, at=self.ago(days - 1))

    def issued(self, officer, number: str, days: float, expires: float):
        """A credential; `expires`: days ago of its last day (negative: ahead)."""
        return holding.issue(officer, number, self.day(days), self.day(expires), by=self.office, at=self.ago(days))

    def withdrawn(self, agreement, officer, days: float) -> None:
        at = self.ago(days)
        notice = Withdrawal(
            agreement=agreement, signed_by="Dana Cole, Field Office Director", notified_at=at, effective_at=at
        )
        papers.withdraw(notice, [officer], by=self.director, at=at)

    def suspended(self, officer, days: float) -> None:
        holding.suspend(officer, self.ago(days), self.ago(days), by=self.director, at=self.ago(days))

    def lost(self, credential, days: float) -> None:
        holding.close_credential(
            credential,
            credentials.LOSE,
            self.day(days),
            None,
            seen=credential.version,
            by=self.office,
            at=self.ago(days),
        )

    def leaves(self, officer, days: float) -> None:
        """Leave on a day (negative: ahead); the agency told it two weeks ago."""
        by = self.people[f"admin@{officer.jurisdiction.county.lower()}"]
        why = "New post with another agency."
        nominations.depart(officer, self.day(14), self.day(days), why, by=by, at=self.ago(14))
