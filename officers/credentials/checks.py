"""What forbids an act on an officer's papers: asked by the act's verb and by every page that offers it (IV.D)."""

from datetime import datetime, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from agreements.memoranda.models import Agreement
from officers.nominations.models import Officer
from officers.training.models import Examination
from records.actions import Refused, asked_by
from records.two_persons import RULE, taken_part

from .models import Authorization, Certification, Credential, Letter, StandDown, Supervision, Suspension
from .querysets import CertificationQuerySet, certifiable, wanted_back
from .states import (
    AUTHORIZED,
    CALL_BACK,
    CERTIFIED,
    CERTIFY_NAMES,
    COPY_TO_AGENCY,
    CORRECT_NUMBER,
    END_SUPERVISION,
    EXECUTE_FORM,
    EXECUTE_FORM_OF_OFFICER,
    ISSUE,
    LIFT,
    MOVES,
    RECEIVE,
    RECEIVE_OF_OFFICER,
    RETURN_TO_DUTY,
    SIGN_LETTER,
    STAND_DOWN,
    SUPERVISE,
    SUPERVISE_UNDER_AGREEMENT,
    SURRENDER,
    SUSPEND,
    WITHDRAW,
)  # fmt: skip

LATE_ENTRY = timedelta(days=365)  # a notice of withdrawal may be entered so long after a letter's end


def certifiable_by(agreement: Agreement, by, at: datetime) -> QuerySet[Examination]:
    """Give the examinations whose officers this person may certify under the agreement (IV.D)."""
    ready = certifiable(at).filter(nomination__agreement=agreement)
    signed = agreement.authorizations.live().filter(taken_part(Authorization, by, [AUTHORIZED]))
    return (
        ready.exclude(pk__in=ready.handled_by(by).values("pk"))
        .exclude(pk__in=ready.filter(corrections__status="proposed").values("pk"))
        .exclude(nomination__officer__in=signed.values("officer"))
    )


@asked_by(CERTIFY_NAMES)
def must_have_someone_to_certify(agreement: Agreement, *, by, at: datetime) -> None:
    """Raise Refused when nobody under the agreement waits for a certification that this person may enter."""
    if certifiable_by(agreement, by, at).exists():
        return
    must_last(agreement, at)
    ready = list(certifiable(at).filter(nomination__agreement=agreement).select_related("nomination__officer"))
    if not ready:
        raise Refused("No officer under this agreement is cleared, has passed and is not certified yet.", "IV.D")
    must_be_certifiable_by(ready, agreement, by)


def must_be_certifiable_by(ready: list[Examination], agreement: Agreement, by) -> None:
    """Raise Refused, with names, when this person may not certify someone, or a correction of the score is open."""
    must_be_another_than_the_examiner(ready, by)
    must_be_another_than_the_signer(ready, agreement, by)
    must_not_await_a_correction(ready)


def must_be_another_than_the_examiner(ready: list[Examination], by) -> None:
    """Raise Refused, with names, when the person teaches, examined, corrected or recorded attendance of someone."""
    own = Examination.objects.filter(pk__in=[e.pk for e in ready]).handled_by(by).values_list("pk", flat=True)
    own = set(own)
    names = names_in(e.nomination.officer for e in ready if e.pk in own)
    if names:
        raise Refused(
            f"You teach the class or recorded attendance or scores of {names}, so a colleague must certify.", RULE
        )


def must_be_another_than_the_signer(ready: list[Examination], agreement: Agreement, by) -> None:
    """Raise Refused, with names, when the person signed a letter that names someone: a certification entered again."""
    letters = agreement.authorizations.live().filter(officer__in=[e.nomination.officer_id for e in ready])
    names = names_in(row.officer for row in letters.filter(taken_part(Authorization, by, [AUTHORIZED])).named())
    if names:
        raise Refused(f"You signed the letter that names {names}, so a colleague must certify.", RULE)


