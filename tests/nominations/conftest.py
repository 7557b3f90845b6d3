"""What these tests share: an agreement in force, and what the form posts."""

import pytest

from tests import facts

NOMINEE = {"first_name": "Ana", "last_name": "Ruiz", "badge": "P-101"}
ATTESTED = {"citizen": "on", "enforced_laws": "on", "facility_trained": "on", "enforced_rules": "on"}


@pytest.fixture
def agreement(pinellas):
    return facts.agreement(pinellas)


@pytest.fixture
def submitted(agreement, pinellas):
    return facts.nomination(facts.officer(pinellas), agreement, status="submitted")


@pytest.fixture
def draft(agreement, pinellas):
    return facts.nomination(facts.officer(pinellas), agreement, status="draft")


@pytest.fixture
def accepted(agreement, pinellas):
    return facts.nomination(facts.officer(pinellas), agreement)
