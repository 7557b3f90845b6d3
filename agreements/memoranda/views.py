from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from agreements.jurisdictions.models import Jurisdiction
from pages.access import allow, allow_on
from pages.acts import FORM_PAGE, pressed, tried, verb_page
from records.models import Attachment, Event
from records.two_persons import took_part
from records.workflow import require_role
from wso_portal import clock

from . import workflow
from .filters import AgreementFilter
from .forms import ConfirmForm, CopyForm, DraftForm, NoticeForm, ReasonForm, ResumeForm, SignForm, signing_of
from .models import Agreement, Notice
from .states import (
    ANNUL_ICE_NOTICE,
    ANNUL_NOTICE,
    CONFIRM,
    DECLINE,
    DRAFT,
    GIVE_NOTICE,
    RECEIVE_NOTICE,
    RECORD_COPY,
    RESUME,
    RESUME_ICE,
    SEND,
    SIGN_AGENCY,
    SIGN_ICE,
    TAKE_BACK,
    Side,
    Stage,
)  # fmt: skip

SIGNINGS, NOTICES = (SIGN_AGENCY, SIGN_ICE), (RECEIVE_NOTICE, GIVE_NOTICE)
OFFERED = (*SIGNINGS, *NOTICES, TAKE_BACK, DECLINE)
ROWS = 50
COUNTED = 1000  # beyond it a list says 1,000+
MOST = 10_000  # pages


@allow()
@require_GET
def index(request):
    """The agreements in one's scope, filtered by the address."""
    at, form = clock.now(), AgreementFilter(request.GET)
    found = form.rows(Agreement.objects.visible_to(request.user), at)
    counted = found.order_by()[: COUNTED + 1].count()
    number = request.GET.get("page", "1")
    number = min(max(int(number), 1), MOST) if number.isdecimal() and len(number) < 9 else 1
    first = (number - 1) * ROWS
    rows = list(found.with_stage(at).select_related("jurisdiction")[first : first + ROWS + 1])
    context = {
        "title": "Agreements",
        "form": form,
        "chips": form.chips(),
        "rows": [(row, Stage(row.stage)) for row in rows[:ROWS]],
        "shown": f"{first + 1:,} to {first + len(rows[:ROWS]):,} of ",
        "total": f"{counted:,}" if counted <= COUNTED else f"{COUNTED:,}+",
        "previous": number - 1,
        "next": number + 1 if len(rows) > ROWS else 0,
    }
    return render(request, "memoranda/agreements.html", context)


@allow_on(Agreement)
@require_GET
def agreement(request, record):
    """The record: where it stands, its signatures, clauses, papers, notices and timeline."""
    at = clock.now()
    staged = Agreement.objects.with_stage(at).select_related("jurisdiction__field_office", "drafted_by")
    record = staged.get(pk=record.pk)
    signatures = {signature.side: signature for signature in record.signatures.select_related("recorded_by")}
    notices = record.notices.select_related("recorded_by", "annulled_by")
    context = {
        "title": str(record),
        "breadcrumbs": [("Agreements", reverse("memoranda:agreements")), crumb(record.jurisdiction)],
        "agreement": record,
        "stage": Stage(record.stage),
        "zone": record.jurisdiction.zone,
        "signatures": [(side, signatures.get(side)) for side in Side],
        "waits_for": " and ".join(side.label for side in Side if side not in signatures),
        "notices": [(notice, offered_on_notice(record, notice, request.user)) for notice in notices],
        "offered": offered(record, request.user, signatures),
        "sends": SEND.suits(record.status) and request.user.holds(SEND.roles, record.place),
        "documents": Attachment.objects.visible_to(request.user).of(record),
        "events": Event.objects.visible_to(request.user).about(record.subject).newest(),
    }
    return render(request, "memoranda/agreement.html", context)


def offered(record, user, signatures) -> dict:
    """What this person may do to the agreement: the signature that waits for them, and the quiet rest."""
    mine = [a for a in OFFERED if a.suits(record.status) and user.holds(a.roles, record.place)]
    over = record.stage == Stage.ENDED
    links = [link(a, record.pk) for a in mine if a not in SIGNINGS and not (over and a in NOTICES)]
    open_sides = [side for side, a in workflow.SIGN.items() if a in mine and side not in signatures]
    barred = [side for side in open_sides if took_part(record, user, workflow.APART[side])]
    signings = [link(workflow.SIGN[side], record.pk) for side in open_sides if side not in barred]
    refused = [{"label": workflow.SIGN[side].label, "refused": workflow.ANOTHER[side]} for side in barred]
    if CONFIRM.suits(record.status) and user.holds(CONFIRM.roles, record.place):
        if took_part(record, user, [RECORD_COPY]):
            refused.append({"label": CONFIRM.label, "refused": workflow.SECOND})
        else:
            signings.append(link(CONFIRM, record.pk))
    return {"primary": signings[0] if signings else None, "others": [*signings[1:], *refused, *links]}