def must_not_await_a_correction(ready: list[Examination]) -> None:
    """Raise Refused, with names, while a correction that changes pass or fail awaits the field office's answer."""
    waiting = {e.pk for e in Examination.objects.filter(pk__in=[e.pk for e in ready], corrections__status="proposed")}
    names = names_in(e.nomination.officer for e in ready if e.pk in waiting)
    if names:
        raise Refused(f"A score correction for {names} has no answer yet. Agree to it or decline it first.", "IV.C")


def certified_by_or_examined_by(person) -> Q:
    """Give the condition on certifications that the person entered, or in whose scores the person had a part."""
    examined = Examination.objects.handled_by(person).filter(pk=OuterRef("examination"))
    return Q(taken_part(Certification, person, [CERTIFIED])) | Q(Exists(examined))


def signable_by(agreement: Agreement, by, at: datetime) -> CertificationQuerySet:
    """Give the certifications whose officers a further letter of this person may name (IV.D)."""
    return Certification.objects.nameable(at).filter(agreement=agreement).exclude(certified_by_or_examined_by(by))


@asked_by(SIGN_LETTER)
def must_have_someone_to_authorize(agreement: Agreement, *, by, at: datetime) -> None:
    """Raise Refused when nobody certified under the agreement can be named in a letter that this person signs."""
    if signable_by(agreement, by, at).exists():
        return
    must_last(agreement, at)
    certified = list(Certification.objects.nameable(at).filter(agreement=agreement))
    if not certified:
        raise Refused("Every certified officer already has a letter. Certify other officers first.", "IV.D")
    must_be_another_than_the_certifier(certified, by)


def must_be_another_than_the_certifier(certifications: list[Certification], by) -> None:
    """Raise Refused, with names, when the person certified an officer of the letter, or had a part in the scores."""
    rows = Certification.objects.filter(pk__in=[row.pk for row in certifications]).named()
    names = names_in(row.officer for row in rows.filter(certified_by_or_examined_by(by)))
    if names:
        raise Refused(f"You certified {names} or took part in scoring, so a colleague must sign the letter.", RULE)


def must_last(agreement: Agreement, at: datetime) -> None:
    """Raise Refused once the agreement has ended (VIII)."""
    if agreement.ends_at and agreement.ends_at <= at:
        raise Refused("The agreement has ended, so ICE can't certify or authorize anyone under it.", "VIII")


@asked_by(COPY_TO_AGENCY)
def must_lack_a_copy(letter: Letter, *, by, at: datetime) -> None:
    """Raise Refused for a letter that was annulled, or whose copy is on record."""
    must_count(letter)
    if letter.copied_on:
        raise Refused("The agency's copy is already on record.", COPY_TO_AGENCY.clause)


@asked_by(EXECUTE_FORM)
def must_lack_a_form(letter: Letter, *, by, at: datetime) -> None:
    """Raise Refused when Form 70-006 is on record for everyone whom the letter names."""
    must_count(letter)
    if not letter.authorizations.live().filter(form_at=None).exists():
        raise Refused("Form 70-006 is on record for every officer in this letter.", EXECUTE_FORM.clause)


@asked_by(RECEIVE)
def must_lack_a_receipt(letter: Letter, *, by, at: datetime) -> None:
    """Raise Refused when nobody whom the letter names has a Form 70-006 and has yet to receive both."""
    must_count(letter)
    without = letter.authorizations.live().filter(receipt_at=None)
    if without.filter(form_at__isnull=False).exists():
        return
    if without.exists():
        raise Refused("Record Form 70-006 first. The officer receives it with the letter.", RECEIVE.clause)
    raise Refused("The receipt is on record for every officer in this letter.", RECEIVE.clause)


@asked_by(EXECUTE_FORM_OF_OFFICER)
def must_be_without_form(officer: Officer, *, by, at: datetime) -> None:
    """Raise Refused when no letter of the officer that is in force or to come lacks Form 70-006."""
    if not officer.authorizations.without_form(at).exists():
        raise Refused("Form 70-006 is already on record, or no letter names this officer.", EXECUTE_FORM.clause)


