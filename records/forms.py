"""What every form of ours shares: the version that its page showed, and files that survive a mistake elsewhere."""

from dataclasses import dataclass

from allauth.core import context as current
from django import forms
from django.core import signing
from django.core.exceptions import ValidationError

from wso_portal import clock

from . import keeping
from .documents import SIGNS, store, used
from .models import Document

SALT = "kept file"
AGAIN = "Choose the file again."


@dataclass(frozen=True)
class Kept:
    """A file that is stored but not yet filed with a record."""

    document: Document
    name: str
    field: str = ""
    person: int | None = None

    @property
    def token(self) -> str:
        """Gives the file back to the same field of the same person, within a day."""
        return signing.dumps([self.document.pk, self.name, self.field, self.person], salt=SALT)


@dataclass(frozen=True)
class Token:
    """What a form sent back for one of its fields."""

    field: str
    text: str


class KeptFileInput(forms.ClearableFileInput):
    """A file input beside a hidden token of the file chosen before, so that a failed form loses nothing."""

    template_name = "parts/kept_file.html"

    def value_from_datadict(self, data, files, name):
        if upload := files.get(name):
            upload.field_name = name
            return upload
        text = data.get(f"{name}_kept", "")
        return Token(name, text) if text else None

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
        if isinstance(value, Token):
            return self.recall(value)
        keeping.count_upload(person(), value.size, clock.now())
        value.kept = Kept(self.keep(value), value.name[:150], value.field_name, person())
        return value.kept

    def bound_data(self, data, initial):
        if isinstance(data, Token):
            try:
                pk, name = opened(data)
            except ValidationError:
                return None
            return Kept(Document(pk=pk), name, data.field, person())
        return data

    def recall(self, token: Token) -> Kept:
        """The file of a token that we gave out within a day. Raises ValidationError for any other."""
        pk, name = opened(token)
        document = used(pk, self.kinds)
        if document is None:
            raise ValidationError(AGAIN)
        return Kept(document, name, token.field, person())


def opened(token: Token) -> tuple[int, str]:
    """The document's number and the file's name in a token of ours, given to this person for this field.

    Raises ValidationError for any other.
    """
    try:
        pk, name, *given_to = signing.loads(token.text, salt=SALT, max_age=keeping.TOKEN_LIFE)
    except (signing.BadSignature, ValueError) as error:
        raise ValidationError(AGAIN) from error
    if given_to != [token.field, person()]:
        raise ValidationError(AGAIN)
    return pk, name


def person() -> int | None:
    """Who fills in the form: whose request it is. None outside of a request."""
    user = getattr(current.request, "user", None)
    return user.pk if user else None


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
