"""Random acts through the verbs, one after the other, as people do them: papers entered late, some refused."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from random import Random

from agreements.memoranda import workflow as memoranda
from agreements.memoranda.models import Agreement, Notice
from officers.credentials import annulment, holding_workflow, states, workflow
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
from officers.nominations import workflow as nominations
from officers.nominations.models import Departure, Officer
from officers.nominations.states import ATTESTATIONS
from officers.training.models import Examination
from records.actions import Refused
from tests import facts
from tests.facts import DAY

HOUR = timedelta(hours=1)


@dataclass
class Game:
    """One agency, its officers, and who acts for whom; `at` moves on from act to act."""

    dice: Random
    agency: object
    officers: list[Officer]
    office: object
    director: object
    administrator: object
    at: datetime
    agreement: Agreement | None = None
    named: dict[int, set[int]] = field(default_factory=dict)  # officers by notice of withdrawal
    done: Counter = field(default_factory=Counter)
    refused: Counter = field(default_factory=Counter)

    def days_ago(self, most: int):
        """A past day in the agency's zone."""
        return (self.at - self.dice.randint(1, most) * DAY).date()

    def moment_ago(self, most: int) -> datetime:
        """An hour of a past day."""
        return self.at - self.dice.randint(0, most) * DAY - self.dice.randint(0, 3) * HOUR

    def some(self) -> list[Officer]:
        return self.dice.sample(self.officers, self.dice.randint(1, len(self.officers)))

    def one(self, rows):
        """One of the rows at random; refused when there is none."""
        rows = list(rows.order_by("pk"))
        if not rows:
            raise Refused("Nothing is there yet.")
        return self.dice.choice(rows)


def play(game: Game, acts: int) -> None:
    """Until so many acts are done. What is refused changes nothing, and the game goes on."""
    begin(game)
    names, weights = zip(*ACTS.items(), strict=True)
    for act in game.dice.choices(names, weights, k=4 * acts):
        if game.done.total() == acts:
            break
        try:
            act(game)
        except Refused as refusal:
            game.refused[f"{act.__name__}: {refusal.reason}"] += 1
            continue
        game.done[act.__name__] += 1
        game.at += game.dice.choice([HOUR, DAY, 10 * DAY, 30 * DAY])


def begin(game: Game) -> None:
    """An agreement that begins a little earlier, and officers who have passed; some are certified and in a letter."""
    game.agreement = facts.agreement(game.agency, effective_at=game.at - 60 * DAY)
    for officer in game.officers:
        nomination = facts.nomination(officer, game.agreement, at=game.at - 55 * DAY)
        facts.cleared(nomination, at=game.at - 50 * DAY)
        facts.examined(nomination, at=game.at - 45 * DAY)
    if game.dice.random() < 0.9:
        everyone = list(Examination.objects.filter(nomination__agreement=game.agreement))
        certified_on = (game.at - 40 * DAY).date()
        workflow.certify(game.agreement, everyone, "Ada Crane, Chief", certified_on, by=game.office, at=game.at)


def start_anew(game: Game) -> None:
    """The agreement has ended: the next one begins, with nominations, checks and examinations of its own."""
    if game.agreement.ends_at is None or game.agreement.ends_at > game.at:
        raise Refused("The agreement has not ended.")
    game.at += 61 * DAY
    begin(game)


def certify(game: Game) -> None:
    nominated = game.agreement.nominations.counting().filter(officer__in=game.some())
    examinations = list(Examination.objects.filter(nomination__in=nominated))
    workflow.certify(game.agreement, examinations, "Ada Crane, Chief", game.days_ago(30), by=game.office, at=game.at)


def sign_letter(game: Game) -> None:
    signed_on = game.days_ago(40)
    from_on = signed_on + game.dice.choice([0, 0, 5, 45]) * DAY
    until_on = game.dice.choice([None, *(from_on + days * DAY for days in (2, 40, 90, 200))])
    letter = Letter(
        agreement=game.agreement, signed_by="Dana Cole", title="Field Office Director", signed_on=signed_on,
        signed_time=time(9), from_on=from_on, until_on=until_on, official=game.dice.choice(["Sam Ortiz", "Kim Park"]),
        powers=game.dice.choice([["I-200"], ["I-205"], ["I-200", "I-205"]]), position="Supervisory Officer",
    )  # fmt: skip
    certified = Certification.objects.live().filter(agreement=game.agreement, officer__in=game.some())
    certified = certified.filter(nomination__in=game.agreement.nominations.counting())
    workflow.sign_letter(letter, list(certified.select_related("officer")), by=game.director, at=game.at)


