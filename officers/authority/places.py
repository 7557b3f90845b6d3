"""Where within a stage an officer is: whose turn it is, and since when. It refines `stages` for the present moment."""

from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Case, DateTimeField, Exists, F, Func, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Cast, Coalesce, Greatest

TURN_NAME = models.CharField()
CLASS = "enrollment__training_class"


def turn_at(at, stages: dict[str, Q]) -> Case:
    """The name of the turn as an expression on courses: first the stage as `stages` decides, then the place within."""
    within = {
        "out": way_out(at),
        "credentialed": place_with_letter(at, place_with_credential(at)),
        "authorized": place_with_letter(at, place_without_credential()),
        "certified": place_when_certified(at),
        "enrolled": place_in_class(at),
    }
    whens = [When(condition, then=within.get(stage, Value(stage))) for stage, condition in stages.items()]
    return Case(*whens, default=F("status"), output_field=TURN_NAME)


def way_out(at) -> Case:
    """Why an officer is no longer in the program: a departure first, then what the agency's next agreement can mend."""
    return Case(
        When(nomination=None, then=Value("not_nominated")),
        When(Exists(departures(at)), then=Value("departed")),
        When(Q(out_at__lte=at), then=Value("agreement_ended")),
        When(status="taken_back", then=Value("taken_back")),
        When(disqualified=True, then=Value("disqualified")),
        When(decided_at__isnull=False, cleared=False, then=Value("not_approved")),
        default=Value("withdrawn"),
        output_field=TURN_NAME,
    )


def place_with_letter(at, last) -> Case:
    """What is missing while a letter is in force. A suspension comes first: nobody is asked meanwhile (IV.D)."""
    current = running_letters(at).filter(starts_at__lte=at)
    return Case(
        When(Exists(of("credentials.Suspension").in_effect(at)), then=Value("suspended")),
        When(~Exists(current.filter(form_at__isnull=False)), then=Value("form")),
        When(~Exists(current.filter(receipt_at__isnull=False)), then=Value("receipt")),
        When(~Exists(of("credentials.Supervision").in_effect(at)), then=Value("no_supervisor")),
        default=last,
        output_field=TURN_NAME,
    )


def place_without_credential() -> Case:
    """A first credential, or another one after it."""
    first = When(credential_from=None, then=Value("authorized"))
    return Case(first, default=Value("credential_ended"), output_field=TURN_NAME)


def place_with_credential(at) -> Case:
    """With letter and credential: serving, unless the agreement is suspended or the rule finds something else."""
    spans = of("authority.Span").serving(at)
    notices = model("memoranda.Notice").objects.suspensions().covering(at)
    suspended = Exists(notices.filter(agreement__nominations=OuterRef("nomination")))
    return Case(
        When(Exists(spans), then=Value("serving")),
        When(suspended, then=Value("agreement_suspended")),
        default=Value("unmet"),
        output_field=TURN_NAME,
    )


def place_when_certified(at) -> Case:
    """Certified, and no letter in force: none yet, one that is no longer in force, or one that is signed for later."""
    lacking = Case(
        When(form_at=None, then=Value("form")), When(receipt_at=None, then=Value("receipt")),
        default=Value("letter_ahead"), output_field=TURN_NAME,
    )  # fmt: skip
    most_lacking_first = F("form_at").asc(nulls_first=True), F("receipt_at").asc(nulls_first=True)
    ahead = running_letters(at).running(at).order_by(*most_lacking_first).values(lacking=lacking)
    return Case(
        When(letter_from=None, then=Value("certified")),
        default=Coalesce(Subquery(ahead[:1]), Value("letter_ended")),
        output_field=TURN_NAME,
    )


def place_in_class(at) -> Case:
    """In a class: before it, on its last day and after it, and after a first failure (IV.C)."""
    failed = examinations().filter(passed=False, retake_score=None)
    return Case(
        When(Exists(failed.filter(reviewed_on=None)), then=Value("review_due")),
        When(Exists(failed), then=Value("retake_due")),
        When(Exists(seats_of_nominee().to_examine()), then=Value("score")),
        When(Exists(ended_classes(at)), then=Value("attendance")),
        default=Value("class_ahead"),
        output_field=TURN_NAME,
    )


def since_when(at) -> Case:
    """Since when it is that turn, as an expression on courses with `turn`; nothing for who serves."""
    since = {
        ("draft", "sent_back", "submitted", "taken_back"): F("since"),
        ("accepted",): F("accepted_at"),
        ("cleared", "not_approved"): F("decided_at"),
        ("class_ahead",): F("enrolled_at"),
        ("attendance", "score"): Cast(
            Subquery(seats_of_nominee().values("training_class__ends_on")[:1]), DateTimeField()
        ),
        ("review_due",): Subquery(examinations().values("sat_at")[:1]),
        ("retake_due",): Cast(Subquery(examinations().values("reviewed_on")[:1]), DateTimeField()),
        ("disqualified",): Subquery(examinations().values("retake_at")[:1]),
        ("passed",): F("passed_at"),
        ("certified",): F("certified_at"),
        ("letter_ended",): Coalesce("letter_until", "certified_at"),
        ("form", "letter_ahead"): Subquery(next_letter(at).values("letter__signed_at")[:1]),
        ("receipt",): Subquery(next_letter(at).values("form_at")[:1]),
        ("no_supervisor",): Coalesce(
            Subquery(
                of("credentials.Supervision").live().filter(ends_at__lte=at).order_by("-ends_at").values("ends_at")[:1]
            ),
            "letter_from",
        ),
        ("authorized", "credential_ended"): Greatest("letter_from", "credential_until"),
        ("suspended",): Subquery(of("credentials.Suspension").in_effect(at).values("starts_at")[:1]),
        ("departed",): Subquery(departures(at).values("departs_at")[:1]),
        ("agreement_ended",): F("out_at"),
        ("withdrawn",): F("withdrawn_at"),
    }
    whens = [When(turn__in=names, then=instant) for names, instant in since.items()]
    return Case(*whens, default=None, output_field=DateTimeField())


def model(label: str) -> Any:
    """A model by its label: the models are not loaded yet when this is read."""
    return apps.get_model(label)


def of(label: str) -> Any:
    """The facts about the officer of a course."""
    return model(label).objects.filter(officer=OuterRef("officer"))


def departures(at) -> Any:
    return of("nominations.Departure").live().filter(departs_at__lte=at)


def examinations() -> Any:
    """The examination under the course's nomination: there is one at most."""
    return model("training.Examination").objects.filter(nomination=OuterRef("nomination"))


def seats_of_nominee() -> Any:
    """The seat that the nominee holds in a class."""
    return model("training.Enrollment").objects.holding().filter(nomination=OuterRef("nomination"))


def ended_classes(at) -> Any:
    """The same, once the last day of the class has come by the field office's own clock; a seat to be freed is none."""
    zone = F("training_class__field_office__zone")
    local = Cast(Func(zone, at, function="timezone", output_field=DateTimeField()), models.DateField())
    return seats_of_nominee().kept().filter(attended=None, training_class__ends_on__lte=local)


def running_letters(at) -> Any:
    """The officer's letters under the course's agreement that have not ended."""
    letters = of("credentials.Authorization").live().filter(agreement__nominations=OuterRef("nomination"))
    return letters.filter(Q(ends_at=None) | Q(ends_at__gt=at), Q(withdrawn_at=None) | Q(withdrawn_at__gt=at))


def next_letter(at) -> Any:
    """The first of them that lacks Form 70-006 or the receipt; without such a one, the first."""
    return running_letters(at).order_by(F("receipt_at").asc(nulls_first=True), "starts_at")
