"""The pages that show: the papers under an agreement, one letter, the list of credentials, one credential."""

from django.contrib.postgres.aggregates import ArrayAgg
from django.core.paginator import Paginator
from django.db.models import Count, Q, Value
from django.db.models.functions import Concat
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from accounts.roles import READERS
from agreements.memoranda.models import Agreement
from pages.access import allow, allow_on
from records.models import Attachment, Event
from wso_portal import clock

from .annulment import KINDS
from .filters import CredentialFilter
from .models import Authorization, Certification, Credential, Letter
from .states import ANNUL, ANNUL_SIGNED, CREDENTIAL_ACTIONS, ISSUE, SIGN_LETTER, SUPERVISE, WITHDRAW, LetterStage
from .steps import letter_steps, offered, steps_under

ROWS = 50
COUNTED = 1000  # beyond it a list says 1,000+


@allow_on(Agreement)
@require_GET
def papers(request, agreement):
    """Certifications, letters and withdrawals under an agreement, and what waits there."""
    at, user = clock.now(), request.user
    steps = steps_under(agreement, user, at)
    certified = Certification.objects.live().filter(agreement=agreement).named()
    certified = certified.order_by("officer__last_name", "officer__first_name", "pk")
    context = {
        "title": "Certifications, letters and withdrawals",
        "breadcrumbs": [(str(agreement), reverse("memoranda:agreement", args=[agreement.pk]))],
        "agreement": agreement, "at": at, "zone": agreement.jurisdiction.zone,
        "steps": steps, **offered(steps, further_acts(agreement, user)), **may_annul(user, agreement.jurisdiction),
        "letters": [(letter, letter.stage(at)) for letter in letters_under(agreement)],
        "certifications": Paginator(certified, ROWS).get_page(request.GET.get("page")),
        "withdrawals": withdrawals_under(agreement),
    }  # fmt: skip
    return render(request, "credentials/papers.html", context)


def further_acts(agreement, user) -> list[dict]:
    """What may be done besides the steps that wait, where the role allows it."""
    acts = ((SIGN_LETTER, "sign_letter"), (SUPERVISE, "supervise_agency"), (WITHDRAW, "withdraw"))
    return [
        {"label": action.label, "url": reverse(f"credentials:{name}", args=[agreement.pk])}
        for action, name in acts
        if user.holds(action.roles, agreement.jurisdiction)
    ]


def may_annul(user, place) -> dict[str, bool]:
    """Whether the person may annul what staff enter, and what the director signs."""
    return {"may_annul": user.holds(ANNUL.roles, place), "may_annul_signed": user.holds(ANNUL_SIGNED.roles, place)}


def letters_under(agreement):
    """The letters, with how many officers each names and for how many the form and the receipt are on record."""
    live = Q(authorizations__annulled_at=None)
    letters = agreement.letters.select_related("agreement").annotate(
        named=Count("authorizations", filter=live),
        executed=Count("authorizations__form_at", filter=live),
        received=Count("authorizations__receipt_at", filter=live),
    )
    return letters.order_by("-signed_at", "-pk")[:ROWS]


def withdrawals_under(agreement):
    name = Concat("officers__first_name", Value(" "), "officers__last_name")
    return agreement.withdrawals.annotate(names=ArrayAgg(name, distinct=True)).order_by("-notified_at", "-pk")[:ROWS]


@allow_on(Letter)
@require_GET
def letter(request, letter):
    """The letter: whom it authorizes for what, from when until when, and how far each officer's papers are."""
    at, user = clock.now(), request.user
    letter = Letter.objects.select_related("agreement__jurisdiction", "recorded_by", "annulled_by").get(pk=letter.pk)
    rows, allowed, stage = named_in(letter), may_annul(user, letter.place), letter.stage(at)
    steps = letter_steps(letter, rows, user)
    more = [{"label": step.label, "url": step.url} for step in steps if step.may]
    more += [annulment("letter", letter)] if allowed["may_annul_signed"] and not letter.annulled_at else []
    context = {
        "title": str(letter),
        "breadcrumbs": [("Certifications, letters and withdrawals", papers_url(letter.agreement_id))],
        "letter": letter, "stage": stage, "at": at, "zone": letter.place.zone, "steps": steps,
        **offered(steps, more), **allowed, "rows": rows,
        "may_issue": user.holds(ISSUE.roles, letter.place) and stage in (LetterStage.IN_FORCE, LetterStage.COMING),
        "documents": Attachment.objects.visible_to(user).of(letter), "events": timeline(letter, user),
    }  # fmt: skip
    return render(request, "credentials/letter.html", context)


def papers_url(agreement_pk: int) -> str:
    return reverse("credentials:papers", args=[agreement_pk])


def named_in(letter) -> list[Authorization]:
    """The officers named in a letter, each with the credential under its agreement that is in the officer's hand."""
    rows = letter.authorizations.select_related("officer").order_by("officer__last_name", "officer__first_name", "pk")
    held = Credential.objects.in_hand().filter(agreement=letter.agreement_id, officer__in=rows.values("officer"))
    by_officer = {credential.officer_id: credential for credential in held.order_by("expires_at")}
    for row in rows:
        row.held = by_officer.get(row.officer_id)
    return list(rows)


def annulment(kind: str, fact) -> dict[str, str]:
    url = reverse("credentials:annul", kwargs={"kind": kind, "pk": fact.pk})
    return {"label": f"Annul this {KINDS[kind].word}", "url": url}


def timeline(record, user):
    return Event.objects.visible_to(user).of(record).select_related("actor").order_by("-at", "-pk")[:ROWS]


@allow(*READERS)
@require_GET
def credentials(request):
    """The credentials in one's scope, filtered by the address, the first to expire first."""
    at = clock.now()
    form = CredentialFilter(request.GET)
    found = form.rows(Credential.objects.visible_to(request.user), at)
    counted = found.order_by()[: COUNTED + 1].count()
    pages = Paginator(found.with_recall(at).named(), ROWS)
    pages.count = counted if counted <= COUNTED else found.order_by().count()
    page = pages.get_page(request.GET.get("page"))
    context = {
        "title": "Credentials", "form": form, "chips": form.chips(), "at": at,
        "page": page, "rows": [(row, row.stage(at)) for row in page],
        "total": f"{counted:,}" if counted <= COUNTED else f"{COUNTED:,}+",
    }  # fmt: skip
    return render(request, "credentials/credentials.html", context)


@allow_on(Credential)
@require_GET
def credential(request, credential):
    """One credential: whose, until when, where it is, and the acts that move it."""
    at, user = clock.now(), request.user
    found = Credential.objects.with_recall(at).named().select_related("authorization__letter", "annulled_by")
    credential = found.get(pk=credential.pk)
    acts = moves(credential, user)
    context = {
        "title": str(credential),
        "breadcrumbs": [("Credentials", reverse("credentials:credentials"))],
        "credential": credential, "stage": credential.stage(at), "zone": credential.place.zone,
        "primary": acts[0] if acts else None, "others": acts[1:], "events": timeline(credential, user),
    }  # fmt: skip
    return render(request, "credentials/credential.html", context)


def moves(credential, user) -> list[dict]:
    """Where the credential may go from here, for who may say so; an annulled entry goes nowhere."""
    if credential.annulled_at:
        return []
    acts = [
        {"label": action.label, "url": reverse(f"credentials:{action.name}", args=[credential.pk])}
        for action in CREDENTIAL_ACTIONS
        if action.suits(credential.status) and user.holds(action.roles, credential.place)
    ]
    return acts + ([annulment("credential", credential)] if user.holds(ANNUL.roles, credential.place) else [])