def execute_form(game: Game) -> None:
    due = {"authorizations__form_at": None, "authorizations__annulled_at": None}
    letter = game.one(Letter.objects.live().filter(agreement=game.agreement, **due).distinct())
    rows = list(letter.authorizations.live().filter(form_at=None))
    workflow.execute_form(letter, rows, max(letter.signed_on, game.days_ago(30)), by=game.office, at=game.at)


def receive(game: Game) -> None:
    due = {"authorizations__form_at__isnull": False, "authorizations__receipt_at": None}
    letter = game.one(Letter.objects.live().filter(agreement=game.agreement, **due).distinct())
    rows = list(letter.authorizations.live().filter(receipt_at=None, form_at__isnull=False))
    latest = max((row.form_on for row in rows), default=letter.signed_on)
    workflow.receive(letter, rows, max(latest, game.days_ago(20)), by=game.office, at=game.at)


def withdraw(game: Game) -> None:
    notified_at = game.moment_ago(30)
    notice = Withdrawal(
        agreement=game.agreement, signed_by="Dana Cole", notified_at=notified_at,
        effective_at=notified_at + game.dice.choice([0, 0, 5, 40]) * DAY,
    )  # fmt: skip
    letter = game.one(Letter.objects.live().filter(agreement=game.agreement))
    officers = [row.officer for row in letter.authorizations.live().select_related("officer__jurisdiction")]
    workflow.withdraw(notice, officers, by=game.director, at=game.at)
    game.named[notice.pk] = {officer.pk for officer in officers}


def suspend(game: Game) -> None:
    notified_at = game.moment_ago(10)
    starts_at = notified_at + game.dice.choice([0, 3, 20]) * DAY
    holding_workflow.suspend(game.dice.choice(game.officers), notified_at, starts_at, by=game.director, at=game.at)


def lift(game: Game) -> None:
    suspension = game.one(Suspension.objects.open(game.at).filter(officer__in=game.officers))
    holding_workflow.lift(suspension, game.at + game.dice.choice([0, 5]) * DAY, by=game.director, at=game.at)


def supervise(game: Game) -> None:
    starts_at = game.at + game.dice.choice([0, 10]) * DAY
    official = game.dice.choice(["Sam Ortiz", "Kim Park", "Lou Dean"])
    holding_workflow.supervise(game.some(), official, "Supervisory Officer", starts_at, by=game.office, at=game.at)


def end_supervision(game: Game) -> None:
    ends_at, agreement = game.at + game.dice.choice([0, 10]) * DAY, game.agreement
    supervision = game.one(Supervision.objects.in_effect(ends_at).filter(officer__in=game.officers))
    holding_workflow.end_supervision(agreement, [supervision.officer], ends_at, by=game.office, at=game.at)


def stand_down(game: Game) -> None:
    starts_at, ends = game.at + game.dice.choice([0, 3]) * DAY, game.dice.choice([None, 5, 20])
    ends_at = None if ends is None else starts_at + ends * DAY
    officer = game.dice.choice(game.officers)
    holding_workflow.stand_down(officer, "An inquiry", starts_at, ends_at, by=game.administrator, at=game.at)


def return_to_duty(game: Game) -> None:
    row = game.one(StandDown.objects.open(game.at).filter(officer__in=game.officers))
    holding_workflow.return_to_duty(row, game.at + game.dice.choice([0, 5]) * DAY, by=game.administrator, at=game.at)


def issue(game: Game) -> None:
    officer, issued_on = game.dice.choice(game.officers), game.days_ago(10)
    if officer.credentials.in_hand().exists():
        raise Refused("The officer has a credential.")
    expires_on = issued_on + game.dice.choice([20, 365]) * DAY
    number = f"{officer.pk}-{Credential.objects.count()}"
    holding_workflow.issue(officer, number, issued_on, expires_on, by=game.office, at=game.at)


def give_up(game: Game) -> None:
    credential = game.one(Credential.objects.in_hand().filter(officer__in=game.officers))
    action = game.dice.choice([states.RETURN, states.LOSE, states.STEAL])
    left_on = max(credential.issued_on, game.days_ago(10))
    seen = credential.version
    holding_workflow.close_credential(credential, action, left_on, None, seen=seen, by=game.office, at=game.at)


