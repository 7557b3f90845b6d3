from django import forms

from pages.fields import Line
from pages.forms import ActForm

from .models import Export


class DownloadForm(ActForm):
    """The format of a file and, of a list that names officers, why it is needed."""

    format = forms.ChoiceField(choices=Export.Format.choices, widget=forms.RadioSelect)
    reason = Line(
        label="Reason", min_length=5, max_length=200, help_text="For example: monthly review with the sheriff. Name no "
        "person: the agencies whose officers are listed can read it.",
    )  # fmt: skip

    def __init__(self, data, *, needs_reason: bool, chosen: str):
        super().__init__(data, initial={"format": chosen})
        if not needs_reason:
            del self.fields["reason"]
