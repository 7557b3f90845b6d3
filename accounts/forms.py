from typing import cast

from django import forms
from django.apps import apps
from django.db.models import Prefetch

from pages.columns import Column, sorted_list
from pages.fields import DayField, Line
from pages.forms import ActForm, VersionedForm
from wso_portal import clock

from .models import Membership, User
from .roles import NATIONAL, OF_A_FIELD_OFFICE, OF_AN_AGENCY, Role

CHOICES = [
    ("", "- Select -"),
    ("For an agency", [(role.value, role.label) for role in OF_AN_AGENCY]),
    ("For a field office", [(role.value, role.label) for role in OF_A_FIELD_OFFICE]),
    ("For the whole program", [(role.value, role.label) for role in NATIONAL]),
]


PEOPLE_COLUMNS = (
    Column("Person", "name", ("name",)), Column("Email", "email", ("email",)), Column("Roles", "roles"),
    Column("Next step", "next"),
)  # fmt: skip


class PeopleFilter(forms.Form):
    q = forms.CharField(label="Name or email", required=False, max_length=120)

    def people(self):
        """Everyone, or whom the search finds, by name."""
        text = self.cleaned_data["q"] if self.is_valid() else ""
        return (User.objects.matching(text) if text else User.objects.all()).order_by("name", "pk")


def people_listed(user, query, at):
    """The form of the search, and whom it finds, each with the roles of today."""
    search = PeopleFilter(query)
    roles = Membership.objects.current(at.date()).select_related("field_office", "jurisdiction").order_by("role")
    found = search.people().prefetch_related(Prefetch("memberships", roles, to_attr="roles"))
    return search, sorted_list(found, PEOPLE_COLUMNS, query, "name")


class RoleForm(ActForm):
    """One role with its place and its days."""

    role = forms.ChoiceField(choices=CHOICES)
    field_office: forms.ModelChoiceField = forms.ModelChoiceField(
        None, required=False, help_text="Only for a role at a field office."
    )
    agency = forms.CharField(
        max_length=240, required=False,
        help_text="Only for a role at an agency. Enter its name and state: Pinellas County Sheriff's Office, Florida",
    )  # fmt: skip
    from_on = DayField(label="Start date", initial=clock.today)
    until_on = DayField(label="End date", required=False, help_text="The last date of the role, if you know it.")
    exception = Line(
        label="Reason for the exception", max_length=300, required=False,
        help_text="Only if the person holds a role that excludes this one. The list shows the reason beside the role.",
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
            self.add_error("until_on", "The end date can't be before the start date.")
        return data

    def check_place(self, role: str, field: str, fitting) -> None:
        """A role needs its own kind of place and no other."""
        given, word, label = self.cleaned_data.get(field), field.replace("_", " "), Role(role).label
        if role in fitting and not given:
            self.add_error(field, f"Choose the {word} for the role “{label}”.")
        if role not in fitting and given:
            self.add_error(field, f"“{label}” is not a role at one {word}. Leave this empty, or choose another role.")

    def given(self) -> tuple:
        """The role as `workflow.grant` takes it."""
        data = self.cleaned_data
        place = data["field_office"] or data["agency"]
        return data["role"], place, data["from_on"], data["until_on"], data.get("exception", "")


class PersonForm(RoleForm):
    exception = None  # type: ignore[assignment]  # a new person holds no role that could exclude one
    name = Line(max_length=120)
    email = forms.EmailField(label="Email", max_length=254)
    field_order = ("name", "email", "role", "field_office", "agency", "from_on", "until_on")

    def given(self) -> tuple:
        role, place, from_on, until_on, _ = super().given()
        return self.cleaned_data["name"], self.cleaned_data["email"], role, place, from_on, until_on

    def clean_email(self):
        email = self.cleaned_data["email"].lower()
        if known := User.objects.filter(email__iexact=email).first():
            raise forms.ValidationError(f"{known} has this email address. Find them in the list and add a role there.")
        return email


class EndForm(VersionedForm):
    """Nothing to enter: the page says what ends with the role (`record`), and a button ends it."""

    def given(self) -> tuple:
        return ()

    def seen(self) -> dict[str, int]:
        return {}

    @property
    def others(self) -> list[User]:
        """Who else holds the role at the same place today."""
        role = self.record
        held = Membership.objects.active(clock.today()).filter(
            role=role.role, field_office=role.field_office_id, jurisdiction=role.jurisdiction_id
        )
        return list(User.objects.filter(is_active=True, pk__in=held.values("user")).exclude(pk=role.user_id)[:20])

    @property
    def kept(self) -> list[Membership]:
        """The roles that the person keeps."""
        held = self.record.user.memberships.current(clock.today()).exclude(pk=self.record.pk)
        return list(held.select_related("field_office", "jurisdiction"))


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
    raise forms.ValidationError(f"Did you mean one of these? Enter it in full: {names}.")
