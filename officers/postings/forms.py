from typing import cast

from django import forms

from officers.nominations.models import Departure, Officer
from pages.fields import DayField, ReasonField
from pages.forms import ActForm
from wso_portal import clock

from .states import Shift


class PostOfficersForm(ActForm):
    """Who works at a facility: officers of its agency who have not left."""

    officers = forms.ModelMultipleChoiceField(Officer.objects.none(), widget=forms.CheckboxSelectMultiple)
    shift = forms.ChoiceField(choices=Shift)
    from_on = DayField(label="First day")
    until_on = DayField(label="Last day", required=False, help_text="Leave empty if no end is planned.")

    def __init__(self, data=None, *, facility, at):
        super().__init__(data, initial={"from_on": clock.day_of(at, facility.zone)})
        gone = Departure.objects.in_effect(at).values("officer")
        chosen = cast(forms.ModelMultipleChoiceField, self.fields["officers"])
        chosen.queryset = facility.jurisdiction.officers.exclude(pk__in=gone)


class EndPostingForm(ActForm):
    until_on = DayField(label="Last day")


class VoidPostingForm(ActForm):
    reason = ReasonField()
