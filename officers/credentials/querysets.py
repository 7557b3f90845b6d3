"""Which papers stand at a moment, and for which step of IV.D an officer waits.

The waiting lists leave out who has left, and what lies under an agreement that has ended: nothing is to be done there.
"""

from django.apps import apps
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Cast, Greatest, Least

from officers.background.states import CLEARED
from officers.nominations.models import Departure, Nomination
from officers.training.models import Examination
from records.facts import RangeOf

from .states import RECALLED, Status


def certifiable(at):
    """Examinations whose officer ICE may certify: accepted, cleared, passed, and not certified yet (IV.B to IV.D)."""
    certifications = apps.get_model("credentials.Certification").objects.live()
    return (
        Examination.objects.filter(passed=True, nomination__in=Nomination.objects.counting())
        .filter(not_ended("nomination__agreement", at), nomination__background__status__in=CLEARED)
        .exclude(Exists(certifications.filter(nomination=OuterRef("nomination"))))
        .exclude(nomination__officer__in=departed(at))
    )


def departed(at):
    """The officers who have left by a moment and have not returned (IV.D)."""
    return Departure.objects.in_effect(at).values("officer")


def wanted_back() -> Q:
    """Give the condition on credentials read by `with_recall`: ICE wants it back for one reason or another."""
    return Q(*((reason.value, True) for reason in RECALLED), _connector=Q.OR)


def suspended_without_credential(at):
    """The suspensions in effect whose officer gives the credential back meanwhile."""
    return apps.get_model("credentials.Suspension").objects.in_effect(at).filter(credential_due=True)


def not_ended(path, at) -> Q:
    """The agreement at `path` has not ended by a moment (VIII)."""
    return Q(**{f"{path}__ends_at": None}) | Q(**{f"{path}__ends_at__gt": at})


class OfOfficers(models.QuerySet):
    """Facts about one officer."""

    def visible_to(self, user):
        return self.filter(user.reach(path="officer__jurisdiction"))

    def live(self):
        """Not annulled."""
        return self.filter(annulled_at=None)

    def in_effect(self, at):
        """Over a moment: for facts that last from `starts_at` until `ends_at`."""
        return self.open(at).filter(starts_at__lte=at)

    def open(self, at):
        """Not over at a moment: standing, or yet to start."""
        return self.live().filter(Q(ends_at=None) | Q(ends_at__gt=at))

    def named(self):
        """With the officer and the agency, as lists show them."""
        return self.select_related("officer__jurisdiction")


class OfAgreements(models.QuerySet):
    """Papers for several officers under one agreement."""

    def visible_to(self, user):
        return self.filter(user.reach(path="agreement__jurisdiction"))

    def live(self):
        return self.filter(annulled_at=None)


class LetterQuerySet(OfAgreements):
    def without_copy(self, at):
        """Signed, and no copy given to the agency yet (IV.D)."""
        return self.live().filter(not_ended("agreement", at), copied_on=None)


class CertificationQuerySet(OfOfficers):
    def without_letter(self, at):
        """Certified, with no letter in force or to come; whom ICE withdrew waits for nobody (IV.D)."""
        letters = self._authorizations().live().filter(certification__nomination=OuterRef("nomination"))
        last = Subquery(letters.order_by("-letter__signed_at", "-starts_at").values("withdrawn_at")[:1])
        return self.nameable(at).exclude(Exists(letters.running(at))).alias(last=last).filter(last=None)

    def nameable(self, at):
        """Certified officers whom a further letter may name: no letter lasts until the agreement's end (IV.D)."""
        endless = self._authorizations().running(at).alias(end=Least("ends_at", "withdrawn_at"))
        endless = endless.filter(Q(end=None) | Q(end__gte=F("agreement__ends_at")))
        endless = endless.filter(certification__nomination=OuterRef("nomination"))
        still_here = self.live().filter(not_ended("agreement", at), nomination__replaced_at=None)
        still_here = still_here.exclude(officer__in=departed(at))
        return still_here.exclude(Exists(endless))

    def _authorizations(self):
        return apps.get_model("credentials.Authorization").objects


