"""Who had a part in an examination: the lists' quick way finds the same as the condition of the acts."""

import pytest

from accounts.roles import Role
from officers.training.models import Correction, Examination
from officers.training.states import ATTEND, EXAMINE, PROPOSE, CorrectionStatus
from tests.cast import NOW, did, person

pytestmark = pytest.mark.django_db


def both_ways(user):
    quick = Examination.objects.nominations_handled_by(user).values_list("nomination", flat=True)
    return set(quick), set(Examination.objects.handled_by(user).values_list("nomination", flat=True))


def test_who_teaches_the_class(failed, instructor, other_instructor):
    assert both_ways(instructor) == ({failed.nomination_id}, {failed.nomination_id})
    assert both_ways(other_instructor) == (set(), set())


@pytest.mark.parametrize("act", [ATTEND, EXAMINE, PROPOSE], ids=lambda act: act.name)
def test_who_acted(act, failed, miami):
    colleague = person("colleague@miami.example", Role.INSTRUCTOR, field_office=miami)
    correction = Correction.objects.create(
        examination=failed, of_version=failed.version, score=96, sat_on=failed.sat_on, reason="Digits swapped",
        status=CorrectionStatus.PROPOSED, proposed_by=colleague, proposed_at=NOW,
    )  # fmt: skip
    did(colleague, act, {ATTEND: failed.enrollment, EXAMINE: failed, PROPOSE: correction}[act])
    assert both_ways(colleague) == ({failed.nomination_id}, {failed.nomination_id})
