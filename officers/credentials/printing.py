"""What the documents on an officer's authority say: certification, letter, data for Form 70-006, notices.

Each is made twice from one function of facts: from a form, for signature, and from the record, with what was signed.
"""

from collections.abc import Iterable
from datetime import datetime

from agreements.memoranda.models import Agreement
from agreements.memoranda.printing import agreement_line, ice_office, suspended_line
from agreements.memoranda.terms import MOA, POWERS, Clause
from officers.nominations.models import Departure, Officer
from officers.nominations.naming import as_named
from officers.training.models import Examination
from pages.templatetags.show import day, day_in, ending, moment, starting
from pages.typesetting import Paper, plain
from records.models import Attachment
from wso_portal import clock

from .models import Authorization, Certification, Letter, Suspension, Withdrawal
from .states import SIGNED_LETTER, LetterStage

OFFICER_PAPERS = "officers/credentials/typst"
ON_NOTICE = "When the agency is notified"
LETTER_TITLE = "Authorization letter: Warrant Service Officers"


def in_order(officers: Iterable[Officer]) -> list[Officer]:
    """Officers as every list names them."""
    return sorted(officers, key=lambda officer: (officer.last_name, officer.first_name, officer.pk))


def numbered(officers: Iterable[Officer], *more: dict[int, str] | None) -> list[list[str]]:
    """Rows of a table: number, name, badge, and for each column of `more` what it says of the officer (id)."""
    columns = [column for column in more if column]
    return [
        [str(n), str(officer), officer.badge, *(column.get(officer.pk, "") for column in columns)]
        for n, officer in enumerate(officers, 1)
    ]


def agency_line(agreement: Agreement) -> str:
    return f"{agreement.jurisdiction}, {agreement.jurisdiction.state}"


def letter_paper(
    letter: Letter, officers: Iterable[Officer], *, statuses: dict[int, str] | None = None, signed=None, standing=""
) -> Paper:
    """The authorization letter, with what 8 USC 1357(g)(5) asks for: powers, duration, supervisor's position."""
    agreement, named = letter.agreement, in_order(officers)
    words = dict(POWERS)
    facts = {
        "agency": agency_line(agreement),
        "agreement": agreement_line(agreement),
        "officers": numbered(named),
        "powers": [[power, words[power]] for power in sorted(letter.powers)],
        "starts": f"{plain(day(letter.from_on))}, or when this letter is signed if that is later",
        "until": f"The end of {plain(day(letter.until_on))}" if letter.until_on else "The MOA ends",
        "position": letter.position, "official": letter.official,
        "signed_by": letter.signed_by, "title": letter.title,
    }  # fmt: skip
    more = {"notes": bool(statuses), "officers": numbered(named, statuses), "signed": signed}
    issuer = ice_office(agreement.jurisdiction.field_office)
    return Paper(f"{OFFICER_PAPERS}/letter.typ", LETTER_TITLE, issuer, facts, more, standing, "INA 287(g), MOA IV.D")


def recorded_letter(letter: Letter, at: datetime) -> Paper:
    """The letter as it is on record at a moment, with what has become of each officer's authority."""
    rows = list(letter.authorizations.select_related("officer", "withdrawal"))
    statuses = statuses_of(rows, letter.place.zone, at)
    signed = [
        ["Signed by", f"{letter.signed_by}, {letter.title}"],
        ["Signed on", moment_or_day(letter.signed_on, letter.signed_time, letter.signed_at, letter.place.zone)],
        ["On record", copy_on_file(letter, SIGNED_LETTER)],
    ]
    return letter_paper(
        letter, printed_in_letter(letter, rows), statuses=statuses, signed=signed,
        standing=letter_standing(letter, rows, statuses, at),
    )  # fmt: skip


def printed_in_letter(letter: Letter, rows: Iterable[Authorization]) -> list[Officer]:
    """The officers of a letter under the names that it prints."""
    return as_named([row.officer for row in rows], letter.signed_at, letter.recorded_at)


def moment_or_day(on, time, at: datetime, zone: str) -> str:
    """A date, with the time where it is known."""
    return plain(moment(at, zone)) if time else plain(day(on))


