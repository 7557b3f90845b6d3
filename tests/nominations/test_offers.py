"""Random histories of nominations: what the pages offer succeeds, and every other act is refused."""

from datetime import date, datetime

import pytest

from accounts.models import User
from accounts.roles import Role
from agreements.memoranda.models import Agreement
from officers.authority.nominating import NominationPage
from officers.authority.officer_page import OfficerPage
from officers.background import workflow as background
from officers.nominations import naming, workflow
from officers.nominations.models import Departure, Nomination, Officer, OfficerName
from officers.nominations.states import (
    ACCEPT,
    ACTIONS,
    ALLOW_ANOTHER,
    ANNUL_DEPARTURE,
    ANNUL_NAME,
    ANNUL_PAST_DEPARTURE,
    ATTESTATIONS,
    CLOSE,
    COME_BACK,
    CORRECT,
    DEPART,
    NOMINATE,
    RECORD_NAME,
    SEND_BACK,
    SUBMIT,
    TAKE_BACK,
)
from officers.nominations.workflow import Nominee
from records.actions import Action, Refused
from tests import facts, offers
from tests.cast import also, person
from tests.chance import seeds
from tests.facts import DAY
from tests.offers import Try, key
from wso_portal import clock

pytestmark = pytest.mark.django_db
STEPS = 8
ALL = {field for field, _ in ATTESTATIONS}
ON_OFFICER = (NOMINATE, DEPART, RECORD_NAME)
ON_NOMINATION = (SUBMIT, CORRECT, ACCEPT, SEND_BACK, TAKE_BACK, ALLOW_ANOTHER)
ON_DEPARTURE = (ANNUL_DEPARTURE, ANNUL_PAST_DEPARTURE)
ON_PAGES = {action.name for action in (NOMINATE, RECORD_NAME, ANNUL_NAME, *ON_NOMINATION, *ON_DEPARTURE)}


class History(offers.History):
    """The officers of one agency with its people."""

    def __init__(self, agency, people: list[User], adjudicator: User, seed: int):
        super().__init__(people, seed)
        self.agency, self.adjudicator = agency, adjudicator

    def acts(self):
        yield ON_OFFICER, Officer.objects.order_by("pk")
        yield ON_NOMINATION, Nomination.objects.order_by("pk")
        yield ON_DEPARTURE, Departure.objects.order_by("pk")
        yield (ANNUL_NAME,), OfficerName.objects.order_by("pk")

    def is_offered(self, action: Action, record, user: User) -> bool:
        """To nominate has no page of one officer: its check alone says whether it is possible."""
        if action != NOMINATE:
            return super().is_offered(action, record, user)
        try:
            NOMINATE.check(record, by=user, at=self.at)
        except Refused:
            return False
        return user.holds(NOMINATE.roles, record.place)

    def act(self, action: Action, record, user: User) -> None:
        """Does the act with input that makes sense at this moment. Raises Refused or PermissionDenied."""
        by, record = {"by": user, "at": self.at}, type(record).objects.get(pk=record.pk)
        today = clock.day_of(self.at, self.agency.zone)
        if action == NOMINATE:
            workflow.nominate(record, set(), **by)
        elif action == DEPART:
            workflow.depart(record, today, today + self.dice.choice([-1, 0, 5, 95]) * DAY, "Moved", **by)
        elif action == RECORD_NAME:
            naming.record_name(record, *later_name(record, today), **by)
        elif action == ANNUL_NAME:
            naming.annul_name(record, "Another officer", **by)
        elif action in ON_DEPARTURE:
            must_be_the_act(action, record, self.at)
            workflow.annul_departure(record, "Another officer", **by)
        else:
            given = {
                SUBMIT: (ALL,), CORRECT: (Nominee("Ana", "Ruiz", f"N{record.pk}"),), SEND_BACK: ("Check the badge",),
                TAKE_BACK: ("Leaves",), ALLOW_ANOTHER: ("The finding was another person's",),
            }  # fmt: skip
            getattr(workflow, action.name)(record, *given.get(action, ()), seen=record.version, **by)

    def on_pages(self) -> set[tuple]:
        """What the pages of the officers and of their nominations offer."""
        found = set()
        for user in self.people[1:4]:  # who holds a role for one of the acts
            offers = [offer for nomination in Nomination.objects.whole() for offer in self.on_page(nomination, user)]
            for officer in Officer.objects.select_related("jurisdiction__field_office"):
                page = OfficerPage(officer, self.at, user)
                offers += [page.offers.primary, *page.offers.others, *(void for _, void in page.names)]
            found |= {key(o.action, o.record, user) for o in offers if o and not o.refused and o.action in ACTIONS}
        return found

    def on_page(self, nomination: Nomination, user: User) -> list:
        page = NominationPage(nomination, self.at, user)
        return [page.offers.primary, *page.offers.others, page.annul_departure]


