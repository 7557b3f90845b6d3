"""The fields of forms that more than one app needs: days, times, reasons, lines of text. One set of limits."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator

FIRST_DAY, LAST_DAY = date(2002, 1, 1), date(2099, 12, 31)  # the first 287(g) agreement is of 2002 (CRS IF11898)
CHECK_YEAR = f"Check the year. Dates can be from {FIRST_DAY.year} to {LAST_DAY.year}."
MOST_REASON = 300  # characters


class DayField(forms.DateField):
    """A date within the portal's years: a far one would overflow the calendar."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    default_validators = [MinValueValidator(FIRST_DAY, CHECK_YEAR), MaxValueValidator(LAST_DAY, CHECK_YEAR)]


class HourField(forms.TimeField):
    """A time on the wall clock, in the zone of the record."""

    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class ReasonField(forms.CharField):
    """Why something is done, in a few sentences."""

    widget = forms.Textarea(attrs={"rows": 3})

    def __init__(
        self, *, label="Reason", max_length=MOST_REASON, required=True, help_text="", initial=None, missing=None
    ):
        super().__init__(
            label=label, max_length=max_length, required=required, help_text=help_text, initial=initial, strip=True,
            error_messages={"required": missing} if missing else None,
        )  # fmt: skip


class Line(forms.CharField):
    """One line of text that reads as it is printed: no line breaks, nothing invisible, nothing that turns its order."""

    def to_python(self, value):
        tidy = " ".join((super().to_python(value) or "").split())
        if not tidy.isprintable():
            raise ValidationError("Type this again instead of pasting it: it contains an invisible character.")
        return tidy
