from datetime import UTC, datetime

from django.apps import apps
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.db.models.functions import Coalesce, Least

from .fields import end_of_all
from .places import since_when, turn_at

# When each stage was entered: the column of the course.
ENTERED = {
    "nominated": "since", "accepted": "accepted_at", "cleared": "decided_at", "enrolled": "enrolled_at",
    "passed": "passed_at", "certified": "certified_at", "authorized": "letter_from", "credentialed": "credential_from",
    "out": "out_at",
}  # fmt: skip
STAGES = tuple(ENTERED)
BEFORE_ALL = datetime(1900, 1, 1, tzinfo=UTC)


def stages(at, path: str = "") -> dict[str, Q]:
    """The stages at the present moment, the first that fits counts; `path` leads to the course ("course__")."""

    def when(**conditions) -> Q:
        return Q(**{path + name: value for name, value in conditions.items()})

    unsuited = when(disqualified=True) | when(decided_at__isnull=False, cleared=False)
    gone = when(out_at__lte=at) | when(nomination=None) | when(status="taken_back") | unsuited
    return {
        "out": gone | when(withdrawn_at__isnull=False, withdrawn__covers=at),
        "credentialed": when(lettered__covers=at, carried__covers=at),
        "authorized": when(lettered__covers=at),
        "certified": when(certified_at__isnull=False),
        "passed": when(passed_at__isnull=False),
        "enrolled": when(enrolled_at__isnull=False),
        "cleared": when(cleared=True),
        "accepted": when(accepted_at__isnull=False),
    }


def in_progress_at(at, path: str = "") -> Q:
    """Not out, never had a credential, and nothing has stopped: no letter has expired, and ICE has not suspended.

    `verdicts.verdict_of` asks the same of one course.
    """

    def when(**conditions) -> Q:
        return Q(**{path + name: value for name, value in conditions.items()})

    expired = when(letter_from__isnull=False, certified_at__isnull=False) & ~when(lettered__reaches=at)
    suspended = when(lettered__covers=at, suspended__covers=at)
    return when(credential_until=None) & ~expired & ~suspended & ~stages(at, path)["out"]


def stage_at(at, path: str = "") -> Case:
    """The stage as an expression: one of STAGES."""
    whens = [When(condition, then=Value(stage)) for stage, condition in stages(at, path).items()]
    return Case(*whens, default=Value("nominated"), output_field=models.CharField())


def before_letter(column) -> Case:
    """What never changes with time, for columns that the database keeps: `column(stage)` of the stage before a letter.

    Nothing for an officer who has a letter, or who is no longer in the program.
    """
    beyond = Q(letter_from__isnull=False) | Q(nomination=None) | Q(status="taken_back")
    unsuited = Q(disqualified=True) | Q(decided_at__isnull=False, cleared=False)
    reached = {"certified": "certified_at", "passed": "passed_at", "enrolled": "enrolled_at", "accepted": "accepted_at"}
    whens = {stage: Q(**{f"{name}__isnull": False}) for stage, name in reached.items()}
    order = ("certified", "passed", "enrolled", "cleared", "accepted")
    whens["cleared"] = Q(cleared=True)
    return Case(
        When(beyond | unsuited, then=None), *(When(whens[stage], then=column(stage)) for stage in order),
        default=column("nominated"),
    )  # fmt: skip


def ever_out(path: str = "") -> Q:
    """With an instant at which a credential in hand is wanted back: few, and they have an index; `path` as above."""
    gone = Q(**{path + "out_at__isnull": False}) | Q(**{path + "withdrawn_at__isnull": False})
    return gone | Q(**{path + "suspended__reaches": before_all()})


def before_all() -> Value:
    return Value(BEFORE_ALL, models.DateTimeField())


def gap_after_letter() -> Case:
    """Since when there is no credential, or no letter in force or to come: one instant, for a column that is compared.

    It is before all others for who was ever suspended, or ever without a supervising official since the credential.
    """
    interrupted = Q(suspended__reaches=before_all()) | ~Q(supervised__throughout=F("credential_from"))
    ends = Least(Coalesce("credential_until", before_all()), end_of_all("lettered", before_all()))
    return Case(When(interrupted, then=before_all()), default=ends)


class CourseQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(user.reach())

    def staged(self, at):
        """Add `stage` at a moment."""
        return self.annotate(stage=stage_at(at))

    def with_turn(self, at):
        """Add `stage`, `turn` (a name in turns.TURNS) and `turn_since`: where each officer is at the present moment."""
        staged = self.annotate(stage=stage_at(at), turn=turn_at(at, stages(at)))
        return staged.annotate(turn_since=since_when(at))

    def in_stage(self, stage, at):
        """Officers at one stage."""
        return self.staged(at).filter(stage=stage)

    def underway(self, at):
        """In progress to a first credential, and not stopped: the verdict is Not yet."""
        return self.filter(in_progress_at(at))

    def stopped(self, at):
        """Neither in progress nor serving: the verdict is No."""
        serving = SpanQuerySet(apps.get_model("authority.Span")).serving(at)
        return self.exclude(in_progress_at(at)).exclude(Exists(serving.filter(officer=OuterRef("officer"))))

    def with_gap(self, at):
        """Named in a letter, now or before, and not out; something may be missing: the turn says what."""
        return self.filter(Q(out_at=None) | Q(out_at__gt=at), letter_from__isnull=False, lacking_since__lte=at)

    def waiting(self, at):
        """Not out, and before the first letter: `step` says for what, `waits_since` since when."""
        return self.filter(Q(out_at=None) | Q(out_at__gt=at), letter_from=None, step__isnull=False)


class SpanQuerySet(models.QuerySet):
    def serving(self, at):
        """The spans of service over a moment."""
        return self.filter(kind="service", during__contains=at)