def later_name(officer: Officer, today: date) -> tuple[Nominee, date]:
    """Another badge, from the latest date from which no name is on record."""
    taken, day = set(officer.names.live().values_list("from_on", flat=True)), today
    while day in taken:
        day -= DAY
    return Nominee(officer.first_name, officer.last_name, f"R{officer.pk}-{officer.names.count()}"), day


def must_be_the_act(action: Action, departure: Departure, at: datetime) -> None:
    """Refused for the other of the two acts: one verb does both and chooses by the day."""
    if workflow.annulling(departure, at) is not action:
        raise Refused("It is the other side's to annul.")


@pytest.fixture
def people(administrator, office, viewer, dallas_office, other_administrator, miami, pinellas) -> list[User]:
    """Each role once, strangers, and one person with both roles."""
    everything = person("both@miami.example", Role.FIELD_OFFICE, field_office=miami)
    everything = also(everything, Role.ADMINISTRATOR, jurisdiction=pinellas)
    return [viewer, administrator, office, everything, dallas_office, other_administrator]


@pytest.mark.parametrize("seed", seeds(2, 3))
def test_what_is_offered_succeeds_and_nothing_else(seed, pinellas, people, adjudicator):
    facts.agreement(pinellas)
    for name in ("Ana Ruiz", "Bo Lee"):
        facts.officer(pinellas, name)
    history = History(pinellas, people, adjudicator, seed)
    for number in range(STEPS):
        possible = history.possible()
        done = {key(*one) for one in possible}
        if number % 4 == 3:  # the pages of officers take time
            on_pages = history.on_pages()
            assert on_pages <= done
            assert {one for one in done if one[0] in ON_PAGES} <= on_pages
        advance(history, possible)


def advance(history: History, possible: list[Try]) -> None:
    """One act is done, but few that end it all. Checks are closed, and agreements end."""
    history.go_on(possible, seldom=(TAKE_BACK, DEPART))
    chance = history.dice.random()
    if chance < 0.2:
        close_a_check(history)
    elif chance < 0.35:
        end_the_agreement(history)
    history.wait()


def close_a_check(history: History) -> None:
    nomination = Nomination.objects.with_adjudicator(history.at).order_by("pk").first()
    if nomination:
        outcome = history.dice.choice(["favorable", "not_favorable"])
        background.decide(background.check_of(nomination), outcome, seen=0, by=history.adjudicator, at=history.at)


def end_the_agreement(history: History) -> None:
    """The agreement ends; often the next one begins at once."""
    Agreement.objects.filter(ends_at=None).update(ends_at=history.at)
    if history.dice.random() < 0.7:
        facts.agreement(history.agency, effective_at=history.at)


def test_every_act_of_a_nomination_is_tried():
    assert {*ON_OFFICER, *ON_NOMINATION, *ON_DEPARTURE, ANNUL_NAME} == {*ACTIONS} - {CLOSE, COME_BACK}
