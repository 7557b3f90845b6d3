from datetime import date
from functools import partial

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from agreements.jurisdictions.models import Jurisdiction
from agreements.jurisdictions.programs import Program
from pages.access import allow, allow_on
from pages.acts import act_page, form_page
from pages.forms import ReasonForm
from pages.lists import chips, part_of
from pages.printing import asks_for_the_document, made_for_signature
from pages.reviewing import REVIEW_FIRST, reviewed_act
from records.actions import Action, Refused
from records.models import Attachment, Event, log_first_pages
from records.offers import Offers, offers_of
from records.workflow import require_role
from wso_portal import clock

from . import workflow
from .blanks import blank_of
from .filters import agreements_listed
from .forms import (
    INVITES,
    ConfirmForm,
    CorrectSignatureForm,
    DraftAgreementForm,
    NoticeForm,
    ReplaceFileForm,
    ResumeForm,
    SendForm,
    SignedCopyForm,
    SignForm,
)  # fmt: skip
from .models import Agreement, Notice
from .printing import notice_from
from .states import (
    ANNUL_FROM,
    ANNUL_ICE_NOTICE,
    ANNUL_NOTICE,
    CONFIRM,
    CORRECT_AGENCY,
    CORRECT_ICE,
    CORRECT_OF,
    DECLINE,
    DRAFT,
    FILE_BLANK,
    GIVE_NOTICE,
    MAKE_NOTICE,
    NOTICE_FROM,
    RECEIVE_NOTICE,
    RECORD_COPY,
    REPLACE_FILE,
    RESUME,
    RESUME_FROM,
    RESUME_ICE,
    SEND,
    SIGN_AGENCY,
    SIGN_FOR,
    SIGN_ICE,
    TAKE_BACK,
    TAKE_BACK_FROM,
    TAKE_BACK_ICE_NOTICE,
    TAKE_BACK_NOTICE,
    VOID_AGREEMENT,
    Side,
    Stage,
    Status,
)  # fmt: skip
from .turns import holders_of, next_steps_of, turn_since, turns_of

NOTICE_LEADS = {
    True: "The notice takes effect 90 days after receipt. A termination then ends every officer's authority under the "
    "agreement.",
    False: "The notice takes effect on the date that it states. The portal has the terms of WSO agreements only.",
}


@allow()
@require_GET
def agreements(request):
    """List the agreements in one's scope, filtered by the address."""
    form, table = agreements_listed(request.user, request.GET, clock.now())
    part = part_of(table.rows, request.GET)
    return render(request, "memoranda/agreements.html", {
        "title": "Agreements", "form": form, "chips": chips(form, request.GET),
        "keeps_blanks": bool(request.user.active_memberships(*FILE_BLANK.roles)),
        "rows": [(row, Stage(row.stage)) for row in part.rows],
        "table": table, "part": part,
    })  # fmt: skip


@allow_on(Agreement)
@require_GET
def agreement(request, record):
    """Show the agreement: its stage, signatures, clauses, documents, notices and timeline."""
    at = clock.now()
    staged = Agreement.objects.with_stage(at).select_related("jurisdiction__field_office", "drafted_by")
    record = staged.prefetch_related("signatures__recorded_by").get(pk=record.pk)
    signatures = {signature.side: signature for signature in record.signed()}
    notices = record.notices.select_related("recorded_by", "annulled_by")
    return render(request, "memoranda/agreement.html", {
        "title": str(record),
        "breadcrumbs": [("Agreements", reverse("memoranda:agreements")), crumb(record.jurisdiction)],
        "agreement": record,
        "stage": Stage(record.stage),
        "zone": record.jurisdiction.zone,
        "signatures": [(side, signatures.get(side)) for side in Side],
        "holders": holders_of(record),
        "since": turn_since(record),
        "next_step": next_steps_of(record),
        "notices": [(notice, offers_on_notice(notice, request.user, at)) for notice in notices],
        "offers": offers_on(record, request.user, at),
        "documents": replaceable(record, request.user, at),
        "recipients": workflow.agencys_signers(record) if record.status == Status.DRAFT else [],
        "blank": blank_of(record),
        "events": Event.objects.visible_to(request.user).about(record.subject).newest(),
    })  # fmt: skip


