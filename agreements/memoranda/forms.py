"""The shape of input: one form a verb, days with the time only where it is known, in the agency's zone."""

from datetime import date, datetime

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

from agreements.jurisdictions.programs import Program
from pages.fields import Line
from pages.files import KeptFile
from pages.forms import VersionedForm
from records.documents import check, store
from wso_portal import clock

from .models import Agreement, Notice
from .states import Side
from .terms import Revision
from .workflow import Signing

RECOGNIZE = (
    "Look for the printed mark, not at the year of the signature. R1: no mark, the agency's own name throughout, "
    "complaints go to the Joint Intake Center, Appendix B is numbered. R2: no mark, says “LEA”, speaks of posters. "
    "R3 and R4: the mark “Revised 02/14/2025” or “02/15/2025”. For JEM and TFM choose by the date."
)
YEARS = [
    MinValueValidator(date(2002, 1, 1), "Check the year: no 287(g) agreement is older than 2002."),
    MaxValueValidator(date(2099, 12, 31), "Check the year."),
]


def day_field(label: str, **options) -> forms.DateField:
    """A day between 2002 and 2099."""
    return forms.DateField(
        label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), validators=YEARS, **options
    )


def time_field(label: str, zone: str) -> forms.TimeField:
    """A wall-clock time that may be unknown; its help says in which zone it counts."""
    help_text = f"Only if it is known. Time zone: {zone.replace('_', ' ')}."
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return forms.TimeField(label=label, widget=widget, required=False, help_text=help_text)


def reason_field(label: str = "Reason", help_text: str = "", most: int = 300) -> forms.CharField:
    return forms.CharField(label=label, help_text=help_text, max_length=most, widget=forms.Textarea(attrs={"rows": 3}))


class PdfField(KeptFile):
    """The signed paper itself, as PDF."""

    kinds = ("application/pdf",)

    def keep(self, upload):
        if check(upload) not in self.kinds:
            raise forms.ValidationError("This file is a picture. Scan the whole agreement to one PDF and choose that.")
        return store(upload)


def signature_fields(prefix: str, zone: str) -> dict[str, forms.Field]:
    """What one signature block holds."""
    fields = {
        "name": Line(
            label="Name of the signatory", max_length=120, required=False, help_text="As it stands on the paper."
        ),
        "illegible": forms.BooleanField(label="The name is not legible", required=False),
        "title": Line(label="Title", max_length=120, help_text="As printed, such as Sheriff or Field Office Director."),
        "by_direction": forms.BooleanField(
            label="Signed by direction", required=False, help_text="Someone signed for the person named in print."
        ),
        "signed_on": day_field("Date of the signature"),
        "signed_time": time_field("Time of the signature", zone),
    }
    return {f"{prefix}{name}": field for name, field in fields.items()}


def signature_errors(data: dict, prefix: str) -> dict[str, str]:
    """A name, or the word that it cannot be read: exactly one of them."""
    named, illegible = data.get(f"{prefix}name"), data.get(f"{prefix}illegible")
    if named and illegible:
        return {f"{prefix}name": "Give the name, or say that it is not legible; not both."}
    if not named and not illegible:
        return {f"{prefix}name": "Give the name as signed, or say below that it is not legible."}
    return {}


def signing_of(data: dict, prefix: str = "") -> Signing:
    """The signature block that a valid form describes."""
    names = ("name", "title", "signed_on", "signed_time", "by_direction")
    return Signing(**{name: data[f"{prefix}{name}"] for name in names})


def blocks_of(*groups) -> FormHelper:
    """The groups of a long form: (legend, names of its fields)."""
    helper = FormHelper()
    helper.layout = Layout(*(Fieldset(legend, *names) for legend, names in groups))
    return helper


class DraftForm(forms.Form):
    program = forms.ChoiceField(choices=Program, initial=Program.WSO)
    revision = forms.ChoiceField(
        label="Template revision", choices=Revision, initial=Revision.R4, widget=forms.RadioSelect, help_text=RECOGNIZE
    )


class ReasonForm(VersionedForm):
    reason = reason_field()


class SignForm(VersionedForm):
    copy = PdfField(label="Signed agreement", help_text="The copy with this signature, as PDF.")

    def __init__(self, data=None, files=None, *, record: Agreement):
        super().__init__(data, files, record=record)
        self.fields = signature_fields("", record.jurisdiction.zone) | self.fields

    def clean(self):
        for field, message in signature_errors(self.cleaned_data, "").items():
            self.add_error(field, message)
        return self.cleaned_data


class ConfirmForm(VersionedForm):
    """The second person's word that the copy was opened."""

    opened = forms.BooleanField(
        label="I have opened the copy, and both signatures are on it",
        error_messages={"required": "Open the signed copy below, then check this box."},
    )


