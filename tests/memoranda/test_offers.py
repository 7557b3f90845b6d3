"""Random histories of one agency's agreements: what a page offers succeeds, and every other act is refused."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from accounts.models import User
from accounts.roles import Role
from agreements.memoranda import workflow
from agreements.memoranda.models import Agreement, Notice
from agreements.memoranda.states import (
    ACTIONS,
    ANNUL_FROM,
    CONFIRM,
    CORRECT_OF,
    DECLINE,
    DRAFT,
    EXECUTE,
    FILE_BLANK,
    GIVE_NOTICE,
    MAKE_NOTICE,
    RECEIVE_NOTICE,
    RECORD_COPY,
    REPLACE_FILE,
    RESUME_FROM,
    SEND,
    SIGN_FOR,
    TAKE_BACK,
    TAKE_BACK_FROM,
    VOID_AGREEMENT,
    VOID_BLANK,
    Side,
    Stage,
)
from agreements.memoranda.turns import TURNS, turn_of, turn_since, turns_of
from agreements.memoranda.views import offers_on, offers_on_notice
from agreements.memoranda.workflow import Signing
from records.actions import Action
from records.documents import Kept
from records.models import Attachment, log_access
from records.offers import offer_of
from tests import offers
from tests.cast import also, person
from tests.chance import seeds
from tests.memoranda.conftest import notice
from tests.offers import Try, key

pytestmark = pytest.mark.django_db
PROGRAMS = ("WSO", "JEM")  # few, so that they come into each other's way; TFM is what is left to draft
STEPS = 7
ON_JURISDICTION = (DRAFT, RECORD_COPY)
ON_AGREEMENT = (
    *SIGN_FOR.values(), *CORRECT_OF.values(), SEND, CONFIRM, TAKE_BACK, DECLINE, RECEIVE_NOTICE, GIVE_NOTICE,
    VOID_AGREEMENT,
)  # fmt: skip
ON_NOTICE = (*RESUME_FROM.values(), *ANNUL_FROM.values(), *TAKE_BACK_FROM.values())


class History(offers.History):
    """One agency with its people."""

    waits = (timedelta(hours=1), timedelta(days=2), timedelta(days=40), timedelta(days=100))

    def __init__(self, jurisdiction, people: list[User], copies: dict[Side, Kept], seed: int):
        super().__init__(people, seed)
        self.jurisdiction, self.copies = jurisdiction, copies

    @property
    def agreements(self) -> list[Agreement]:
        return list(Agreement.objects.filter(jurisdiction=self.jurisdiction).order_by("pk"))

    @property
    def notices(self) -> list[Notice]:
        return list(Notice.objects.filter(agreement__jurisdiction=self.jurisdiction).order_by("pk"))

    def acts(self):
        yield ON_JURISDICTION, [self.jurisdiction]
        yield ON_AGREEMENT, self.agreements
        for one in self.notices:
            yield tuple(sides[Side(one.side)] for sides in (RESUME_FROM, ANNUL_FROM, TAKE_BACK_FROM)), [one]

    def on_pages(self) -> set[tuple]:
        """What the pages offer: the acts of the agency by themselves, of agreements and notices as their page does."""
        found = set()
        for user in self.people:
            offers = [offer_of(action, self.jurisdiction, user, self.at) for action in ON_JURISDICTION]
            for agreement in self.agreements:
                page = offers_on(agreement, user, self.at)
                assert page.primary is None or page.primary.action in [
                    a for t in turns_of(agreement) for a in t.actions
                ]
                offers += [page.primary, *page.others]
            for one in self.notices:
                offers += offers_on_notice(one, user, self.at).others
            found |= {key(o.action, o.record, user) for o in offers if o and not o.refused}
        return found

    def act(self, action: Action, record, user: User) -> None:
        """Does the act with input that makes sense at this moment. Raises Refused or PermissionDenied."""
        by, record = {"by": user, "at": self.at}, type(record).objects.get(pk=record.pk)
        if action in ON_JURISDICTION:
            self.start(action, user)
        elif action in ON_NOTICE:
            agreement = record.agreement
            verb, given = workflow.resume, (None,)
            if action not in RESUME_FROM.values():
                verb = workflow.annul_notice if action in ANNUL_FROM.values() else workflow.take_back_notice
                given = ("Wrong county",)
            verb(agreement, record, *given, seen=agreement.version, **by)
        elif action in (RECEIVE_NOTICE, GIVE_NOTICE):
            side = Side.AGENCY if action == RECEIVE_NOTICE else Side.ICE
            workflow.give_notice(record, self.notice(record, side), seen=record.version, **by)
        elif action in SIGN_FOR.values():
            side = next(side for side, one in SIGN_FOR.items() if one == action)
            workflow.sign(record, side, self.signing(), self.copies[side], seen=record.version, **by)
        elif action in CORRECT_OF.values():
            side = next(side for side, one in CORRECT_OF.items() if one == action)
            given = (side, self.signed(record, side), "Wrong signer", None)
            workflow.correct_signature(record, *given, seen=record.version, **by)
        else:
            verb = getattr(workflow, action.name)
            verb(
                record,
                *(("A reason",) if action in (TAKE_BACK, DECLINE, VOID_AGREEMENT) else ()),
                seen=record.version,
                **by,
            )

    def start(self, action: Action, user: User) -> None:
        """Drafts, or records a copy of, a program that has room: sensible input."""
        mine = Agreement.objects.filter(jurisdiction=self.jurisdiction)
        taken = set(mine.under_way().values_list("program", flat=True))
        if action == RECORD_COPY:
            taken |= set(mine.over(self.at).values_list("program", flat=True))
        program = next((program for program in (*self.dice.sample(PROGRAMS, 2), "TFM") if program not in taken), "WSO")
        by = {"by": user, "at": self.at}
        if action == DRAFT:
            workflow.draft(self.jurisdiction, program, "R4", **by)
        else:
            sides = self.signing(), self.signing()
            workflow.record_copy(self.jurisdiction, program, "R4", *sides, self.copies[Side.AGENCY], **by)

    def signing(self) -> Signing:
        local = self.at.astimezone(ZoneInfo(self.jurisdiction.zone))
        return Signing("Bob Gualtieri", "Sheriff", local.date(), local.time())

    def signed(self, agreement: Agreement, side: Side) -> Signing:
        """The signature that is on record, by another signer."""
        old = next((one for one in agreement.signed() if one.side == side), self.signing())
        return Signing("Ann Other", "Sheriff", old.signed_on, old.signed_time)

    def notice(self, agreement: Agreement, side: Side) -> Notice:
        """A side gives one notice of termination; what it gives further is a suspension. Some take effect at once."""
        again = agreement.notices.terminations().filter(side=side).exists()
        kind = "suspension" if again else self.dice.choice(["termination", "suspension"])
        ended = agreement.ends_at and agreement.ends_at <= self.at
        received_at = agreement.ends_at - timedelta(minutes=1) if ended else self.at  # entered late
        at_once = {"effective_at": received_at, "exigency": "Riot"} if self.dice.random() < 0.5 else {}
        if agreement.program != "WSO" and not at_once:
            at_once = {"effective_at": received_at + timedelta(days=5)}
        return notice(side, kind, received_at=received_at, **at_once)


@pytest.fixture
def people(office, manager, administrator, director, viewer, dallas_office, miami, pinellas) -> list[User]:
    """Each role once, a colleague at the field office, a stranger, and one person with every role."""
    everything = person("both@miami.example", Role.FIELD_OFFICE, field_office=miami)
    everything = also(also(everything, Role.DIRECTOR, field_office=miami), Role.PROGRAM_MANAGER)
    colleague = person("colleague@miami.example", Role.FIELD_OFFICE, field_office=miami)
    everything = also(everything, Role.ADMINISTRATOR, jurisdiction=pinellas)
    return [office, colleague, manager, administrator, director, viewer, dallas_office, everything]


@pytest.mark.parametrize("seed", seeds(7, 5, 9))
def test_what_is_offered_succeeds_and_nothing_else(request, seed, pinellas, people, copy, second_copy):
    request.getfixturevalue("drafted" if seed % 4 == 3 else "in_force")
    copies = {Side.AGENCY: copy, Side.ICE: second_copy}
    history = History(pinellas, people, copies, seed)
    for _ in range(STEPS):
        possible = history.possible()
        assert {key(*one) for one in possible} == history.on_pages()
        turns_fit(history.agreements, history.at)
        advance(history, possible)


def advance(history: History, possible: list[Try]) -> None:
    """Somebody opens the copies, and one act is done, but few that end it all."""
    history.go_on(possible, seldom=(TAKE_BACK, DECLINE, DRAFT, RECORD_COPY, VOID_AGREEMENT), chance=0.8)
    for copy in Attachment.objects.filter(jurisdiction=history.jurisdiction):
        log_access(copy, history.dice.choice(history.people), history.at)
    history.wait()


def turns_fit(agreements: list[Agreement], at: datetime) -> None:
    """Somebody has the turn exactly in the stages before the signatures; its acts suit the status; the list agrees."""
    for agreement in agreements:
        stage = Agreement.objects.with_stage(at).get(pk=agreement.pk).stage
        turns = turns_of(agreement)
        assert bool(turns) == (stage in (Stage.DRAFTED, Stage.SENT, Stage.RECORDED))
        assert turn_of(agreement) == (turns[0] if turns else None) and set(turns) <= set(TURNS)
        unfit = [act.name for turn in turns for act in turn.actions if not act.suits(agreement.status)]
        assert unfit == [], agreement.status
        assert not turns or turn_since(agreement) <= at
        waiting = {side for side in Side if Agreement.objects.unsigned_by(side).filter(pk=agreement.pk).exists()}
        signing = {side for side, action in SIGN_FOR.items() if any(action in turn.actions for turn in turns)}
        assert waiting == signing


def test_every_act_with_a_page_is_tried():
    elsewhere = {EXECUTE, REPLACE_FILE, MAKE_NOTICE, FILE_BLANK, VOID_BLANK}  # of a file or the form: see test_papers
    assert {*ON_JURISDICTION, *ON_AGREEMENT, *ON_NOTICE} == set(ACTIONS) - elsewhere
    assert [action.name for action in ACTIONS if not action.page] == ["execute", "make_notice"]
