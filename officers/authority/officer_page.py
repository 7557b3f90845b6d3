"""What the officer's page shows: the answer, what is needed now, the steps, the records, whose turn it is."""

from dataclasses import replace
from functools import cache, cached_property

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import BigIntegerField, Case, Exists, F, OuterRef, Q, Subquery, Value, When
from django.utils.html import format_html

from accounts.statements import AT, Later, Written, instances, written
from agreements.memoranda.models import Agreement
from agreements.memoranda.terms import POWERS, R4
from officers.credentials.annulment import KINDS
from officers.credentials.models import Authorization, Credential, StandDown, Supervision
from officers.credentials.states import STAND_DOWN
from officers.nominations.models import Departure, Nomination, OfficerName
from officers.nominations.states import ANNUL_NAME
from officers.postings.models import Posting
from pages.templatetags.show import begins_a_day, moment
from records.offers import Offer, Offers, offer_of
from records.turns import Turn, holder_of

from .answer import Decision, Reason, authority_of
from .models import Course
from .officer_facts import FactLine, facts_of
from .officer_offers import RESOLVED_BY, officer_offers, resolvable
from .officer_steps import steps_of
from .turns import STOPPED, turn_of
from .verdicts import Verdict, first_reason, verdict_of

OFFICER, AGENCY = Later("officer", BigIntegerField()), Later("agency", BigIntegerField())
ENDS = {
    "agreement": "agreement ends",
    "agreement_not_suspended": "agreement is suspended",
    "letter": "authorization letter expires",
    "credential": "credential expires",
    "supervisor": "supervision ends",
    "not_departed": "officer departs",
    "not_withdrawn": "withdrawal takes effect",
    "not_suspended": "suspension takes effect",
    "not_stood_down": "agency stands the officer down",
}


class OfficerPage:
    """One officer's file at a moment, as one person may see it. Read it by its properties; each asks once."""

    def __init__(self, officer, at, user, *, now=None):
        self.officer, self.at, self.user = officer, at, user
        self.now = now or at

    @property
    def is_now(self) -> bool:
        return self.at == self.now

    @property
    def is_past(self) -> bool:
        return self.at < self.now

    @cached_property
    def present(self) -> "OfficerPage":
        """The same officer now, for the line beside the answer for another moment."""
        return self if self.is_now else OfficerPage(self.officer, self.now, self.user)

    @cached_property
    def nominations(self):
        """The live nominations, each with its papers and the number of the agreement that counts at the moment."""
        return self._kept(nominations_on_page(), agency=self.officer.jurisdiction_id)

    @cached_property
    def nomination(self):
        """The one under the agreement that counts at the moment."""
        return next((one for one in self.nominations if one.agreement_id == one.current), None)

    @cached_property
    def agreement(self):
        """The WSO agreement in effect at the moment, else the latest one before, else the first to come."""
        return (
            self.nomination.agreement
            if self.nomination
            else agreements_of(self.officer.jurisdiction_id, self.at).first()
        )

    def _kept(self, statement: Written, **later) -> list:
        """What a statement gives for this officer at the moment."""
        found = instances(statement, at=self.at, officer=self.officer.pk, **later)
        for one in found:
            one.officer = self.officer
        return found

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
    def verdict(self) -> Verdict:
        """Yes, Not yet or No, for now."""
        return verdict_of(self.decision.may_serve, self.course) if self.course else Verdict.NO

    @property
    def heading(self) -> str:
        """The answer in a few words: for now, or for another moment in its tense."""
        powers = f", {self.decision.powers[0]} only" if self.missing_powers else ""
        if self.is_now:
            return f"May serve warrants: {self.verdict.word.upper()}{powers}"
        tenses = (
            ("could serve", "could not serve")
            if self.is_past
            else ("will be able to serve", "will not be able to serve")
        )
        word = tenses[0] if self.decision.may_serve else tenses[1]
        return format_html("On {}: {} warrants{}", moment(self.at, self.officer.jurisdiction.zone), word, powers)

    @property
    def until_word(self) -> str:
        """How the end of a yes is said: through a whole day, or until a moment."""
        return "through" if begins_a_day(self.decision.until, self.officer.jurisdiction.zone) else "until"

    @property
    def ending(self) -> str:
        """For a yes: what ends it, in a few words."""
        ends = self.decision.ending
        return ENDS.get(ends.code, ends.sentence) if ends else ""

    @cached_property
    def unmet(self) -> list[Reason]:
        """The reasons against, the one to tell first in front. What resolves one is said only where it can be done now.

        With a link for those who may do it.
        """
        if not self.turn:
            return [replace(reason, cure="") for reason in self.decision.unmet]
        now = resolvable(self.turn, self.decision)
        first, sentence = self._first_reason()
        found = [
            replace(
                reason,
                sentence=sentence if reason.code == first else reason.sentence,
                cure=now.get(reason.code, ""),
                cure_url=self._link(reason.code) if reason.code in now else "",
            )
            for reason in self.decision.unmet
        ]
        return sorted(found, key=lambda reason: reason.code != first)

    def _first_reason(self) -> tuple[str, str]:
        unmet = {reason.code: reason.sentence for reason in self.decision.unmet}
        return first_reason(self.turn.name, unmet) if self.turn and unmet else ("", "")

    @property
    def needed(self) -> list[Reason]:
        """What stopped the officer, and what can be resolved now."""
        return [reason for place, reason in enumerate(self.unmet) if place == 0 or reason.cure]

    @property
    def ahead(self) -> list[Reason]:
        """What is not met besides that."""
        return [reason for place, reason in enumerate(self.unmet) if place > 0 and not reason.cure]

    @property
    def is_over(self) -> bool:
        """Whether what is not met can no longer be met under this nomination."""
        return self.turn is not None and self.turn.name in STOPPED

    def _link(self, code: str) -> str:
        """Where this person resolves a reason; nothing when it is another's to do, or blocked."""
        offers = [self.offers.primary, *self.offers.others]
        return next((o.url for o in offers if o and not o.refused and o.action in RESOLVED_BY.get(code, ())), "")

    @property
    def met(self) -> list[Reason]:
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
        return officer_offers(self.officer, self.course, cards, self.user, self.at)

    @cached_property
    def course(self) -> Course | None:
        """The steps so far, the turn, who supervises at the moment, and whether a departure is on record."""
        found = next(iter(self._kept(course_on_page())), None)
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
        """The strip from nomination to credential, as far as it was reached by the moment."""
        return steps_of(self.course, self.turn, self.verdict, self.at) if self.course else []

    @property
    def facts(self) -> list[FactLine]:
        """The agreement, the letter, the credential and who supervises, at the moment."""
        return facts_of(self)

    @property
    def missing_powers(self) -> list[tuple[str, str]]:
        """For a yes: the powers that the letter does not name, each with its words (App. A)."""
        return [power for power in POWERS if power[0] not in self.decision.powers] if self.decision.may_serve else []

    @cached_property
    def authorizations(self):
        """The letters signed by the moment, the latest first."""
        return self._kept(letters_on_page())

    @cached_property
    def names(self) -> list[tuple[OfficerName, Offer | None]]:
        """The names and badges by date, those to come too, each with the offer to void it; none for a single one."""
        rows = list(
            self.officer.names.live().select_related("recorded_by").order_by(F("starts_at").asc(nulls_first=True))
        )
        for row in rows:
            row.officer = self.officer
        return [(row, self._open_offer(ANNUL_NAME, row)) for row in rows]

    @cached_property
    def stand_downs(self) -> list[tuple[StandDown, Offer | None]]:
        """For the agency alone: its stand-downs with their reasons, each with the offer to void it."""
        if not self.user.holds(STAND_DOWN.roles, self.officer.jurisdiction):
            return []
        rows = list(self.officer.stand_downs.live().order_by("-starts_at"))
        for row in rows:
            row.officer = self.officer
        return [(row, self._open_offer(KINDS["stand_down"].action, row)) for row in rows]

    def _open_offer(self, action, record) -> Offer | None:
        offer = offer_of(action, record, self.user, self.at) if self.is_now else None
        return None if offer and offer.refused else offer

    @cached_property
    def credentials(self):
        """The credentials issued by the moment, the latest first."""
        return self._kept(credentials_on_page())

    @property
    def cards(self):
        """The same, each with its stage at the moment."""
        return [(card, card.stage(self.at)) for card in self.credentials]


