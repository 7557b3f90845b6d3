"""The pages of the acts on paper, for several officers at once: certify, sign, copy, form, receipt, withdraw, annul."""

from functools import partial

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from agreements.memoranda.models import Agreement
from officers.nominations.models import Officer
from pages.access import allow_on
from pages.acts import act_page, form_page
from pages.printing import asks_for_the_document, made_for_signature
from pages.reviewing import REVIEW_FIRST, reviewed_act
from pages.typesetting import Paper
from records.actions import Refused
from wso_portal import clock

from . import checks, workflow
from .annulment import KINDS, annul
from .forms import AnnulForm, CertifyForm, FormForm, GiveCopyForm, LetterForm, ReceiptForm, WithdrawForm
from .models import Certification, Letter
from .printing import certification_paper, letter_paper, withdrawal_from
from .querysets import certifiable
from .states import (
    CERTIFY_NAMES,
    COPY_TO_AGENCY,
    EXECUTE_FORM,
    MAKE_CERTIFICATION,
    MAKE_LETTER,
    MAKE_WITHDRAWAL,
    RECEIVE,
    SIGN_LETTER,
    WITHDRAW,
)  # fmt: skip

PAPER_FORM = "parts/paper_form.html"
WITHDRAWAL = (
    "The officers lose their authority when the agency is notified, or on the date and time you enter (12:00 a.m. if "
    "you enter no time). A letter signed after the agency was notified stays in force."
)
MADE_BY = {CERTIFY_NAMES: MAKE_CERTIFICATION, SIGN_LETTER: MAKE_LETTER, WITHDRAW: MAKE_WITHDRAWAL}


def chosen_rows(request, rows, path: str = "officer"):
    """Give the rows to check at first: one officer's, when the page was opened for one; else all."""
    asked = request.GET.get("officer", "")
    return rows.filter(**{path: int(asked)}) if asked.isdecimal() and len(asked) < 19 else rows


def papers_url(agreement_pk: int) -> str:
    return reverse("credentials:papers", args=[agreement_pk])


def letter_url(letter_pk: int) -> str:
    return reverse("credentials:letter", args=[letter_pk])


def why_not(check, *given) -> str:
    """Give the reason for which a check refuses, as a sentence beside a page's lead; empty when it does not."""
    try:
        check(*given)
    except Refused as refusal:
        return f" {refusal.reason}"
    return ""


def paper_page(request, action, agreement, form, verb, write, lead: str):
    """The page of an act whose paper can be seen and printed before it is signed. `write()` gives the paper."""
    frame = {"about": agreement.jurisdiction, "back": papers_url(agreement.pk), "lead": lead, "template": PAPER_FORM}
    if not asks_for_the_document(request):
        return act_page(request, action, form, verb, **frame)
    return seen_paper(request, action, agreement, form, write) or form_page(request, action, form, **frame)


def seen_paper(request, action, agreement, form, write):
    """Answer the button that shows the paper of a form; None when the form is to be shown again."""
    return made_for_signature(request, MADE_BY[action], agreement, form, write, later=form.later)


@allow_on(Agreement, *CERTIFY_NAMES.roles)
@require_http_methods(["GET", "POST"])
def certify(request, agreement):
    """One certification for several officers who passed. Whom this person may not certify is left to a colleague."""
    at, user = clock.now(), request.user
    rows = checks.certifiable_by(agreement, user, at).select_related("nomination__officer__jurisdiction")
    passed = certifiable(at).filter(nomination__agreement=agreement).select_related("nomination__officer")
    form = CertifyForm(request.POST or None, record=agreement, rows=rows)

    def write() -> Paper:
        return certification_paper(agreement, form.officers_given(), form.cleaned_data["certified_by"])

    return paper_page(
        request, CERTIFY_NAMES, agreement, form, partial(workflow.certify, agreement), write,
        lead="ICE certifies in writing the names of officers who passed the exam."
        + why_not(checks.must_be_certifiable_by, list(passed), agreement, user),
    )  # fmt: skip


@allow_on(Agreement, *SIGN_LETTER.roles)
@require_http_methods(["GET", "POST"])
def sign_letter(request, agreement):
    """One letter for several certified officers; those without a letter are checked."""
    at, user = clock.now(), request.user
    rows = checks.signable_by(agreement, user, at).named()
    nameable = Certification.objects.nameable(at).filter(agreement=agreement)
    waiting = chosen_rows(request, Certification.objects.without_letter(at).filter(pk__in=rows.values("pk")))
    form = LetterForm(
        request.POST or None, request.FILES or None, record=agreement, rows=rows, chosen=waiting,
        initial=letter_so_far(agreement, user),
    )  # fmt: skip

    def write() -> Paper:
        return letter_paper(form.letter(), [row.officer for row in form.officers_given()])

    return paper_page(
        request, SIGN_LETTER, agreement, form, workflow.sign_letter, write,
        lead="Authority begins on the start date, or when the letter is signed if that is later. With no last date "
        "it lasts as long as the MOA. The supervising official named here replaces any current one."
        + why_not(checks.must_be_another_than_the_certifier, list(nameable), user),
    )  # fmt: skip


