"""The pages of the acts on paper, for several officers at once: certify, sign, copy, form, receipt, withdraw, annul."""

from datetime import timedelta

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from agreements.memoranda.models import Agreement
from officers.nominations.models import Officer
from pages.access import allow_on
from pages.acts import tried, verb_page
from wso_portal import clock

from . import workflow
from .annulment import KINDS, annul
from .forms import CertifyForm, CopyForm, FormForm, LetterForm, ReasonForm, ReceiptForm, WithdrawForm
from .models import Certification, Letter
from .querysets import certifiable
from .states import CERTIFY_NAMES, COPY_TO_AGENCY, EXECUTE_FORM, RECEIVE, SIGN_LETTER, WITHDRAW

ENTERED_LATE = timedelta(days=365)  # a notice of withdrawal may be entered so long after a letter's end
form_page = require_http_methods(["GET", "POST"])


def act_page(request, form, action, act, *, about, lead: str, back: str):
    """The page of one verb: does it and goes back, or shows the form with what is wrong."""
    if tried(form, act):
        messages.success(request, f"{action.done}.")
        return redirect(back)
    return verb_page(request, form, action, about=about, lead=lead, back=back)


def ticked(request, rows, path: str = "officer"):
    """The rows to tick at first: one officer's, when the page was opened for one; else all."""
    asked = request.GET.get("officer", "")
    return rows.filter(**{path: int(asked)}) if asked.isdecimal() and len(asked) < 19 else rows


def papers_url(agreement) -> str:
    return reverse("credentials:papers", args=[agreement.pk])


def letter_url(letter) -> str:
    return reverse("credentials:letter", args=[letter.pk])


@allow_on(Agreement, *CERTIFY_NAMES.roles)
@form_page
def certify(request, agreement):
    """One certification for several officers who passed. Whom this person examined is left to a colleague."""
    at = clock.now()
    waiting = certifiable(at).filter(nomination__agreement=agreement)
    own = waiting.handled_by(request.user).values("pk")
    rows = waiting.exclude(pk__in=own).select_related("nomination__officer__jurisdiction")
    form = CertifyForm(request.POST or None, record=agreement, rows=rows)
    examined = own.count()
    return act_page(
        request, form, CERTIFY_NAMES,
        lambda: workflow.certify(
            agreement, list(form.cleaned_data["officers"]), form.cleaned_data["certified_by"],
            form.cleaned_data["certified_on"], form.cleaned_data["certified_time"], by=request.user, at=at,
        ),
        about=agreement.jurisdiction, back=papers_url(agreement),
        lead="ICE certifies in writing the names of officers who passed the examination."
        + (f" A colleague certifies the {examined} in whose class or examination you took part." if examined else ""),
    )  # fmt: skip


@allow_on(Agreement, *SIGN_LETTER.roles)
@form_page
def sign_letter(request, agreement):
    """One letter for several certified officers; those without a letter are ticked."""
    at = clock.now()
    rows = Certification.objects.nameable(at).filter(agreement=agreement).named()
    waiting = ticked(request, Certification.objects.without_letter(at).filter(agreement=agreement))
    form = LetterForm(
        request.POST or None, request.FILES or None, record=agreement, rows=rows, ticked=waiting,
        initial=letter_so_far(agreement, request.user),
    )  # fmt: skip
    return act_page(
        request, form, SIGN_LETTER,
        lambda: workflow.sign_letter(
            form.letter(), list(form.cleaned_data["officers"]), form.cleaned_data["copy"], by=request.user, at=at
        ),
        about=agreement.jurisdiction, back=papers_url(agreement),
        lead="Authority begins on the start date, or when the letter is signed if that is later. With no last day it "
        "lasts as long as the MOA. The supervising official named here replaces any current one.",
    )  # fmt: skip


def letter_so_far(agreement, user) -> dict[str, str]:
    """What a new letter begins with: the director who signs, and the official of the last letter."""
    last = agreement.letters.live().first()
    official = {"official": last.official, "position": last.position} if last else {}
    return {"signed_by": user.name, "title": "Field Office Director", **official}


@allow_on(Letter, *COPY_TO_AGENCY.roles)
@form_page
def give_copy(request, letter):
    """The day on which the agency got its copy."""
    form = CopyForm(request.POST or None, record=letter)
    return act_page(
        request, form, COPY_TO_AGENCY,
        lambda: workflow.give_copy(letter, form.cleaned_data["copied_on"], by=request.user, at=clock.now()),
        about=letter, back=letter_url(letter), lead="The agency gets a copy of the signed letter.",
    )  # fmt: skip