def agreements_of(agency, at):
    """An agency's WSO agreements: those in effect by a moment first, the latest in front, then those to come."""
    signed = Agreement.objects.with_a_term().filter(jurisdiction=agency, program="WSO")
    begun = Q(effective_at__lte=at)
    return signed.order_by(
        Case(When(begun, then=0), default=1), Case(When(begun, then="effective_at")).desc(), "effective_at"
    )


@cache
def nominations_on_page() -> Written:
    """The statement of an officer's nominations with their papers."""
    papers = ("agreement", "examination", "background", "jurisdiction__field_office")
    live = Nomination.objects.live().filter(officer=OFFICER).select_related(*papers)
    return written(live.annotate(current=Subquery(agreements_of(AGENCY, AT).values("pk")[:1])))


@cache
def course_on_page() -> Written:
    """The statement of a course with its turn, who supervises, and whether a departure is on record."""
    official = Supervision.objects.in_effect(AT).filter(officer=OuterRef("pk"))
    named = {name: Subquery(official.values(name)[:1]) for name in ("official", "position")}
    posted = Posting.objects.in_effect(AT).filter(officer=OuterRef("pk")).order_by().values("officer")
    named["posted"] = Subquery(posted.annotate(names=StringAgg("facility__name", Value(", "))).values("names"))
    named["leaves"] = Exists(Departure.objects.standing().filter(officer=OuterRef("pk")))
    return written(Course.objects.filter(officer=OFFICER).with_turn(AT).annotate(**named))


@cache
def letters_on_page() -> Written:
    """The statement of the letters that name an officer."""
    letters = Authorization.objects.live().filter(officer=OFFICER, letter__signed_at__lte=AT)
    return written(letters.select_related("letter", "withdrawal").order_by("-starts_at"))


@cache
def credentials_on_page() -> Written:
    """The statement of an officer's credentials."""
    found = Credential.objects.live().filter(officer=OFFICER, issued_at__lte=AT)
    return written(found.with_recall(AT).order_by("-issued_at"))