@asked_by(RECEIVE_OF_OFFICER)
def must_be_without_receipt(officer: Officer, *, by, at: datetime) -> None:
    """Raise Refused when no letter of the officer that is in force or to come has a form and lacks the receipt."""
    if not officer.authorizations.without_receipt(at).exists():
        raise Refused(
            "The receipt is already on record, or Form 70-006 isn't. Record Form 70-006 first.", RECEIVE.clause
        )


@asked_by(WITHDRAW)
def must_have_someone_to_withdraw(agreement: Agreement, *, by, at: datetime) -> None:
    """Raise Refused when no letter under the agreement is in force, to come, or ended less than a year ago."""
    if not withdrawable(agreement, at).exists():
        raise Refused(
            "No letter under this agreement names an officer, so there is no authority to withdraw.", WITHDRAW.clause
        )


def withdrawable(agreement: Agreement, at: datetime) -> QuerySet[Officer]:
    """Give the officers whom a notice of withdrawal may name: a notice may be entered late."""
    named = agreement.authorizations.over(at - LATE_ENTRY, None)
    return Officer.objects.filter(pk__in=named.values("officer")).select_related("jurisdiction")


@asked_by(SUPERVISE)
def must_have_a_letter(officer: Officer, *, by, at: datetime) -> None:
    """Raise Refused for an officer without a letter in force or to come: there is nothing to supervise (IV.F)."""
    must_have_letters([officer], at)


def must_have_letters(officers: list[Officer], at: datetime) -> None:
    """Raise Refused, with names, for officers whom no letter authorizes now or later."""
    named = Authorization.objects.running(at).filter(officer__in=officers).values_list("officer", flat=True)
    named = set(named)
    names = names_in(officer for officer in officers if officer.pk not in named)
    if names:
        raise Refused(f"No current or future letter names {names}. Sign a letter first.", "IV.F")


@asked_by(SUPERVISE_UNDER_AGREEMENT)
def must_have_someone_to_supervise(agreement: Agreement, *, by, at: datetime) -> None:
    """Raise Refused when no letter under the agreement is in force or to come."""
    if not agreement.authorizations.running(at).exists():
        raise Refused(
            "No current or future letter names an officer under this agreement. Sign a letter first.", SUPERVISE.clause
        )


@asked_by(SUSPEND)
def must_have_authority_to_suspend(officer: Officer, *, by, at: datetime) -> None:
    """Raise Refused for an officer who is suspended without an end, or has no letter from then on."""
    suspensions = list(liftable(officer, at))
    ends = [suspension.ends_at for suspension in suspensions if suspension.ends_at]
    if len(ends) < len(suspensions):
        raise Refused("This officer is already suspended. Lift that suspension first.", SUSPEND.clause)
    if not officer.authorizations.running(max([at, *ends])).exists():
        raise Refused(
            "The officer has no letter in force on that date or later, so there is no authority to suspend.",
            SUSPEND.clause,
        )


def liftable(officer: Officer, at: datetime) -> QuerySet[Suspension]:
    """Give the officer's suspensions that are not over, the first to begin first; one lifted before it began is."""
    return officer.suspensions.open(at).exclude(ends_at=F("starts_at")).order_by("starts_at")


@asked_by(LIFT)
def must_be_suspended(officer: Officer, *, by, at: datetime) -> None:
    """Raise Refused for an officer without a suspension now or to come."""
    if not liftable(officer, at).exists():
        raise Refused("This officer is not suspended.", LIFT.clause)


@asked_by(STAND_DOWN)
def must_be_on_duty(officer: Officer, *, by, at: datetime) -> None:
    """Raise Refused for an officer who is stood down now or later, or whom no letter authorizes."""
    down = returnable(officer, at)
    if officer.authorizations.running(at).exclude(Exists(down)).exists():
        return
    if down.exists():
        raise Refused("This officer is already stood down. Return the officer to duty first.")
    raise Refused("No letter authorizes this officer now or later, so there is no authority to stop.")


