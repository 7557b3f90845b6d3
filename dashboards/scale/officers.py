"""Twenty officers an agency as rows, each as far along as its place among the twenty says, with their timelines."""

from collections import defaultdict
from datetime import time, timedelta
from decimal import Decimal
from typing import Any

from officers.background.models import BackgroundCheck
from officers.credentials.models import Authorization, Certification, Credential, Letter, Supervision, Suspension
from officers.nominations.models import Nomination, Officer
from officers.nominations.states import ATTESTATIONS
from officers.training.models import Enrollment, Examination, TrainingClass
from records.models import Event

FIRST_NAMES = "Ana Ben Cal Dee Eli Fay Gus Hal Ida Jon Kim Lou Max Nia Ora Pat Ray Sue Tom Una Val Wes Yul Zoe".split()
LAST = (
    "Abbot Baker Carter Dalton Ellis Foster Garza Hayes Irwin Jensen Keller Lopez Mills Nolan Ortiz Price Quinn".split()
)
# How many of the twenty have come exactly so far: twelve hold a credential.
FAR = [1] + [2] * 2 + [3] + [4] + [5] + [6] + [7] + [8] * 12
SCALE_POSITION = "Supervisory Detention and Deportation Officer"
EVENT_ROWS = (
    ("nominations.nomination", "submit", "Nomination submitted", "IV.B"),
    ("nominations.nomination", "accept", "Nomination accepted", "IV.B"),
    ("nominations.nomination", "close", "Background check complete", "IV.B"),
    ("training.enrollment", "enrolled", "Enrolled in a class", "IV.C"),
    ("training.examination", "examine", "Exam recorded", "IV.C"),
    ("credentials.certification", "certify", "Certified in writing by ICE", "IV.D"),
    ("credentials.authorization", "authorize", "Authorized by letter", "IV.D"),
    ("credentials.credential", "issue", "Credential issued", "IV.D"),
)


