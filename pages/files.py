"""A file input that loses nothing: what was sent once need not be chosen again after a mistake elsewhere."""

from dataclasses import dataclass

from allauth.core import context as current
from django import forms
from django.core import signing
from django.core.exceptions import ValidationError

from records import keeping
from records.documents import SIGNS, Kept, store, used
from records.models import Document
from wso_portal import clock

SALT = "kept file"
CHOOSE_AGAIN = "Choose the file again."


def token_of(kept: Kept) -> str:
    """Gives a file back to the same field of the same person, within a day."""
    return signing.dumps([kept.document.pk, kept.name, kept.field, kept.person], salt=SALT)


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
            context["widget"] |= {"kept_name": kept.name, "kept_token": token_of(kept), "required": False}
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
            raise ValidationError(CHOOSE_AGAIN)
        return Kept(document, name, token.field, person())


def opened(token: Token) -> tuple[int, str]:
    """The document's number and the file's name in a token of ours, given to this person for this field.

    Raises ValidationError for any other.
    """
    try:
        pk, name, *given_to = signing.loads(token.text, salt=SALT, max_age=keeping.TOKEN_LIFE)
    except (signing.BadSignature, ValueError) as error:
        raise ValidationError(CHOOSE_AGAIN) from error
    if given_to != [token.field, person()]:
        raise ValidationError(CHOOSE_AGAIN)
    return pk, name


def person() -> int | None:
    """Who fills in the form: whose request it is. None outside of a request."""
    user = getattr(current.request, "user", None)
    return user.pk if user else None