def offers_on(record: Agreement, user, at) -> Offers:
    """Give what this person may do with the agreement: first what its open turns ask for."""
    turn = [action for open_turn in turns_of(record) for action in open_turn.actions]
    return offers_of(
        [
            (action, record)
            for action in (*turn, RECEIVE_NOTICE, GIVE_NOTICE, TAKE_BACK, DECLINE, *corrections(record), VOID_AGREEMENT)
        ],
        user, at, turn=turn,
    )  # fmt: skip


def corrections(record: Agreement) -> list[Action]:
    """Give the corrections of the signatures that are recorded."""
    return [CORRECT_OF[Side(signature.side)] for signature in record.signed()]


def offers_on_notice(notice: Notice, user, at) -> Offers:
    """Give what this person may do about a notice. Nothing is done about one that is void."""
    side = Side(notice.side)
    actions = [] if notice.annulled_at else [ANNUL_FROM[side]]
    if actions and not notice.is_suspension and not notice.ended_at and notice.effective_at > at:
        actions.insert(0, TAKE_BACK_FROM[side])
    if actions and notice.is_suspension and not notice.ended_at:
        actions.insert(0, RESUME_FROM[side])
    return offers_of([(action, notice) for action in actions], user, at)


@allow_on(Jurisdiction, *DRAFT.roles)
@require_http_methods(["GET", "POST"])
def draft(request, jurisdiction):
    form = DraftAgreementForm(request.POST or None)
    lead = "Your field office and the agency can see the draft. Nothing is agreed until both sides have signed."
    about, back = crumb(jurisdiction)
    verb = partial(workflow.draft, jurisdiction)
    return act_page(request, DRAFT, form, verb, about=about, lead=lead, back=back, after=agreement_url)


@allow_on(Jurisdiction, *RECORD_COPY.roles)
@require_http_methods(["GET", "POST"])
def record_copy(request, jurisdiction):
    """Record a signed copy. The address may carry what ICE's list says (?signed_on=2019-04-24&program=WSO)."""
    form = SignedCopyForm(
        request.POST or None, request.FILES or None, jurisdiction=jurisdiction,
        listed_on=parsed_day(request.GET.get("signed_on", "")), initial={"program": request.GET.get("program", "WSO")},
    )  # fmt: skip
    lead = (
        "Enter what the signed document says. A second person then opens the copy and confirms it. The agreement is "
        "in force from its second signature once that person confirms it."
    )
    about, back = crumb(jurisdiction)
    verb = partial(workflow.record_copy, jurisdiction)
    return act_page(request, RECORD_COPY, form, verb, about=about, lead=lead, back=back, after=agreement_url)


@allow_on(Agreement, *CONFIRM.roles)
@require_http_methods(["GET", "POST"])
def confirm(request, record):
    """Show the recorded signatures beside page 1 of the copy, the link to it, and a box that says it was opened."""
    form = ConfirmForm(request.POST or None, record=record)
    if request.META["REQUEST_METHOD"] == "GET":  # HEAD reads nothing
        log_first_pages(form.papers, request.user, clock.now())
    lead = "Open the signed copy and compare it with what was recorded. If something is wrong, cancel the agreement."
    verb, template = partial(workflow.confirm, record), "memoranda/confirm.html"
    return act_page(request, CONFIRM, form, verb, lead=lead, template=template, **frame(record))


@allow_on(Agreement, *SEND.roles)
@require_http_methods(["GET", "POST"])
def send(request, record):
    """Send the draft; for an agency without an administrator, invite one in the same step."""
    told = told_of(record)
    form, verb = SendForm(request.POST or None, record=record, invites=not told), partial(workflow.send, record)
    lead = f"We will tell {told} and the program managers." if told else INVITES
    return act_page(request, SEND, form, verb, lead=lead, said=sent_to(record), **frame(record))


def told_of(record: Agreement) -> str:
    return ", ".join(str(person) for person in workflow.agencys_signers(record))


def sent_to(record: Agreement):
    return lambda _: f"{record} was sent for signature. We told {told_of(record)} and the program managers."


