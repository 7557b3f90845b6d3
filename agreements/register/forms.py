from django import forms

from pages.field_errors import PlainForm
from pages.fields import DayField
from pages.files import KeptFile
from records.documents import CSV, WORKBOOK, keep, open_file

from .editions import as_of_named
from .models import Publication
from .reading import MAX_BYTES, is_workbook
from .sheets import Unreadable
from .sources import published_list_of

PARTS = [("", "The only list of that date"), ("am", "Morning (am)"), ("mid", "Midday (mid)"), ("pm", "Evening (pm)")]
FIELDS = {"--list": "list", "--as-of": "as_of"}


class ListFile(KeptFile):
    """A workbook or CSV, kept between the check and the import."""

    kinds = (WORKBOOK, CSV)

    def keep(self, upload):
        try:
            kind = WORKBOOK if is_workbook(upload.read(MAX_BYTES + 1)) else CSV
        except Unreadable as problem:
            raise forms.ValidationError(problem.message) from problem
        return keep(upload, kind)


class ImportForm(PlainForm, forms.Form):
    """A list, and what its file's name does not tell. The clean form has it as `cleaned_data["source"]`."""

    file = ListFile(
        label="ICE's list", help_text="As ICE publishes it: an Excel workbook (.xlsx) or a CSV file, up to 10 MB."
    )
    list = forms.ChoiceField(
        label="List type", required=False, choices=[("", "Detect from the file name"), *Publication.List.choices]
    )
    as_of = DayField(
        label="List date", required=False,
        help_text="Only if the file name has no date (participatingAgencies05162025am means May 16, 2025).",
    )  # fmt: skip
    part = forms.ChoiceField(label="Edition", required=False, choices=PARTS)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    sure = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def clean(self):
        kept, data = self.cleaned_data.get("file"), self.cleaned_data
        if not kept or self.errors:
            return data
        try:
            when = as_of_named(f"{data['as_of']} {data['part']}") if data["as_of"] else None
            with open_file(kept.document) as file:
                data["source"] = published_list_of(kept.name, file.read(), data["list"], when)
        except Unreadable as problem:
            self.add_error(FIELDS.get(problem.option.split(" ")[0], "file"), problem.message)
        return data
