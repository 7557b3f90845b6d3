from datetime import date, datetime
from typing import cast

from django import forms
from django.core.validators import MinValueValidator

from accounts.roles import NATIONAL
from agreements.jurisdictions.models import FieldOffice
from pages.field_errors import PlainForm
from wso_portal import clock

from .querysets import STAGES

ANSWER_CHOICES = (("yes", "Yes"), ("no", "No"), ("progress", "Not yet (in progress)"))
SORTS = (
    ("", "Name"), ("-name", "Name, Z to A"), ("answer", "May not serve first"), ("-answer", "May serve first"),
    ("agency", "Agency"), ("-agency", "Agency, Z to A"), ("expiry", "Credential expiry, soonest first"),
    ("-expiry", "Credential expiry, latest first"),
)  # fmt: skip
STAGE_NAMES = {
    "nominated": "Nominated", "accepted": "Accepted", "cleared": "Cleared", "enrolled": "Enrolled", "passed": "Passed",
    "certified": "Certified", "authorized": "Authorized", "credentialed": "Credential issued",
    "out": "No longer in program",
}  # fmt: skip


class MomentForm(PlainForm, forms.Form):
    """Any moment, past or to come, in the agency's zone."""

    on = forms.DateField(
        label="Date",
        widget=forms.DateInput(attrs={"type": "date"}),
        validators=[MinValueValidator(date(2002, 1, 1), "No 287(g) agreement is older than 2002. Enter a later date.")],
    )
    at = forms.TimeField(label="Time", required=False, widget=forms.TimeInput(attrs={"type": "time"}))

    def moment(self, zone: str) -> datetime:
        """The chosen instant; without a time, 00:00 of the day. Only for a valid form."""
        return clock.moment(self.cleaned_data["on"], self.cleaned_data["at"], zone)

    def clean_on(self):
        day = self.cleaned_data["on"]
        if day.year > 2200:
            raise forms.ValidationError("Enter a date before 2200.")
        return day


class RosterForm(forms.Form):
    """The filters of the roster, all in the address."""

    q = forms.CharField(label="Name or badge", required=False, max_length=60)
    answer = forms.ChoiceField(label="May serve now", required=False, choices=[("", "Any"), *ANSWER_CHOICES])
    stage = forms.ChoiceField(
        label="Stage", required=False, choices=[("", "Any"), *((s, STAGE_NAMES[s]) for s in STAGES)]
    )
    office = forms.TypedChoiceField(label="Field office", required=False, coerce=int, empty_value=None)
    state = forms.CharField(label="State", required=False, max_length=60)
    expires_within = forms.IntegerField(
        label="Credential expires within (days)", required=False, min_value=0, max_value=3650
    )
    agency = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=1, max_value=2**62)
    sort = forms.ChoiceField(label="Sort by", required=False, choices=SORTS)

    def __init__(self, data, *, user):
        super().__init__(data)
        if user.active_memberships(*NATIONAL):
            offices = FieldOffice.objects.order_by("name").values_list("pk", "name")
            cast(forms.TypedChoiceField, self.fields["office"]).choices = [("", "Any"), *offices]
        else:  # an agency and a field office look at one place
            del self.fields["office"], self.fields["state"]