def copy_on_file(record, label: str) -> str:
    """The signed copy that is filed with a record, with its hash; or that there is none."""
    found = Attachment.objects.of(record).filter(label=label).order_by("pk").last()
    if found is None:
        return "No signed copy is on file in the portal."
    return f"{found.label}: {found.name}, SHA-256 {found.document.sha256}"


def ends_letter(departure: Departure, row: Authorization) -> bool:
    """Whether the officer left under this letter, and has not returned before it started."""
    return departure.ended_at is None or departure.ended_at > row.starts_at


def statuses_of(rows: list[Authorization], zone: str, at: datetime) -> dict[int, str]:
    """Why a letter gives its officers no authority now, by officer (id); nothing for those to whom it does."""
    officers = [row.officer_id for row in rows]
    suspended = {s.officer_id: s for s in Suspension.objects.in_effect(at).filter(officer__in=officers)}
    departures = Departure.objects.live().filter(officer__in=officers, departs_at__lte=at).order_by("departs_at")
    found = {}
    for row in rows:
        left = [d for d in departures if d.officer_id == row.officer_id and ends_letter(d, row)]
        if row.annulled_at:
            found[row.officer_id] = f"Voided {plain(day_in(row.annulled_at, zone))}"
        elif row.withdrawn_at:
            word = "Withdrawn" if row.withdrawn_at <= at else "Withdrawn from"
            found[row.officer_id] = f"{word} {plain(starting(row.withdrawn_at, zone))}"
        elif left:
            found[row.officer_id] = f"Left the agency {plain(ending(left[0].departs_at, zone))}"
        elif row.officer_id in suspended:
            found[row.officer_id] = f"Suspended since {plain(starting(suspended[row.officer_id].starts_at, zone))}"
    return found


def letter_standing(letter: Letter, rows: list[Authorization], statuses: dict[int, str], at: datetime) -> str:
    """What the box above the letter says: nothing while it is in force for every officer it names."""
    zone, stage = letter.place.zone, letter.stage(at)
    if letter.annulled_at:
        return voided_line(letter.annulled_at, zone)
    if stage == LetterStage.ENDED:
        ended_at = min(filter(None, [letter.ends_at, letter.agreement.ends_at]))
        return f"NOT IN FORCE: ended {plain(ending(ended_at, zone))}"
    over = [statuses[row.officer_id] for row in rows if row.officer_id in statuses and is_over(row, at)]
    if rows and len(over) == len(rows):
        return f"NOT IN FORCE: {lowered(over[0])}" if len(set(over)) == 1 else "NOT IN FORCE: see each officer's status"
    if suspension := suspended_line(letter.agreement, at):
        return suspension
    if over:
        return f"NOT IN FORCE for {len(over)} of {len(rows)} officers named: see each officer's status"
    return f"NOT YET IN FORCE: starts {plain(starting(letter.starts_at, zone))}" if stage == LetterStage.COMING else ""


def voided_line(annulled_at: datetime, zone: str) -> str:
    return f"NOT IN FORCE: this entry was voided {plain(day_in(annulled_at, zone))}"


def is_over(row: Authorization, at: datetime) -> bool:
    """Whether the officer's status tells of now: a withdrawal may lie in the future."""
    return row.annulled_at is not None or row.withdrawn_at is None or row.withdrawn_at <= at


def lowered(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]


def certification_paper(
    agreement: Agreement,
    examinations: Iterable[Examination],
    certified_by: str,
    *,
    signed=None,
    standing="",
    statuses: dict[int, str] | None = None,
    dated: tuple[datetime, datetime] | None = None,
) -> Paper:
    """ICE certifies the names of those who completed the training and passed (MOA IV.D). It names no score.

    `dated`: when a certification on record was signed and entered; it keeps the names of that time.
    """
    by_officer = {examination.nomination.officer: examination for examination in examinations}
    named = in_order(as_named(by_officer, *dated) if dated else by_officer)
    passed = {officer.pk: plain(day(examination.latest_on)) for officer, examination in by_officer.items()}
    rows = numbered(named, passed)
    facts = {
        "agency": agency_line(agreement), "agreement": agreement_line(agreement), "officers": rows,
        "certified_by": certified_by,
    }  # fmt: skip
    more = {"signed": signed, "notes": bool(statuses), "officers": numbered(named, passed, statuses)}
    issuer = ice_office(agreement.jurisdiction.field_office)
    title = "Certification of names: Warrant Service Officers"
    return Paper(f"{OFFICER_PAPERS}/certification.typ", title, issuer, facts, more, standing, "MOA IV.C, IV.D")


