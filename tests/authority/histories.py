"""Random histories of officers as rows: whatever the database lets in, late, out of order, annulled and entered again.

A seed gives one agency with one or two officers. Moments are on a grid of a few days, so that facts often fall on the
same instant: there the mistakes are. Where the dice would break a constraint, that fact is left out. Rows are made
without the verbs, because a verb refuses what the rule must still answer.
"""

from datetime import time
from random import Random

from accounts.models import User
from agreements.jurisdictions.models import FieldOffice, Jurisdiction
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
from officers.nominations.states import ATTESTATIONS
from officers.training.models import Enrollment, Examination, TrainingClass
from tests.facts import DAY

from .papers import (
    credentials,
    departures,
    leave_out_clashes,
    letters,
    stand_downs,
    supervisions,
    suspensions,
    withdrawals,
)  # fmt: skip
from .story import START, TICKS, Story, day

ORDER = (
    Agreement, Notice, Officer, Departure, Nomination, BackgroundCheck, Enrollment, Examination, Certification, Letter,
    Withdrawal, Authorization, Supervision, Suspension, StandDown, Credential,
)  # fmt: skip


def make(seeds) -> list[Officer]:
    """One history a seed, in the database: the officers of all, with their agency. One statement a table."""
    clerk = User.objects.get_or_create(email="clerk@nowhere.example", defaults={"name": "Clerk"})[0]
    office = FieldOffice.objects.order_by("pk").first()
    held = TrainingClass.objects.create(
        field_office=office, starts_on=START.date(), ends_on=START.date(), starts_time=time(8), site="Training room",
        instructor=clerk, seats=200, status="scheduled",
    )  # fmt: skip
    agencies = Jurisdiction.objects.bulk_create([
        Jurisdiction(
            name=f"Agency {seed}", key=f"agency {seed}", state="Florida", kind="county", county=f"County {seed}",
            field_office=office, zone="America/New_York",
        ) for seed in seeds
    ])  # fmt: skip
    stories = [tell(seed, agency, clerk, held) for seed, agency in zip(seeds, agencies, strict=True)]
    for model in ORDER:
        model.objects.bulk_create([row for story in stories for row in story.of(model)])
    name_in_notices(stories)
    return [officer for story in stories for officer in story.officers]


def name_in_notices(stories: list[Story]) -> None:
    """A notice of withdrawal names the officers whose authorizations point to it."""
    if not hasattr(Withdrawal, "officers"):
        return
    rows = [row for story in stories for row in story.of(Authorization) if row.withdrawal]
    names = {(row.withdrawal.pk, row.officer.pk) for row in rows}
    through = Withdrawal.officers.through
    through.objects.bulk_create([through(withdrawal_id=notice, officer_id=officer) for notice, officer in names])


def tell(seed: int, agency: Jurisdiction, clerk: User, training_class: TrainingClass) -> Story:
    """What happens at one agency: every agreement with its records, then what hangs on each officer."""
    story = Story(Random(seed), agency, clerk, training_class)  # noqa: S311
    story.smooth, story.busy = story.chance(0.6), story.chance(0.4)
    for number in range(1 + story.chance(0.25)):
        story.officers.append(story.add(
            Officer(jurisdiction=agency, first_name="Ana", last_name=f"Ruiz {seed}", badge=f"S{seed}-{number}")
        ))  # fmt: skip
    for agreement, start in agreements(story):
        notices(story, agreement, start)
        for officer in story.officers:
            training(story, officer, agreement, start)
        letters(story, agreement, start)
        withdrawals(story, agreement, start)
        leave_out_clashes(story, agreement)
        credentials(story, agreement)
    for officer in story.officers:
        supervisions(story, officer)
        suspensions(story, officer)
        departures(story, officer)
    for officer in story.officers:  # last, so that all else is as without them
        stand_downs(story, officer)
    return story


# Agreements and their notices (VIII).


