"""The answer for a past moment rests on all that is on record today: which of it was entered only later."""

from django.db.models import F, Q, Value

from agreements.memoranda.models import Notice, Signature
from officers.credentials.models import Authorization, Certification, Credential, Supervision, Suspension
from officers.nominations.models import Departure


def entered_later(officer, at):
    """Facts that took effect by a moment but were recorded or annulled after it: (what, recorded at, effective at)."""
    agreements = Q(agreement__jurisdiction=officer.jurisdiction_id, agreement__program="WSO")
    facts = [
        (Certification, "certified_at", Q(officer=officer), "Certification"),
        (Authorization, "starts_at", Q(officer=officer), "Authorization letter"),
        (Supervision, "starts_at", Q(officer=officer), "Supervising official"),
        (Suspension, "starts_at", Q(officer=officer), "Suspension"),
        (Departure, "departs_at", Q(officer=officer), "Departure"),
        (Credential, "issued_at", Q(officer=officer), "Credential"),
        (Notice, "effective_at", agreements, "Notice on the agreement"),
    ]
    later = [
        model.objects.filter(about, Q(recorded_at__gt=at) | Q(annulled_at__gt=at), **{f"{start}__lte": at})
        .order_by()
        .annotate(what=Value(what), effective=F(start))
        .values_list("what", "recorded_at", "effective")
        for model, start, about, what in facts
    ]
    signed = (
        Signature.objects.filter(agreements, recorded_at__gt=at, signed_at__lte=at)
        .order_by()
        .annotate(what=Value("Signature of the agreement"), effective=F("signed_at"))
        .values_list("what", "recorded_at", "effective")
    )
    return signed.union(*later, all=True).order_by("recorded_at")