class Rows:
    """The rows of one batch of agencies, by model, in the order in which they must be inserted."""

    ORDER = (
        TrainingClass,
        Officer,
        Nomination,
        BackgroundCheck,
        Enrollment,
        Examination,
        Letter,
        Certification,
        Authorization,
        Supervision,
        Suspension,
        Credential,
        Event,
    )

    def __init__(self, nation):
        self.nation, self.of = nation, defaultdict(list)
        self.entered = {"recorded_by": nation.clerk, "recorded_at": nation.ago(200)}

    def insert(self) -> None:
        """Bulk inserts; a timeline's subject is known once its officer has a number."""
        for model in self.ORDER:
            if model is Event:
                for event in self.of[Event]:
                    event.subject = event.officer.subject
                    event.record = event.officer.pk
            model.objects.bulk_create(self.of[model], batch_size=2_000)

    def add(self, row):
        self.of[type(row)].append(row)
        return row

    def agency(self, number: int, agreement) -> None:
        """The agency's class and letter, then its twenty officers."""
        agency, days = agreement.jurisdiction, 300 + number % 150
        held = self._class(agency.field_office, -12 if number % 10 == 4 else days - 60)
        letter = self._letter(agreement, days - 90)
        for place, far in enumerate(FAR):
            self.officer(number, place, far, agreement, held, letter, days)

    def officer(self, number: int, place: int, far: int, agreement, held, letter, days: int) -> None:
        seed = number * 20 + place
        first, last = FIRST_NAMES[seed * 7 % len(FIRST_NAMES)], LAST[seed * 5 % len(LAST)]
        officer = self.add(
            Officer(
                jurisdiction=agreement.jurisdiction,
                first_name=first,
                last_name=f"{last}-{seed % 97}",
                badge=f"{seed:07}",
            )
        )
        nomination = self._nomination(officer, agreement, far, days)
        facts = (self._cleared, self._enrolled, self._passed, self._certified, self._authorized, self._credentialed)
        paper: Any = nomination
        for step, fact in enumerate(facts, 3):
            if far >= step:
                paper = fact(paper, nomination, held, letter, seed, days)
        if place == 19:
            at = self.nation.ago(9)
            self.add(Suspension(officer=officer, notified_at=at, starts_at=at, **self.entered))
        for step in range(far):
            self._event(officer, step, days)

    def _class(self, office, days: int) -> TrainingClass:
        day = self.nation.ago(days).date()
        return self.add(
            TrainingClass(
                field_office=office,
                starts_on=day,
                ends_on=day,
                starts_time=time(8),
                site="County training center",
                instructor=self.nation.clerk,
                seats=24,
                taken=17,
                status="scheduled",
            )
        )

    def _letter(self, agreement, days: int) -> Letter:
        at = self.nation.ago(days)
        return self.add(
            Letter(
                agreement=agreement,
                signed_by="Dana Cole",
                title="Field Office Director",
                signed_on=at.date(),
                signed_at=at,
                from_on=at.date(),
                starts_at=at,
                powers=["I-200", "I-205"],
                official="Sam Ortiz",
                position=SCALE_POSITION,
                copied_on=at.date(),
                **self.entered,
            )
        )

    def _nomination(self, officer, agreement, far: int, days: int) -> Nomination:
        at = self.nation.ago(days if far > 3 else days % 40 + 1)
        accepted = far > 1
        return self.add(
            Nomination(
                jurisdiction=officer.jurisdiction,
                officer=officer,
                agreement=agreement,
                status="accepted" if accepted else "submitted",
                nominated_by=self.nation.clerk,
                since=at,
                attested_by=self.nation.clerk,
                attested_at=at,
                accepted_at=at if accepted else None,
                checked_at=at if far > 2 else None,
                **{field: True for field, _ in ATTESTATIONS},
            )
        )

    def _cleared(self, paper, nomination, held, letter, seed, days) -> BackgroundCheck:
        at = nomination.accepted_at + timedelta(hours=30)
        return self.add(
            BackgroundCheck(
                nomination=nomination, status="favorable", started_at=at, decided_at=at, decided_by=self.nation.clerk
            )
        )

    def _enrolled(self, paper, nomination, held, letter, seed, days) -> Enrollment:
        at = self.nation.ago(days - 20)
        return self.add(
            Enrollment(training_class=held, nomination=nomination, enrolled_at=at, enrolled_by=self.nation.clerk)
        )

    def _passed(self, seat, nomination, held, letter, seed, days) -> Examination:
        seat.attended, at = True, self.nation.ago(days - 61)
        return self.add(
            Examination(
                nomination=nomination,
                enrollment=seat,
                score=Decimal(70 + seed % 31),
                sat_on=at.date(),
                sat_at=at,
                examined_by=self.nation.clerk,
            )
        )

    def _certified(self, examination, nomination, held, letter, seed, days) -> Certification:
        at = self.nation.ago(days - 80)
        return self.add(
            Certification(
                officer=nomination.officer,
                agreement=nomination.agreement,
                nomination=nomination,
                examination=examination,
                certified_by="Ada Crane, Training Unit Chief",
                certified_on=at.date(),
                certified_at=at,
                **self.entered,
            )
        )

    def _authorized(self, certification, nomination, held, letter, seed, days) -> Authorization:
        at, day = letter.starts_at, letter.from_on
        self.add(
            Supervision(
                officer=nomination.officer, official="Sam Ortiz", position=SCALE_POSITION, starts_at=at, **self.entered
            )
        )
        return self.add(
            Authorization(
                letter=letter,
                officer=nomination.officer,
                agreement=nomination.agreement,
                certification=certification,
                starts_at=at,
                form_on=day,
                form_at=at,
                receipt_on=day,
                receipt_at=at,
                **self.entered,
            )
        )

    def _credentialed(self, authorization, nomination, held, letter, seed, days) -> Credential:
        issued, expires = self.nation.ago(days - 100), self.nation.ago(-(seed % 720) - 1)
        return self.add(
            Credential(
                officer=nomination.officer,
                agreement=nomination.agreement,
                authorization=authorization,
                number=f"S-{seed:07}",
                status="issued",
                issued_on=issued.date(),
                issued_at=issued,
                expires_on=expires.date(),
                expires_at=expires,
                **self.entered,
            )
        )

    def _event(self, officer, step: int, days: int) -> None:
        model, verb, done, clause = EVENT_ROWS[step]
        at = self.nation.ago(days - 14 * step)
        event = Event(
            actor=self.nation.clerk,
            role="field_office",
            jurisdiction=officer.jurisdiction,
            model=model,
            record=0,
            verb=verb,
            done=done,
            clause=clause,
            at=at,
        )
        event.officer = officer  # type: ignore[attr-defined]
        self.add(event)
