"""Facts as rows, without the verbs: one builder a step, each with its moment, for tests that start in the middle."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from accounts.models import User
from agreements.jurisdictions.models import Facility
from agreements.memoranda.models import Agreement
from agreements.memoranda.states import Status as AgreementStatus
from agreements.memoranda.terms import Revision
from officers.background.models import BackgroundCheck, RecordsAccess
from officers.credentials.models import Authorization, Certification, Credential, Letter, Supervision
from officers.nominations.models import Nomination, Officer
from officers.nominations.states import ATTESTATIONS
from officers.postings.models import Posting
from officers.training.models import Enrollment, Examination, TrainingClass
from tests.cast import LONG_AGO, NOW
from wso_portal import clock

DAY = timedelta(days=1)
YEAR = 365 * DAY


def clerk() -> User:
    """Whoever entered the facts; holds no role."""
    return User.objects.get_or_create(email="clerk@nowhere.example", defaults={"name": "Clerk"})[0]


def agreement(jurisdiction, *, effective_at=NOW - YEAR, ends_at=None, revision=Revision.R4, program="WSO") -> Agreement:
    return Agreement.objects.create(
        jurisdiction=jurisdiction, program=program, revision=revision, status=AgreementStatus.SIGNED,
        drafted_by=clerk(), drafted_at=effective_at, effective_at=effective_at, ends_at=ends_at,
    )  # fmt: skip


def officer(jurisdiction, name="Ana Ruiz", badge="") -> Officer:
    first, last = name.split(" ", 1)
    badge = badge or f"B{Officer.objects.count() + 1}"
    return Officer.objects.create(jurisdiction=jurisdiction, first_name=first, last_name=last, badge=badge)


def nomination(officer, agreement, *, at=NOW - 300 * DAY, status="accepted") -> Nomination:
    attested = status in ("submitted", "accepted")
    return Nomination.objects.create(
        jurisdiction=officer.jurisdiction, officer=officer, agreement=agreement, status=status, nominated_by=clerk(),
        since=at, accepted_at=at if status == "accepted" else None, attested_by=clerk() if attested else None,
        attested_at=at if attested else None, **{field: attested for field, _ in ATTESTATIONS},
    )  # fmt: skip


def cleared(nomination, *, at=NOW - 280 * DAY, status="favorable") -> BackgroundCheck:
    reason = "clearance" if status == "not_required" else ""
    Nomination.objects.filter(pk=nomination.pk, status="accepted").update(checked_at=at)
    return BackgroundCheck.objects.create(
        nomination=nomination, status=status, started_at=at, decided_at=at, decided_by=clerk(), waived_because=reason
    )


def questionnaire(nomination, *, at=NOW - 290 * DAY) -> BackgroundCheck:
    """An open check with the questionnaire received: without it no check ends as favorable."""
    check = BackgroundCheck.objects.create(nomination=nomination, status="open", started_at=at)
    check.steps.create(kind="questionnaire", state="received", done_on=at.date(), recorded_by=clerk(), recorded_at=at)
    return check


def records_access(officer) -> RecordsAccess:
    day = (NOW - 290 * DAY).date()
    return RecordsAccess.objects.create(
        officer=officer, authorized_on=day, from_on=day, recorded_by=clerk(), recorded_at=NOW - 290 * DAY
    )


def training_class(field_office, *, on=None, seats=20, instructor=None) -> TrainingClass:
    day = on or (NOW - 250 * DAY).date()
    return TrainingClass.objects.create(
        field_office=field_office, starts_on=day, ends_on=day, starts_time=time(8), site="Training room, Miami",
        instructor=instructor or clerk(), seats=seats, status="scheduled",
    )  # fmt: skip


def enrolled(nomination, training_class, *, attended=None) -> Enrollment:
    TrainingClass.objects.filter(pk=training_class.pk).update(taken=training_class.taken + 1)
    training_class.refresh_from_db()
    return Enrollment.objects.create(
        training_class=training_class, nomination=nomination, enrolled_at=NOW - 260 * DAY, enrolled_by=clerk(),
        attended=attended,
    )  # fmt: skip


def examined(nomination, *, at=NOW - 250 * DAY, score=85) -> Examination:
    seat = enrolled(nomination, training_class(nomination.jurisdiction.field_office, on=at.date()), attended=True)
    return Examination.objects.create(
        nomination=nomination, enrollment=seat, score=score, sat_on=at.date(), sat_at=at, examined_by=clerk()
    )


def certified(examination, *, at=NOW - 240 * DAY) -> Certification:
    nomination = examination.nomination
    return Certification.objects.create(
        officer=nomination.officer, agreement=nomination.agreement, nomination=nomination, examination=examination,
        certified_by="Ada Crane, Training Unit Chief", certified_on=at.date(), certified_at=at,
        recorded_by=clerk(), recorded_at=at,
    )  # fmt: skip


def letter(agreement, *, starts_at=NOW - 230 * DAY, ends_at=None) -> Letter:
    return Letter.objects.create(
        agreement=agreement, signed_by="Dana Cole", title="Field Office Director", signed_on=starts_at.date(),
        signed_at=starts_at, from_on=starts_at.date(), until_on=ends_at and ends_at.date(), starts_at=starts_at,
        ends_at=ends_at, powers=["I-200", "I-205"], official="Sam Ortiz",
        position="Supervisory Detention and Deportation Officer", recorded_by=clerk(), recorded_at=starts_at,
    )  # fmt: skip


def authorized(certification, letter, *, received_at=None) -> Authorization:
    """Named in the letter; Form 70-006 and the officer's receipt at `received_at` (default: the letter's start)."""
    at = received_at or letter.starts_at
    return Authorization.objects.create(
        letter=letter, officer=certification.officer, agreement=letter.agreement, certification=certification,
        starts_at=letter.starts_at, ends_at=letter.ends_at, form_on=at.date(), form_at=at, receipt_on=at.date(),
        receipt_at=at, recorded_by=clerk(), recorded_at=at,
    )  # fmt: skip


def supervised(officer, *, starts_at=NOW - 230 * DAY, ends_at=None) -> Supervision:
    return Supervision.objects.create(
        officer=officer, official="Sam Ortiz", position="Supervisory Detention and Deportation Officer",
        starts_at=starts_at, ends_at=ends_at, recorded_by=clerk(), recorded_at=starts_at,
    )  # fmt: skip


def credential(authorization, *, issued_at=NOW - 220 * DAY, expires_at=NOW + YEAR, number="") -> Credential:
    return Credential.objects.create(
        officer=authorization.officer, agreement=authorization.agreement, authorization=authorization,
        number=number or f"C-{Credential.objects.count() + 1}", status="issued", issued_on=issued_at.date(),
        issued_at=issued_at, expires_on=expires_at.date(), expires_at=expires_at,
        recorded_by=clerk(), recorded_at=issued_at,
    )  # fmt: skip


def serving(jurisdiction, name="Ana Ruiz", under: Agreement | None = None) -> Officer:
    """An officer with every fact in place: may serve since 220 days before NOW."""
    under = under or Agreement.objects.filter(jurisdiction=jurisdiction).first() or agreement(jurisdiction)
    person = officer(jurisdiction, name)
    put_forward = nomination(person, under)
    cleared(put_forward)
    authorization = authorized(certified(examined(put_forward)), letter(under))
    supervised(person)
    credential(authorization)
    return person


def moment(text: str) -> datetime:
    """An ISO instant, for tests that spell theirs out."""
    return datetime.fromisoformat(text)


def zone_of(record) -> ZoneInfo:
    """The zone of a record's agency, to read an instant on its wall clock."""
    return ZoneInfo(record.place.zone)


def posted(officer, facility=None, *, shift="any", from_on=None, until_on=None) -> Posting:
    """Post an officer at a jail of the agency that the agreement has covered since long ago (a new one by default)."""
    agency = officer.jurisdiction
    facility = (
        facility
        or Facility.objects.get_or_create(
            jurisdiction=agency, name="Main jail", defaults={"zone": agency.zone, "covered_from": LONG_AGO}
        )[0]
    )
    from_on = from_on or LONG_AGO
    return Posting.objects.create(
        officer=officer, facility=facility, shift=shift, from_on=from_on, until_on=until_on,
        starts_at=clock.start_of(from_on, facility.zone),
        ends_at=clock.end_of(until_on, facility.zone) if until_on else None, recorded_by=clerk(), recorded_at=NOW,
    )  # fmt: skip
