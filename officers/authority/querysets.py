from django.db import models
from django.db.models import Case, Q, Value, When


def stages(at) -> dict[str, Q]:
    """The stages of an officer at the present moment, furthest first: each a condition on their course."""
    out = Q(out_at__lte=at) | Q(disqualified=True) | Q(decided_at__isnull=False, cleared=False)
    gone = out | Q(nomination=None) | Q(status="taken_back") | Q(withdrawn_at__lte=at, letter_until__lte=at)
    lettered = Q(letter_from__lte=at) & (Q(letter_until=None) | Q(letter_until__gt=at))
    return {
        "out": gone,
        "credentialed": lettered & Q(credential_from__lte=at, credential_until__gt=at),
        "authorized": lettered,
        "certified": Q(certified_at__isnull=False),
        "passed": Q(passed_at__isnull=False),
        "enrolled": Q(enrolled_at__isnull=False),
        "cleared": Q(cleared=True),
        "accepted": Q(accepted_at__isnull=False),
        "nominated": Q(),
    }


ENTERED = {
    "credentialed": "credential_from", "authorized": "letter_from", "certified": "certified_at", "passed": "passed_at",
    "enrolled": "enrolled_at", "cleared": "decided_at", "accepted": "accepted_at", "nominated": "since", "out": "out_at",
}  # fmt: skip
STAGES = tuple(ENTERED)[7::-1] + ("out",)


class CourseQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(user.reach())

    def staged(self, at):
        """Adds `stage` at a moment: one of STAGES."""
        whens = [When(condition, then=Value(stage)) for stage, condition in stages(at).items() if condition]
        return self.annotate(stage=Case(*whens, default=Value("nominated"), output_field=models.CharField()))

    def by_stage(self, at) -> dict[str, int]:
        """How many officers stand at each stage."""
        rows = self.staged(at).order_by().values_list("stage").annotate(number=models.Count("pk"))
        return dict.fromkeys(STAGES, 0) | dict(rows)