class AuthorizationQuerySet(OfOfficers):
    def of_replaced_nominations(self, officers):
        """Of these officers those that a later nomination under the same agreement has ended by the rule."""
        replaced = Nomination.objects.filter(officer__in=officers, replaced_at__isnull=False)
        return self.filter(certification__nomination__in=replaced)

    def end_with_nomination(self):
        """End each with its nomination on record too, so that the next letter finds its time free. Give the count."""
        nominations = Nomination.objects.filter(certifications=OuterRef("certification"))
        until = Greatest("starts_at", Subquery(nominations.values("replaced_at")[:1]))
        return self.update(ends_at=Least("ends_at", until))

    def running(self, at):
        """Named in a letter that is in force at a moment or later, as the rule says (IV.D)."""
        return self.over(at, None)

    def over(self, starts_at, ends_at):
        """In force at some instant of [starts_at, ends_at), as the rule says (LetterSpan); no end is open."""
        from_at, until_at = (
            at if hasattr(at, "as_sql") else Value(at, models.DateTimeField()) for at in (starts_at, ends_at)
        )
        return self.filter(span__during__overlap=RangeOf(from_at, Cast(until_at, models.DateTimeField())))

    def with_officer_here(self, at):
        return self.exclude(officer__in=departed(at))

    def without_form(self, at):
        """Waiting for Form 70-006 (IV.D)."""
        return self.running(at).filter(form_at=None).with_officer_here(at)

    def without_receipt(self, at):
        """Form 70-006 is executed; waiting for the officer to receive it and the letter (IV.D)."""
        return self.running(at).filter(form_at__isnull=False, receipt_at=None).with_officer_here(at)

    def without_credential(self, at):
        """Form 70-006 is executed; no valid credential under this agreement is in hand (IV.D)."""
        held = apps.get_model("credentials.Credential").objects.in_hand().filter(expires_at__gt=at)
        held = held.filter(officer=OuterRef("officer"), agreement=OuterRef("agreement"))
        return self.running(at).filter(form_at__isnull=False).exclude(Exists(held)).with_officer_here(at)


class CredentialQuerySet(OfOfficers):
    def held(self, at):
        """In the officer's hand and not expired at a moment (IV.D: shall carry)."""
        return self.live().filter(Q(closed_at=None) | Q(closed_at__gt=at), issued_at__lte=at, expires_at__gt=at)

    def in_hand(self):
        """Issued, and neither returned nor lost, expired or not."""
        return self.live().filter(status=Status.ISSUED)

    def expiring(self, after, before):
        """In hand, and expiring in a window of instants."""
        return self.in_hand().filter(expires_at__gt=after, expires_at__lte=before)

    def with_recall(self, at):
        """Says for each why ICE wants it back, if so: the names of RECALLED (IV.D)."""
        named = apps.get_model("credentials.Authorization").objects.live()
        named = named.filter(certification__nomination=OuterRef("authorization__certification__nomination"))
        left = Departure.objects.live().filter(officer=OuterRef("officer"), departs_at__lte=at)
        return self.annotate(
            agreement_ended=Q(agreement__ends_at__isnull=False, agreement__ends_at__lte=at),
            has_left=Exists(left.filter(Q(ended_at=None) | Q(ended_at__gt=OuterRef("issued_at")))),
            is_withdrawn=Exists(named.filter(withdrawn_at__isnull=False, withdrawal__effective_at__lte=at))
            & ~Exists(named.running(at)),
            is_called_back=Q(called_back_at__isnull=False, called_back_at__lte=at),
            is_suspended=Exists(suspended_without_credential(at).filter(officer=OuterRef("officer"))),
        )

    def to_return(self, at):
        """Those that ICE wants back: in hand, or on their way to ICE (IV.D)."""
        on_its_way = Q(status=Status.GIVEN_UP)
        return self.live().with_recall(at).filter(on_its_way | Q(status=Status.ISSUED) & wanted_back())

    def superseded_by_none(self):
        """Without another credential in the officer's hand that expires later."""
        credentials = apps.get_model("credentials.Credential").objects
        later = credentials.in_hand().filter(officer=OuterRef("officer"), expires_at__gt=OuterRef("expires_at"))
        return self.exclude(Exists(later))
