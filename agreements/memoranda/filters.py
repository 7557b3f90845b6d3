"""The filters of the list of agreements, as they stand in its address. What cannot be read counts as not given."""

from urllib.parse import urlencode

from django import forms

from agreements.jurisdictions.areas import STATES
from agreements.jurisdictions.models import FieldOffice
from agreements.jurisdictions.programs import Program

from .states import Stage

ANY = [("", "Any")]


class AgreementFilter(forms.Form):
    agency = forms.CharField(required=False, max_length=160)
    status = forms.ChoiceField(required=False, choices=ANY + Stage.choices)
    program = forms.ChoiceField(required=False, choices=ANY + [(p.value, p.value) for p in Program])
    state = forms.ChoiceField(required=False, choices=ANY + [(name, name) for name in STATES])
    field_office = forms.ModelChoiceField(FieldOffice.objects.order_by("name"), required=False, empty_label="Any")
    jurisdiction = forms.IntegerField(required=False, min_value=1, max_value=2**62, widget=forms.HiddenInput)

    def rows(self, agreements, at):
        """The agreements asked for, by state and agency, the newest of an agency first."""
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

    def chips(self) -> list[tuple[str, str]]:
        """Each filter that is on, with the address of the list without it."""
        given = {name: self.data[name] for name in self.fields if self.cleaned_data.get(name)}
        return [(self.words(name), "?" + urlencode({k: v for k, v in given.items() if k != name})) for name in given]

    def words(self, name: str) -> str:
        """A filter as its chip says it: Status: In force."""
        value = self.cleaned_data[name]
        label = "Agency" if name == "jurisdiction" else self[name].label
        return f"{label}: {dict(getattr(self.fields[name], 'choices', [])).get(value, value)}"
