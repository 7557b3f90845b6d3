from django import forms

from pages.fields import DayField, Line
from pages.forms import ActForm, VersionedForm
from pages.zones import zone_in_words

from .areas import STATES, zone_for
from .models import Facility, FieldOffice, Jurisdiction
from .names import county_of, key_of
from .states import AGENCY_DUTIES, OFFICE_DUTIES
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


ZONE_CHOICES = [(zone, zone_label(zone)) for zone in ZONES]


class ConfirmZoneForm(VersionedForm):
    zone = forms.ChoiceField(label="Time zone", choices=ZONE_CHOICES)

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


class DetailsForm(ActForm):
    """A form that gives its verb all its columns as one dictionary."""

    def given(self) -> tuple:
        return ({name: value for name, value in self.cleaned_data.items() if name != "version"},)


FACILITY_FIELDS = (
    "name", "street", "city", "zip_code", "zone", "processing_areas", "phone_day", "phone_night", "from_on",
)  # fmt: skip


class FacilityForm(DetailsForm):
    """A jail of an agency."""

    name = Line(label="Name of the facility", max_length=120)
    street = Line(max_length=160, required=False)
    city = Line(max_length=80, required=False)
    zip_code = forms.RegexField(
        r"^\d{5}(-\d{4})?$", label="ZIP code", required=False, max_length=10,
        error_messages={"invalid": "Enter a ZIP code of five digits, such as 33762."},
    )  # fmt: skip
    zone = forms.ChoiceField(label="Time zone", choices=ZONE_CHOICES)
    processing_areas = forms.IntegerField(
        label="Number of processing areas", required=False, min_value=1, max_value=500,
        help_text="Each needs posters on how to complain (MOA App. B).",
    )  # fmt: skip
    phone_day = Line(label="Phone by day", max_length=30, required=False, help_text="For example, (727) 555-0100")
    phone_night = Line(label="Phone at night", max_length=30, required=False, help_text="Answered 24 hours a day")
    from_on = DayField(label="In use since", required=False, help_text="Leave empty if it was always in use.")


class EditFacilityForm(FacilityForm, VersionedForm):
    def __init__(self, data=None, *, record):
        super().__init__(data, record=record, initial={name: getattr(record, name) for name in FACILITY_FIELDS})


class CoverForm(VersionedForm):
    covered_from = DayField(
        label="Covered from", help_text="The date from which the agreement names the facility as a place of service."
    )

    def __init__(self, data=None, *, record):
        super().__init__(data, record=record, initial={"covered_from": record.covered_from})


class LastDayForm(VersionedForm):
    """The last day of a facility or of a contact."""

    until_on = DayField(label="Last day")

    def __init__(self, data=None, *, record):
        super().__init__(data, record=record, initial={"until_on": record.until_on})


CONTACT_FIELDS = ("duty", "facility", "name", "title", "phone", "email", "address", "from_on")


class DutyContactForm(DetailsForm):
    """Whom one calls for a duty at `place`, an agency or a field office."""

    duty = forms.ChoiceField(label="Called for")
    facility = forms.ModelChoiceField(
        Facility.objects.none(), required=False, empty_label="All facilities", help_text="For the desk of one jail."
    )
    name = Line(label="Name", max_length=120, help_text="A person, or a desk such as “Booking desk”")
    title = Line(max_length=120, required=False)
    phone = Line(max_length=30, required=False, help_text="For example, (727) 555-0100")
    email = forms.EmailField(max_length=254, required=False)
    address = Line(max_length=200, required=False)
    from_on = DayField(label="On duty since", required=False, help_text="Leave empty if it is not known.")

    def __init__(self, data=None, *, place):
        super().__init__(data)
        fit_to(place, self.fields)

    def clean(self):
        if not self.errors and not (self.cleaned_data["phone"] or self.cleaned_data["email"]):
            self.add_error("phone", "Enter a phone number or an email address.")
        return self.cleaned_data


class EditDutyContactForm(DutyContactForm, VersionedForm):
    def __init__(self, data=None, *, record):
        initial = {name: getattr(record, name) for name in CONTACT_FIELDS}
        VersionedForm.__init__(self, data, record=record, initial=initial)
        fit_to(record.place, self.fields)


def fit_to(place: Jurisdiction | FieldOffice, fields: dict) -> None:
    """Offer the duties of an agency with its facilities, or those of a field office, which has none."""
    duties = AGENCY_DUTIES if isinstance(place, Jurisdiction) else OFFICE_DUTIES
    fields["duty"].choices = [("", "- Select -"), *((duty.value, duty.label) for duty in duties)]
    if isinstance(place, Jurisdiction):
        fields["facility"].queryset = place.facilities.all()
    else:
        del fields["facility"]