def depart(game: Game) -> None:
    last_day_on = (game.at + game.dice.randint(-20, 40) * DAY).date()
    officer, notice_on = game.dice.choice(game.officers), game.days_ago(5)
    nominations.depart(officer, notice_on, last_day_on, "A sudden move", by=game.administrator, at=game.at)


def annul_departure(game: Game) -> None:
    departure = game.one(Departure.objects.standing().filter(officer__in=game.officers))
    by = game.office if departure.departs_at <= game.at else game.administrator
    nominations.annul_departure(departure, "Stays after all", by=by, at=game.at)


def come_back(game: Game) -> None:
    """An officer who has left is nominated again and accepted; check and examination follow."""
    departure = game.one(Departure.objects.in_effect(game.at).filter(officer__in=game.officers))
    attested = {field for field, _ in ATTESTATIONS}
    nomination = nominations.put_forward(departure.officer, attested, by=game.administrator, at=game.at)
    nominations.accept(nomination, seen=nomination.version, by=game.office, at=game.at)
    facts.cleared(nomination, at=game.at)
    facts.examined(nomination, at=game.at)


def give_notice(game: Game) -> None:
    """Of suspension, or at times of termination: after ninety days, or at once."""
    game.agreement.refresh_from_db()
    kind = game.dice.choices(["suspension", "termination"], [0.7, 0.3])[0]
    received_at = game.moment_ago(20)
    at_once = game.dice.random() < 0.6
    notice = Notice(
        side="ice", kind=kind, method="hand", received_at=received_at, exigency="A flood" if at_once else "",
        effective_at=received_at if at_once else None,
    )  # fmt: skip
    memoranda.give_notice(game.agreement, notice, seen=game.agreement.version, by=game.director, at=game.at)


def resume(game: Game) -> None:
    game.agreement.refresh_from_db()
    notice = game.one(game.agreement.notices.suspensions().filter(ended_at=None))
    memoranda.resume(
        game.agreement,
        notice,
        game.at + game.dice.choice([0, 5]) * DAY,
        seen=game.agreement.version,
        by=game.director,
        at=game.at,
    )


def annul_notice(game: Game) -> None:
    game.agreement.refresh_from_db()
    notice = game.one(game.agreement.notices.filter(annulled_at=None))
    memoranda.annul_notice(
        game.agreement, notice, "Entered by mistake", seen=game.agreement.version, by=game.director, at=game.at
    )


def annul(game: Game) -> None:
    """Any paper, or one dated step of a letter."""
    kind = game.dice.choice(list(annulment.KINDS))
    rule = annulment.KINDS[kind]
    rows = rule.model._default_manager.live()
    if rule.model in (Letter, Withdrawal):
        rows = rows.filter(agreement=game.agreement)
    else:
        rows = rows.filter(officer__in=game.officers)
    people = {states.ANNUL_SIGNED.name: game.director, states.ANNUL_STAND_DOWN.name: game.administrator}
    by = people.get(rule.action.name, game.office)
    annulment.annul(kind, game.one(rows), "Entered by mistake", by=by, at=game.at)


ACTS = {
    certify: 2, sign_letter: 6, execute_form: 6, receive: 6, withdraw: 6, suspend: 2, lift: 3, supervise: 2,
    end_supervision: 1, stand_down: 1, return_to_duty: 2, issue: 5, give_up: 1, depart: 3,
    annul_departure: 2, come_back: 6, give_notice: 1, resume: 2, annul_notice: 2, annul: 3, start_anew: 6,
}  # fmt: skip


def misplaced(game: Game) -> list[str]:
    """Letters that do not end as the notices of withdrawal on record say, in whatever order all was entered (IV.D).

    A notice ends each letter that names its officer, was signed no later than the agency was notified, and is not over
    when it takes effect; of several the first to take effect.
    """
    notices = list(Withdrawal.objects.live().filter(pk__in=game.named))
    found = []
    for row in Authorization.objects.live().filter(officer__in=game.officers).select_related("letter"):
        ends = [
            max(row.starts_at, notice.effective_at) for notice in notices
            if notice.agreement_id == row.agreement_id and row.officer_id in game.named[notice.pk]
            and row.letter.signed_at <= notice.notified_at
            and (row.ends_at is None or row.ends_at > notice.effective_at)
        ]  # fmt: skip
        if row.withdrawn_at != min(ends, default=None):
            found.append(f"authorization {row.pk} ends {row.withdrawn_at}, not {min(ends, default=None)}")
    return found
