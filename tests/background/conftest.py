"""What these tests share: an accepted nomination."""

import pytest

from tests import facts


@pytest.fixture
def accepted(pinellas):
    return facts.nomination(facts.officer(pinellas), facts.agreement(pinellas))
