"""The page of one jurisdiction: the stage of its partnerships, its officers, and the next step."""

from datetime import datetime
from functools import cached_property

from django.urls import reverse

from agreements.jurisdictions.states import ASSIGN, CONFIRM_ZONE, RENAME
from agreements.memoranda.models import Agreement
from agreements.memoranda.states import DRAFT
from agreements.memoranda.turns import holders_of, next_steps_of, turn_of, turn_since
from officers.authority.forms import STAGE_NAMES
from officers.authority.jails import FacilityLine, facility_lines
from officers.authority.nominating import nomination_offer
from officers.authority.querysets import STAGES
from officers.credentials.states import RECOUNT
from records.models import Attachment, Event
from records.offers import Offer, Offers, offer_of
from records.turns import Turn, holder_of
from wso_portal import clock

from . import onboarding, turns
from .models import Partnership
from .queue import collect
from .states import Stage
from .waiting import MINE, SENT

PAPERS_SHOWN = 20
UNDRAFTED = (None, Stage.PENDING_LISTED, Stage.ENDED, Stage.NO_LONGER_LISTED)
RUNNING = (Stage.IN_FORCE, Stage.NOTICE_GIVEN)
OF_SEVERAL = ("training:index", "credentials:certify", "credentials:sign_letter")  # their pages are not one officer's


