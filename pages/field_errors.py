"""What a field says when its input is missing or can't be used: what to enter, by the field's own label.

A message that a form or a field gives itself stays; only Django's own general ones ("This field is required.") are
replaced.
"""

from typing import Any

from django import forms
from django.forms.forms import BaseForm
from django.forms.utils import pretty_name

DATE, TIME = "Enter a date as month/day/year, such as 11/24/2026.", "Enter a time such as 14:30."
EMAIL = "Enter an email address such as name@example.gov."
FROM_THE_LIST = "Choose an answer from the list."
SAME_FOR_ALL = {
    "max_length": "Enter at most %(limit_value)d characters. You entered %(show_value)d.",
    "min_length": "Enter at least %(limit_value)d characters.",
    "max_value": "Enter a number no greater than %(limit_value)s.",
    "min_value": "Enter a number no less than %(limit_value)s.",
    "null_characters_not_allowed": "Type this again instead of pasting it: it contains an invisible character.",
    "invalid_choice": FROM_THE_LIST, "invalid_list": FROM_THE_LIST, "invalid_pk_value": FROM_THE_LIST,
}  # fmt: skip
ARTICLES = ("the ", "a ", "an ", "your ")
QUESTIONS = ("why ", "what ", "how ", "which ", "who ")


class PlainForm(BaseForm):
    """A form whose fields say what to enter."""

    def full_clean(self):
        explain(self.fields)
        super().full_clean()


def explain(fields: dict[str, forms.Field]) -> None:
    """Replace Django's general messages of these fields."""
    for name, field in fields.items():
        label = str(field.label or pretty_name(name))
        for code, message in (SAME_FOR_ALL | own_messages(field, label)).items():
            if is_general(field, code):
                field.error_messages[code] = message


def own_messages(field: forms.Field, label: str) -> dict[str, str]:
    """Give what the field asks for, by its kind and label."""
    match field:
        case forms.DateField():
            return {
                "required": DATE if "date" not in label.lower() else f"Enter {label_inside(label)}.",
                "invalid": DATE,
            }
        case forms.TimeField():
            return {"required": TIME, "invalid": TIME}
        case forms.EmailField():
            return {"required": EMAIL, "invalid": EMAIL}
        case forms.IntegerField():
            return {"required": "Enter a number.", "invalid": "Enter a whole number, such as 20."}
        case forms.BooleanField():
            return {"required": "Check this box to continue."}
        case forms.MultipleChoiceField() | forms.ModelMultipleChoiceField():
            return {"required": "Choose at least one."}
        case forms.ChoiceField() | forms.ModelChoiceField():
            return {"required": f"Choose {label_inside(label)}."}
        case forms.CharField():
            return {
                "required": f"Say {label_inside(label)}." if is_question(label) else f"Enter {label_inside(label)}."
            }
    return {"required": "Choose a file."}


def label_inside(label: str) -> str:
    """Give a label inside a sentence: "Signer's name (as printed)" becomes "the signer's name"."""
    words = label.partition(" (")[0].rstrip(".?:")
    inside = words if words[1:2].isupper() else words[:1].lower() + words[1:]
    return inside if inside.startswith(ARTICLES) or is_question(label) else f"the {inside}"


def is_question(label: str) -> bool:
    return label.lower().startswith(QUESTIONS)


def is_general(field: forms.Field, code: str) -> bool:
    """Whether what the field says now for this code is Django's, or nothing."""
    if code in field.error_messages:
        general = [vars(kind).get("default_error_messages", {}).get(code) for kind in djangos_kinds(field)]
        return field.error_messages[code] in general
    checks: list[Any] = [check for check in field.validators if getattr(check, "code", "") == code]
    return all(check.message == getattr(type(check), "message", None) for check in checks)


def djangos_kinds(field: forms.Field) -> list[type]:
    return [kind for kind in type(field).__mro__ if kind.__module__.startswith("django.")]
