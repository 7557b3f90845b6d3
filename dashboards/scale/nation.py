"""N times the nation as rows: agencies with agreements, and for each twenty officers spread over the stages.

Deterministic: everything follows from the number of the agency and of the officer, counted back from one day.
"""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from agreements.jurisdictions.models import FieldOffice, Jurisdiction
from agreements.memoranda.models import Agreement, Signature
from agreements.memoranda.states import Side
from agreements.memoranda.states import Status as Signed
from agreements.register.days import sequence
from agreements.register.models import Listing, Publication

AGENCIES, LISTINGS, OFFICERS = 1_000, 3_000, 20


class Nation:
    """Where and when: the field offices with a state each, the clerk who entered all, the day counted back from."""

    def __init__(self, clerk, today: date):
        self.clerk = clerk
        self.midnight = datetime.combine(today, time(5), UTC)
        areas = FieldOffice.objects.prefetch_related("areas").order_by("pk")
        self.participating, self.pending = publications(self.ago(1))
        self.offices = [(office, office.areas.all()[0].state) for office in areas if office.areas.all()]

    def ago(self, days: int) -> datetime:
        return self.midnight - timedelta(days=days)

    def agency(self, number: int) -> Jurisdiction:
        office, state = self.offices[number % len(self.offices)]
        name = f"{state} County {number:05} Sheriff's Office"
        return Jurisdiction(
            name=name, key=name.lower(), state=state, county=f"County {number:05}", kind=Jurisdiction.Kind.COUNTY,
            field_office=office, zone=office.zone, zone_confirmed=number % 3 == 0,
        )  # fmt: skip

    def agreement(self, number: int, agency: Jurisdiction) -> Agreement:
        """In force for years, one in fifty ended, one in twenty with notice given, one in a hundred a draft or sent."""
        effective_at = self.ago(500 + number % 700)
        if number % 100 == 99:
            status = Signed.SENT if number % 200 == 199 else Signed.DRAFT
            return Agreement(
                jurisdiction=agency, program="WSO", revision="R4", status=status, drafted_by=self.clerk,
                drafted_at=self.ago(20), sent_at=self.ago(9) if status == Signed.SENT else None,
            )  # fmt: skip
        ends_at = self.ago(30) if number % 50 == 7 else self.ago(-60) if number % 20 == 3 else None
        return Agreement(
            jurisdiction=agency, program="WSO", revision=("R1", "R2", "R4")[number % 3], status=Signed.SIGNED,
            drafted_by=self.clerk, drafted_at=effective_at, effective_at=effective_at, ends_at=ends_at,
        )  # fmt: skip

    def signatures(self, agreement: Agreement) -> list[Signature]:
        at: Any = agreement.effective_at  # always there: signed above
        return [
            Signature(
                agreement=agreement, side=side, name="R. Hale", title="Sheriff", signed_on=at.date(), signed_at=at,
                recorded_by=self.clerk, recorded_at=at,
            ) for side in Side
        ]  # fmt: skip

    def listings(self, number: int, agency: Jurisdiction) -> list[Listing]:
        """What ICE lists of an agency: a row for each of the three programs, one in forty pending."""
        seen = {"first_listed_at": self.ago(500), "last_listed_at": self.ago(1)}
        if number % 40 == 11:
            told = {"standing": "pending", "last_pending": self.pending, **seen}
        else:
            told = {
                "standing": "signed",
                "signed_on": self.ago(520).date(),
                "last_participating": self.participating,
                **seen,
            }
        return [Listing(jurisdiction=agency, program=program, **told) for program in ("WSO", "JEM", "TFM")]


def publications(as_of: datetime) -> list[Publication]:
    """One issue of each list, with every listing."""
    day = as_of.date()
    empty = {"headings": [], "row_count": 0, "issue_count": 0, "counts": {}, "as_of": day, "imported_at": as_of}
    return [
        Publication.objects.create(
            list=kind,
            file_name=f"{kind}AgenciesScale.xlsx",
            sha256=kind.ljust(64, "0"),
            fingerprint=kind.ljust(64, "0"),
            sequence=sequence(kind, day, 0, 0, kind.ljust(64, "0")),
            **empty,
        )
        for kind in ("participating", "pending")
    ]
