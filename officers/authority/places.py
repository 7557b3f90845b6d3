"""Where within a stage an officer is: whose turn it is, and since when. It refines `stages` for the present moment.

All follows from the columns that the database keeps for the course, so it costs a list little: a turn that changes by
time alone is kept as instants.
"""

from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Case, DateTimeField, Exists, F, Func, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Cast, Coalesce, Greatest

from .fields import last_end, next_start, start_within

TURN_NAME = models.CharField()


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
        When(departed_at__lte=at, then=Value("departed")),
        When(out_at__lte=at, then=Value("agreement_ended")),
        When(status="taken_back", then=Value("taken_back")),
        When(disqualified=True, then=Value("disqualified")),
        When(decided_at__isnull=False, cleared=False, then=Value("not_approved")),
        default=Value("withdrawn"),
        output_field=TURN_NAME,
    )


def place_with_letter(at, last) -> Case:
    """What is missing while a letter is in force. A suspension comes first: nobody is asked meanwhile (IV.D)."""
    return Case(
        When(suspended__covers=at, then=Value("suspended")),
        When(~Q(formed__covers=at), then=Value("form")),
        When(~Q(received__covers=at), then=Value("receipt")),
        When(~Q(supervised__covers=at), then=Value("no_supervisor")),
        default=last,
        output_field=TURN_NAME,
    )


def place_without_credential() -> Case:
    """A first credential, or another one after it."""
    first = When(credential_from=None, then=Value("authorized"))
    return Case(first, default=Value("credential_ended"), output_field=TURN_NAME)


def place_with_credential(at) -> Case:
    """With letter and credential: serving, unless the agreement is suspended or the rule finds something else."""
    spans = model("authority.Span").objects.serving(at).filter(officer=OuterRef("officer"))
    return Case(
        When(Exists(spans), then=Value("serving")),
        When(agreement_suspended__covers=at, then=Value("agreement_suspended")),
        default=Value("unmet"),
        output_field=TURN_NAME,
    )


def place_when_certified(at) -> Case:
    """Certified, and no letter in force: none yet, one that is no longer in force, or one that is signed for later."""
    return Case(
        When(letter_from=None, then=Value("certified")),
        When(~Q(lettered__reaches=at), then=Value("letter_ended")),
        When(~Q(formed__covers=next_start("lettered", at)), then=Value("form")),
        When(~Q(received__covers=next_start("lettered", at)), then=Value("receipt")),
        default=Value("letter_ahead"),
        output_field=TURN_NAME,
    )


def place_in_class(at) -> Case:
    """In a class: before it, on its last day and after it, and after a first failure (IV.C)."""
    return Case(
        When(sat_at__isnull=False, reviewed_on=None, then=Value("review_due")),
        When(sat_at__isnull=False, then=Value("retake_due")),
        When(attended=True, then=Value("score")),
        When(class_held_at__lte=at, then=Value("attendance")),
        default=Value("class_ahead"),
        output_field=TURN_NAME,
    )


def since_when(at) -> Func:
    """Since when it is that turn, as an expression on courses with `turn`; nothing for an officer who serves."""
    signed = Subquery(next_letter(at).values("letter__signed_at")[:1])
    since = {
        ("draft", "sent_back", "submitted", "taken_back"): F("since"),
        ("accepted",): F("accepted_at"),
        ("cleared", "not_approved"): F("decided_at"),
        ("class_ahead",): F("enrolled_at"),
        ("attendance", "score"): F("class_held_at"),
        ("review_due",): F("sat_at"),
        ("retake_due",): Cast("reviewed_on", DateTimeField()),
        ("disqualified",): F("retake_at"),
        ("passed",): F("passed_at"),
        ("certified",): F("certified_at"),
        ("letter_ended",): Coalesce("letter_until", "certified_at"),
        ("form", "letter_ahead"): signed,
        ("receipt",): Subquery(next_letter(at).values("form_at")[:1]),
        ("no_supervisor",): Coalesce(last_end("supervised", at), "letter_from"),
        ("authorized", "credential_ended"): Greatest("letter_from", "credential_until"),
        ("suspended",): start_within("suspended", at),
        ("departed",): F("departed_at"),
        ("agreement_ended",): F("out_at"),
        ("withdrawn",): F("withdrawn_at"),
    }
    return by_name(F("turn"), {name: instant for names, instant in since.items() for name in names})


def by_name(turn, instants: dict[str, Any]) -> Func:
    """What belongs to the turn's name, as an expression that writes the turn once: a Case of Django's repeats it."""
    whens = [
        Func(Value(name), instant, template="WHEN %(expressions)s", arg_joiner=" THEN ", output_field=DateTimeField())
        for name, instant in instants.items()
    ]
    return Func(turn, *whens, template="CASE %(expressions)s END", arg_joiner=" ", output_field=DateTimeField())


def model(label: str) -> Any:
    """A model by its label: the models are not loaded yet when this is read."""
    return apps.get_model(label)


def running_letters(at) -> Any:
    """The officer's letters under the course's agreement that have not ended."""
    letters = model("credentials.Authorization").objects.live().filter(officer=OuterRef("officer"))
    letters = letters.filter(agreement__nominations=OuterRef("nomination"))
    return letters.filter(Q(ends_at=None) | Q(ends_at__gt=at), Q(withdrawn_at=None) | Q(withdrawn_at__gt=at))


def next_letter(at) -> Any:
    """The first of them that lacks Form 70-006 or the receipt; without such a one, the first."""
    return running_letters(at).order_by(F("receipt_at").asc(nulls_first=True), "starts_at")