def letter_so_far(agreement, user) -> dict[str, str]:
    """Give what a new letter begins with: the director who signs, and the official of the last letter."""
    last = agreement.letters.live().first()
    official = {"official": last.official, "position": last.position} if last else {}
    return {"signed_by": user.name, "title": "Field Office Director", **official}


@allow_on(Letter, *COPY_TO_AGENCY.roles)
@require_http_methods(["GET", "POST"])
def give_copy(request, letter):
    """The date on which the agency got its copy."""
    form = GiveCopyForm(request.POST or None, record=letter)
    return act_page(
        request, COPY_TO_AGENCY, form, partial(workflow.give_copy, letter), about=letter, back=letter_url(letter.pk),
        lead="The agency gets a copy of the signed letter.",
    )  # fmt: skip


@allow_on(Letter, *EXECUTE_FORM.roles)
@require_http_methods(["GET", "POST"])
def execute_form(request, letter):
    """The date of Form 70-006, for several officers of a letter at once."""
    rows = letter.authorizations.live().filter(form_at=None).named()
    form = FormForm(
        request.POST or None, request.FILES or None, record=letter, rows=rows, chosen=chosen_rows(request, rows)
    )
    return act_page(
        request, EXECUTE_FORM, form, partial(workflow.execute_form, letter), about=letter, back=letter_url(letter.pk),
        lead="Form 70-006 designates each officer. Without it the letter gives no authority.",
    )  # fmt: skip


@allow_on(Letter, *RECEIVE.roles)
@require_http_methods(["GET", "POST"])
def receive(request, letter):
    """The date on which several officers received the letter and their Form 70-006."""
    rows = letter.authorizations.live().filter(form_at__isnull=False, receipt_at=None).named()
    form = ReceiptForm(request.POST or None, record=letter, rows=rows, chosen=chosen_rows(request, rows))
    return act_page(
        request, RECEIVE, form, partial(workflow.receive, letter), about=letter, back=letter_url(letter.pk),
        lead="Record when the officers received the letter and Form 70-006. Their authority begins on that date.",
    )  # fmt: skip


@allow_on(Agreement, *WITHDRAW.roles)
@require_http_methods(["GET", "POST"])
def withdraw(request, agreement):
    """ICE's written notice of withdrawal for the officers checked; nobody is checked at first."""
    rows = checks.withdrawable(agreement, clock.now())
    one = chosen_rows(request, rows, "pk") if "officer" in request.GET else rows.none()
    form = WithdrawForm(request.POST or None, record=agreement, rows=rows, chosen=one)
    frame = {"about": agreement.jurisdiction, "back": papers_url(agreement.pk), "lead": WITHDRAWAL}
    if asks_for_the_document(request):
        made = seen_paper(request, WITHDRAW, agreement, form, partial(withdrawal_from, form))
        return made or form_page(request, WITHDRAW, form, template=PAPER_FORM, button=REVIEW_FIRST, **frame)
    return reviewed_act(
        request, WITHDRAW, form, workflow.withdraw, agency=agreement.jurisdiction, named=form.officers_given,
        because="withdrawn by ICE", template=PAPER_FORM, **frame,
    )  # fmt: skip


def next_for(request, officer, waiting, page: str):
    """Open the act of a letter for one officer, whose next letter lacks it; say so when none does."""
    row = waiting.filter(officer=officer).order_by("starts_at").first()
    if row is None:
        messages.info(request, "Nothing to record: already on file, or no letter names this officer.")
        return redirect("authority:officer", officer.pk)
    return redirect(f"{reverse(page, args=[row.letter_id])}?officer={officer.pk}")


@allow_on(Officer, *EXECUTE_FORM.roles)
@require_GET
def officer_form(request, officer):
    return next_for(request, officer, officer.authorizations.without_form(clock.now()), EXECUTE_FORM.page)


@allow_on(Officer, *RECEIVE.roles)
@require_GET
def officer_receipt(request, officer):
    return next_for(request, officer, officer.authorizations.without_receipt(clock.now()), RECEIVE.page)


def annul_page(kind: str):
    """Make the page that annuls one kind of entry: open to those who enter it, in the entry's own scope."""
    rule = KINDS[kind]

    @allow_on(rule.model, *rule.action.roles)
    @require_http_methods(["GET", "POST"])
    def page(request, fact):
        return reviewed_act(
            request, rule.action, AnnulForm(request.POST or None), partial(annul, kind, fact), agency=fact.place,
            about=f"{rule.word[:1].upper()}{rule.word[1:]}, {getattr(fact, 'officer', fact.place)}",
            back=back_from(fact),
            lead="The entry no longer counts, now or for past dates. Next, enter the correct record.",
        )  # fmt: skip

    return page


def back_from(fact) -> str:
    """Give the page where an entry is shown: its letter, its agreement's papers, or the officer."""
    if isinstance(fact, Letter):
        return letter_url(fact.pk)
    if hasattr(fact, "letter"):
        return letter_url(fact.letter_id)
    if hasattr(fact, "agreement") and not hasattr(fact, "number"):
        return papers_url(fact.agreement_id)
    return reverse("authority:officer", args=[fact.officer_id])