def recorded_certification(one: Certification) -> Paper:
    """The certification that names an officer, with all who were certified in the same act."""
    together = Certification.objects.filter(
        agreement=one.agreement_id, certified_by=one.certified_by, certified_on=one.certified_on,
        certified_time=one.certified_time, recorded_at=one.recorded_at,
    ).select_related("examination__nomination__officer", "agreement__jurisdiction__field_office")  # fmt: skip
    rows, zone = list(together), one.place.zone
    voided = {row.officer_id: f"Voided {plain(day_in(row.annulled_at, zone))}" for row in rows if row.annulled_at}
    all_void = len(voided) == len(rows)
    signed = [
        ["Certified by", one.certified_by],
        ["Certified on", moment_or_day(one.certified_on, one.certified_time, one.certified_at, zone)],
        ["On record", f"Entered {plain(moment(one.recorded_at, zone))} by {one.recorded_by}"],
    ]
    return certification_paper(
        rows[0].agreement, [row.examination for row in rows], one.certified_by, signed=signed, statuses=voided,
        dated=(one.certified_at, one.recorded_at), standing="NOT IN FORCE: this entry was voided" if all_void else "",
    )  # fmt: skip


def form_data_paper(row: Authorization, at: datetime) -> Paper:
    """What to enter on ICE Form 70-006 for one officer. It is no form, and nothing to sign."""
    letter, zone = row.letter, row.letter.place.zone
    [officer] = as_named([row.officer], row.form_at or at, clock.end_of(row.form_on, zone) if row.form_on else at)
    statuses = statuses_of([row], zone, at)
    until = f"The end of {plain(day(letter.until_on))}" if letter.until_on else "The MOA ends"
    facts = {
        "lines": [
            ["Officer", str(officer)],
            ["Badge or employee number", officer.badge],
            ["Agency", agency_line(row.agreement)],
            ["Agreement", agreement_line(row.agreement)],
            ["Certified in writing (MOA IV.D)", plain(day(row.certification.certified_on))],
            ["Authorization letter signed by", f"{letter.signed_by}, {letter.title}"],
            ["Authorization letter signed on", plain(day(letter.signed_on))],
            ["Powers", "; ".join(f"{power}: {dict(POWERS)[power]}" for power in sorted(letter.powers))],
            ["Authority begins", plain(starting(row.starts_at, zone))],
            ["Authority ends", until],
            ["Supervising position (8 U.S.C. 1357(g)(5))", letter.position],
            ["Supervising official", letter.official],
            ["Form 70-006 executed on", plain(day(row.form_on)) or "Not yet executed"],
            ["Officer received letter and form on", plain(day(row.receipt_on)) or "Not yet received"],
        ]
    }
    standing = letter_standing(letter, [row], statuses, at)
    title, issuer = f"Data for ICE Form 70-006: {officer}", ice_office(row.agreement.jurisdiction.field_office)
    return Paper(f"{OFFICER_PAPERS}/form_70_006.typ", title, issuer, facts, {}, standing, "ICE Form 70-006, MOA IV.D")


def withdrawal_paper(
    notice: Withdrawal, officers: Iterable[Officer], effective: str, *, signed=None, standing=""
) -> Paper:
    """ICE's written notice of withdrawal: the officers it names and its effective date (MOA IV.D)."""
    agreement = notice.agreement
    facts = {
        "agency": agency_line(agreement), "agreement": agreement_line(agreement),
        "officers": numbered(in_order(officers)), "effective": effective, "signed_by": notice.signed_by,
    }  # fmt: skip
    issuer = ice_office(agreement.jurisdiction.field_office)
    title = "Notice of withdrawal of authorization"
    return Paper(f"{OFFICER_PAPERS}/withdrawal.typ", title, issuer, facts, {"signed": signed}, standing, "MOA IV.D")


