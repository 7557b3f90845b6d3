"""What the documents on an agreement say, and the lines that every document under an agreement shares."""

from datetime import datetime

from accounts.models import User
from accounts.roles import Role
from pages.templatetags.show import day_in, moment, starting
from pages.typesetting import Paper, plain
from records.models import Attachment
from wso_portal import clock

from .models import Agreement, Notice
from .states import Side, Status

AGREEMENT_PAPERS = "agreements/memoranda/typst"
ISSUER = "U.S. Immigration and Customs Enforcement"


def ice_office(field_office) -> str:
    """Who issues a document of ICE's: the field office, where it is known."""
    return f"{ISSUER}, {field_office} Field Office" if field_office else ISSUER


def agreement_line(agreement: Agreement) -> str:
    """An agreement in one line: program, template revision, since when it is in force."""
    line = f"{agreement.get_program_display()} MOA, template {agreement.get_revision_display()}"
    if agreement.effective_at is None:
        return line
    return f"{line}, in force since {plain(starting(agreement.effective_at, agreement.jurisdiction.zone))}"


def suspended_line(agreement: Agreement, at: datetime) -> str:
    """That nothing under the agreement counts while it is suspended by notice; empty when it is not."""
    suspended = Agreement.objects.suspended(at).filter(pk=agreement.pk).exists()
    return "NOT IN FORCE: the agreement is suspended by notice" if suspended else ""


def office_contact(field_office) -> str:
    """Whom to call, in one line: the field office's contact, or the program office where none is on record."""
    if field_office is None:
        return "ICE 287(g) program office (this agency's field office is not known yet)"
    person = ", ".join(
        filter(None, [field_office.contact_name, field_office.contact_phone, field_office.contact_email])
    )
    return f"ICE {field_office} field office: {person or 'no contact listed yet, so call the 287(g) program office'}"


def notice_paper(agreement: Agreement, notice: Notice, effective: str, *, signed=None, standing="") -> Paper:
    """A notice of termination or suspension (MOA VIII): ICE's own, or a record of the agency's."""
    agency, office = agreement.jurisdiction, ice_office(agreement.jurisdiction.field_office)
    kind, by_ice = notice.get_kind_display().lower(), notice.side == Side.ICE
    sent_to = notice.addressee or (f"{agency}, {agency.state}" if by_ice else office)
    facts = {
        "side": notice.side, "kind": kind, "ends": not notice.is_suspension, "effective": effective,
        "exigency": notice.exigency,
        "items": [
            ["From", office if by_ice else str(agency)], ["To", sent_to], ["Agreement", agreement_line(agreement)],
        ],
    }  # fmt: skip
    title = f"Notice of {kind} of an agreement" if by_ice else f"Record of the agency's notice of {kind}"
    issuer = office if by_ice else "WSO Partnership Portal"
    return Paper(f"{AGREEMENT_PAPERS}/notice.typ", title, issuer, facts, {"signed": signed}, standing, "MOA VIII")


def notice_from(form) -> Paper:
    """The notice that a form of it describes, before it is delivered."""
    given, record = form.cleaned_data, form.record
    effective = f"{record.terms.notice.measure} after the agency receives it, at the same time of day"
    if given.get("effective_on"):
        zone = record.jurisdiction.zone
        effective = plain(starting(clock.moment(given["effective_on"], given.get("effective_time"), zone), zone))
    notice = Notice(
        agreement=record, side=form.side, kind=given["kind"], exigency=given["exigency"], addressee=given["addressee"]
    )
    return notice_paper(record, notice, effective)


def recorded_notice(notice: Notice, at: datetime) -> Paper:
    """The notice as it is on record, with its delivery."""
    zone = notice.place.zone
    signed = [
        ["Delivered", notice.get_method_display() or "The method of delivery is not on record"],
        ["Received", plain(moment(notice.received_at, zone))],
        ["Recorded", f"{plain(moment(notice.recorded_at, zone))} by {notice.recorded_by}"],
    ]
    effective = plain(moment(notice.effective_at, zone))
    return notice_paper(notice.agreement, notice, effective, signed=signed, standing=notice_standing(notice, at))


def notice_standing(notice: Notice, at: datetime) -> str:
    """What the box above a notice says: nothing while it has, or will have, effect."""
    zone = notice.place.zone
    if notice.annulled_at:
        return f"NOT IN FORCE: this entry was voided {plain(day_in(notice.annulled_at, zone))}"
    if notice.ended_at and notice.ended_at <= notice.effective_at:
        return "NOT IN FORCE: canceled before it took effect"
    if notice.ended_at and notice.ended_at <= at:
        return f"NO LONGER IN EFFECT: the suspension ended {plain(starting(notice.ended_at, zone))}"
    return ""


def cover_sheet(agreement: Agreement, blank: Attachment | None) -> Paper:
    """What goes on top of ICE's own template: parties, contacts, and what to put where. It is never the agreement."""
    agency, office = agreement.jurisdiction, agreement.jurisdiction.field_office
    where = ", ".join(filter(None, [agency.county and f"{agency.county} County", agency.state]))
    contact = [office.contact_name, office.contact_phone, office.contact_email] if office else ["", "", ""]
    ours = User.objects.holding(Role.ADMINISTRATOR, jurisdiction=agency).order_by("name", "pk").first()
    facts = {
        "items": [
            ["Agency", f"{agency} ({where})"], ["ICE", ice_office(office)],
            ["Program", f"{agreement.get_program_display()} ({agreement.program})"],
            ["Template revision", agreement.get_revision_display()],
        ],
        "blank": {"name": blank.name, "sha256": blank.document.sha256} if blank else None,
        "places": [list(place) for place in places_of(agreement)],
        "parties": [
            ["Name", str(agency), ice_office(office)],
            ["Address", "", ""],
            ["Point of contact", ours.name if ours else "", contact[0]],
            ["Phone", "", contact[1]],
            ["Email", ours.email if ours else "", contact[2]],
        ],
    }  # fmt: skip
    title = "Cover sheet for the agreement" if blank else "Fill-in sheet for the agreement"
    return Paper(f"{AGREEMENT_PAPERS}/cover.typ", title, ice_office(office), facts, {}, standing_of_draft(agreement))


def places_of(agreement: Agreement) -> list[tuple[str, str]]:
    """Where the template has a gap, and what belongs there."""
    agency, office = agreement.jurisdiction, agreement.jurisdiction.field_office
    director = f"Field Office Director, {office}" if office else "Field Office Director"
    return [
        ("I, Parties, and the bottom of each page: the agency", str(agency)),
        ("IV.H, Liability: ICE's counsel", "Ask ICE's counsel. The portal does not have it."),
        ("VII, Points of contact: for the agency", "A person or an office; the agency decides"),
        ("VII, Points of contact: for ICE", director),
        ("VIII, Signatures", "Name, title, date and signature of each side"),
        ("Appendix C: the agency's contact for the media", "Name, address and phone; the agency decides"),
    ]


def standing_of_draft(agreement: Agreement) -> str:
    """That an agreement is not to be signed any more, or not yet; empty while it is."""
    words = {
        Status.DRAFT: "DRAFT: do not sign until the field office sends it for signature",
        Status.DECLINED: "DO NOT SIGN: one side declined to sign",
        Status.TAKEN_BACK: "DO NOT SIGN: the draft was canceled",
        Status.SIGNED: "ALREADY SIGNED by both sides",
        Status.RECORDED: "ALREADY SIGNED by both sides",
    }
    return words.get(Status(agreement.status), "")
