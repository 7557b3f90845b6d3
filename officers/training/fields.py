"""Fields that read a day and a score, and refuse what cannot be one in words."""

import re
from datetime import date
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator

from pages.fields import DayField

WSO_STARTED = date(2019, 1, 1)  # the program was announced on May 6, 2019
SCORE_PATTERN = re.compile(r"[0-9]{1,3}(\.[0-9]{1,2})?")


class ClassDayField(DayField):
    """A day since the program began."""

    default_validators = [
        *DayField.default_validators,
        MinValueValidator(WSO_STARTED, "WSO classes started in 2019. Check the year."),
    ]


class ScoreField(forms.CharField):
    """A percentage, exact: 69.5 is not 70. Never rounded, so more than two decimals are refused."""

    widget = forms.TextInput(
        attrs={"inputmode": "decimal", "autocomplete": "off", "class": "usa-input usa-input--small"}
    )

    def to_python(self, value):
        text = super().to_python(value)
        if not text:
            return None
        if not SCORE_PATTERN.fullmatch(text) or Decimal(text) > 100:
            raise ValidationError(
                "Enter a number from 0 to 100 with at most two decimals, such as 69.5. Scores are not rounded."
            )
        return Decimal(text)