@asked_by(RETURN_TO_DUTY)
def must_be_stood_down(officer: Officer, *, by, at: datetime) -> None:
    """Raise Refused for an officer who is not stood down now or later."""
    if not returnable(officer, at).exists():
        raise Refused("This officer is not stood down.")


def returnable(officer: Officer, at: datetime) -> QuerySet[StandDown]:
    """Give the officer's stand-downs that are not over; one that was ended before it began is."""
    return officer.stand_downs.open(at).exclude(ends_at=F("starts_at")).order_by("starts_at")


@asked_by(END_SUPERVISION)
def must_have_someone_supervised(agreement: Agreement, *, by, at: datetime) -> None:
    """Raise Refused when nobody named in a letter under the agreement has a supervising official now or later."""
    if not supervised_under(agreement, at).exists():
        raise Refused("No officer under this agreement has a supervising official.", END_SUPERVISION.clause)


def supervised_under(agreement: Agreement, at: datetime) -> QuerySet[Officer]:
    """Give the officers of an agreement's letters who have a supervising official now or later (IV.F)."""
    named = agreement.authorizations.running(at).values("officer")
    supervised = Supervision.objects.open(at).values("officer")
    return Officer.objects.filter(pk__in=named).filter(pk__in=supervised).select_related("jurisdiction")


@asked_by(CALL_BACK)
def must_not_be_called_back(credential: Credential, *, by, at: datetime) -> None:
    """Raise Refused for a credential that ICE has called back already, or that was voided."""
    must_count(credential)
    if credential.called_back_at:
        raise Refused("ICE has already called this credential back.", CALL_BACK.clause)


@asked_by(SURRENDER)
def must_be_due_back(credential: Credential, *, by, at: datetime) -> None:
    """Raise Refused for a credential that ICE does not want back: the officer goes on carrying it (IV.D)."""
    must_count(credential)
    if not Credential.objects.with_recall(at).filter(pk=credential.pk).filter(wanted_back()).exists():
        raise Refused("This credential is not due back. The officer must carry it while acting.", SURRENDER.clause)


@asked_by(ISSUE)
def must_lack_a_credential(officer: Officer, *, by, at: datetime) -> None:
    """Raise Refused for an officer whom no letter authorizes, or who holds a valid credential."""
    if Officer.objects.filter(pk=officer.pk).filter(may_be_issued_one(at)).exists():
        return
    if not officer.authorizations.running(at).exists():
        raise Refused(
            "No letter authorizes this officer. Sign the letter first, then issue the credential.", ISSUE.clause
        )
    raise Refused("This officer holds a valid credential. Record its return first.", ISSUE.clause)


def may_be_issued_one(at: datetime) -> Q:
    """Give the condition on officers: a letter in force or to come, and no valid credential in hand (IV.D)."""
    letters = Authorization.objects.running(at).filter(officer=OuterRef("pk"))
    valid = Credential.objects.in_hand().filter(expires_at__gt=at, officer=OuterRef("pk"))
    return Q(Exists(letters)) & ~Q(Exists(valid))


@asked_by(CORRECT_NUMBER, *(move for move in MOVES if move is not SURRENDER))
def must_count(entry, *, by=None, at: datetime | None = None) -> None:
    """Raise Refused for a void entry: nothing more is done to it."""
    if entry.annulled_at:
        raise Refused("This entry is void. Nothing more can be recorded on it.")


def must_name_someone(rows: list) -> None:
    """Raise Refused for an act on nobody."""
    if not rows:
        raise Refused("Select at least one officer.", "IV.D")


def names_in(officers) -> str:
    """Give the names in order, each once: Ana Ruiz, Bo Lee."""
    return ", ".join(sorted({str(officer) for officer in officers}))
