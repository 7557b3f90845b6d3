from typing import cast

from django import forms
from django.db.models import Exists, F, OuterRef, QuerySet

from agreements.jurisdictions.areas import STATES
from agreements.jurisdictions.finding import called
from agreements.jurisdictions.models import FieldOffice, Jurisdiction
from agreements.jurisdictions.programs import Program
from pages.columns import Column, SortedList, sorted_list

from .models import Partnership
from .states import GROUPS, Stage, stages_of

ANY_CHOICE = [("", "Any")]
UNKNOWN = "none"


def field_offices() -> list[tuple[str, str]]:
    """The field offices to choose from, and the agencies of which it is not known."""
    known = FieldOffice.objects.order_by("name").values_list("pk", "name")
    return [*ANY_CHOICE, (UNKNOWN, "Not known yet"), *((str(pk), name) for pk, name in known)]


def jurisdiction_columns(user, form) -> list[Column]:
    """The columns of the list, by state and name. Within one field office all rows would name it."""
    office = F("field_office__name").asc(nulls_last=True)
    return [
        Column("Agency", "agency", ("name", "state")),
        Column("Place", "place", ("state", "name")),
        Column("Field office", "office", (office, "state", "name"),
               shown=user.sees_offices and not form.cleaned_data.get("office")),
        Column("Partnerships", "partnerships"),
    ]  # fmt: skip


class JurisdictionFilter(forms.Form):
    """The filters of the list of jurisdictions, all in the address."""

    q = forms.CharField(label="Agency", required=False, max_length=80)
    program = forms.ChoiceField(required=False, choices=[*ANY_CHOICE, *((p.value, p.value) for p in Program)])
    stage = forms.ChoiceField(
        required=False, choices=[*ANY_CHOICE, *Stage.choices, *((word, label) for word, (label, _) in GROUPS.items())]
    )
    state = forms.ChoiceField(required=False, choices=[*ANY_CHOICE, *((name, name) for name in STATES)])
    office = forms.ChoiceField(label="Field office", required=False)
    type = forms.ChoiceField(required=False, choices=[*ANY_CHOICE, *Jurisdiction.Kind.choices])

    def __init__(self, data):
        super().__init__(data)
        cast(forms.ChoiceField, self.fields["office"]).choices = field_offices()

    def rows(self, jurisdictions: QuerySet, at) -> QuerySet:
        """The agencies asked for, by state and name; an address that cannot be read asks for all."""
        given = self.cleaned_data if self.is_valid() else {}
        for word in given.get("q", "").split():
            jurisdictions = jurisdictions.filter(called(word))
        for name, path in (("state", "state"), ("type", "kind")):
            if given.get(name):
                jurisdictions = jurisdictions.filter(**{path: given[name]})
        if given.get("office"):
            office = given["office"]
            jurisdictions = jurisdictions.filter(field_office=None if office == UNKNOWN else office)
        if given.get("program") or given.get("stage"):
            jurisdictions = jurisdictions.filter(Exists(self.partnerships(given, at)))
        return jurisdictions.order_by("state", "name", "pk")

    def partnerships(self, given: dict, at) -> QuerySet:
        """The partnerships of one agency that make it match: program and stage must be of the same one."""
        found = Partnership.objects.in_stages(stages_of(given["stage"] or "any"), at)
        found = found.filter(program=given["program"]) if given["program"] else found
        return found.filter(jurisdiction=OuterRef("pk"))


def jurisdictions_listed(user, query, at) -> tuple[JurisdictionFilter, SortedList]:
    """The form of the filters, and the agencies in a person's scope that pass them."""
    form = JurisdictionFilter(query)
    found = form.rows(Jurisdiction.objects.visible_to(user).select_related("field_office"), at)
    return form, sorted_list(found, jurisdiction_columns(user, form), query, "place")


def with_partnerships(agencies: list[Jurisdiction], at) -> list[tuple[Jurisdiction, list[Partnership]]]:
    """Each of these agencies with its partnerships, by one query."""
    staged: dict[int, list[Partnership]] = {agency.pk: [] for agency in agencies}
    for partnership in Partnership.objects.filter(jurisdiction__in=staged).staged(at).order_by("-program"):
        staged[partnership.jurisdiction_id].append(partnership)
    return [(agency, staged[agency.pk]) for agency in agencies]
