from django import forms

from pages.fields import DayField, Line
from pages.forms import ActForm, VersionedForm
from pages.zones import zone_in_words

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


def zone_label(zone: str) -> str:
    """Name a time zone and the place that it is called after: Eastern Time (Detroit)."""
    return f"{zone_in_words(zone)} ({zone.rpartition('/')[2].replace('_', ' ')})"


class ConfirmZoneForm(VersionedForm):
    zone = forms.ChoiceField(label="Time zone", choices=[(zone, zone_label(zone)) for zone in ZONES])

    def __init__(self, data=None, *, record):
        assumed = record.zone or zone_for(record.state, record.county)[0]
        super().__init__(data, record=record, initial={"zone": assumed})


class ContactForm(VersionedForm):
    """The point of contact of an agency or a field office."""

    name = Line(max_length=120)
    phone = Line(max_length=30, required=False, help_text="For example, (727) 555-0100")
    email = forms.EmailField(max_length=254, required=False)

    def __init__(self, data=None, *, record):
        initial = {"name": record.contact_name, "phone": record.contact_phone, "email": record.contact_email}
        super().__init__(data, record=record, initial=initial)

    def clean(self):
        if not self.errors and not (self.cleaned_data["phone"] or self.cleaned_data["email"]):
            self.add_error("phone", "Enter a phone number or an email address.")
        return self.cleaned_data

    def given(self) -> tuple:
        return tuple(self.cleaned_data[name] for name in ("name", "phone", "email"))
