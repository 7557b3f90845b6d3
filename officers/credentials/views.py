"""The pages that show: the papers under an agreement, one letter, the list of credentials, one credential."""

from dataclasses import dataclass

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Q, Value
from django.db.models.functions import Concat
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from accounts.roles import READERS
from agreements.memoranda.models import Agreement
from officers.nominations.models import Officer
from officers.nominations.naming import as_named, is_renamed
from pages.access import allow, allow_on
from pages.lists import chips, part_of
from records.actions import Action
from records.models import Attachment, Event, MadeDocument
from records.offers import Offer, Offers, offer_of, offers_of
from records.turns import holder_of
from wso_portal import clock

from .annulment import KINDS, annullable_notices
from .checks import may_be_issued_one
from .filters import credentials_listed
from .models import Authorization, Certification, Credential, Letter, Suspension
from .paper_views import papers_url
from .printing import letter_paper, printed_in_letter
from .states import (
    CALL_BACK,
    CERTIFY_NAMES,
    COPY_TO_AGENCY,
    CORRECT_NUMBER,
    END_SUPERVISION,
    EXECUTE_FORM,
    ISSUE,
    MOVES,
    RECEIVE,
    RETURN,
    SIGN_LETTER,
    SUPERVISE_UNDER_AGREEMENT,
    WITHDRAW,
)  # fmt: skip
from .turns import STEPS, first_records, turn_of_credential, turn_of_letter, waiting_under

CREDENTIALS_SHOWN = 50
MADE_SHOWN = 20
OF_AGREEMENT = (CERTIFY_NAMES, SIGN_LETTER, SUPERVISE_UNDER_AGREEMENT, END_SUPERVISION, WITHDRAW)


@dataclass(frozen=True)
class StepRow:
    """One step that waits under an agreement: of how many officers or letters, and the offer to whom it is offered."""

    action: Action
    number: int
    offer: Offer | None

    @property
    def what(self) -> str:
        """What waits, in words."""
        return STEPS[self.action]


@allow_on(Agreement)
@require_GET
def papers(request, agreement):
    """Certifications, letters and withdrawals under an agreement, and what waits there."""
    at, user = clock.now(), request.user
    steps, offers = offers_under(agreement, user, at)
    certified = Certification.objects.live().filter(agreement=agreement).named()
    certified = certified.order_by("officer__last_name", "officer__first_name", "pk")
    withdrawals = list(withdrawals_under(agreement))
    context = {
        "title": "Certifications, letters and withdrawals",
        "breadcrumbs": [(str(agreement), reverse("memoranda:agreement", args=[agreement.pk]))],
        "agreement": agreement, "at": at, "zone": agreement.jurisdiction.zone, "steps": steps, "offers": offers,
        "letters": [(letter, letter.stage(at)) for letter in letters_under(agreement)],
        "may_annul": user.holds(KINDS["certification"].action.roles, agreement.jurisdiction),
        "certifications": part_of(certified, request.GET, CREDENTIALS_SHOWN),
        "made": MadeDocument.objects.of(agreement)[:MADE_SHOWN],
        "suspensions": suspensions_under(agreement, user, at),
        "withdrawals": withdrawals, "annullable": annullable_notices(agreement, withdrawals, user, at),
    }  # fmt: skip
    return render(request, "credentials/papers.html", context)


def offers_under(agreement, user, at) -> tuple[list[StepRow], Offers]:
    """Give the steps that wait, each with its own offer, and what the page offers: the first of them, and the rest."""
    waiting = waiting_under(agreement, at)
    own = {action: pks for action, pks in waiting.items() if user.holds(action.roles, agreement.jurisdiction)}
    acts = dict.fromkeys(OF_AGREEMENT, agreement) | first_records(agreement, own)
    offers = offers_of(acts.items(), user, at, turn=waiting)
    found = {offer.action: offer for offer in (offers.primary, *offers.others) if offer}
    steps = [StepRow(action, len(pks), found.get(action)) for action, pks in waiting.items()]
    return steps, Offers(offers.primary, [offer for offer in offers.others if offer.action not in waiting])


def letters_under(agreement):
    """The letters, with how many officers each names and for how many the form and the receipt are on record."""
    live = Q(authorizations__annulled_at=None)
    letters = agreement.letters.select_related("agreement").annotate(
        named=Count("authorizations", filter=live),
        executed=Count("authorizations__form_at", filter=live),
        received=Count("authorizations__receipt_at", filter=live),
    )
    return letters.order_by("-signed_at", "-pk")[:CREDENTIALS_SHOWN]


def suspensions_under(agreement, user, at) -> list[tuple[Suspension, Offer | None]]:
    """The suspensions of officers whom a letter names, the latest first, each with the offer to void it."""
    named = agreement.authorizations.values("officer")
    rows = Suspension.objects.filter(officer__in=named).named().order_by("-notified_at", "-pk")[:CREDENTIALS_SHOWN]
    return [(row, offer_of(KINDS["suspension"].action, row, user, at)) for row in rows]


def withdrawals_under(agreement):
    name = Concat("officers__first_name", Value(" "), "officers__last_name")
    return agreement.withdrawals.annotate(names=ArrayAgg(name, distinct=True)).order_by("-notified_at", "-pk")[
        :CREDENTIALS_SHOWN
    ]


