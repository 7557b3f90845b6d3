"""The shape of input: one form for each verb. Times are those of the agency's zone and only given where known."""

from datetime import date, datetime
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.utils.functional import cached_property

from accounts.models import User
from agreements.jurisdictions.programs import Program
from pages.fields import DayField, HourField, Line, ReasonField
from pages.files import first_page_of
from pages.forms import ActForm, VersionedForm
from pages.zones import zone_in_words
from records.models import Attachment
from wso_portal import clock

from .copies import AgencyFile, PdfField, SignedCopyField, tell_whose
from .models import Agreement, Notice, addressee_of
from .states import Side
from .terms import Revision
from .workflow import Signing

RECOGNIZE = (
    "Use the revision printed on the document, not the year it was signed. R1: no mark, the agency's own name "
    "throughout, complaints go to the Joint Intake Center, Appendix B is numbered. R2: no mark, says “LEA”, mentions "
    "posters. R3 and R4: the mark “Revised 02/14/2025” or “02/15/2025”. For JEM and TFM agreements, use the date "
    "printed on the document."
)
INVITES = (
    "The agency has no administrator yet. Invite one: they get an email with a link to set a password, and can record "
    "the agency's signature. The program managers are told for ICE."
)
EARLY = (
    "This is earlier than 90 days after receipt. Leave the date empty, or describe the exigent circumstances involving "
    "public safety (MOA VIII)."
)


def known_time(label: str, zone: str) -> HourField:
    """Give a field for a time that may be unknown. Its help names the time zone."""
    return HourField(label=label, required=False, help_text=f"If known, in {zone_in_words(zone)}.")


def signature_fields(prefix: str, zone: str) -> dict[str, forms.Field]:
    """Give the fields of one signature block."""
    fields = {
        "name": Line(label="Signer's name", max_length=120, required=False, help_text="As it appears on the document."),
        "illegible": forms.BooleanField(label="The name is not legible", required=False),
        "title": Line(
            label="Signer's title", max_length=120, help_text="As printed, such as Sheriff or Field Office Director."
        ),
        "by_direction": forms.BooleanField(
            label="Signed on someone's behalf",
            required=False,
            help_text="Another person signed for the official named.",
        ),
        "signed_on": DayField(label="Date signed"),
        "signed_time": known_time("Time signed", zone),
    }
    return {f"{prefix}{name}": field for name, field in fields.items()}


def signature_errors(data: dict, prefix: str) -> dict[str, str]:
    """Give what is wrong: exactly one of the name and “not legible” is needed."""
    named, illegible = data.get(f"{prefix}name"), data.get(f"{prefix}illegible")
    if named and illegible:
        return {f"{prefix}name": "Enter the name or check “not legible”, not both."}
    if not named and not illegible:
        return {f"{prefix}name": "Enter the name as signed, or check below that it is not legible."}
    return {}


def signing_of(data: dict, prefix: str = "") -> Signing:
    """Give the signature block that a valid form describes."""
    names = ("name", "title", "signed_on", "signed_time", "by_direction")
    return Signing(**{name: data[f"{prefix}{name}"] for name in names})


def grouped(*groups) -> FormHelper:
    """Lay out a long form in groups: (legend, names of its fields)."""
    helper = FormHelper()
    helper.layout = Layout(*(Fieldset(legend, *names) for legend, names in groups))
    return helper


class DraftAgreementForm(ActForm):
    program = forms.ChoiceField(choices=Program, initial=Program.WSO)
    revision = forms.ChoiceField(
        label="Template revision", choices=Revision, initial=Revision.R4, widget=forms.RadioSelect, help_text=RECOGNIZE
    )


class SendForm(VersionedForm):
    """Who is told of the sending; for an agency without an administrator, whom to invite as its first."""

    name = Line(label="Administrator's first and last name", max_length=120)
    email = forms.EmailField(label="Administrator's email address", max_length=254)

    def __init__(self, data=None, *, record, invites: bool):
        super().__init__(data, record=record)
        if not invites:
            del self.fields["name"], self.fields["email"]

    def clean_email(self):
        email = self.cleaned_data["email"].lower()
        if User.objects.filter(email__iexact=email).exists():
            raise forms.ValidationError(
                "Someone with this email address already has an account. Ask a program manager to add the role, or "
                "enter another address."
            )
        return email


