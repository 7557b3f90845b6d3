"""A class of the Miami field office with its own instructor, and nominees who may be enrolled in it."""

from datetime import date

import pytest

from accounts.roles import Role
from officers.training.examining import enter_scores
from tests import facts
from tests.cast import NOW, person

TODAY = date(2026, 3, 2)
IN_A_WEEK = date(2026, 3, 9)


@pytest.fixture(autouse=True)
def _now(monkeypatch):
    """The pages ask the clock; the verbs are told."""
    monkeypatch.setattr("wso_portal.clock.now", lambda: NOW)


def nominee(jurisdiction, name="Ana Ruiz", **background):
    """Accepted and cleared under the agency's agreement."""
    under = jurisdiction.agreements.first() or facts.agreement(jurisdiction)
    put_forward = facts.nomination(facts.officer(jurisdiction, name), under)
    facts.cleared(put_forward, **background)
    return put_forward


@pytest.fixture
def ana(pinellas):
    return nominee(pinellas)


@pytest.fixture
def bo(pinellas):
    return nominee(pinellas, "Bo Lee")


@pytest.fixture
def foreigner(hernando):
    """A nominee of the other county."""
    return nominee(hernando, "Hal Stone")


@pytest.fixture
def upcoming(miami, instructor):
    return facts.training_class(miami, on=IN_A_WEEK, seats=2, instructor=instructor)


@pytest.fixture
def held(miami, instructor):
    """A class that is held today."""
    return facts.training_class(miami, on=TODAY, seats=5, instructor=instructor)


@pytest.fixture
def other_instructor(miami):
    return person("other@miami.example", Role.INSTRUCTOR, field_office=miami)


@pytest.fixture
def attended(ana, held):
    return facts.enrolled(ana, held, attended=True)


@pytest.fixture
def failed(attended, instructor):
    """An examination of this morning that was not passed."""
    held = attended.training_class
    return enter_scores(held, {attended.pk: 69}, TODAY, seen=held.version, by=instructor, at=NOW)[0]
