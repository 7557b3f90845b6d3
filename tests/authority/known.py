"""All that is on record about an officer, as rows: what the oracle reads."""

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import chain

from agreements.memoranda.models import Agreement, Notice
from officers.background.models import BackgroundCheck
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
from officers.nominations.models import Departure, Nomination, Officer
from officers.training.models import Examination


@dataclass
class History:
    """Every row that bears on one officer, annulled ones too; an authorization has its letter and withdrawal loaded."""

    officer: Officer
    agreements: list[Agreement] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    nominations: list[Nomination] = field(default_factory=list)
    checks: list[BackgroundCheck] = field(default_factory=list)
    examinations: list[Examination] = field(default_factory=list)
    certifications: list[Certification] = field(default_factory=list)
    authorizations: list[Authorization] = field(default_factory=list)
    supervisions: list[Supervision] = field(default_factory=list)
    suspensions: list[Suspension] = field(default_factory=list)
    standdowns: list[StandDown] = field(default_factory=list)
    departures: list[Departure] = field(default_factory=list)
    credentials: list[Credential] = field(default_factory=list)

    @property
    def letters(self) -> list[Letter]:
        """Each letter that names the officer, once."""
        return list({row.letter_id: row.letter for row in self.authorizations}.values())

    @property
    def withdrawals(self) -> list[Withdrawal]:
        """Each notice of withdrawal to which an authorization of the officer points, once."""
        return list({row.withdrawal_id: row.withdrawal for row in self.authorizations if row.withdrawal_id}.values())

    @property
    def rows(self) -> list:
        """All of them, in the order in which the partnership goes."""
        return list(chain(
            self.agreements, self.notices, self.nominations, self.checks, self.examinations, self.certifications,
            self.letters, self.withdrawals, self.authorizations, self.supervisions, self.suspensions, self.standdowns,
            self.departures, self.credentials,
        ))  # fmt: skip


def load(officers: list[Officer]) -> dict[int, History]:
    """The histories by the officer's id: one query a table."""
    histories = {officer.pk: History(officer) for officer in officers}
    by_agency = defaultdict(list)
    for history in histories.values():
        by_agency[history.officer.jurisdiction_id].append(history)
    for row in Agreement.objects.filter(jurisdiction__in=by_agency).order_by("effective_at", "pk"):
        for history in by_agency[row.jurisdiction_id]:
            history.agreements.append(row)
    notices = Notice.objects.filter(agreement__jurisdiction__in=by_agency).select_related("agreement").order_by("pk")
    for row in notices:
        for history in by_agency[row.agreement.jurisdiction_id]:
            history.notices.append(row)
    for model, name in ((BackgroundCheck, "checks"), (Examination, "examinations")):
        for row in model.objects.filter(nomination__officer__in=histories).select_related("nomination").order_by("pk"):
            getattr(histories[row.nomination.officer_id], name).append(row)
    for model in (Nomination, Certification, Supervision, Suspension, StandDown, Departure, Credential):
        for row in model.objects.filter(officer__in=histories).order_by("pk"):
            getattr(histories[row.officer_id], f"{model.__name__.lower()}s").append(row)
    named = Authorization.objects.filter(officer__in=histories).select_related("letter", "withdrawal")
    for row in named.order_by("pk"):
        histories[row.officer_id].authorizations.append(row)
    return histories