class SignForm(VersionedForm):
    copy = SignedCopyField(label="Signed agreement", help_text="The copy with this signature, as a PDF.")

    def __init__(self, data=None, files=None, *, record: Agreement):
        super().__init__(data, files, record=record)
        self.fields = signature_fields("", record.jurisdiction.zone) | self.fields
        tell_whose(self.fields["copy"], record.jurisdiction, record)

    def clean(self):
        for field, message in signature_errors(self.cleaned_data, "").items():
            self.add_error(field, message)
        return self.cleaned_data

    def given(self):
        return signing_of(self.cleaned_data), self.cleaned_data["copy"]


class CorrectSignatureForm(SignForm):
    """The signature as it should have been entered, and what was wrong."""

    reason = ReasonField(label="What was wrong")

    def __init__(self, data=None, files=None, *, record: Agreement, side: Side):
        super().__init__(data, files, record=record)
        for signature in record.signed():
            if signature.side == side:
                names = ("name", "title", "by_direction", "signed_on", "signed_time")
                self.initial.update({name: getattr(signature, name) for name in names}, illegible=not signature.name)
        self.fields["copy"].required = False
        self.fields["copy"].label = "Corrected copy"
        self.fields["copy"].help_text = "Only if the wrong file was chosen: the right one, as a PDF."

    def given(self):
        return signing_of(self.cleaned_data), self.cleaned_data["reason"], self.cleaned_data["copy"]


class ReplaceFileForm(VersionedForm):
    """The right file, and why the other one is wrong."""

    reason = ReasonField(label="Why the other file is wrong")

    def __init__(self, data=None, files=None, *, record: Agreement, wrong: Attachment):
        super().__init__(data, files, record=record)
        kind = SignedCopyField if wrong.document.kind in SignedCopyField.kinds else AgencyFile
        self.fields["copy"] = kind(label="Correct file", help_text=f"Replaces {wrong.name}.")
        tell_whose(self.fields["copy"], record.jurisdiction)

    def given(self):
        return self.cleaned_data["reason"], self.cleaned_data["copy"]


class ConfirmForm(VersionedForm):
    """A second person confirms that the copy was opened."""

    opened = forms.BooleanField(
        label="I have opened the copy, and both signatures are on it",
        error_messages={"required": "Open the signed copy below, then check this box."},
    )

    def given(self):
        return ()

    @property
    def signatures(self):
        """What was recorded of each side's signature."""
        return self.record.signed()

    @cached_property
    def papers(self):
        """The signed copy, with page 1 as a picture where the portal has one."""
        return [(paper, first_page_of(paper.document)) for paper in Attachment.objects.filed_rightly().of(self.record)]


class SignedCopyForm(DraftAgreementForm):
    copy = SignedCopyField(label="Signed agreement", help_text="The whole agreement with both signatures, as a PDF.")

    def __init__(self, data=None, files=None, *, jurisdiction, listed_on: date | None = None, initial=None):
        super().__init__(data, files, initial=initial)
        tell_whose(self.fields["copy"], jurisdiction)
        self.fields["revision"].initial = None  # read from the document, never assumed
        groups = [("The agreement", ["program", "revision", "copy"])]
        for side in Side:
            fields = signature_fields(f"{side}_", jurisdiction.zone)
            if listed_on:
                fields[
                    f"{side}_signed_on"
                ].help_text = (
                    f"ICE's list says {listed_on:%b} {listed_on.day}, {listed_on.year}. Enter the date on the document."
                )
            self.fields.update(fields)
            groups.append((f"Signature of {'ICE' if side == Side.ICE else 'the agency'}", list(fields)))
        self.helper = grouped(*groups)

    def clean(self):
        for side in Side:
            for field, message in signature_errors(self.cleaned_data, f"{side}_").items():
                self.add_error(field, message)
        return self.cleaned_data

    def given(self):
        data = self.cleaned_data
        sides = [signing_of(data, f"{side}_") for side in Side]
        return data["program"], data["revision"], *sides, data["copy"]


class BlankForm(ActForm):
    program = forms.ChoiceField(choices=Program, initial=Program.WSO)
    revision = forms.ChoiceField(
        label="Template revision", choices=Revision, widget=forms.RadioSelect, help_text=RECOGNIZE
    )
    file = PdfField(label="Blank template", help_text="ICE's own document, as a PDF, with nothing filled in.")


class VoidBlankForm(ActForm):
    reason = ReasonField(help_text="Why this file should no longer be used for signature.")