class CopyForm(DraftForm):
    copy = PdfField(label="Signed agreement", help_text="The whole agreement with both signatures, as PDF.")

    def __init__(self, data=None, files=None, *, jurisdiction, initial=None):
        super().__init__(data, files, initial=initial)
        self.fields["revision"].initial = None  # to be read off the paper, never assumed
        groups = [("The agreement", ["program", "revision", "copy"])]
        for side in Side:
            fields = signature_fields(f"{side}_", jurisdiction.zone)
            self.fields.update(fields)
            groups.append((f"Signature of {'ICE' if side == Side.ICE else 'the agency'}", list(fields)))
        self.helper = blocks_of(*groups)

    def clean(self):
        for side in Side:
            for field, message in signature_errors(self.cleaned_data, f"{side}_").items():
                self.add_error(field, message)
        return self.cleaned_data


class NoticeForm(VersionedForm):
    kind = forms.ChoiceField(label="Notice of", choices=Notice.Kind, widget=forms.RadioSelect)
    method = forms.ChoiceField(label="Delivered", choices=Notice.Method, widget=forms.RadioSelect)
    received_on = day_field("Received on")
    effective_on = day_field(
        "Takes effect on", required=False, help_text="Leave empty for 90 days after receipt, at the same time of day."
    )
    exigency = forms.CharField(
        label="Exigent circumstances involving public safety", max_length=2000, required=False,
        widget=forms.Textarea(attrs={"rows": 3}), help_text="In words; needed only for an effect earlier than 90 days.",
    )  # fmt: skip
    copy = KeptFile(label="Copy of the notice", required=False)

    def __init__(self, data=None, files=None, *, record: Agreement):
        super().__init__(data, files, record=record)
        zone = record.jurisdiction.zone
        self.fields["received_time"] = time_field("Received at", zone)
        self.fields["effective_time"] = time_field("Takes effect at", zone)
        self.order_fields(["kind", "method", "received_on", "received_time", "effective_on", "effective_time"])

    def clean_exigency(self):
        if self.cleaned_data["exigency"] and not any(c.isalnum() for c in self.cleaned_data["exigency"]):
            raise forms.ValidationError("Describe the circumstances in words.")
        return self.cleaned_data["exigency"]

    def clean(self):
        data = self.cleaned_data
        if data.get("effective_time") and not data.get("effective_on"):
            self.add_error("effective_on", "Give the day too, or leave the time empty.")
        dates = self.dates()
        if dates and dates["effective_at"] < dates["received_at"]:
            self.add_error("effective_on", "A notice cannot take effect before it is received (VIII).")
        elif dates and dates["effective_at"] < dates["earliest_at"] and not data.get("exigency"):
            self.add_error("exigency", EARLY)
        return data

    def dates(self) -> dict[str, datetime]:
        """How the effective instant comes about: received, earliest, effective; nothing while the form is unreadable.

        The ninetieth day without a time means the hour of receipt on that day.
        """
        if not self.is_bound or "effective_on" in self.errors or not self.cleaned_data.get("received_on"):
            return {}
        data, zone = self.cleaned_data, self.record.jurisdiction.zone
        received_at = clock.moment(data["received_on"], data.get("received_time"), zone)
        effective_at = earliest_at = self.record.earliest_end(received_at)
        day, hour = data.get("effective_on"), data.get("effective_time")
        if day and (hour or day != clock.day_of(earliest_at, zone)):
            effective_at = clock.moment(day, hour, zone)
        return {"received_at": received_at, "earliest_at": earliest_at, "effective_at": effective_at}

    def notice(self, side: str) -> Notice:
        """The notice that a valid form describes, not yet on record."""
        data, dates = self.cleaned_data, self.dates()
        return Notice(
            side=side, kind=data["kind"], method=data["method"], exigency=data["exigency"],
            received_at=dates["received_at"], effective_at=dates["effective_at"],
        )  # fmt: skip


EARLY = (
    "This is earlier than 90 days after receipt. Leave the date empty, or describe the exigent circumstances involving "
    "public safety (VIII)."
)


class ResumeForm(VersionedForm):
    ends_on = day_field("Suspension ends on", required=False, help_text="Leave empty for now.")

    def __init__(self, data=None, files=None, *, record: Agreement):
        super().__init__(data, files, record=record)
        self.fields["ends_time"] = time_field("At", record.jurisdiction.zone)

    def clean(self):
        if self.cleaned_data.get("ends_time") and not self.cleaned_data.get("ends_on"):
            self.add_error("ends_on", "Give the day too, or leave the time empty.")
        return self.cleaned_data

    def ended_at(self, at: datetime) -> datetime:
        """When the suspension ends: the moment given; now if none is given, or today without a time."""
        day, hour, zone = self.cleaned_data["ends_on"], self.cleaned_data["ends_time"], self.record.jurisdiction.zone
        if not day or (day == clock.day_of(at, zone) and not hour):
            return at
        return clock.moment(day, hour, zone)
