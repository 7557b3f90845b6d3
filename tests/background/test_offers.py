"""Random histories of background checks: what their pages offer succeeds, and every other act is refused."""

from contextlib import suppress
from datetime import date

import pytest

from accounts.models import User
from accounts.roles import Role
from agreements.memoranda.models import Agreement
from officers.background import records_access, workflow
from officers.background.models import BackgroundCheck, BackgroundStep, RecordsAccess
from officers.background.states import (
    ACTIONS,
    ADJUDICATOR,
    ANNUL_STEP,
    END_ACCESS,
    GRANT_ACCESS,
    OUTCOMES,
    RECORD_STEP,
    START,
    VOID_ACCESS,
    AccessEnd,
    Item,
    ItemState,
    Status,
    Waiver,
)
from officers.background.turns import TO_COMPLETE, turn_of
from officers.background.views import accesses, offers_with
from officers.nominations import workflow as nominations
from officers.nominations.models import Nomination, Officer
from officers.nominations.states import ATTESTATIONS, CLOSE
from records.actions import Action, Refused
from records.offers import offer_of
from tests import facts, offers
from tests.cast import also, person
from tests.chance import seeds
from tests.offers import Try, key
from wso_portal import clock

pytestmark = pytest.mark.django_db
STEPS = 8
ALL = {field for field, _ in ATTESTATIONS}
ON_NOMINATION, ON_STEP = (START, CLOSE), (ANNUL_STEP,)  # what allows to start a check allows to record a step
ON_OFFICER, ON_ACCESS = (GRANT_ACCESS,), (END_ACCESS, VOID_ACCESS)


class History(offers.History):
    """The nominations of one agency with the people."""

    def __init__(self, agency, people: list[User], seed: int):
        super().__init__(people, seed)
        self.agency = agency

    def acts(self):
        tables = (
            (ON_NOMINATION, Nomination),
            (ON_STEP, BackgroundStep),
            (ON_OFFICER, Officer),
            (ON_ACCESS, RecordsAccess),
        )
        for actions, model in tables:
            yield actions, model.objects.order_by("pk")

    def act(self, action: Action, record, user: User) -> None:
        """Does the act with input that makes sense at this moment. Raises Refused or PermissionDenied."""
        by, record = {"by": user, "at": self.at}, type(record).objects.get(pk=record.pk)
        today = clock.day_of(self.at, self.agency.zone)
        if action == ANNUL_STEP:
            workflow.annul_step(record, "The date was wrong", **by)
        elif action == GRANT_ACCESS:
            records_access.grant_access(record, today, today, **by)
        elif action == END_ACCESS:
            records_access.end_access(record, today, AccessEnd.OFFICER, **by)
        elif action == VOID_ACCESS:
            records_access.void_access(record, "A date was wrong", **by)
        else:
            self.on_check(action, workflow.check_of(record), today, by)

    def on_check(self, action: Action, check: BackgroundCheck, today: date, by: dict) -> None:
        if action == START:
            kind, state = self.next_step(check)
            workflow.record_steps(check, [kind], state, today, seen=check.version, **by)
            return
        received = check.pk and check.has_received(Item.QUESTIONNAIRE)
        outcome = self.dice.choice([one for one in sorted(OUTCOMES) if received or one != Status.FAVORABLE])
        waiver = Waiver.EARLIER if outcome == Status.NOT_REQUIRED else ""
        workflow.decide(check, outcome, waiver, seen=check.version, **by)

    def next_step(self, check) -> tuple[str, str]:
        """An item and the state that comes after those on record for it."""
        steps = check.steps.live() if check.pk else []
        order = list(ItemState)
        ranks = {kind: 1 + max((order.index(one.state) for one in steps if one.kind == kind), default=-1)
                 for kind in Item}  # fmt: skip
        kind = self.dice.choice([kind for kind in Item if ranks[kind] < len(order)])
        return kind, order[ranks[kind]]

    def on_pages(self) -> set[tuple]:
        """What the pages of the checks offer; with the first of their acts a page links each step that is live."""
        found = set()
        for user in self.people:
            for nomination in Nomination.objects.whole():
                check = workflow.check_of(nomination)
                starting = offer_of(START, nomination, user, self.at) if check.status == Status.OPEN else None
                page = offers_with(starting)
                assert page.primary is None or turn_of(nomination, self.at) is TO_COMPLETE
                acts = {START if o.action == RECORD_STEP else o.action for o in (page.primary, *page.others) if o}
                found |= {key(action, nomination, user) for action in acts}
                if page.primary and check.pk:
                    found |= {key(ANNUL_STEP, step, user) for step in check.steps.live()}
                if user.holds(ADJUDICATOR, nomination.jurisdiction):
                    found |= self.of_access(nomination.officer, user)
        return found

    def of_access(self, officer: Officer, user: User) -> set[tuple]:
        """What the page of a check offers about the access to the officer's disciplinary records."""
        rows = accesses(officer, user, self.at)
        found = {key(offer.action, row, user) for row, offers in rows for offer in offers}
        return found if any(row.ended_on is None for row, _ in rows) else {*found, key(GRANT_ACCESS, officer, user)}


@pytest.fixture
def people(adjudicator, administrator, office, viewer, miami, pinellas) -> list[User]:
    """Those with other roles, an adjudicator, and one who is administrator and adjudicator."""
    everything = also(person("both@hq.example", Role.ADJUDICATOR), Role.ADMINISTRATOR, jurisdiction=pinellas)
    return [viewer, office, administrator, adjudicator, everything]


@pytest.mark.parametrize("seed", seeds(1, 2))
def test_what_is_offered_succeeds_and_nothing_else(seed, pinellas, people):
    facts.agreement(pinellas)
    history = History(pinellas, people, seed)
    for number in range(3):
        put_forward(history, f"Ana Ruiz{number}", by=people[-1] if number % 2 else people[2])
    for _ in range(STEPS):
        possible = history.possible()
        assert history.on_pages() == {key(*one) for one in possible}
        advance(history, possible)


def put_forward(history: History, name: str, *, by: User) -> None:
    """A nomination that `by` submitted."""
    officer = facts.officer(history.agency, name)
    nominations.put_forward(officer, ALL, by=by, at=history.at)


def advance(history: History, possible: list[Try]) -> None:
    """The field office accepts, an officer leaves or the agreement ends, and one act is done on a check."""
    history.go_on(possible, seldom=(CLOSE,))
    submitted = Nomination.objects.filter(status="submitted").order_by("pk").first()
    if submitted and history.dice.random() < 0.6:
        with suppress(Refused):  # its agreement has ended, or the officer has left
            nominations.accept(submitted, seen=submitted.version, by=history.people[1], at=history.at)
    chance = history.dice.random()
    today = clock.day_of(history.at, history.agency.zone)
    if chance < 0.1:
        staying = Nomination.objects.filter(officer__departures=None).order_by("pk").first()
        if staying:
            nominations.depart(staying.officer, today, today, "Moved", by=history.people[2], at=history.at)
    elif chance < 0.14:
        Agreement.objects.filter(ends_at=None).update(ends_at=history.at)
    history.wait()


def test_every_act_with_a_page_is_tried():
    assert {*ON_NOMINATION, *ON_STEP, *ON_OFFICER, *ON_ACCESS} == {
        action for action in (*ACTIONS, CLOSE) if action.page
    }