def agreements(story: Story) -> list[tuple[Agreement, int]]:
    """Up to three WSO agreements, one after the other, with the tick of each start; then those that never count."""
    made, start = [], story.dice.randint(0, 12)
    for _ in range(story.count(0.03, 0.5, 0.32, 0.15)):
        end = story.dice.choices([None, start, story.after(start, 5, 40)], [0.45, 0.08, 0.47])[0]
        made.append((story.add(agreement(story, start, end)), start))
        if end is None:
            break
        start = story.after(end, 0, 6)
    if story.chance(0.1):  # within another's term, but empty
        start = story.dice.randint(0, TICKS)
        made.append((story.add(agreement(story, start, start)), start))
    if story.chance(0.1):
        start = story.dice.randint(0, 20)
        end = None if story.chance(0.5) else story.after(start, 10, 60)
        made.append((story.add(agreement(story, start, end, program="JEM")), start))
    if story.chance(0.1):
        story.add(agreement(story, None, None))
    return made


def agreement(story: Story, start: int | None, end: int | None, program="WSO") -> Agreement:
    signed = start is not None
    return Agreement(
        jurisdiction=story.agency, program=program, revision=story.dice.choice(["R1", "R2", "R3", "R4"]),
        status="signed" if signed else "sent", drafted_by=story.clerk, drafted_at=START,
        effective_at=day(start) if signed else None, ends_at=None if end is None else day(end),
    )  # fmt: skip


def notices(story: Story, agreement: Agreement, start: int) -> None:
    """A termination where the agreement ends, or an annulled one; suspensions, also beyond the agreement's term."""
    if agreement.ends_at:
        notice(story, agreement, "termination", agreement.ends_at)
    elif story.chance(0.1):
        notice(story, agreement, "termination", day(story.after(start, 1, 40)), **story.annulment())
    for _ in range(story.mishap(0.3) + story.mishap(0.3)):
        tick = story.after(start, -3, 45)
        ended = story.dice.choice([None, tick, story.after(tick, 1, 8), story.after(tick, 1, 30)])
        annulled = story.annulment() if story.chance(0.2) else {}
        notice(story, agreement, "suspension", day(tick), None if ended is None else day(ended), **annulled)


def notice(story: Story, agreement, kind, effective_at, ended_at=None, **annulled) -> None:
    """Received as it takes effect, because of exigent circumstances."""
    story.add(Notice(
        agreement=agreement, side="ice", kind=kind, method="hand", received_at=effective_at, ended_at=ended_at,
        earliest_at=effective_at + 90 * DAY, effective_at=effective_at, exigency="A flood in the jail",
        recorded_by=story.clerk, recorded_at=effective_at, **annulled,
    ))  # fmt: skip


# From the nomination to the certification (IV.B to IV.D).


def training(story: Story, officer: Officer, agreement: Agreement, start: int) -> None:
    """One officer's way under one agreement as far as it goes; an earlier nomination may have been taken back."""
    if story.chance(0.1):
        nominate(story, officer, agreement, start, "taken_back")
    status = story.dice.choice(["submitted", "draft", ""]) if story.mishap(0.1) else "accepted"
    if not status:
        return
    accepted = story.after(start, -1, 2)
    nomination = nominate(story, officer, agreement, accepted, status)
    if status != "accepted":
        return
    if story.chance(0.1):  # left under an earlier agreement, or before the portal knew the officer
        come_back(story, nomination, accepted, accepted)
    prepare(story, nomination, accepted)
    for _ in range(story.count(0.75, 0.2, 0.05)):
        # The nomination that takes its place is accepted later, never at the same instant.
        before, left = nomination, story.after(accepted, 1, 15)
        accepted = story.after(left, 0, 5)
        nomination = nominate(story, officer, agreement, accepted, "accepted")
        before.replaced_at = nomination.accepted_at
        if story.chance(0.8):  # otherwise the field office allowed another nomination
            come_back(story, nomination, left, accepted)
        prepare(story, nomination, accepted)


