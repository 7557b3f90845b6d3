"""The papers of random histories: letters and all that follows them, and what hangs on an officer (IV.D, IV.F)."""

from datetime import datetime

from agreements.memoranda.models import Agreement
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
from officers.nominations.models import Departure, Officer
from tests.facts import DAY

from .story import START, STEP, TICKS, Story, day, overlaps

# Letters, Form 70-006, receipts and notices of withdrawal (IV.D).


def letters(story: Story, agreement: Agreement, start: int) -> None:
    """Up to four letters, in a busy story six: signed long before they start, begun too early, or just one by one."""
    tick = story.after(start, -1, 6)
    for _ in range(story.dice.randint(3, 6) if story.busy else story.count(0.04, 0.34, 0.32, 0.2, 0.1)):
        end = None if story.chance(0.2 if story.busy else 0.4) else story.after(tick, 1, 10 if story.busy else 40)
        signed = story.after(tick, -6, 0) if story.chance(0.5) else tick
        letter = story.add(Letter(
            agreement=agreement, signed_by="Dana Cole", title="Field Office Director", signed_on=day(signed).date(),
            signed_at=day(signed), from_on=day(tick).date(), until_on=None if end is None else day(end).date(),
            starts_at=day(tick), ends_at=None if end is None else day(end),
            powers=story.dice.choice([["I-200", "I-205"], ["I-200", "I-205"], ["I-200"], ["I-205"]]),
            official="Sam Ortiz", position="Supervisory Detention and Deportation Officer",
            **story.entered(signed, annulled=0.08),
        ))  # fmt: skip
        for officer in story.officers:
            certified = [row for row in story.of(Certification) if (row.officer, row.agreement) == (officer, agreement)]
            if certified and not story.mishap(0.08):
                name(story, letter, fitting(story, certified, tick), tick, end)
        tick = story.after(tick if end is None or story.chance(0.2) else end, 0, story.dice.choice([0, 6]))


def fitting(story: Story, certified: list[Certification], tick: int) -> Certification:
    """Mostly a certification by the nomination that counts when the letter starts."""
    begun = [row for row in certified if row.nomination.accepted_at <= day(tick)]
    if begun and story.chance(0.9):
        last = max(row.nomination.accepted_at for row in begun)
        return story.dice.choice([row for row in begun if row.nomination.accepted_at == last])
    return story.dice.choice(certified)


def name(story: Story, letter: Letter, certification: Certification, tick: int, end: int | None) -> None:
    """One officer in a letter. An annulled letter takes its names along, mostly; a form may be early, late or never."""
    row = story.add(Authorization(
        letter=letter, officer=certification.officer, agreement=letter.agreement, certification=certification,
        starts_at=letter.starts_at, ends_at=letter.ends_at, recorded_by=story.clerk, recorded_at=letter.recorded_at,
    ))  # fmt: skip
    if (letter.annulled_at and story.chance(0.8)) or story.chance(0.06):
        for column, value in story.annulment().items():
            setattr(row, column, value)
    form = story.after(tick, -4, 1)
    if story.mishap(0.3):
        form = story.dice.choice([story.after(tick), story.after(end or tick, 0, 4)])
    if not story.mishap(0.1):
        row.form_on, row.form_at = day(form).date(), day(form)
        if not story.mishap(0.1):
            receipt = max(form, story.dice.choice([tick, form, story.after(form)]))
            row.receipt_on, row.receipt_at = day(receipt).date(), day(receipt)