class AgencyPage:
    """One jurisdiction at a moment, as one person may see it. Read it by its properties; each asks once."""

    def __init__(self, jurisdiction, at: datetime, user):
        self.jurisdiction, self.at, self.user = jurisdiction, at, user

    @cached_property
    def partnerships(self) -> list[Partnership]:
        """WSO first, then the other programs."""
        found = Partnership.objects.filter(jurisdiction=self.jurisdiction).staged(self.at)
        rows = sorted(found.select_related("listing"), key=lambda p: (p.program != "WSO", p.program))
        for row in rows:
            row.jurisdiction = self.jurisdiction
        return rows

    @property
    def wso(self) -> Partnership | None:
        return next((p for p in self.partnerships if p.program == "WSO"), None)

    @property
    def other_programs(self) -> list[Partnership]:
        return [p for p in self.partnerships if p.program != "WSO"]

    @property
    def stage(self) -> Stage | None:
        """The stage of the WSO partnership; None when there is none."""
        return Stage(self.wso.stage) if self.wso else None

    @cached_property
    def in_progress(self) -> Agreement | None:
        """The WSO agreement that somebody must act on next."""
        open_ones = (Stage.DRAFTED, Stage.RECORDED, Stage.SENT)
        papers = self.agreements if self.stage in open_ones else []
        return next((a for a in papers if a.program == "WSO" and turn_of(a)), None)

    @property
    def turn(self) -> Turn | None:
        """Whose turn it is with the partnership; None once it is in force, or over."""
        if self.jurisdiction.field_office is None:
            return turns.PLACES
        return turn_of(self.in_progress) if self.in_progress else turns.of_listing(self.stage)

    @property
    def holder(self) -> str:
        """Who has the turn, by name: both sides while both signatures are missing."""
        if self.in_progress and self.jurisdiction.field_office:
            return holders_of(self.in_progress)
        return holder_of(self.turn, self.jurisdiction) if self.turn else ""

    @property
    def next_step(self) -> str:
        """What they do next."""
        if self.in_progress and self.jurisdiction.field_office:
            return next_steps_of(self.in_progress)
        return self.turn.next_step if self.turn else ""

    @property
    def turn_since(self) -> datetime | None:
        """Since when it is that turn."""
        if self.in_progress:
            return turn_since(self.in_progress)
        return self.wso.first_listed_at if self.wso and self.stage in turns.OF_LISTING else None

    @cached_property
    def agreements(self) -> list[Agreement]:
        """Every agreement, the newest first."""
        found = Agreement.objects.filter(jurisdiction=self.jurisdiction).with_stage(self.at)
        rows = list(found.prefetch_related("signatures").order_by("-drafted_at", "-pk"))
        for row in rows:
            row.jurisdiction = self.jurisdiction
        return rows

    @cached_property
    def people(self) -> onboarding.OfficerNumbers:
        """Its officers in numbers."""
        return onboarding.officers_of(self.jurisdiction, self.at)

    @property
    def officers(self) -> list[tuple[str, int, str]]:
        """Who may serve now, and how many officers are at each stage: (word, number, link to them)."""
        here = f"{reverse('authority:roster')}?agency={self.jurisdiction.pk}&exact=1&"
        numbers = self.people.numbers
        serving = [("may serve now", self.people.serving, f"{here}answer=yes")] if numbers else []
        return serving + [(STAGE_NAMES[s].lower(), numbers[s], f"{here}stage={s}") for s in STAGES if numbers.get(s)]

    @property
    def steps(self) -> list[onboarding.OnboardingRow]:
        """The strip from the first trace of the agency to officers who may serve."""
        papers = [
            a for a in self.agreements if a.program == "WSO" and a.status in ("draft", "sent", "recorded", "signed")
        ]
        signed = [a for a in papers if a.effective_at]
        paper = signed[0] if signed else papers[0] if papers else None
        traces = [p.first_listed_at for p in self.partnerships] + [a.drafted_at for a in papers]
        way = {
            "On record": onboarding.earliest(traces),
            "Drafted": drafted_at(paper) if paper else None,
            "Sent": paper.sent_at if paper else None,
            onboarding.STEP_IN_FORCE: paper.effective_at if paper else None,
            **self.people.reached,
            "Serving": self.people.first_served_at,
        }
        return onboarding.steps(way, self.jurisdiction.zone, self.stage in (Stage.SUSPENDED, Stage.ENDED))

    @cached_property
    def waiting(self) -> list:
        """What waits here for this person, and what waits for others."""
        return collect((*MINE, *SENT), self.user, self.at, each=1, within=self.jurisdiction)

    @cached_property
    def offers(self) -> Offers:
        """What waits here for this person, the first as the primary act, then what else may be done."""
        tasks = [self._offer(group) for group in self.waiting if group.row in MINE]
        starts = [offer for offer in (self._draft(), self._nomination()) if offer]
        first = next((offer for offer in [*tasks, *starts] if not offer.refused), None)
        return Offers(first, [offer for offer in [*tasks, *starts, *self._upkeep()] if offer is not first])

    def _offer(self, group) -> Offer:
        """The task of whom it waits for longest, by name; a copy begins with the day that ICE lists."""
        row, first, listed = group.row, group.items[0], self.wso and self.wso.signed_on
        nameless = row.url in OF_SEVERAL or first.what == self.jurisdiction.name
        label = row.label if nameless else f"{row.label}: {first.what}"
        query = f"?program=WSO&signed_on={listed:%Y-%m-%d}" if row.turn is turns.RECORDS_COPY and listed else ""
        return Offer(row.turn.actions[0], None, first.url + query, None, label)

    def _draft(self) -> Offer | None:
        return offer_of(DRAFT, self.jurisdiction, self.user, self.at) if self.stage in UNDRAFTED else None

    def _nomination(self) -> Offer | None:
        return nomination_offer(self.jurisdiction, self.user, self.at) if self.stage in RUNNING else None

    def _upkeep(self) -> list[Offer]:
        acts = [ASSIGN, RENAME] if self.jurisdiction.field_office_id else [RENAME]
        acts += [] if self.jurisdiction.zone_confirmed else [CONFIRM_ZONE]
        acts += [RECOUNT] if self.jurisdiction.version > 1 else []  # only an act on the agency can move its zone
        found = [offer_of(act, self.jurisdiction, self.user, self.at) for act in acts]
        return [offer for offer in found if offer and not has_nothing_to_move(offer)]

    @property
    def listings(self) -> list[tuple[Partnership, object]]:
        """What ICE lists, each with the day of the agreement on record where the two differ."""
        return [(p, self._conflict(p)) for p in self.partnerships if p.listing_id]

    def _conflict(self, partnership):
        if not partnership.effective_at or not partnership.signed_on:
            return None
        agreed = clock.day_of(partnership.effective_at, self.jurisdiction.zone)
        return agreed if agreed != partnership.signed_on else None

    @property
    def facilities(self) -> list[FacilityLine]:
        """The jails, each with its state and how many may serve there; those that need officers first."""
        return facility_lines(self.jurisdiction.facilities.all(), self.at)

    @cached_property
    def documents(self) -> list[Attachment]:
        found = Attachment.objects.visible_to(self.user).filter(jurisdiction=self.jurisdiction)
        return list(found.select_related("document").order_by("-attached_at", "-pk")[:PAPERS_SHOWN])

    @property
    def events(self):
        """The agency's own timeline: itself and its agreements; each officer has one of their own."""
        subjects = [self.jurisdiction.subject, *(agreement.subject for agreement in self.agreements)]
        found = Event.objects.visible_to(self.user).filter(subject__in=subjects)
        return found.select_related("actor").order_by("-at", "-pk")[:PAPERS_SHOWN]


def has_nothing_to_move(offer: Offer) -> bool:
    """Whether it is the recount of dates, and no date would move: then it is not worth a line."""
    return offer.action is RECOUNT and offer.refused is not None and not offer.refused.clause


def drafted_at(agreement: Agreement) -> datetime | None:
    """When it was drafted here; none for paper older than its record, which was confirmed from the signed copy."""
    confirmed = agreement.effective_at is not None and agreement.drafted_at >= agreement.effective_at
    return None if confirmed or agreement.status == "recorded" else agreement.drafted_at
