"""What every form of ours shares: the version that its page showed, and files that survive a mistake elsewhere."""

from dataclasses import dataclass

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError

from .documents import SIGNS, store
from .models import Document

SALT = "kept file"
AGAIN = "Choose the file again."


@dataclass(frozen=True)
class Kept:
    """A file that is stored but not yet filed with a record."""

    document: Document
    name: str

    @property
    def token(self) -> str:
        return signing.dumps([self.document.pk, self.name], salt=SALT)


class KeptFileInput(forms.ClearableFileInput):
    """A file input beside a hidden token of the file chosen before, so that a failed form loses nothing."""

    template_name = "parts/kept_file.html"

    def value_from_datadict(self, data, files, name):
        return files.get(name) or data.get(f"{name}_kept", "")

    def value_omitted_from_data(self, data, files, name):
        return name not in files and f"{name}_kept" not in data

    def get_context(self, name, value, attrs):
        context = super().get_context(name, None, attrs)
        kept = getattr(value, "kept", value)
        if isinstance(kept, Kept):
            context["widget"] |= {"kept_name": kept.name, "kept_token": kept.token, "required": False}
            context["widget"]["attrs"].pop("required", None)
        return context


class KeptFile(forms.Field):
    """A document (PDF, PNG, JPEG). Its clean value is a Kept; what was once accepted need not be chosen again."""

    widget = KeptFileInput
    kinds = tuple(SIGNS.values())

    def keep(self, upload) -> Document:
        """Stores the upload. Raises ValidationError with what to do when it is no file that this field takes."""
        return store(upload)

    def to_python(self, value):
        if not value:
            return None
        if isinstance(value, str):
            return self.recall(value)
        value.kept = Kept(self.keep(value), value.name[:150])
        return value.kept

    def bound_data(self, data, initial):
        if isinstance(data, str) and data:
            try:
                pk, name = opened(data)
            except ValidationError:
                return None
            return Kept(Document(pk=pk), name)
        return data

    def recall(self, token: str) -> Kept:
        """The file of a token that we gave out within a day. Raises ValidationError for any other."""
        pk, name = opened(token)
        document = Document.objects.filter(pk=pk, kind__in=self.kinds).first()
        if document is None:
            raise ValidationError(AGAIN)
        return Kept(document, name)


def opened(token: str) -> tuple[int, str]:
    """The document's number and the file's name in a token of ours. Raises ValidationError for any other."""
    try:
        pk, name = signing.loads(token, salt=SALT, max_age=86_400)
    except (signing.BadSignature, ValueError) as error:
        raise ValidationError(AGAIN) from error
    return pk, name


class Line(forms.CharField):
    """One line of text that reads as it is printed: no line breaks, nothing invisible, nothing that turns its order."""

    def to_python(self, value):
        tidy = " ".join(super().to_python(value).split())
        if not tidy.isprintable():
            raise ValidationError("Write this without invisible characters: type it anew instead of pasting it.")
        return tidy


class VersionedForm(forms.Form):
    """A form about a record: it posts the version its page showed, so that one acts on what one saw."""

    version = forms.IntegerField(
        widget=forms.HiddenInput, required=False, error_messages={"invalid": "This page is out of date. Open it again."}
    )

    def __init__(self, data=None, files=None, *, record, initial=None):
        super().__init__(data, files, initial={"version": getattr(record, "version", None), **(initial or {})})
        self.record = record

    def seen(self):
        """The record as the page showed it: with that version, so that a later one is refused."""
        if self.is_bound and hasattr(self.record, "version"):
            self.record.version = self.cleaned_data.get("version") or 0
        return self.record
