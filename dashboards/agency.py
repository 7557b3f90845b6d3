"""The page of one jurisdiction: where its partnerships stand, who its officers are, and what comes next."""

from datetime import datetime
from functools import cached_property

from django.urls import reverse

from agreements.jurisdictions.states import ASSIGN, CONFIRM_ZONE
from agreements.memoranda.models import Agreement
from agreements.memoranda.states import DRAFT
from officers.authority.forms import WORDS
from officers.authority.querysets import STAGES
from officers.credentials.states import RECOUNT
from officers.nominations.states import NOMINATE
from records.models import Attachment, Event
from wso_portal import clock

from . import onboarding
from .models import Partnership
from .queue import collect
from .states import Stage
from .waiting import MINE, SENT

SHOWN = 20
UNDRAFTED = (None, Stage.PENDING_LISTED, Stage.ENDED, Stage.NO_LONGER_LISTED)
RUNNING = (Stage.IN_FORCE, Stage.NOTICE_GIVEN)
OF_SEVERAL = ("training:index", "credentials:certify", "credentials:sign_letter")  # their pages are not one officer's
# who holds it, since when (a column of the partnership), and the next step
NEXT = {
    Stage.PENDING_LISTED: ("{} field office", "first_listed_at", "drafts an agreement"),
    Stage.LISTED: ("{} field office", "first_listed_at", "records the signed copy"),
    Stage.DRAFTED: ("{} field office", "drafted_at", "sends it for signature"),
    Stage.RECORDED: ("Field office or program manager", "drafted_at", "opens the signed copy and confirms it"),
    Stage.SENT: ("The agency and ICE", "sent_at", "sign; the second signature puts it in force"),
}


class Agency:
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
        """Where the WSO partnership stands; None when there is none."""
        return Stage(self.wso.stage) if self.wso else None

    @property
    def holder(self) -> dict | None:
        """Who holds the partnership on its way, since when, and what they do next."""
        if self.jurisdiction.field_office is None:
            return {"who": "Program manager", "since": None, "next": "chooses the field office"}
        if self.stage not in NEXT:
            return None
        who, since, what = NEXT[self.stage]
        return {"who": who.format(self.jurisdiction.field_office), "since": getattr(self.wso, since), "next": what}

    @cached_property
    def agreements(self) -> list[Agreement]:
        """Every agreement, the newest first."""
        found = Agreement.objects.filter(jurisdiction=self.jurisdiction).with_stage(self.at)
        return list(found.order_by("-drafted_at", "-pk"))

    @cached_property
    def people(self) -> onboarding.Officers:
        """Its officers in numbers."""
        return onboarding.officers_of(self.jurisdiction, self.at)

    @property
    def officers(self) -> list[tuple[str, int, str]]:
        """Who may serve now, and the stages at which officers stand: (word, number, link to them)."""
        here = f"{reverse('authority:roster')}?agency={self.jurisdiction.pk}&exact=1&"
        numbers = self.people.numbers
        serving = [("may serve now", self.people.serving, f"{here}answer=yes")] if numbers else []
        return serving + [(WORDS[s].lower(), numbers[s], f"{here}stage={s}") for s in STAGES if numbers.get(s)]

    @property
    def steps(self) -> list[onboarding.Step]:
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
            onboarding.IN_FORCE: paper.effective_at if paper else None,
            **self.people.reached,
            "Serving": self.people.first_served_at,
        }
        return onboarding.steps(way, self.jurisdiction.zone, self.stage in (Stage.SUSPENDED, Stage.ENDED))

    @cached_property
    def waiting(self) -> list:
        """What waits here for this person, and what waits for others."""
        return collect((*MINE, *SENT), self.user, self.at, each=1, within=self.jurisdiction)

    @property
    def primary(self) -> dict | None:
        """The next step on the way that this person takes here."""
        mine = [group for group in self.waiting if group.step in MINE]
        if mine:
            return self._step(mine[0])
        acts = self._acts()
        return acts[0] if acts else None

    def _step(self, group) -> dict:
        """The step of whom it waits for longest, by name; a copy begins with the day that ICE lists."""
        step, first, listed = group.step, group.items[0], self.wso and self.wso.signed_on
        nameless = step.url in OF_SEVERAL or first.what == self.jurisdiction.name
        label = step.label if nameless else f"{step.label}: {first.what}"
        query = f"?program=WSO&signed_on={listed:%Y-%m-%d}" if step.name == "record_copy" and listed else ""
        return {"label": label, "url": first.url + query}

    @property
    def others(self) -> list[dict]:
        """What else waits for this person here, and what else may be done."""
        waiting = [group for group in self.waiting if group.step in MINE]
        more = [*map(self._step, waiting), *self._acts(), *self._upkeep()]
        return [act for act in more if act != self.primary]

    def _acts(self) -> list[dict]:
        """What begins something new: an agreement, a nomination."""
        found = []
        if self.stage in UNDRAFTED and self.user.holds(DRAFT.roles, self.jurisdiction):
            found.append({"label": DRAFT.label, "url": reverse("memoranda:draft", args=[self.jurisdiction.pk])})
        if self.stage in RUNNING and self.user.holds(NOMINATE.roles, self.jurisdiction):
            found.append({"label": NOMINATE.label, "url": reverse("nominations:nominate")})
        return found

    def _upkeep(self) -> list[dict]:
        acts = [ASSIGN] if self.jurisdiction.field_office_id else []
        acts += [] if self.jurisdiction.zone_confirmed else [CONFIRM_ZONE]
        found = [
            {"label": act.label, "url": reverse(f"jurisdictions:{act.name}", args=[self.jurisdiction.pk])}
            for act in acts
            if self.user.holds(act.roles, self.jurisdiction)
        ]
        if self.user.holds(RECOUNT.roles, self.jurisdiction):
            found.append({"label": RECOUNT.label, "url": reverse("credentials:recount", args=[self.jurisdiction.pk])})
        return found

    @property
    def listings(self) -> list[tuple[Partnership, object]]:
        """What ICE lists, each with the day of the agreement on record where the two differ."""
        return [(p, self._conflict(p)) for p in self.partnerships if p.listing_id]

    def _conflict(self, partnership):
        if not partnership.effective_at or not partnership.signed_on:
            return None
        agreed = clock.day_of(partnership.effective_at, self.jurisdiction.zone)
        return agreed if agreed != partnership.signed_on else None

    @cached_property
    def documents(self) -> list[Attachment]:
        found = Attachment.objects.visible_to(self.user).filter(jurisdiction=self.jurisdiction)
        return list(found.select_related("document").order_by("-attached_at", "-pk")[:SHOWN])

    @property
    def events(self):
        """The agency's own timeline: itself and its agreements; each officer has one of their own."""
        subjects = [self.jurisdiction.subject, *(agreement.subject for agreement in self.agreements)]
        found = Event.objects.visible_to(self.user).filter(subject__in=subjects)
        return found.select_related("actor").order_by("-at", "-pk")[:SHOWN]


def drafted_at(agreement: Agreement) -> datetime | None:
    """When it was drafted here; none for paper older than its record, which was confirmed from the signed copy."""
    confirmed = agreement.effective_at is not None and agreement.drafted_at >= agreement.effective_at
    return None if confirmed or agreement.status == "recorded" else agreement.drafted_at
