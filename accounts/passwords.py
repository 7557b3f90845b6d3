"""What a password must not be. With Django's own rules in settings: portal policy, not an MOA requirement."""

import re
from functools import cache

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

DIFFERENT = 5  # characters that a password needs at least
# What a guesser of this portal tries first; compared without blanks and punctuation.
BANNED = ("rehearsal", "warrantservice", "wsoportal", "wsopartnership", "partnershipportal", "287g")
SEASON = re.compile(r"(spring|summer|fall|autumn|winter)((19|20)\d\d|\d\d(?!\d))")


class Guessable:
    """Refuses a password that is short, repeats few characters, or is one that people guess with an ending."""

    def __init__(self, min_length: int = 12):
        self.min_length = min_length

    def validate(self, password: str, user=None) -> None:
        """Raise ValidationError with what to do. Blanks at both ends do not count."""
        bare = password.strip()
        letters = re.sub(r"[\W_]+", "", bare.lower())
        if len(bare) < self.min_length:
            note = " Spaces at the beginning and end don't count." if bare != password else ""
            raise ValidationError(f"Enter at least {self.min_length} characters.{note}", code="password_too_short")
        if len(set(bare.lower())) < DIFFERENT:
            raise ValidationError(f"Use at least {DIFFERENT} different characters.", code="password_repeats")
        if any(word in letters for word in BANNED) or SEASON.search(letters):
            raise ValidationError(
                "Don't use the portal's name, words from its demo, or a season with a year. They are easy to guess.",
                code="password_banned",
            )
        if letters.strip("0123456789") in common():
            raise ValidationError(
                "A common password with digits or symbols is easy to guess. Use several unrelated words instead.",
                code="password_too_common",
            )

    def get_help_text(self) -> str:
        return f"Use at least {self.min_length} characters. Several unrelated words work well."


@cache
def common() -> frozenset[str]:
    """Django's list of the 20,000 most common passwords."""
    return frozenset(CommonPasswordValidator().passwords)
