"""What every form of an act shares: what it gives to the verb, and the version that its page showed."""

from django import forms

from .field_errors import PlainForm
from .fields import ReasonField


class ActForm(PlainForm, forms.Form):
    """A form of an act that makes something new."""

    def given(self) -> tuple:
        """What the verb gets after the record, in its order: the fields, unless the form says otherwise."""
        return tuple(self.cleaned_data.values())

    def seen(self) -> dict[str, int]:
        """The version that the page showed, as the verb's keyword; nothing for what has no version."""
        return {}


class VersionedForm(ActForm):
    """A form about a record: it posts the version its page showed, so that one acts on what one saw."""

    version = forms.IntegerField(
        widget=forms.HiddenInput,
        required=False,
        error_messages={"invalid": "This page is out of date. Reload it and try again."},
    )

    def __init__(self, data=None, files=None, *, record, initial=None):
        super().__init__(data, files, initial={"version": getattr(record, "version", None), **(initial or {})})
        self.record = record

    def given(self) -> tuple:
        return tuple(value for name, value in self.cleaned_data.items() if name != "version")

    def seen(self) -> dict[str, int]:
        return {"seen": self.cleaned_data.get("version") or 0}


class ReasonForm(VersionedForm):
    """An act that needs nothing but a reason."""

    reason = ReasonField()
