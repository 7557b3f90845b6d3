"""What the officer's page shows beside the answer: steps with dates, letters, credentials, whose turn it is."""

from dataclasses import replace
from functools import cache, cached_property

from django.db.models import BigIntegerField, Case, Exists, OuterRef, Q, Subquery, When

from accounts.statements import AT, Later, with_values
from agreements.memoranda.models import Agreement
from agreements.memoranda.terms import POWERS, R4
from officers.credentials.models import Supervision
from officers.nominations.models import Departure
from pages.templatetags.show import day_in
from records.offers import Offers
from records.turns import Turn, holder_of

from .answer import Decision, Reason, authority_of
from .forms import STAGE_NAMES
from .models import Course
from .officer_offers import RESOLVED_BY, officer_offers, resolvable
from .querysets import ENTERED, STAGES
from .turns import turn_of

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


class OfficerPage:
    """One officer's file at a moment, as one person may see it. Read it by its properties; each asks once."""

    def __init__(self, officer, at, user, *, now=None):
        self.officer, self.at, self.user = officer, at, user
        self.is_now = now is None or at == now

    @cached_property
    def nominations(self):
        """The live nominations, each with its papers and the number of the agreement that counts at the moment."""
        current = self._agreements().values("pk")[:1]
        papers = ("agreement", "examination", "background", "jurisdiction__field_office")
        live = self.officer.nominations.live().select_related(*papers)
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

    @property
    def unmet(self) -> list[Reason]:
        """The reasons against. What resolves one is said, with a link, only where it can be done now."""
        now = resolvable(self.turn, self.decision) if self.turn else {}
        return [
            replace(
                reason, cure=now.get(reason.code, ""), cure_url=self._link(reason.code) if reason.code in now else ""
            )
            for reason in self.decision.unmet
        ]

    def _link(self, code: str) -> str:
        """Where this person resolves a reason; nothing when it is another's to do, or blocked."""
        offers = [self.offers.primary, *self.offers.others]
        return next((o.url for o in offers if o and not o.refused and o.action in RESOLVED_BY.get(code, ())), "")

    @property
    def ending(self) -> str:
        """For a yes: what ends it, in a few words."""
        ends = self.decision.ending
        return ENDS.get(ends.code, ends.sentence) if ends else ""

    @property
    def met(self):
        return [reason for reason in self.decision.reasons if reason.met]

    @cached_property
    def turn(self) -> Turn | None:
        """Whose turn it is now; nothing for another moment."""
        return turn_of(self.course) if self.course and self.is_now else None

    @property
    def holder(self) -> str:
        """Who has the turn, by name; empty when nobody must act."""
        return holder_of(self.turn, self.course.jurisdiction) if self.turn and self.course else ""

    @cached_property
    def offers(self) -> Offers:
        """What this person may do with the officer now."""
        if self.turn is None or self.course is None:
            return Offers(None, [])
        cards = [card for card in self.credentials if card.status == "issued"]
        for card in cards:
            card.officer = self.officer
        return officer_offers(self.officer, self.course, cards, self.user, self.at)

    @cached_property
    def course(self) -> Course | None:
        """The steps so far, the turn, who supervises at the moment, and whether a departure is on record."""
        sql, params = course_on_page()
        later = {"at": self.at, "officer": self.officer.pk}
        found = next(iter(Course.objects.raw(sql, with_values(params, {}, later))), None)
        if found:
            found.jurisdiction = self.officer.jurisdiction
            for nomination in self.nominations:
                if nomination.pk == found.nomination_id:
                    found.nomination = nomination
                    self.officer.jurisdiction.field_office = nomination.jurisdiction.field_office
        if found and found.nomination:
            found.nomination.officer = self.officer
            found.nomination.jurisdiction = found.nomination.agreement.jurisdiction = self.officer.jurisdiction
        return found

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
            {"label": STAGE_NAMES[s], "state": states.get(s, "todo"), "date": day_in(self._entered(s), zone)}
            for s in stages
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
        found = self.officer.credentials.live().filter(issued_at__lte=self.at).with_recall(self.at)
        return list(found.order_by("-issued_at"))

    @property
    def cards(self):
        """The same, each with its stage at the moment."""
        return [(card, card.stage(self.at)) for card in self.credentials]


@cache
def course_on_page() -> tuple[str, tuple]:
    """The statement of a course with its turn, who supervises, and whether a departure is on record."""
    official = Supervision.objects.in_effect(AT).filter(officer=OuterRef("pk"))
    named = {name: Subquery(official.values(name)[:1]) for name in ("official", "position")}
    named["leaves"] = Exists(Departure.objects.live().filter(officer=OuterRef("pk")))
    found = Course.objects.filter(officer=Later("officer", BigIntegerField())).with_turn(AT).annotate(**named)
    return found.query.sql_with_params()