def withdrawal_from(form) -> Paper:
    """The notice that a form of it describes, before the agency is notified."""
    given, zone = form.cleaned_data, form.record.place.zone
    effective = ON_NOTICE
    if given["effective_on"]:
        effective = plain(moment(clock.moment(given["effective_on"], given["effective_time"], zone), zone))
    notice = Withdrawal(agreement=form.record, signed_by=given["signed_by"])
    return withdrawal_paper(notice, form.officers_given(), effective)


def suspension_paper(suspension: Suspension, effective: str, *, signed=None, standing="") -> Paper:
    """ICE's notice to the agency that an officer is suspended, and whether the credential is due back."""
    officer = suspension.officer
    agreement = latest_agreement(officer)
    if suspension.pk:
        [officer] = as_named([officer], suspension.notified_at, suspension.recorded_at)
    facts = {
        "agency": agency_line(agreement), "agreement": agreement_line(agreement), "officers": numbered([officer]),
        "effective": effective, "credential_due": suspension.credential_due,
        "basis": basis_line(agreement.terms.suspension),
    }  # fmt: skip
    issuer = ice_office(agreement.jurisdiction.field_office)
    about = agreement.terms.suspension.where
    title = "Notice of suspension of authorization"
    return Paper(f"{OFFICER_PAPERS}/suspension.typ", title, issuer, facts, {"signed": signed}, standing, f"MOA {about}")


def basis_line(clause: Clause) -> str:
    """The clause, or that it is policy where the agreement does not say it."""
    return f"MOA {clause.where}" if clause.basis == MOA else f"{clause.basis} (not an MOA requirement)"


def latest_agreement(officer: Officer) -> Agreement:
    """The agreement of the officer's latest letter."""
    return Agreement.objects.filter(authorizations__officer=officer).order_by("-authorizations__starts_at")[0]


def suspension_from(form) -> Paper:
    """The notice that a form of it describes, before the agency is notified."""
    given, zone = form.cleaned_data, form.record.place.zone
    effective = ON_NOTICE
    if given["starts_on"]:
        effective = plain(moment(clock.moment(given["starts_on"], given["starts_time"], zone), zone))
    return suspension_paper(Suspension(officer=form.record, credential_due=given["credential_due"]), effective)


def recorded_suspension(suspension: Suspension, at: datetime) -> Paper:
    """The notice as it is on record, and that the suspension is over when it is."""
    zone, ends_at = suspension.place.zone, suspension.ends_at
    signed = [
        ["Agency notified", plain(moment(suspension.notified_at, zone))],
        ["On record", f"Entered {plain(moment(suspension.recorded_at, zone))} by {suspension.recorded_by}"],
    ]
    standing = f"NOT IN FORCE: lifted {plain(moment(ends_at, zone))}" if ends_at and ends_at <= at else ""
    if suspension.annulled_at:
        standing = voided_line(suspension.annulled_at, zone)
    on_notice = suspension.starts_at == suspension.notified_at
    effective = ON_NOTICE if on_notice else plain(moment(suspension.starts_at, zone))
    return suspension_paper(suspension, effective, signed=signed, standing=standing)


def recorded_withdrawal(notice: Withdrawal) -> Paper:
    """The notice as it is on record."""
    zone = notice.place.zone
    signed = [
        ["Signed by", notice.signed_by],
        ["Agency notified", plain(moment(notice.notified_at, zone))],
        ["On record", f"Entered {plain(moment(notice.recorded_at, zone))} by {notice.recorded_by}"],
    ]
    voided = voided_line(notice.annulled_at, zone) if notice.annulled_at else ""
    on_notice = notice.effective_at == notice.notified_at
    effective = ON_NOTICE if on_notice else plain(moment(notice.effective_at, zone))
    officers = as_named(notice.officers.all(), notice.notified_at, notice.recorded_at)
    return withdrawal_paper(notice, officers, effective, signed=signed, standing=voided)
