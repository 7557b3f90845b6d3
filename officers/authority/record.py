"""What the officer's page shows beside the answer: steps with their dates, letters, credentials, and the next step."""

from dataclasses import replace
from functools import cached_property

from django.urls import reverse

from agreements.memoranda.terms import R4
from officers.credentials import states as credentials
from officers.nominations.states import DEPART
from records.models import Attachment
from records.templatetags.show import day_in

from .answer import Decision, authority_of
from .cures import cure_of
from .forms import WORDS
from .models import Course
from .querysets import ENTERED, STAGES
from .requirements import REQUIREMENTS

ENDS = {
    "agreement": "the agreement ends", "letter": "the letter ends", "credential": "the credential expires",
    "supervisor": "the supervising official's time ends", "not_departed": "the officer leaves",
    "not_withdrawn": "a withdrawal takes effect", "not_suspended": "a suspension takes effect",
}  # fmt: skip


class Record:
    """One officer's file at a moment, as one person may see it. Read it by its properties; each asks once."""

    def __init__(self, officer, at, user):
        self.officer, self.at, self.user = officer, at, user

    @cached_property
    def agreement(self):
        """The WSO agreement in effect at the moment, else the latest one before, else the first to come."""
        signed = self.officer.jurisdiction.agreements.filter(program="WSO", effective_at__isnull=False)
        ordered = sorted(signed, key=lambda one: one.effective_at)
        past = [one for one in ordered if one.effective_at <= self.at]
        return past[-1] if past else next(iter(ordered), None)

    @cached_property
    def nomination(self):
        """The live nomination under that agreement, with its examination."""
        if self.agreement is None:
            return None
        live = self.officer.nominations.live().filter(agreement=self.agreement)
        return live.select_related("examination", "background").first()

    @cached_property
    def examination(self):
        return getattr(self.nomination, "examination", None) if self.nomination else None

    @cached_property
    def decision(self) -> Decision:
        terms = self.agreement.terms if self.agreement else R4
        return authority_of(self.officer, self.at, terms)

    @cached_property
    def cures(self) -> dict[str, dict]:
        """For each unmet requirement that this person can cure now: the link to the step."""
        found = {
            reason.code: cure_of(reason.code, self.officer, self.agreement, self.nomination, self.user)
            for reason in self.decision.unmet
        }
        return {code: cure for code, cure in found.items() if cure}

    @property
    def unmet(self):
        """The reasons against, each with the address of its cure where there is one."""
        return [replace(r, cure_url=self.cures[r.code]["url"] if r.code in self.cures else "") for r in self.decision.unmet]

    @property
    def ending(self) -> str:
        """For a yes: what ends it, in a few words."""
        ends = self.decision.ending
        return ENDS.get(ends.code, ends.sentence) if ends else ""

    @property
    def met(self):
        return [reason for reason in self.decision.reasons if reason.met]

    @property
    def primary(self) -> dict | None:
        """The step that cures the first reason, for the one whose step it is."""
        first = self.decision.first
        return self.cures.get(first.code) if first else None

    @property
    def waits_for(self) -> str:
        """Who is asked for the next step; nobody while the officer may serve."""
        return REQUIREMENTS[self.decision.first.code].waits_for if self.decision.first else ""

    @property
    def others(self) -> list[dict]:
        """What else this person may do with the officer."""
        acts = [
            (credentials.SUSPEND, "credentials:suspend"), (credentials.SUPERVISE, "credentials:supervise"),
            (DEPART, "nominations:depart"),
        ]  # fmt: skip
        return [
            {"label": action.label, "url": reverse(name, args=[self.officer.pk])}
            for action, name in acts
            if self.user.holds(action.roles, self.officer.jurisdiction)
        ]

    @cached_property
    def course(self):
        return Course.objects.staged(self.at).filter(officer=self.officer).first()

    @property
    def steps(self) -> list[dict]:
        """The strip: each stage with the day it was reached."""
        reached = [stage for stage in STAGES if stage != "out" and self._entered(stage)]
        last = reached[-1] if reached else None
        return [
            {
                "label": WORDS[stage],
                "state": "current" if stage == last else "done" if stage in reached else "todo",
                "date": day_in(self._entered(stage), self.officer.jurisdiction.zone),
            }
            for stage in STAGES
            if stage != "out"
        ]

    def _entered(self, stage: str):
        if self.course is None or (stage == "cleared" and not self.course.cleared):
            return None
        return getattr(self.course, ENTERED[stage])

    @cached_property
    def authorizations(self):
        return list(self.officer.authorizations.live().select_related("letter").order_by("-starts_at"))

    @cached_property
    def supervisor(self):
        return self.officer.supervisions.standing(self.at).first()

    @cached_property
    def credentials(self):
        return list(self.officer.credentials.live().order_by("-issued_at"))

    @cached_property
    def documents(self):
        return list(Attachment.objects.visible_to(self.user).of(self.officer))