@allow_on(Letter)
@require_GET
def letter(request, letter):
    """The letter: whom it authorizes for what, from when until when, and how far each officer's papers are."""
    at, user = clock.now(), request.user
    whole = Letter.objects.select_related("agreement__jurisdiction__field_office", "recorded_by", "annulled_by")
    letter = whole.get(pk=letter.pk)
    rows = officer_rows(letter, user, at)
    paper = letter_paper(letter, [row.printed for row in rows])
    turn = turn_of_letter(letter, at)
    acts = [(action, letter) for action in (COPY_TO_AGENCY, EXECUTE_FORM, RECEIVE, KINDS["letter"].action)]
    context = {
        "title": str(letter),
        "breadcrumbs": [("Certifications, letters and withdrawals", papers_url(letter.agreement_id))],
        "letter": letter, "stage": letter.stage(at), "at": at, "zone": letter.place.zone, "turn": turn,
        "holder": holder_of(turn, letter.place) if turn else "",
        "offers": offers_of(acts, user, at, turn=turn.actions if turn else ()),
        "annul_copy": offer_of(KINDS["copy"].action, letter, user, at), "rows": rows,
        "made": MadeDocument.objects.of(letter.agreement).filter(digest=paper.digest).last(),
        "documents": Attachment.objects.visible_to(user).of(letter), "events": events_of(letter, user),
    }  # fmt: skip
    return render(request, "credentials/letter.html", context)


@dataclass(frozen=True)
class OfficerRow:
    """One officer named in a letter: the name that it prints, the credential, and the offers to void entries."""

    named: Authorization
    printed: Officer
    credential: Credential | None
    may_issue: bool
    annul: dict[str, Offer | None]

    @property
    def renamed(self) -> bool:
        """Whether the officer has another name or badge now than in the letter."""
        return is_renamed(self.printed, self.named.officer)


def officer_rows(letter, user, at) -> list[OfficerRow]:
    """Give the officers named in a letter by name, by four queries."""
    rows = list(named_in(letter))
    printed = {officer.pk: officer for officer in printed_in_letter(letter, rows)}
    held = Credential.objects.in_hand().filter(agreement=letter.agreement_id, officer__in=[r.officer_id for r in rows])
    by_officer = {credential.officer_id: credential for credential in held.order_by("expires_at")}
    without = [row.officer_id for row in rows if not row.annulled_at]
    issuable = Officer.objects.filter(pk__in=without).filter(may_be_issued_one(at))
    may_issue = set(issuable.values_list("pk", flat=True)) if user.holds(ISSUE.roles, letter.place) else set()
    return [
        OfficerRow(
            row, printed[row.officer_id], by_officer.get(row.officer_id), row.officer_id in may_issue,
            annul_offers(row, user, at),
        )
        for row in rows
    ]  # fmt: skip


def annul_offers(row: Authorization, user, at) -> dict[str, Offer | None]:
    """Give the offers to annul the form, the receipt or the naming of an officer; none that would be refused."""
    offers = {kind: offer_of(KINDS[kind].action, row, user, at) for kind in ("form", "receipt", "authorization")}
    return {kind: offer for kind, offer in offers.items() if offer and not offer.refused}


def named_in(letter):
    rows = letter.authorizations.select_related("officer__jurisdiction")
    return rows.order_by("officer__last_name", "officer__first_name", "pk")


def events_of(record, user):
    return Event.objects.visible_to(user).of(record).newest()[:CREDENTIALS_SHOWN]


@allow(*READERS)
@require_GET
def credentials(request):
    """The credentials in one's scope, filtered by the address, the first to expire first."""
    at = clock.now()
    form, table = credentials_listed(request.user, request.GET, at)
    part = part_of(table.rows, request.GET)
    context = {
        "title": "Credentials", "form": form, "chips": chips(form, request.GET), "at": at,
        "table": table, "part": part, "rows": [(row, row.stage(at)) for row in part.rows],
    }  # fmt: skip
    return render(request, "credentials/credentials.html", context)


@allow_on(Credential)
@require_GET
def credential(request, credential):
    """One credential: whose, until when, where it is, and the acts that move it."""
    at, user = clock.now(), request.user
    found = Credential.objects.with_recall(at).named().select_related("authorization__letter", "annulled_by")
    credential = found.get(pk=credential.pk)
    [printed] = as_named([credential.officer], credential.issued_at, credential.recorded_at)
    turn = turn_of_credential(credential)
    acts = [(action, credential) for action in (*MOVES, CALL_BACK, CORRECT_NUMBER, KINDS["credential"].action)]
    context = {
        "title": str(credential),
        "breadcrumbs": [("Credentials", reverse("credentials:credentials"))],
        "credential": credential, "printed": printed, "renamed": is_renamed(printed, credential.officer),
        "stage": credential.stage(at), "zone": credential.place.zone, "turn": turn,
        "holder": holder_of(turn, credential.place) if turn else "",
        "offers": offers_of(acts, user, at, turn=(*turn.actions, RETURN) if turn else ()),
        "events": events_of(credential, user),
    }  # fmt: skip
    return render(request, "credentials/credential.html", context)