class NoticeForm(VersionedForm):
    later = ("received_on", "received_time", "method", "copy")  # known once the notice is delivered
    kind = forms.ChoiceField(label="Type of notice", choices=Notice.Kind, widget=forms.RadioSelect)
    addressee = Line(
        label="Addressed to", max_length=160, error_messages={"required": "Enter the name of the addressee."}
    )
    method = forms.ChoiceField(label="Method of delivery", choices=Notice.Method, widget=forms.RadioSelect)
    received_on = DayField(label="Date received")
    effective_on = DayField(
        label="Effective date",
        required=False,
        help_text="Leave empty for 90 days after receipt, at the same time of day.",
    )
    exigency = ReasonField(
        label="Exigent circumstances involving public safety", max_length=2000, required=False,
        help_text="Describe them if the notice takes effect less than 90 days after receipt.",
    )  # fmt: skip
    copy = AgencyFile(label="Copy of the notice", required=False)

    def __init__(self, data=None, files=None, *, record: Agreement, side: Side):
        super().__init__(data, files, record=record)
        self.side = side
        self.document = "notice" if side == Side.ICE else ""
        zone = record.jurisdiction.zone
        tell_whose(self.fields["copy"], record.jurisdiction)
        self.fields["received_time"] = known_time("Time received", zone)
        self.fields["effective_time"] = known_time("Effective time", zone)
        self.initial["addressee"] = addressee_of(record, side)
        if side == Side.AGENCY:
            del self.fields["method"]  # VIII prescribes how ICE's notice is delivered, not the agency's
        if record.program != Program.WSO:
            del self.fields["exigency"]
            self.fields["effective_on"].required = True
            self.fields["effective_on"].help_text = "As the notice says."
        self.order_fields(
            ["kind", "addressee", "method", "received_on", "received_time", "effective_on", "effective_time"]
        )

    def clean_exigency(self):
        if self.cleaned_data["exigency"] and not any(c.isalnum() for c in self.cleaned_data["exigency"]):
            raise forms.ValidationError("Describe the circumstances.")
        return self.cleaned_data["exigency"]

    def clean(self):
        data = self.cleaned_data
        if data.get("effective_time") and not data.get("effective_on"):
            self.add_error("effective_on", "Enter the date too, or leave the time empty.")
        dates = self.dates()
        if dates and dates["effective_at"] < dates["received_at"]:
            self.add_error("effective_on", "The effective date can't be before the date received (MOA VIII).")
        elif (
            dates and dates["earliest_at"] and dates["effective_at"] < dates["earliest_at"] and not data.get("exigency")
        ):
            self.add_error("exigency", EARLY)
        return data

    def dates(self) -> dict[str, Any]:
        """Give the instants received, earliest and effective; nothing while the form cannot be read.

        The ninetieth day without a time means the hour of receipt on that day.
        """
        if not self.is_bound or "effective_on" in self.errors or not self.cleaned_data.get("received_on"):
            return {}
        data, zone = self.cleaned_data, self.record.jurisdiction.zone
        received_at = clock.moment(data["received_on"], data.get("received_time"), zone)
        effective_at = earliest_at = self.record.earliest_end(received_at)
        day, hour = data.get("effective_on"), data.get("effective_time")
        if day and (hour or not earliest_at or day != clock.day_of(earliest_at, zone)):
            effective_at = clock.moment(day, hour, zone)
        return {"received_at": received_at, "earliest_at": earliest_at, "effective_at": effective_at}

    def given(self):
        return self.notice(), self.cleaned_data["copy"]

    def notice(self) -> Notice:
        """Give the notice that a valid form describes, not yet saved."""
        data, dates = self.cleaned_data, self.dates()
        return Notice(
            side=self.side, kind=data["kind"], method=data.get("method", ""), exigency=data.get("exigency", ""),
            addressee=data["addressee"], received_at=dates["received_at"], effective_at=dates["effective_at"],
        )  # fmt: skip


class ResumeForm(VersionedForm):
    ends_on = DayField(label="End date", required=False, help_text="If you enter no date, the suspension ends now.")

    def __init__(self, data=None, files=None, *, record: Agreement):
        super().__init__(data, files, record=record)
        self.fields["ends_time"] = known_time("End time", record.jurisdiction.zone)

    def clean(self):
        if self.cleaned_data.get("ends_time") and not self.cleaned_data.get("ends_on"):
            self.add_error("ends_on", "Enter the date too, or leave the time empty.")
        return self.cleaned_data

    def given(self):
        return (self.ended_at(),)

    def ended_at(self) -> datetime | None:
        """Give when the suspension ends; None (now) without a date, and for today without a time."""
        day, hour, zone = self.cleaned_data["ends_on"], self.cleaned_data["ends_time"], self.record.jurisdiction.zone
        if not day or (day == clock.today(zone) and not hour):
            return None
        return clock.moment(day, hour, zone)