def withdrawals(story: Story, agreement: Agreement, start: int) -> None:
    """Up to two notices, in a busy story three, in any order of entry; of one that is annulled the letters go on."""
    near = [start]
    for row in story.of(Letter):
        if row.agreement is agreement:
            near += [(row.starts_at - START) // STEP, (row.signed_at - START) // STEP]
    for _ in range(story.dice.randint(0, 3) if story.busy else story.mishap(0.5) + story.chance(0.2)):
        notified = story.after(story.dice.choice(near), -1, story.dice.choice([0, 1, 10]))
        effective = story.after(notified, 0, 4) if story.chance(0.5) else notified
        notice = story.add(Withdrawal(
            agreement=agreement, signed_by="Dana Cole, Field Office Director", notified_at=day(notified),
            effective_at=day(effective), **story.entered(notified, annulled=0.2),
        ))  # fmt: skip
        named = story.dice.sample(story.officers, story.dice.randint(1, len(story.officers)))
        for row in story.of(Authorization):
            if row.officer in named and row.agreement is agreement and story.chance(1 if not row.annulled_at else 0.5):
                withdraw(notice, row)


def withdraw(notice: Withdrawal, row: Authorization) -> None:
    """Ends a letter that is not over by then and was signed no later than the notice; an annulled notice ends none."""
    over = row.ends_at is not None and row.ends_at <= notice.effective_at
    if not over and row.withdrawn_at is None and row.letter.signed_at <= notice.notified_at:
        row.withdrawal = notice
        row.withdrawn_at = None if notice.annulled_at else max(row.starts_at, notice.effective_at)


def leave_out_clashes(story: Story, agreement: Agreement) -> None:
    """One letter at a time for each officer and agreement: of two over the same time the later row is left out.

    A letter of a later nomination ends one of an earlier, as the director's signature does.
    """
    kept: list[Authorization] = []
    for row in [row for row in story.of(Authorization) if row.agreement is agreement and row.annulled_at is None]:
        others = [one for one in kept if one.officer is row.officer]
        for one in others:
            replaced_at = one.certification.nomination.replaced_at
            if replaced_at and one.certification.nomination is not row.certification.nomination:
                one.ends_at = min(filter(None, [one.ends_at, max(one.starts_at, replaced_at)]))
        if any(overlaps(row.starts_at, stop(row), one.starts_at, stop(one)) for one in others):
            story.rows.remove(row)
        else:
            kept.append(row)


def stop(row: Authorization) -> datetime | None:
    return min((moment for moment in (row.ends_at, row.withdrawn_at) if moment), default=None)


def credentials(story: Story, agreement: Agreement) -> None:
    """For each letter, also an annulled one, one after the other: lost, returned, expired or annulled."""
    for row in [row for row in story.of(Authorization) if row.agreement is agreement]:
        tick = story.after((row.starts_at - START) // STEP, -3, 2)
        while not story.mishap(0.15):
            expires = story.after(tick, 2, 80)
            closed = story.after(tick, 0, 20) if story.chance(0.3) else None
            hand_out(story, row, tick, expires, closed)
            tick = story.after(expires if closed is None else min(closed, expires), 0, 2)
            if tick > TICKS or story.chance(0.1):
                break


def hand_out(story: Story, row: Authorization, issued: int, expires: int, closed: int | None) -> None:
    """A credential, unless another is in the officer's hand over that time."""
    credential = Credential(
        officer=row.officer, agreement=row.agreement, authorization=row, issued_on=day(issued).date(),
        number=f"{row.officer.badge}-{len(story.of(Credential))}", issued_at=day(issued), expires_at=day(expires),
        expires_on=day(expires).date(), closed_at=None if closed is None else day(closed),
        status="issued" if closed is None else story.dice.choice(["returned", "lost", "stolen", "destroyed"]),
        **story.entered(issued, annulled=0.08),
    )  # fmt: skip
    others = [one for one in story.of(Credential) if one.officer is row.officer and one.annulled_at is None]
    if credential.annulled_at or not any(
        overlaps(credential.issued_at, left(credential), one.issued_at, left(one)) for one in others
    ):
        story.add(credential)


def left(credential: Credential) -> datetime:
    return min(moment for moment in (credential.expires_at, credential.closed_at) if moment)


def supervisions(story: Story, officer: Officer) -> None:
    """One official after the other, mostly without a gap; some for no time at all, some annulled."""
    tick = story.dice.randint(0, 15)
    for _ in range(story.count(0.02, 0.5, 0.3, 0.18)):
        end = None if story.chance(0.55) else story.after(tick, 0, 30)
        annulled = story.chance(0.12)
        story.add(Supervision(
            officer=officer, official="Sam Ortiz", position="Supervisory Detention and Deportation Officer",
            starts_at=day(tick), ends_at=None if end is None else day(end),
            **story.entered(tick, annulled=float(annulled)),
        ))  # fmt: skip
        if annulled:
            continue
        if end is None:
            break
        tick = end if story.chance(0.6) else story.after(end, 0, 5)


def suspensions(story: Story, officer: Officer) -> None:
    """One after the other: lifted, lifted as they begin, for ever, or annulled."""
    tick = story.dice.randint(5, 60)
    for _ in range(story.mishap(0.4) + story.chance(0.2)):
        end = None if story.chance(0.2) else story.after(tick, 0, 12)
        annulled = story.chance(0.2)
        story.add(Suspension(
            officer=officer, notified_at=day(story.after(tick, -2, 0)), starts_at=day(tick),
            ends_at=None if end is None else day(end), **story.entered(tick, annulled=float(annulled)),
        ))  # fmt: skip
        if end is None and not annulled:
            break
        tick = story.after(end or tick, 0, 10)


def stand_downs(story: Story, officer: Officer) -> None:
    """One after the other, by the agency: ended, ended as they begin, for ever, or annulled."""
    tick = story.dice.randint(5, 60)
    for _ in range(story.mishap(0.4) + story.chance(0.2)):
        end = None if story.chance(0.2) else story.after(tick, 0, 12)
        annulled = story.chance(0.2)
        story.add(StandDown(
            officer=officer, reason="An inquiry", starts_at=day(tick), ends_at=None if end is None else day(end),
            **story.entered(tick, annulled=float(annulled)),
        ))  # fmt: skip
        if end is None and not annulled:
            break
        tick = story.after(end or tick, 0, 10)


def departures(story: Story, officer: Officer) -> None:
    """Annulled ones, and at most one that counts."""
    for annulled in [story.annulment()] * story.chance(0.12) + [{}] * story.chance(0.2):
        tick = story.dice.randint(25, 75)
        story.add(Departure(
            officer=officer, notice_on=day(tick - 5).date(), last_day_on=(day(tick) - DAY).date(),
            departs_at=day(tick), recorded_by=story.clerk, recorded_at=day(tick - 5), **annulled,
        ))  # fmt: skip
