"""A field says what to enter: none of Django's general messages reaches a person."""

from copy import deepcopy
from importlib import import_module
from inspect import getmembers, isclass
from pathlib import Path

import pytest
from django import forms
from django.forms.forms import BaseForm

from pages.field_errors import PlainForm, explain

GENERAL = (
    "This field",
    "Enter a valid",
    "Select a valid",
    "Ensure this",
    "Null characters",
    "Enter a list",
    "is not a",
)
JUNK = ("", "x" * 20_000, "-5", "9" * 12, "2026-02-31", "25:61", ["x"], "a@")
UNSEEN = "a\x00b"  # pasted into a line of text; a list to choose from never sends it


def forms_of_the_portal() -> list[type[BaseForm]]:
    """Every form class of the project, wherever it is defined."""
    files = [
        file for file in Path().glob("*/**/*.py") if "forms" in file.stem and file.parts[0] not in ("tests", ".venv")
    ]
    modules = [import_module(".".join(file.with_suffix("").parts)) for file in files if file.stem != "forms" or file]
    return [
        kind
        for module in modules
        for _, kind in getmembers(module, isclass)
        if issubclass(kind, BaseForm) and kind.__module__ == module.__name__ and hasattr(kind, "base_fields")
    ]


def is_filter(kind: type) -> bool:
    """Whether a form is one of filters: what it can't read counts as not given, so it never shows an error."""
    return kind.__name__.endswith("Filter") or kind.__name__ == "RosterForm"


def test_every_form_explains_its_errors():
    """Attested is a part of forms that do."""
    kinds = [kind for kind in forms_of_the_portal() if not is_filter(kind) and kind.__name__ != "Attested"]
    assert len(kinds) > 50
    assert [kind for kind in kinds if not issubclass(kind, PlainForm)] == []


@pytest.mark.django_db
@pytest.mark.parametrize("kind", [kind for kind in forms_of_the_portal() if issubclass(kind, PlainForm)])
def test_no_general_message_is_left(kind):
    fields = deepcopy(kind.base_fields)
    explain(fields)
    assert [
        (name, error) for name, field in fields.items() for error in errors_of(field) if error.startswith(GENERAL)
    ] == []


def errors_of(field: forms.Field) -> list[str]:
    """What a field says to nothing and to junk."""
    said = []
    for junk in (*JUNK, *([UNSEEN] if isinstance(field, forms.CharField) else [])):
        try:
            field.clean(junk)
        except forms.ValidationError as error:
            said += error.messages
        except (AttributeError, TypeError):  # a file is no text
            continue
    return said


class Sample(PlainForm, forms.Form):
    title = forms.CharField(label="Signer's title", max_length=5)
    signed_on = forms.DateField(label="Date signed")
    ends_on = forms.DateField(label="Effective")
    kind = forms.ChoiceField(label="Type of notice", choices=[("a", "A")])
    badge = forms.CharField(label="ICE credential number")
    reason = forms.CharField(label="Why the file is wrong.", error_messages={"max_length": "Shorter."}, max_length=3)
    office = forms.CharField(error_messages={"required": "Choose your office."})
    seats = forms.IntegerField(min_value=1)


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("title", "", "Enter the signer's title."),
        ("title", "Sheriff of", "Enter at most 5 characters. You entered 10."),
        ("signed_on", "", "Enter the date signed."),
        ("signed_on", "soon", "Enter a date as month/day/year, such as 11/24/2026."),
        ("ends_on", "", "Enter a date as month/day/year, such as 11/24/2026."),
        ("kind", "", "Choose the type of notice."),
        ("kind", "b", "Choose an answer from the list."),
        ("badge", "", "Enter the ICE credential number."),
        ("reason", "", "Say why the file is wrong."),
        ("reason", "long", "Shorter."),
        ("office", "", "Choose your office."),
        ("seats", "0", "Enter a number no less than 1."),
        ("seats", "x", "Enter a whole number, such as 20."),
    ],
)
def test_it_says_what_to_enter(field, value, said):
    assert Sample({field: value}).errors[field] == [said]