@allow_on(Agreement, *SIGN_AGENCY.roles)
@require_http_methods(["GET", "POST"])
def sign_agency(request, record):
    return sign(request, record, Side.AGENCY)


@allow_on(Agreement, *SIGN_ICE.roles)
@require_http_methods(["GET", "POST"])
def sign_ice(request, record):
    return sign(request, record, Side.ICE)


@allow_on(Agreement, *CORRECT_AGENCY.roles)
@require_http_methods(["GET", "POST"])
def correct_agency(request, record):
    return correct_signature(request, record, Side.AGENCY)


@allow_on(Agreement, *CORRECT_ICE.roles)
@require_http_methods(["GET", "POST"])
def correct_ice(request, record):
    return correct_signature(request, record, Side.ICE)


def correct_signature(request, record, side):
    """A side's signature as it should have been entered; the review says whom a changed date hits."""
    form = CorrectSignatureForm(request.POST or None, request.FILES or None, record=record, side=side)
    lead = "Enter the signature as it should be. The wrong entry stays on the timeline as void, with your reason."
    verb = partial(workflow.correct_signature, record, side)
    return reviewed_act(request, CORRECT_OF[side], form, verb, agency=record.jurisdiction, lead=lead, **frame(record))


@allow_on(Agreement, *VOID_AGREEMENT.roles)
@require_http_methods(["GET", "POST"])
def void(request, record):
    form = ReasonForm(request.POST or None, record=record)
    lead = (
        "Use this if the agency, the revision, a date or the file is wrong. The agreement stays on record as void and "
        "has no effect."
    )
    return reviewed_act(
        request, VOID_AGREEMENT, form, partial(workflow.void_agreement, record), agency=record.jurisdiction, lead=lead,
        review_template="memoranda/void_review.html", **frame(record),
    )  # fmt: skip


@allow_on(Attachment, *REPLACE_FILE.roles)
@require_http_methods(["GET", "POST"])
def replace_file(request, wrong):
    """Another file for one that was filed with the wrong agreement."""
    record = get_object_or_404(Agreement.objects.visible_to(request.user), pk=wrong.record)
    if wrong.model != record._meta.label_lower:
        raise Http404
    form = ReplaceFileForm(request.POST or None, request.FILES or None, record=record, wrong=wrong)
    lead = "The wrong file is marked as misfiled. Only program managers and the person who filed it can still open it."
    verb = partial(workflow.replace_file, record, wrong)
    return act_page(request, REPLACE_FILE, form, verb, lead=lead, **frame(record))


def replaceable(record: Agreement, user, at) -> list[tuple[Attachment, bool]]:
    """Give the agreement's files that this person may open, each with whether they may replace it."""
    may = user.holds(REPLACE_FILE.roles, record.place) and REPLACE_FILE.suits(record.status)
    found = Attachment.objects.visible_to(user).of(record).select_related("jurisdiction", "field_office")
    return [(paper, may and allows(REPLACE_FILE, paper, user, at)) for paper in found]


def allows(action: Action, record, user, at) -> bool:
    """Tell whether the action's check lets this person act on the record."""
    try:
        action.check(record, by=user, at=at)
    except Refused:
        return False
    return True


def sign(request, record, side):
    """One side's signature block, as it appears on the signed copy."""
    form = SignForm(request.POST or None, request.FILES or None, record=record)
    lead = (
        "Enter the signature exactly as it appears on the signed document. The agreement takes effect when the second "
        "party signs."
    )
    return act_page(request, SIGN_FOR[side], form, partial(workflow.sign, record, side), lead=lead, **frame(record))


@allow_on(Agreement, *DECLINE.roles)
@require_http_methods(["GET", "POST"])
def decline(request, record):
    form = ReasonForm(request.POST or None, record=record)
    lead = "No agency or office has to sign an agreement. This one will stay unsigned."
    return act_page(request, DECLINE, form, partial(workflow.decline, record), lead=lead, **frame(record))