def offered_on_notice(record, notice, user) -> list[dict]:
    """What this person may do about a notice that still counts."""
    if notice.annulled_at:
        return []
    side = Side(notice.side)
    acts = {"annul_notice": workflow.UNDO_NOTICE[side]}
    if notice.kind == Notice.Kind.SUSPENSION and not notice.ended_at:
        acts = {"resume": workflow.END_SUSPENSION[side], **acts}
    return [
        {"label": act.label, "url": reverse(f"memoranda:{page}", args=[notice.pk])}
        for page, act in acts.items()
        if user.holds(act.roles, record.place)
    ]


def link(action, pk) -> dict:
    return {"label": action.label, "url": reverse(f"memoranda:{action.name}", args=[pk])}


@allow_on(Jurisdiction, *DRAFT.roles)
@require_http_methods(["GET", "POST"])
def draft(request, jurisdiction):
    form = DraftForm(request.POST or None)
    drafted = []

    def act():
        given = form.cleaned_data["program"], form.cleaned_data["revision"]
        drafted.append(workflow.draft(jurisdiction, *given, by=request.user, at=clock.now()))

    if tried(form, act):
        return done(request, drafted[0], DRAFT)
    lead = "The draft is seen by your field office and the agency. Nothing is agreed until both have signed."
    label, back = crumb(jurisdiction)
    return verb_page(request, form, DRAFT, about=label, lead=lead, back=back)


@allow_on(Jurisdiction, *RECORD_COPY.roles)
@require_http_methods(["GET", "POST"])
def record_copy(request, jurisdiction):
    """From the signed copy; the caller may hand over what ICE's list says (?signed_on=2019-04-24&program=WSO)."""
    told = {"program": request.GET.get("program", "WSO")} | {
        f"{side}_signed_on": request.GET.get("signed_on", "") for side in Side
    }
    form = CopyForm(request.POST or None, request.FILES or None, jurisdiction=jurisdiction, initial=told)
    recorded = []

    def act():
        data = form.cleaned_data
        sides = [signing_of(data, f"{side}_") for side in Side]
        given = data["program"], data["revision"], *sides, data["copy"]
        recorded.append(workflow.record_copy(jurisdiction, *given, by=request.user, at=clock.now()))

    if tried(form, act):
        return done(request, recorded[0], RECORD_COPY)
    lead = (
        "Record what the signed paper says. A second person then opens the copy and confirms it; only then is the "
        "agreement in force, from its second signature."
    )
    label, back = crumb(jurisdiction)
    return verb_page(request, form, RECORD_COPY, about=label, lead=lead, back=back)


@allow_on(Agreement, *CONFIRM.roles)
@require_http_methods(["GET", "POST"])
def confirm(request, record):
    """The second person: the recorded signatures beside the link to the copy, and a box that says it was opened."""
    form = ConfirmForm(request.POST or None, record=record)
    if tried(form, lambda: workflow.confirm(form.record, **form.seen(), by=request.user, at=clock.now())):
        return done(request, record, CONFIRM)
    lead = "Open the signed copy and compare it with what was recorded. If something is wrong, go back and cancel it."
    form.signatures = [(signature.get_side_display(), signature) for signature in record.signatures.all()]
    form.papers = Attachment.objects.visible_to(request.user).of(record)
    return page(request, form, CONFIRM, record, lead, "memoranda/confirm.html")


@allow_on(Agreement, *SEND.roles)
@require_POST
def send(request, record):
    pressed(request, record, lambda seen: workflow.send(record, seen=seen, by=request.user, at=clock.now()), SEND.done)
    return redirect("memoranda:agreement", record.pk)


@allow_on(Agreement, *SIGN_AGENCY.roles)
@require_http_methods(["GET", "POST"])
def sign_agency(request, record):
    return sign(request, record, Side.AGENCY)


@allow_on(Agreement, *SIGN_ICE.roles)
@require_http_methods(["GET", "POST"])
def sign_ice(request, record):
    return sign(request, record, Side.ICE)