def prepare(story: Story, nomination: Nomination, accepted: int) -> None:
    """The background check, and mostly class and examination."""
    check(story, nomination, accepted)
    if not story.mishap(0.04):
        examine(story, nomination, accepted)


def come_back(story: Story, nomination: Nomination, left: int, accepted: int) -> None:
    """The officer had left, and returns by this nomination; a departure that is void ends by none."""
    void = story.annulment() if story.chance(0.1) else {}
    nomination.returns_from = story.add(Departure(
        officer=nomination.officer, notice_on=day(left).date(), last_day_on=day(left).date(), departs_at=day(left),
        ended_at=None if void else day(accepted), recorded_by=story.clerk, recorded_at=day(left), **void,
    ))  # fmt: skip


def nominate(story: Story, officer: Officer, agreement: Agreement, tick: int, status: str) -> Nomination:
    attested = status in ("submitted", "accepted")
    return story.add(Nomination(
        jurisdiction=story.agency, officer=officer, agreement=agreement, status=status, nominated_by=story.clerk,
        since=day(tick), accepted_at=day(tick) if status == "accepted" else None,
        attested_by=story.clerk if attested else None, attested_at=day(tick) if attested else None,
        **{name: attested for name, _ in ATTESTATIONS},
    ))  # fmt: skip


def check(story: Story, nomination: Nomination, accepted: int) -> None:
    """Decided after the acceptance, never before: both are recorded as they happen (IV.B)."""
    status = story.dice.choices(["favorable", "not_required"], [80, 20])[0]
    if story.mishap(0.15):
        status = story.dice.choice(["not_favorable", "open", ""])
    decided = status in ("favorable", "not_required", "not_favorable")
    decided_at = day(story.after(accepted))
    if status:
        story.add(BackgroundCheck(
            nomination=nomination, status=status, started_at=nomination.accepted_at,
            decided_at=decided_at if decided else None, decided_by=story.clerk if decided else None,
            waived_because="clearance" if status == "not_required" else "",
        ))  # fmt: skip


def examine(story: Story, nomination: Nomination, accepted: int) -> None:
    """Passed at once, at the retake, or not (IV.C); who passed is mostly certified, some after an annulled mistake."""
    seat = story.add(Enrollment(
        training_class=story.training_class, nomination=nomination, enrolled_at=START, enrolled_by=story.clerk,
        attended=True,
    ))  # fmt: skip
    sat = story.after(accepted, -1, 3)
    score = story.dice.choice(["69.99", 0]) if story.mishap(0.4) else story.dice.choice([85, 70])
    examination = story.add(Examination(
        nomination=nomination, enrollment=seat, score=score, sat_on=day(sat).date(), sat_at=day(sat),
        examined_by=story.clerk,
    ))  # fmt: skip
    passed = sat if float(score) >= 70 else None
    if passed is None and story.chance(0.8):
        examination.reviewed_on, retake = day(sat).date(), story.after(sat)
        examination.retake_score = story.dice.choice([70, 90, 90, "69.99"])
        examination.retake_on, examination.retake_at = day(retake).date(), day(retake)
        passed = retake if float(examination.retake_score) >= 70 else None
    if passed is not None:
        if story.chance(0.15):
            certify(story, examination, story.after(passed, -1, 2), **story.annulment())
        if not story.mishap(0.08):
            certify(story, examination, story.after(passed, -1, 2))


def certify(story: Story, examination: Examination, tick: int, **annulled) -> None:
    nomination = examination.nomination
    story.add(Certification(
        officer=nomination.officer, agreement=nomination.agreement, nomination=nomination, examination=examination,
        certified_by="Ada Crane, Training Unit Chief", certified_on=day(tick).date(), certified_at=day(tick),
        recorded_by=story.clerk, recorded_at=day(tick), **annulled,
    ))  # fmt: skip
