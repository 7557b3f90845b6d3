"""Random histories of one agency's agreements: what a page offers succeeds, and every other act is refused."""

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

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
from records.actions import Action, Refused
from records.documents import Kept
from records.models import Attachment, log_access
from records.offers import offer_of, suits
from tests.cast import NOW, also, person
from tests.memoranda.conftest import notice

pytestmark = pytest.mark.django_db
PROGRAMS = ("WSO", "JEM")  # few, so that they come into each other's way; TFM is what is left to draft
STEPS = 7
WAITS = (timedelta(hours=1), timedelta(days=2), timedelta(days=40), timedelta(days=100))
ON_JURISDICTION = (DRAFT, RECORD_COPY)
ON_AGREEMENT = (
    *SIGN_FOR.values(), *CORRECT_OF.values(), SEND, CONFIRM, TAKE_BACK, DECLINE, RECEIVE_NOTICE, GIVE_NOTICE,
    VOID_AGREEMENT,
)  # fmt: skip
ON_NOTICE = (*RESUME_FROM.values(), *ANNUL_FROM.values(), *TAKE_BACK_FROM.values())
Try = tuple[Action, object, User]


class History:
    """One agency with its people at a moment. `tries` are the acts of those with the role, each with its record."""

    def __init__(self, jurisdiction, people: list[User], copies: dict[Side, Kept], dice: Random):
        self.jurisdiction, self.people, self.copies, self.dice, self.at = jurisdiction, people, copies, dice, NOW

    @property
    def agreements(self) -> list[Agreement]:
        return list(Agreement.objects.filter(jurisdiction=self.jurisdiction).order_by("pk"))

    @property
    def notices(self) -> list[Notice]:
        return list(Notice.objects.filter(agreement__jurisdiction=self.jurisdiction).order_by("pk"))

    @property
    def tries(self) -> list[Try]:
        acts = [(action, self.jurisdiction) for action in ON_JURISDICTION]
        acts += [(action, agreement) for agreement in self.agreements for action in ON_AGREEMENT]
        for one in self.notices:
            acts += [(sides[Side(one.side)], one) for sides in (RESUME_FROM, ANNUL_FROM, TAKE_BACK_FROM)]
        return [(action, record, user) for action, record in acts for user in self.allowed(action, record)]

    def allowed(self, action: Action, record) -> list[User]:
        """Who holds a role for the act; only one of them where the record's status is another."""
        found = [user for user in self.people if user.holds(action.roles, record.place)]
        return found if suits(action, record) else found[:1]

    def offered(self) -> set[tuple]:
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


def key(action: Action, record, user: User) -> tuple:
    return action.name, record._meta.label, record.pk, user.email


def succeeds(act: Callable[[], None]) -> bool:
    """Whether the act is done; it is undone at once."""
    with transaction.atomic():
        try:
            act()
            done = True
        except (Refused, PermissionDenied):
            done = False
        transaction.set_rollback(True)
    return done


@pytest.fixture
def people(office, manager, administrator, director, viewer, dallas_office, miami, pinellas) -> list[User]:
    """Each role once, a colleague at the field office, a stranger, and one person with every role."""
    everything = person("both@miami.example", Role.FIELD_OFFICE, field_office=miami)
    everything = also(also(everything, Role.DIRECTOR, field_office=miami), Role.PROGRAM_MANAGER)
    colleague = person("colleague@miami.example", Role.FIELD_OFFICE, field_office=miami)
    everything = also(everything, Role.ADMINISTRATOR, jurisdiction=pinellas)
    return [office, colleague, manager, administrator, director, viewer, dallas_office, everything]


@pytest.mark.parametrize(("start", "seed"), [("drafted", 7), ("in_force", 5), ("in_force", 9)])
def test_what_is_offered_succeeds_and_nothing_else(request, start, seed, pinellas, people, copy, second_copy):
    request.getfixturevalue(start)
    copies = {Side.AGENCY: copy, Side.ICE: second_copy}
    history = History(pinellas, people, copies, Random(seed))  # noqa: S311 (a repeatable history, no secret)
    for _ in range(STEPS):
        tries = history.tries
        possible = [one for one in tries if succeeds(lambda one=one: history.act(*one))]
        assert {key(*one) for one in possible} == history.offered()
        turns_fit(history.agreements, history.at)
        advance(history, possible)


def advance(history: History, possible: list[Try]) -> None:
    """Time passes, somebody opens the copies, and one act is done: any kind is as likely, but few that end it all."""
    names = {one[0].name for one in possible}
    if history.dice.random() < 0.8:
        names -= {TAKE_BACK.name, DECLINE.name, DRAFT.name, RECORD_COPY.name, VOID_AGREEMENT.name}
    action = history.dice.choice(sorted(names or {one[0].name for one in possible}))
    history.act(*history.dice.choice([one for one in possible if one[0].name == action]))
    for copy in Attachment.objects.filter(jurisdiction=history.jurisdiction):
        log_access(copy, history.dice.choice(history.people), history.at)
    history.at += history.dice.choice(WAITS)


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
