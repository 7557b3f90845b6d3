"""Which passwords are taken, by the rules of the settings together."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from accounts.models import User


def refused(password, user=None) -> str:
    with pytest.raises(ValidationError) as error:
        validate_password(password, user)
    return " ".join(error.value.messages)


@pytest.mark.parametrize(
    ("password", "message"),
    [
        (" " * 12, "Enter at least 12 characters. Spaces at the beginning and end don't count."),
        ("   short one   ", "Enter at least 12 characters. Spaces"),
        ("eleven-char", "Enter at least 12 characters."),
        ("aaaaaaaaaaaa", "Use at least 5 different characters."),
        ("abababab abab", "Use at least 5 different characters."),
        ("my Rehearsal is long", "Don't use the portal's name"),
        ("Warrant Service Officer!", "Don't use the portal's name"),
        ("the-287(g)-portal", "Don't use the portal's name"),
        ("Pinellas Summer 2026!", "Don't use the portal's name"),
        ("autumn26 is gold", "Don't use the portal's name"),
        ("Dragon!!!1234567", "A common password with digits"),
        ("password123456", "common"),
        ("123456789012", "entirely numeric"),
    ],
)
def test_it_explains_the_refusal(password, message):
    assert message in refused(password)


def test_ones_own_name_and_address_are_no_password():
    user = User(email="eva.lund@pinellas.example", name="Evangeline Lundqvist")
    for password in ("Evangeline Lundqvist", "eva.lund@pinellas"):
        assert "too similar" in refused(password, user)


@pytest.mark.parametrize(
    "password", ["seven green herons", "Tr0ubador&3mule", "summertime in the hills", " kJ8-xPq2-wWz "]
)
def test_these_are_taken(password):
    validate_password(password)