def sign(request, record, side):
    """One side's signature block, as it stands on the signed copy."""
    form = SignForm(request.POST or None, request.FILES or None, record=record)

    def act():
        given = signing_of(form.cleaned_data), form.cleaned_data["copy"]
        workflow.sign(form.record, side, *given, **form.seen(), by=request.user, at=clock.now())

    if tried(form, act):
        return done(request, record, workflow.SIGN[side])
    lead = "Record the signature as it stands on the paper. The second signature puts the agreement in force."
    return page(request, form, workflow.SIGN[side], record, lead)


@allow_on(Agreement, *DECLINE.roles)
@require_http_methods(["GET", "POST"])
def decline(request, record):
    return with_reason(request, record, DECLINE, workflow.decline, "Nobody must enter an agreement: it stays unsigned.")


@allow_on(Agreement, *TAKE_BACK.roles)
@require_http_methods(["GET", "POST"])
def take_back(request, record):
    return with_reason(request, record, TAKE_BACK, workflow.take_back, "Nobody signs it; another may be drafted.")


def with_reason(request, record, action, verb, lead):
    """An act that needs nothing but a reason."""
    form = ReasonForm(request.POST or None, record=record)
    if tried(
        form, lambda: verb(form.record, form.cleaned_data["reason"], **form.seen(), by=request.user, at=clock.now())
    ):
        return done(request, record, action)
    return page(request, form, action, record, lead)


@allow_on(Agreement, *RECEIVE_NOTICE.roles)
@require_http_methods(["GET", "POST"])
def receive_notice(request, record):
    return notice(request, record, Side.AGENCY)


@allow_on(Agreement, *GIVE_NOTICE.roles)
@require_http_methods(["GET", "POST"])
def give_notice(request, record):
    return notice(request, record, Side.ICE)


def notice(request, record, side):
    """A notice of one side; "Show the dates" computes when it takes effect and records nothing."""
    form = NoticeForm(request.POST or None, request.FILES or None, record=record)

    def act():
        given = form.notice(side), form.cleaned_data["copy"]
        workflow.give_notice(form.record, *given, **form.seen(), by=request.user, at=clock.now())

    if "preview" not in request.POST and tried(form, act):
        return done(request, record, workflow.NOTICE[side])
    lead = "It takes effect 90 days after receipt. A termination then ends every authorization under the agreement."
    return page(request, form, workflow.NOTICE[side], record, lead, "memoranda/notice.html")


@allow_on(Notice, *RESUME.roles, *RESUME_ICE.roles)
@require_http_methods(["GET", "POST"])
def resume(request, suspension):
    action = workflow.END_SUSPENSION[Side(suspension.side)]
    require_role(action, suspension, request.user)
    form = ResumeForm(request.POST or None, record=suspension.agreement)

    def act():
        at = clock.now()
        workflow.resume(form.record, suspension, form.ended_at(at), **form.seen(), by=request.user, at=at)

    if tried(form, act):
        return done(request, suspension.agreement, action)
    lead = "From then on the agreement counts again. A suspension that has not begun is taken back."
    return page(request, form, action, suspension.agreement, lead)


@allow_on(Notice, *ANNUL_NOTICE.roles, *ANNUL_ICE_NOTICE.roles)
@require_http_methods(["GET", "POST"])
def annul_notice(request, wrong):
    action = workflow.UNDO_NOTICE[Side(wrong.side)]
    require_role(action, wrong, request.user)

    def verb(record, reason, *, seen, by, at):
        workflow.annul_notice(record, wrong, reason, seen=seen, by=by, at=at)

    lead = "For a notice that was entered wrongly: it stays on the timeline and counts no longer."
    return with_reason(request, wrong.agreement, action, verb, lead)


def crumb(jurisdiction) -> tuple[str, str]:
    return str(jurisdiction), reverse("dashboards:jurisdiction", args=[jurisdiction.pk])


def done(request, record, action):
    """Back to the record, saying what was done."""
    messages.success(request, f"{action.done}.")
    return redirect("memoranda:agreement", record.pk)


def page(request, form, action, record, lead, template=FORM_PAGE):
    """The page of a verb on an agreement."""
    back = reverse("memoranda:agreement", args=[record.pk])
    crumbs = [("Agreements", reverse("memoranda:agreements"))]
    return verb_page(request, form, action, about=record, lead=lead, back=back, crumbs=crumbs, template=template)
