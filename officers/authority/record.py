"""What the officer's page shows beside the answer: steps with their dates, letters, credentials, and the next step."""

from dataclasses import replace
from functools import cached_property

from django.db.models import Case, OuterRef, Q, Subquery, When
from django.urls import reverse

from agreements.memoranda.models import Agreement
from agreements.memoranda.terms import POWERS, R4
from officers.credentials import states as credentials
from officers.credentials.models import Supervision
from officers.nominations.states import DEPART
from pages.templatetags.show import day_in

from .answer import Decision, authority_of
from .cures import cure_of
from .forms import WORDS
from .models import Course
from .querysets import ENTERED, STAGES
from .requirements import REQUIREMENTS

ENDS = {
    "agreement": "the agreement ends",
    "agreement_not_suspended": "the agreement is suspended",
    "letter": "the letter ends",
    "credential": "the credential expires or leaves the officer's hand",
    "supervisor": "the supervising official's time ends",
    "not_departed": "the officer leaves",
    "not_withdrawn": "a withdrawal takes effect",
    "not_suspended": "a suspension takes effect",
}
WITHDRAW = "credentials:withdraw"


class Record:
    """One officer's file at a moment, as one person may see it. Read it by its properties; each asks once."""

    def __init__(self, officer, at, user, *, now=None):
        self.officer, self.at, self.user = officer, at, user
        self.past = now is not None and at < now

    @cached_property
    def nominations(self):
        """The live nominations, each with its papers and the number of the agreement that counts at the moment."""
        current = self._agreements().values("pk")[:1]
        live = self.officer.nominations.live().select_related("agreement", "examination", "background")
        return list(live.annotate(current=Subquery(current)))

    @cached_property
    def nomination(self):
        """The one under the agreement that counts at the moment."""
        return next((one for one in self.nominations if one.agreement_id == one.current), None)

    @cached_property
    def agreement(self):
        """The WSO agreement in effect at the moment, else the latest one before, else the first to come."""
        return self.nomination.agreement if self.nomination else self._agreements().first()

    def _agreements(self):
        signed = Agreement.objects.with_a_term().filter(jurisdiction=self.officer.jurisdiction_id, program="WSO")
        begun = Q(effective_at__lte=self.at)
        return signed.order_by(
            Case(When(begun, then=0), default=1), Case(When(begun, then="effective_at")).desc(), "effective_at"
        )

    @cached_property
    def examination(self):
        """The examination under that nomination, once the first attempt was taken."""
        found = getattr(self.nomination, "examination", None) if self.nomination else None
        return found if found and found.sat_at <= self.at else None

    @property
    def retaken(self) -> bool:
        """Whether the retake was taken by the moment."""
        return bool(self.examination and self.examination.retake_at and self.examination.retake_at <= self.at)

    @cached_property
    def decision(self) -> Decision:
        terms = self.agreement.terms if self.agreement else R4
        return authority_of(self.officer, self.at, terms)

    @cached_property
    def cures(self) -> dict[str, dict]:
        """For each unmet requirement that this person can cure now: the link to the step; nothing cures the past."""
        if self.past:
            return {}
        found = {
            reason.code: cure_of(reason.code, self.officer, self.agreement, self.nomination, self.user)
            for reason in self.decision.unmet
        }
        return {code: cure for code, cure in found.items() if cure}

    @property
    def unmet(self):
        """The reasons against, each with the address of its cure where there is one."""
        return [
            replace(r, cure_url=self.cures[r.code]["url"] if r.code in self.cures else "") for r in self.decision.unmet
        ]

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
        """Who is asked for the next step; nobody while the officer may serve, or for a moment of the past."""
        first = self.decision.first
        return REQUIREMENTS[first.code].waits_for if first and not self.past else ""

    @property
    def others(self) -> list[dict]:
        """What else this person may do with the officer; the primary step is not said twice, and the past has none."""
        if self.past:
            return []
        offered = [
            # a notice of withdrawal may name several: opened from here, it begins with this one
            (action.label, reverse(name, args=[pk]) + (f"?officer={self.officer.pk}" if name == WITHDRAW else ""))
            for action, name, pk in self._acts()
            if pk and self.user.holds(action.roles, self.officer.jurisdiction)
        ]
        primary = self.primary["url"] if self.primary else ""
        return [{"label": label, "url": url} for label, url in offered if url != primary]

    def _acts(self):
        reasons = {reason.code: reason for reason in self.decision.reasons}
        letter = reasons["letter"]  # in force, or signed and not in force yet
        pk, under = self.officer.pk, self.agreement.pk if self.agreement and (letter.met or letter.until) else None
        return (
            (credentials.ISSUE, "credentials:issue", under and pk),
            (credentials.SUPERVISE, "credentials:supervise", under and pk),
            (credentials.SUSPEND, "credentials:suspend", under and pk)
            if reasons["not_suspended"].met
            else (credentials.LIFT, "credentials:lift", pk),
            (credentials.WITHDRAW, WITHDRAW, under),
            (DEPART, "nominations:depart", pk),
        )

    @cached_property
    def course(self):
        """The steps so far, and who supervises at the moment."""
        official = Supervision.objects.in_effect(self.at).filter(officer=OuterRef("pk"))
        named = {name: Subquery(official.values(name)[:1]) for name in ("official", "position")}
        return Course.objects.annotate(**named).filter(officer=self.officer).first()

    @property
    def steps(self) -> list[dict]:
        """The strip: each stage with the day it was reached; a credential that is lost or expired is stopped."""
        stages = [stage for stage in STAGES if stage != "out"]
        reached = [stage for stage in stages if self._entered(stage)]
        states = {stage: "done" for stage in reached} | {stage: "current" for stage in reached[-1:]}
        if self.course and self.course.credential_until and self.course.credential_until <= self.at:
            states["credentialed"] = "stopped"
        zone = self.officer.jurisdiction.zone
        return [
            {"label": WORDS[s], "state": states.get(s, "todo"), "date": day_in(self._entered(s), zone)} for s in stages
        ]

    def _entered(self, stage: str):
        """When a stage was reached; nothing for one reached after the moment."""
        if self.course is None or (stage == "cleared" and not self.course.cleared):
            return None
        reached_at = getattr(self.course, ENTERED[stage])
        return reached_at if reached_at and reached_at <= self.at else None

    @property
    def heading(self) -> str:
        """A yes in a few words, with the one warrant it holds for where the letter does not name both."""
        return "May serve warrants: YES" + (f", {self.decision.powers[0]} only" if self.missing_powers else "")

    @property
    def missing_powers(self) -> list[tuple[str, str]]:
        """For a yes: the powers that the letter does not name, each with its words (App. A)."""
        return [power for power in POWERS if power[0] not in self.decision.powers] if self.decision.may_serve else []

    @cached_property
    def authorizations(self):
        """The letters signed by the moment, the latest first."""
        letters = self.officer.authorizations.live().filter(letter__signed_at__lte=self.at)
        return list(letters.select_related("letter", "withdrawal").order_by("-starts_at"))

    @cached_property
    def credentials(self):
        """The credentials issued by the moment, the latest first."""
        return list(self.officer.credentials.live().filter(issued_at__lte=self.at).order_by("-issued_at"))
