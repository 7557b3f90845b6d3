from typing import cast

from allauth.account.forms import ResetPasswordForm
from django import forms
from django.apps import apps

from pages.fields import DayField, Line
from pages.forms import ActForm
from wso_portal import clock

from .models import User
from .roles import NATIONAL, OF_A_FIELD_OFFICE, OF_AN_AGENCY, Role

CHOICES = [
    ("", "- Select -"),
    ("For an agency", [(role.value, role.label) for role in OF_AN_AGENCY]),
    ("For a field office", [(role.value, role.label) for role in OF_A_FIELD_OFFICE]),
    ("For the whole program", [(role.value, role.label) for role in NATIONAL]),
]


class ForgottenPassword(ResetPasswordForm):
    """Asks for the address of an account. Known or not, the page says the same, and in the same time."""

    def clean_email(self):
        """Finds the account by its own address: those that allauth keeps beside it do not count."""
        self.users = list(User.objects.filter(email__iexact=self.cleaned_data["email"], is_active=True))
        return self.cleaned_data["email"]


class PeopleFilter(forms.Form):
    q = forms.CharField(label="Name or e-mail address", required=False, max_length=120)

    def people(self):
        """Everyone, or whom the search finds, by name."""
        text = self.cleaned_data["q"] if self.is_valid() else ""
        return (User.objects.matching(text) if text else User.objects.all()).order_by("name", "pk")


class RoleForm(ActForm):
    """One role with its place and its days."""

    role = forms.ChoiceField(choices=CHOICES)
    field_office: forms.ModelChoiceField = forms.ModelChoiceField(
        None, required=False, help_text="Only for a field office's role."
    )
    agency = forms.CharField(
        max_length=240, required=False,
        help_text="Only for an agency's role. As on its page: Pinellas County Sheriff's Office, Florida",
    )  # fmt: skip
    from_on = DayField(label="From", initial=clock.today)
    until_on = DayField(label="Until", required=False, help_text="The last day of the role, if it is known.")
    exception = Line(
        label="Reason for the exception", max_length=300, required=False,
        help_text="Only if this role excludes one that the person holds. The reason stays visible beside the role.",
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        offices = cast(forms.ModelChoiceField, self.fields["field_office"])
        offices.queryset = apps.get_model("jurisdictions.FieldOffice").objects.order_by("name")

    def clean_agency(self):
        text = self.cleaned_data["agency"]
        return agency_named(text) if text else None

    def clean(self):
        data = self.cleaned_data
        for field, fitting in (("field_office", OF_A_FIELD_OFFICE), ("agency", OF_AN_AGENCY)):
            if "role" in data and field not in self.errors:
                self.check_place(data["role"], field, fitting)
        if data.get("until_on") and data.get("from_on") and data["until_on"] < data["from_on"]:
            self.add_error("until_on", "A role cannot end before it starts.")
        return data

    def check_place(self, role: str, field: str, fitting) -> None:
        """A role needs its own kind of place and no other."""
        given, word, label = self.cleaned_data.get(field), field.replace("_", " "), Role(role).label
        if role in fitting and not given:
            self.add_error(field, f"Choose the {word} for the role “{label}”.")
        if role not in fitting and given:
            self.add_error(field, f"“{label}” is not a role for one {word}: leave this empty, or choose another role.")

    def given(self) -> tuple:
        """The role as `workflow.grant` takes it."""
        data = self.cleaned_data
        place = data["field_office"] or data["agency"]
        return data["role"], place, data["from_on"], data["until_on"], data.get("exception", "")


class PersonForm(RoleForm):
    exception = None  # type: ignore[assignment]  # a new person holds no role that could exclude one
    name = Line(max_length=120)
    email = forms.EmailField(label="E-mail address", max_length=254)
    field_order = ("name", "email", "role", "field_office", "agency", "from_on", "until_on")

    def given(self) -> tuple:
        role, place, from_on, until_on, _ = super().given()
        return self.cleaned_data["name"], self.cleaned_data["email"], role, place, from_on, until_on

    def clean_email(self):
        email = self.cleaned_data["email"].lower()
        if known := User.objects.filter(email__iexact=email).first():
            raise forms.ValidationError(f"{known} has this e-mail address: find them in the list and add a role there.")
        return email


def agency_named(text: str):
    """The one agency of this name. Raises ValidationError with names that come near, or with the states to choose."""
    agencies = apps.get_model("jurisdictions.Jurisdiction").objects.order_by("state", "name")
    found = list(agencies.named(text)[:6])
    if len(found) == 1:
        return found[0]
    near = found or list(agencies.filter(name__icontains=text.split(",")[0].strip())[:6])
    if not near:
        raise forms.ValidationError("No agency of this name is on record. Check the spelling, or add the agency first.")
    names = "; ".join(f"{agency.name}, {agency.state}" for agency in near)
    raise forms.ValidationError(f"Write one of these in full: {names}.")
