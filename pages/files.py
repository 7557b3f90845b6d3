"""A file input that keeps the file: a mistake in another field does not lose it."""

import base64
import hashlib
from dataclasses import dataclass, replace

from allauth.core import context as current
from django import forms
from django.core import signing
from django.core.exceptions import ValidationError

from records import keeping
from records.documents import SIGNS, Kept, store, used
from records.models import Contents, Document
from wso_portal import clock

SALT = "kept file"
CHOOSE_AGAIN = "Choose the file again."
LOOK = "Look at page 1 of your file below. If it is the right file, check the box."


def token_of(kept: Kept) -> str:
    """Give a file back to the same field of the same person, within a day."""
    return signing.dumps([kept.document.pk, kept.name, kept.field, kept.person], salt=SALT)


@dataclass(frozen=True)
class Token:
    """What a form sent back for one of its fields."""

    field: str
    text: str
    seen: bool = False
    sure: str = ""


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
        """Store the upload. Raises ValidationError with what to do when it is no file that this field takes."""
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


class ShownFileInput(KeptFileInput):
    """Shows page 1 of the kept file, with a box that it is the right one, and a box about the doubts, if there are any.

    Its field says what was checked and doubted.
    """

    template_name = "parts/shown_file.html"
    seen = False
    doubts: tuple[str, ...] = ()
    accepted = False

    def value_from_datadict(self, data, files, name):
        value = super().value_from_datadict(data, files, name)
        if not isinstance(value, Token):
            return value
        return replace(value, seen=bool(data.get(f"{name}_seen")), sure=data.get(f"{name}_sure", ""))

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        kept = getattr(value, "kept", value)
        if isinstance(kept, Kept):
            context["widget"] |= first_page_of(kept.document) | {
                "seen": self.seen, "doubts": self.doubts, "sure": mark_of(self.doubts), "accepted": self.accepted,
            }  # fmt: skip
        return context


class ShownFile(KeptFile):
    """A document that is filed once the person has seen page 1 and answered every doubt about it."""

    widget = ShownFileInput

    def doubts(self, kept: Kept) -> list[str]:
        """Give what speaks against the file, each in a sentence that the person must have seen."""
        return []

    def clean(self, value):
        kept = super().clean(value)
        if kept is None:
            return None
        doubts = tuple(self.doubts(kept))
        sent = value if isinstance(value, Token) else Token("", "")
        self.widget.doubts, self.widget.seen = doubts, sent.seen
        self.widget.accepted = bool(doubts) and sent.sure == mark_of(doubts)
        missing = [] if sent.seen or not first_page_of(kept.document) else [LOOK]
        missing += [] if self.widget.accepted else doubts
        if missing:
            raise ValidationError(missing)
        return replace(kept, accepted=doubts)


def first_page_of(document: Document) -> dict:
    """Give a PDF's number of pages, page 1 as an address of data, and whether it has text; nothing for a picture."""
    seen = Contents.objects.filter(document=document.pk).first()
    if seen is None:
        return {}
    picture = base64.b64encode(bytes(seen.first_page)).decode()
    return {"pages": seen.pages, "picture": f"data:image/png;base64,{picture}", "has_text": bool(seen.text)}


def mark_of(doubts: tuple[str, ...]) -> str:
    """Give the mark of exactly these doubts: a box that was checked for others does not count."""
    return hashlib.sha256("\n".join(doubts).encode()).hexdigest()[:16]


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