@allow_on(Agreement, *TAKE_BACK.roles)
@require_http_methods(["GET", "POST"])
def take_back(request, record):
    form = ReasonForm(request.POST or None, record=record)
    lead = "No one will be able to sign this draft. You can start another."
    return act_page(request, TAKE_BACK, form, partial(workflow.take_back, record), lead=lead, **frame(record))


@allow_on(Agreement, *RECEIVE_NOTICE.roles)
@require_http_methods(["GET", "POST"])
def receive_notice(request, record):
    return notice(request, record, Side.AGENCY)


@allow_on(Agreement, *GIVE_NOTICE.roles)
@require_http_methods(["GET", "POST"])
def give_notice(request, record):
    return notice(request, record, Side.ICE)


def notice(request, record, side):
    """A notice of one side. "Preview the dates" computes when it takes effect and records nothing."""
    form = NoticeForm(request.POST or None, request.FILES or None, record=record, side=side)
    lead = NOTICE_LEADS[record.program == Program.WSO]
    verb = partial(workflow.give_notice, record)
    around = {"lead": lead, "template": "memoranda/notice.html", **frame(record)}
    if side == Side.ICE and asks_for_the_document(request):
        made = made_for_signature(
            request, MAKE_NOTICE, record, form, partial(notice_from, form), later=NoticeForm.later
        )
        return made or form_page(request, NOTICE_FROM[side], form, button=REVIEW_FIRST, **around)
    if "preview" in request.POST:
        return form_page(request, NOTICE_FROM[side], form, button=REVIEW_FIRST, **around)
    review = "memoranda/notice_review.html"
    return reviewed_act(
        request, NOTICE_FROM[side], form, verb, agency=record.jurisdiction, review_template=review, **around
    )


@allow_on(Notice, *RESUME.roles, *RESUME_ICE.roles)
@require_http_methods(["GET", "POST"])
def resume(request, suspension):
    action, record = RESUME_FROM[Side(suspension.side)], suspension.agreement
    require_role(action, suspension, request.user)
    form = ResumeForm(request.POST or None, record=record)
    lead = "The agreement is in force again from the end date. A suspension that has not started does not take effect. "
    lead += "The MOA does not say how a suspension ends."
    verb = partial(workflow.resume, record, suspension)
    return act_page(request, action, form, verb, lead=lead, **frame(record))


@allow_on(Notice, *TAKE_BACK_NOTICE.roles, *TAKE_BACK_ICE_NOTICE.roles)
@require_http_methods(["GET", "POST"])
def take_back_notice(request, given):
    action, record = TAKE_BACK_FROM[Side(given.side)], given.agreement
    require_role(action, given, request.user)
    form = ReasonForm(request.POST or None, record=record)
    lead = "The notice will not take effect. The MOA does not say whether a notice can be canceled."
    verb = partial(workflow.take_back_notice, record, given)
    return act_page(request, action, form, verb, lead=lead, **frame(record))


@allow_on(Notice, *ANNUL_NOTICE.roles, *ANNUL_ICE_NOTICE.roles)
@require_http_methods(["GET", "POST"])
def annul_notice(request, wrong):
    action, record = ANNUL_FROM[Side(wrong.side)], wrong.agreement
    require_role(action, wrong, request.user)
    form = ReasonForm(request.POST or None, record=record)
    lead = "Use this if the notice was entered wrongly. It stays on the timeline as void and has no effect."
    verb = partial(workflow.annul_notice, record, wrong)
    return reviewed_act(request, action, form, verb, agency=record.jurisdiction, lead=lead, **frame(record))


def parsed_day(text: str) -> date | None:
    """Give the date of an ISO text; None for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def crumb(jurisdiction) -> tuple[str, str]:
    """Give an agency's name with the address of its page."""
    return str(jurisdiction), reverse("dashboards:jurisdiction", args=[jurisdiction.pk])


def agreement_url(record: Agreement) -> str:
    """Give the address of the agreement's page."""
    return reverse("memoranda:agreement", args=[record.pk])


def frame(record: Agreement) -> dict:
    """Give what the page of every act on an agreement shows around its form: what it is about, and the way back."""
    crumbs = (("Agreements", reverse("memoranda:agreements")),)
    return {"about": record, "back": agreement_url(record), "crumbs": crumbs}
