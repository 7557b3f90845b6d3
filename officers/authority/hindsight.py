"""The answer for a past moment rests on all that is on record today: which of it was entered or voided only later.

Every moment that the rule reads is the start of a fact, the effect of an act, or named in AT_ONCE with the reason why
it can't be entered late; an annulment is told wherever the rule reads it. A test derives this from the rule itself.
"""

from datetime import datetime

from django.db.models import DateTimeField, F, OuterRef, Q, QuerySet, Subquery, Value

from agreements.memoranda.models import Notice, Signature
from officers.credentials.models import (
    Authorization,
    Certification,
    Credential,
    StandDown,
    Supervision,
    Suspension,
    Withdrawal,
)
from officers.credentials.states import RECOUNT
from officers.nominations.models import Departure
from officers.training.models import Examination
from records.models import Event

# Facts: since when each counts, and what it is called.
FACTS = {
    Certification: ("certified_at", "Certification"),
    Authorization: ("starts_at", "Authorization letter"),
    Supervision: ("starts_at", "Supervising official"),
    Suspension: ("starts_at", "Suspension"),
    StandDown: ("starts_at", "Stand-down by the agency"),
    Departure: ("departs_at", "Departure"),
    Credential: ("issued_at", "Credential"),
    Withdrawal: ("effective_at", "Notice of withdrawal"),
    Notice: ("effective_at", "Notice on the agreement"),
    Signature: ("signed_at", "Signature of the agreement"),
}
# Acts on a record that are no facts of their own: the event says when each was recorded, the column its effect.
ACTS = {
    Authorization: {"execute_form": "form_at", "receive": "receipt_at", "annul": "starts_at"},
    Examination: {"examine": "sat_at", "retake": "retake_at", "correct": "sat_at", "corrected": "sat_at"},
    Credential: dict.fromkeys(("surrender", "return", "lose", "steal", "destroy"), "closed_at"),
    Suspension: {"lift": "ends_at"},
    StandDown: {"return_to_duty": "ends_at"},
}
# Tables, and single columns of the others, in which nothing can be entered late.
AT_ONCE = {
    "memoranda_agreement": "counts by its signatures and notices",
    "nominations_officer": "holds no moment",
    "nominations_nomination": "is accepted at the moment of the act",
    "background_backgroundcheck": "is decided at the moment of the act",
    "training_enrollment": "is no part of the answer",
    "training_trainingclass": "holds no moment",
    "jurisdictions_fieldoffice": "holds no moment",
    "nominations_departure.ended_at": "is the acceptance of the next nomination",
    "credentials_letter": "is told for each officer whom it names",
    "memoranda_notice.ended_at": "a suspension ends now or later",
    "training_examination.passed_at": "is made from sat_at and retake_at",
    "credentials_authorization.ends_at": "is a part of the letter",
    "credentials_authorization.withdrawn_at": "follows from the notices of withdrawal",
    "credentials_withdrawal.notified_at": "is a part of the notice",
    "credentials_supervision.ends_at": "is the start of the next official, or ends now or later",
    "credentials_credential.expires_at": "is a part of the credential",
}
ENTRY_COLUMNS = ("what", "recorded", "effective")


def entered_later(officer, at: datetime) -> QuerySet:
    """What took effect by a moment but was recorded or voided after it: (what, recorded at, effective at)."""
    first, *others = [*facts_about(officer, at), *acts_about(officer, at)]
    return first.union(*others, all=True).order_by("recorded")


def facts_about(officer, at: datetime) -> list[QuerySet]:
    agreements = Q(agreement__jurisdiction=officer.jurisdiction_id, agreement__program="WSO")
    about = {Withdrawal: Q(officers=officer), Notice: agreements, Signature: agreements}
    found = []
    for model, (start, what) in FACTS.items():
        began = model._default_manager.filter(about.get(model, Q(officer=officer)), **{f"{start}__lte": at})
        told = {"recorded_at": what}
        if hasattr(model, "annulled_at"):
            told["annulled_at"] = f"{what}, voided"
        for recorded, words in told.items():
            columns = {"what": Value(words), "recorded": F(recorded), "effective": F(start)}
            rows = began.filter(**{f"{recorded}__gt": at})
            found.append(rows.order_by().annotate(**columns).values_list(*ENTRY_COLUMNS))
    return found


def acts_about(officer, at: datetime) -> list[QuerySet]:
    found = []
    for model, verbs in ACTS.items():
        for verb, column in verbs.items():
            record = model._default_manager.filter(pk=OuterRef("record"))
            events = Event.objects.filter(
                subject=officer.subject, model=model._meta.label_lower, verb=verb, at__gt=at
            ).annotate(what=F("done"), recorded=F("at"), effective=Subquery(record.values(column)[:1]))
            found.append(events.filter(effective__lte=at).order_by().values_list(*ENTRY_COLUMNS))
    recounts = Event.objects.filter(subject=officer.jurisdiction.subject, verb=RECOUNT.name, at__gt=at).annotate(
        what=F("done"), recorded=F("at"), effective=Value(at, DateTimeField())
    )
    return [*found, recounts.order_by().values_list(*ENTRY_COLUMNS)]
