"""An independent, naive re-computation of the answer from the raw facts of one officer, in Python, moment by moment.

It shares no code with authority.sql: it walks the rows and asks of each whether it counts at the moment.
"""

from officers.background.models import BackgroundCheck
from officers.credentials.models import Authorization, Certification, Credential, Supervision, Suspension
from officers.nominations.models import Departure
from officers.training.models import Examination


def covers(starts, ends, at) -> bool:
    return starts is not None and starts <= at and (ends is None or at < ends)


def current_agreement(officer, at):
    """The latest WSO agreement of the agency that has taken effect: it decides which papers count."""
    signed = [
        a for a in officer.jurisdiction.agreements.filter(program="WSO") if a.effective_at and a.effective_at <= at
    ]
    return max(signed, key=lambda a: a.effective_at, default=None)


def unmet(officer, at) -> set[str]:
    """The codes of the requirements that an officer does not meet at a moment."""
    under = current_agreement(officer, at)
    bad = set()
    in_term = under is not None and covers(under.effective_at, under.ends_at, at)
    if not in_term or any(
        n.annulled_at is None and covers(n.effective_at, n.ended_at, at)
        for n in under.notices.filter(kind="suspension")
    ):
        bad.add("agreement")
    bad |= papers(officer, under, at)
    bad |= letter_legs(officer, under if in_term else None, under, at)
    if not any(covers(s.starts_at, s.ends_at, at) for s in live(Supervision, officer)):
        bad.add("supervisor")
    if any(covers(s.starts_at, s.ends_at, at) for s in live(Suspension, officer)):
        bad.add("not_suspended")
    if any(d.departs_at <= at for d in live(Departure, officer)):
        bad.add("not_departed")
    held = [c for c in live(Credential, officer) if in_term and c.agreement_id == under.pk]
    if not any(c.issued_at <= at < min(filter(None, [c.expires_at, c.closed_at])) for c in held):
        bad.add("credential")
    return bad


def live(model, officer):
    return model.objects.filter(officer=officer, annulled_at=None)


def papers(officer, under, at) -> set[str]:
    """Nomination, background, examination and certification, all under the agreement that is current."""
    nominations = [] if under is None else list(officer.nominations.filter(agreement=under))
    accepted = [n for n in nominations if n.status == "accepted"]
    checks = BackgroundCheck.objects.filter(nomination__in=accepted, status__in=["favorable", "not_required"])
    exams = Examination.objects.filter(nomination__in=nominations)
    passes = [e.sat_at if e.score >= 70 else e.retake_at for e in exams if e.score >= 70 or (e.retake_score or 0) >= 70]
    certificates = Certification.objects.filter(officer=officer, agreement=under, annulled_at=None)
    found = {
        "nomination": any(n.accepted_at <= at for n in accepted),
        "background": any(c.decided_at <= at for c in checks),
        "examination": any(passed_at <= at for passed_at in passes),
        "certification": any(c.certified_at <= at for c in certificates),
    }
    return {code for code, met in found.items() if not met}


def letter_legs(officer, in_term, under, at) -> set[str]:
    """The letter that runs at the moment, its form, its receipt and its withdrawal."""
    letters = [z for z in live(Authorization, officer).select_related("letter") if z.letter.annulled_at is None]
    running = [z for z in letters if in_term and z.agreement_id == under.pk and covers(z.starts_at, z.ends_at, at)]
    bad = set() if running else {"letter"}
    standing = [z for z in running if z.withdrawn_at is None or at < z.withdrawn_at]
    if running and not standing:
        bad.add("not_withdrawn")
    for code, field in (("form_70_006", "form_at"), ("receipt", "receipt_at")):
        if standing and not any(getattr(z, field) and getattr(z, field) <= at for z in standing):
            bad.add(code)
    return bad
