from django import forms

from pages.fields import DayField, Line
from pages.forms import ActForm, VersionedForm

from .areas import STATES, zone_for
from .models import FieldOffice, Jurisdiction
from .names import county_of, key_of
from .zones import ZONES

STATE_CHOICES = [("", "- Select -"), *((name, name) for name in STATES)]
COUNTY_HELP = "Omit the word “County” (for example, Pinellas). Needed where several field offices share a state."


class JurisdictionForm(ActForm):
    name = Line(
        label="Agency",
        max_length=160,
        help_text="As the agency writes it (for example, Pinellas County Sheriff's Office)",
    )
    state = forms.ChoiceField(label="State or territory", choices=STATE_CHOICES)
    county = Line(max_length=80, required=False, help_text=COUNTY_HELP)
    kind = forms.ChoiceField(label="Kind of agency", choices=Jurisdiction.Kind)

    def clean_name(self):
        if not key_of(self.cleaned_data["name"]):
            raise forms.ValidationError("Enter the agency's name in letters.")
        return self.cleaned_data["name"]


class AssignForm(VersionedForm):
    field_office = forms.ModelChoiceField(FieldOffice.objects.order_by("name"))
    county = Line(max_length=80, required=False, help_text=COUNTY_HELP)

    def __init__(self, data=None, *, record):
        initial = {"field_office": record.field_office_id, "county": county_of(record.county)}
        super().__init__(data, record=record, initial=initial)


class RenameForm(VersionedForm):
    name = Line(label="Agency's name", max_length=160, help_text="As the agency writes it.")
    from_on = DayField(label="Name in use since")

    def __init__(self, data=None, *, record):
        super().__init__(data, record=record, initial={"name": record.name})

    def clean_name(self):
        if not key_of(self.cleaned_data["name"]):
            raise forms.ValidationError("Enter the agency's name in letters.")
        return self.cleaned_data["name"]


class ConfirmZoneForm(VersionedForm):
    zone = forms.ChoiceField(label="Time zone", choices=[(zone, zone.replace("_", " ")) for zone in ZONES])

    def __init__(self, data=None, *, record):
        assumed = record.zone or zone_for(record.state, record.county)[0]
        super().__init__(data, record=record, initial={"zone": assumed})
