"""A field office invites the first administrator of an agency when it sends an agreement."""

import pytest
from django.core.exceptions import PermissionDenied

from accounts.workflow import invite
from records.actions import Refused
from tests.cast import NOW

pytestmark = pytest.mark.django_db


def test_only_the_first_administrator_is_invited_and_only_by_the_own_field_office(
    office, dallas_office, administrator, viewer, pinellas, hernando
):
    with pytest.raises(Refused, match="has an administrator"):
        invite(pinellas, "Kim Poe", "kim@pinellas.example", by=office, at=NOW)
    for someone in (dallas_office, administrator, viewer):
        with pytest.raises(PermissionDenied):
            invite(hernando, "Kim Poe", "kim@hernando.example", by=someone, at=NOW)
    assert invite(hernando, "Kim Poe", "kim@hernando.example", by=office, at=NOW).pk
