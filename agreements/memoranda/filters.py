"""The filters of the list of agreements, read from its address. What cannot be read counts as not given."""

from django import forms
from django.db.models import F

from agreements.jurisdictions.areas import STATES
from agreements.jurisdictions.models import FieldOffice
from agreements.jurisdictions.programs import Program
from pages.columns import Column, sorted_list

from .models import Agreement
from .states import Stage

ANY_STAGE = [("", "Any")]


def agreement_columns(user, form) -> list[Column]:
    """The columns of the list, by state and agency. One that a filter holds to a single value is not shown."""
    given, newest = form.cleaned_data, "-pk"
    return [
        Column("Agency", "agency", ("jurisdiction__name", newest)),
        Column(
            "State", "state", ("jurisdiction__state", "jurisdiction__name", newest),
            shown=user.sees_agencies and not given.get("state"),
        ),
        Column("Program", "program", ("program", "jurisdiction__name"), shown=not given.get("program")),
        Column("Status", "status"),
        Column("In force from", "effective", (F("effective_at").asc(nulls_last=True),)),
        Column("Until", "until", (F("ends_at").asc(nulls_last=True),)),
    ]  # fmt: skip


class AgreementFilter(forms.Form):
    agency = forms.CharField(required=False, max_length=160)
    status = forms.ChoiceField(required=False, choices=ANY_STAGE + Stage.choices)
    program = forms.ChoiceField(required=False, choices=ANY_STAGE + [(p.value, p.value) for p in Program])
    state = forms.ChoiceField(required=False, choices=ANY_STAGE + [(name, name) for name in STATES])
    field_office = forms.ModelChoiceField(FieldOffice.objects.order_by("name"), required=False, empty_label="Any")
    jurisdiction = forms.IntegerField(
        label="Agency", required=False, min_value=1, max_value=2**62, widget=forms.HiddenInput
    )

    def rows(self, agreements, at):
        """Give the agreements asked for, by state and agency, the newest of an agency first."""
        self.is_valid()
        given = self.cleaned_data
        if given.get("status"):
            agreements = agreements.in_stage(given["status"], at)
        conditions = {
            path: given[name]
            for name, path in (
                ("agency", "jurisdiction__name__icontains"),
                ("program", "program"),
                ("state", "jurisdiction__state"),
                ("field_office", "jurisdiction__field_office"),
                ("jurisdiction", "jurisdiction"),
            )
            if given.get(name)
        }
        return agreements.filter(**conditions).order_by("jurisdiction__state", "jurisdiction__name", "-pk")


def agreements_listed(user, query, at):
    """The form of the filters, and the agreements in a person's scope that pass them, with their stage."""
    form = AgreementFilter(query)
    found = form.rows(Agreement.objects.visible_to(user), at)
    found = found.with_stage(at).select_related("jurisdiction__field_office")
    return form, sorted_list(found, agreement_columns(user, form), query, "state")