@allow_on(Letter, *EXECUTE_FORM.roles)
@form_page
def execute_form(request, letter):
    """The date of Form 70-006, for several officers of a letter at once."""
    rows = letter.authorizations.live().filter(form_at=None).named()
    form = FormForm(request.POST or None, record=letter, rows=rows, ticked=ticked(request, rows))
    return act_page(
        request, form, EXECUTE_FORM,
        lambda: workflow.execute_form(
            letter, list(form.cleaned_data["officers"]), form.cleaned_data["form_on"], form.cleaned_data["form_time"],
            by=request.user, at=clock.now(),
        ),
        about=letter, back=letter_url(letter),
        lead="Form 70-006 designates each officer. Without it the letter gives no authority.",
    )  # fmt: skip


@allow_on(Letter, *RECEIVE.roles)
@form_page
def receive(request, letter):
    """The day on which several officers received the letter and their Form 70-006."""
    rows = letter.authorizations.live().filter(form_at__isnull=False, receipt_at=None).named()
    form = ReceiptForm(request.POST or None, record=letter, rows=rows, ticked=ticked(request, rows))
    return act_page(
        request, form, RECEIVE,
        lambda: workflow.receive(
            letter, list(form.cleaned_data["officers"]), form.cleaned_data["receipt_on"],
            form.cleaned_data["receipt_time"], by=request.user, at=clock.now(),
        ),
        about=letter, back=letter_url(letter),
        lead="Each officer has received the letter and Form 70-006. Authority counts from then on.",
    )  # fmt: skip


@allow_on(Agreement, *WITHDRAW.roles)
@form_page
def withdraw(request, agreement):
    """ICE's written notice of withdrawal for the officers ticked; nobody is ticked at first."""
    at = clock.now()
    named = agreement.authorizations.over(at - ENTERED_LATE, None)
    rows = Officer.objects.filter(pk__in=named.values("officer")).select_related("jurisdiction")
    one = ticked(request, rows, "pk") if "officer" in request.GET else rows.none()
    form = WithdrawForm(request.POST or None, record=agreement, rows=rows, ticked=one)
    return act_page(
        request, form, WITHDRAW,
        lambda: workflow.withdraw(form.withdrawal(), list(form.cleaned_data["officers"]), by=request.user, at=at),
        about=agreement.jurisdiction, back=papers_url(agreement),
        lead="The officers lose their authority when the agency is notified, or on the date and time you enter "
        "(12:00 a.m. if you enter no time). A letter signed after the agency was notified stays in force.",
    )  # fmt: skip


def next_for(request, officer, waiting, page: str):
    """Opens the act of a letter for one officer, whose next letter lacks it; says so when none does."""
    row = waiting.filter(officer=officer).order_by("starts_at").first()
    if row is None:
        messages.info(request, "Nothing waits for this: it is recorded, or no letter names this officer.")
        return redirect("authority:officer", officer.pk)
    return redirect(f"{reverse(f'credentials:{page}', args=[row.letter_id])}?officer={officer.pk}")


@allow_on(Officer, *EXECUTE_FORM.roles)
@require_GET
def officer_form(request, officer):
    return next_for(request, officer, officer.authorizations.without_form(clock.now()), "form")


@allow_on(Officer, *RECEIVE.roles)
@require_GET
def officer_receipt(request, officer):
    return next_for(request, officer, officer.authorizations.without_receipt(clock.now()), "receipt")


def annulling(kind: str):
    """The page that annuls one kind of entry: open to those who enter it, in the entry's own scope."""
    rule = KINDS[kind]

    @allow_on(rule.model, *rule.action.roles)
    @form_page
    def page(request, fact, kind):
        form = ReasonForm(request.POST or None, record=fact)
        return act_page(
            request, form, rule.action,
            lambda: annul(kind, fact, form.cleaned_data["reason"], by=request.user, at=clock.now()),
            about=f"{rule.word[:1].upper()}{rule.word[1:]}, {getattr(fact, 'officer', fact.place)}",
            back=back_from(fact),
            lead="The entry no longer counts in any answer, for today or for the past. What is right is entered anew.",
        )  # fmt: skip

    return page


def back_from(fact) -> str:
    """Where an entry is shown: its letter, its agreement's papers, or the officer."""
    if isinstance(fact, Letter):
        return letter_url(fact)
    if hasattr(fact, "letter"):
        return letter_url(fact.letter)
    if hasattr(fact, "agreement") and not hasattr(fact, "number"):
        return papers_url(fact.agreement)
    return reverse("authority:officer", args=[fact.officer_id])
