"""The forms of the acts on an officer's papers. Each gives its verb what it takes, in the verb's order."""

from datetime import datetime
from typing import cast

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Fieldset, Layout, Row
from django import forms

from agreements.memoranda.copies import AgencyFile, tell_whose
from agreements.memoranda.terms import POWERS
from officers.nominations.models import Officer
from officers.training.models import Examination
from pages.fields import DayField, HourField, Line, ReasonField
from pages.forms import ActForm, VersionedForm
from wso_portal import clock

from .holding import Credential, Supervision
from .models import Certification, Letter, Withdrawal


class PaperTimeField(HourField):
    """The time on a paper that gives power; unknown for many an old one."""

    def __init__(self):
        help_text = "Leave empty if unknown. A record of an earlier date then counts from the end of that date."
        super().__init__(label="Time", required=False, help_text=help_text)


def line_of(model, name: str, *, label="", help_text="") -> Line:
    """Give a line of text as long as the model's field, by its name or by a label of the form."""
    field = model._meta.get_field(name)
    named = label or field.verbose_name[:1].upper() + field.verbose_name[1:]
    return Line(label=named, max_length=field.max_length, help_text=help_text)


class OfficersField(forms.ModelMultipleChoiceField):
    """Boxes to check, one an officer; the rows offered are what the act is about."""

    widget = forms.CheckboxSelectMultiple
    default_error_messages = {
        "required": "Select at least one officer.",
        "invalid_choice": "This step is no longer needed for someone you selected. Check the list again.",
    }

    def __init__(self):
        super().__init__(Officer.objects.none(), label="Officers")

    def label_from_instance(self, row) -> str:
        officer = officer_of(row)
        return f"{officer}, badge {officer.badge}"


def officer_of(row) -> Officer:
    """Whom a row is about: an officer, a paper that names one, or an examination."""
    if isinstance(row, Officer):
        return row
    return row.nomination.officer if isinstance(row, Examination) else row.officer


class RecordForm(ActForm):
    """A form about a record, in whose zone its times are read, and whose agency its files are about."""

    def __init__(self, data=None, files=None, *, record, initial=None):
        super().__init__(data, files, initial=initial)
        self.record = record
        for field in self.fields.values():
            if isinstance(field, AgencyFile):
                tell_whose(field, record.place)


class DatedForm(RecordForm):
    """A form about a paper: the date and the time of `dated` are filled in with today and now in the agency's zone."""

    dated = ""

    def __init__(self, data=None, files=None, *, record, initial=None):
        first = {}
        if self.dated:
            now = clock.local(clock.now(), record.place.zone)
            first = {f"{self.dated}_on": now.date(), f"{self.dated}_time": now.time()}
        super().__init__(data, files, record=record, initial={**first, **(initial or {})})
        if self.dated:
            filled = {"data-now": f"{now:%H:%M}", "data-today": f"{now:%Y-%m-%d}", "data-date": f"id_{self.dated}_on"}
            self.fields[f"{self.dated}_time"].widget.attrs |= filled


SCAN = "If you have a scan (PDF, PNG or JPEG). Page 1 is shown before it is filed."


class PaperForm(DatedForm):
    """A paper for several officers. `rows` are offered; those of `chosen` (default: all) are checked at first.

    `document` is what the form can show before it is signed; `later` names the fields that are known only afterwards.
    """

    document = ""
    later: tuple[str, ...] = ()
    officers = OfficersField()

    def __init__(self, data=None, files=None, *, record, rows, chosen=None, initial=None):
        first = {"officers": list(rows if chosen is None else chosen), **(initial or {})}
        super().__init__(data, files, record=record, initial=first)
        cast(OfficersField, self.fields["officers"]).queryset = rows

    def given(self) -> tuple:
        return (self.officers_given(), *(value for name, value in self.cleaned_data.items() if name != "officers"))

    def officers_given(self) -> list:
        """The rows that were checked."""
        return list(self.cleaned_data["officers"])


def instant(form: RecordForm, name: str) -> datetime:
    """Give the moment of `<name>_on` and `<name>_time` in the agency's zone."""
    return clock.moment(form.cleaned_data[f"{name}_on"], form.cleaned_data[f"{name}_time"], form.record.place.zone)


def instant_if_given(form: RecordForm, name: str) -> datetime | None:
    """Give the same; nothing without a date."""
    return instant(form, name) if form.cleaned_data[f"{name}_on"] else None


def must_have_day(form, name: str) -> None:
    """Add an error for a time without its date."""
    if form.cleaned_data.get(f"{name}_time") and not form.cleaned_data.get(f"{name}_on"):
        form.add_error(f"{name}_on", "Enter the date for this time, or leave both empty.")


class CertifyForm(PaperForm):
    document, later = "certification", ("certified_on", "certified_time")
    dated = "certified"
    certified_by = line_of(
        Certification, "certified_by", label="Certifying official (name and title)",
        help_text="For example, Ada Crane, Training Unit Chief",
    )  # fmt: skip
    certified_on = DayField(label="Date of the certification")
    certified_time = PaperTimeField()


class LetterForm(PaperForm):
    document, later = "letter", ("signed_on", "signed_time", "copy")
    dated = "signed"
    signed_by = line_of(Letter, "signed_by", label="Signer's name")
    title = line_of(Letter, "title", label="Signer's title")
    signed_on = DayField(label="Date signed")
    signed_time = PaperTimeField()
    from_on = DayField(label="Start date")
    until_on = DayField(label="Last date", required=False, help_text="Leave empty if it lasts as long as the MOA.")
    powers = forms.MultipleChoiceField(
        choices=[(code, f"{code}: {what}") for code, what in POWERS], initial=[code for code, _ in POWERS],
        widget=forms.CheckboxSelectMultiple, error_messages={"required": "Select at least one power."},
    )  # fmt: skip
    official = line_of(Letter, "official")
    position = line_of(Letter, "position", help_text="Required by 8 U.S.C. 1357(g)(5).")
    copy = AgencyFile(label="Signed letter", required=False, help_text=SCAN)
    helper = FormHelper()
    helper.layout = Layout(
        "officers",
        Fieldset("Signature", "signed_by", "title", Row(Column("signed_on"), Column("signed_time"))),
        Fieldset("Authority", Row(Column("from_on"), Column("until_on")), "powers"),
        Fieldset("Supervision", "official", "position"),
        Fieldset("Copy", "copy"),
    )

    def clean(self):
        first, last = self.cleaned_data.get("from_on"), self.cleaned_data.get("until_on")
        if first and last and last < first:
            self.add_error("until_on", "The last date can't be before the start date.")

    def given(self) -> tuple:
        return self.letter(), self.officers_given(), self.cleaned_data["copy"]

    def letter(self) -> Letter:
        """The letter as entered, not saved."""
        not_its_own = ("officers", "copy")
        entered = {name: value for name, value in self.cleaned_data.items() if name not in not_its_own}
        return Letter(agreement=self.record, **entered)


class GiveCopyForm(RecordForm):
    copied_on = DayField(label="Date the agency received its copy")


class FormForm(PaperForm):
    dated = "form"
    form_on = DayField(label="Date of Form 70-006")
    form_time = PaperTimeField()
    copy = AgencyFile(label="Signed Form 70-006", required=False, help_text=SCAN)


class ReceiptForm(PaperForm):
    dated = "receipt"
    receipt_on = DayField(label="Date they received the letter and Form 70-006")
    receipt_time = PaperTimeField()


class WithdrawForm(PaperForm):
    document, later = "notice", ("notified_on", "notified_time")
    signed_by = line_of(Withdrawal, "signed_by", label="Signer (name and title)")
    notified_on = DayField(label="Date the agency was notified")
    notified_time = HourField(label="Time the agency was notified")
    effective_on = DayField(label="Effective date", required=False)
    effective_time = HourField(label="Effective time", required=False)
    helper = FormHelper()
    helper.layout = Layout(
        "officers",
        Fieldset("Notice", "signed_by", Row(Column("notified_on"), Column("notified_time"))),
        Fieldset("Effect", Row(Column("effective_on"), Column("effective_time"))),
    )

    def clean(self):
        must_have_day(self, "effective")

    def given(self) -> tuple:
        return self.withdrawal(), self.officers_given()

    def withdrawal(self) -> Withdrawal:
        """The notice as entered, not saved; without a date of its own it takes effect on notice."""
        notified_at = instant(self, "notified")
        return Withdrawal(
            agreement=self.record, signed_by=self.cleaned_data["signed_by"], notified_at=notified_at,
            effective_at=instant_if_given(self, "effective") or notified_at,
        )  # fmt: skip


class SuperviseForm(PaperForm):
    official = line_of(Supervision, "official")
    position = line_of(Supervision, "position")
    starts_on = DayField(label="Start date", required=False)
    starts_time = HourField(label="Start time", required=False)
    helper = FormHelper()
    helper.layout = Layout("officers", "official", "position", Row(Column("starts_on"), Column("starts_time")))

    def clean(self):
        must_have_day(self, "starts")

    def given(self) -> tuple:
        official, position = self.cleaned_data["official"], self.cleaned_data["position"]
        return self.officers_given(), official, position, instant_if_given(self, "starts")


class EndSupervisionForm(PaperForm):
    ends_on = DayField(label="End date", required=False)
    ends_time = HourField(label="End time", required=False)
    helper = FormHelper()
    helper.layout = Layout("officers", Row(Column("ends_on"), Column("ends_time")))

    def clean(self):
        must_have_day(self, "ends")

    def given(self) -> tuple:
        return self.officers_given(), instant_if_given(self, "ends")


class SuspendForm(RecordForm):
    document, later = "notice", ("notified_on", "notified_time")
    notified_on = DayField(label="Date the agency was notified")
    notified_time = HourField(label="Time the agency was notified")
    starts_on = DayField(label="Start date", required=False)
    starts_time = HourField(label="Start time", required=False)
    credential_due = forms.BooleanField(label="The credential is due back", required=False)
    helper = FormHelper()
    helper.layout = Layout(
        Row(Column("notified_on"), Column("notified_time")), Row(Column("starts_on"), Column("starts_time")),
        "credential_due",
    )  # fmt: skip

    def clean(self):
        must_have_day(self, "starts")

    def given(self) -> tuple:
        return instant(self, "notified"), instant_if_given(self, "starts"), self.cleaned_data["credential_due"]


class LiftForm(RecordForm):
    ends_on = DayField(label="End date", required=False)
    ends_time = HourField(label="End time", required=False)
    helper = FormHelper()
    helper.layout = Layout(Row(Column("ends_on"), Column("ends_time")))

    def clean(self):
        must_have_day(self, "ends")

    def given(self) -> tuple:
        return (instant_if_given(self, "ends"),)


class StandDownForm(RecordForm):
    reason = ReasonField(
        label="Reason", help_text="Only your agency can read it. ICE sees that you stood down the officer."
    )
    starts_on = DayField(label="Start date", required=False)
    starts_time = HourField(label="Start time", required=False)
    ends_on = DayField(label="End date", required=False)
    ends_time = HourField(label="End time", required=False)
    helper = FormHelper()
    helper.layout = Layout(
        "reason", Row(Column("starts_on"), Column("starts_time")), Row(Column("ends_on"), Column("ends_time"))
    )

    def clean(self):
        must_have_day(self, "starts")
        must_have_day(self, "ends")

    def given(self) -> tuple:
        return self.cleaned_data["reason"], instant_if_given(self, "starts"), instant_if_given(self, "ends")


class IssueForm(DatedForm):
    dated = "issued"
    number = line_of(Credential, "number", help_text="As printed on the credential.")
    issued_on = DayField(label="Date issued")
    issued_time = PaperTimeField()
    expires_on = DayField(label="Expiration date", help_text="The last date on which it is valid.")

    def given(self) -> tuple:
        return tuple(self.cleaned_data[name] for name in ("number", "issued_on", "expires_on", "issued_time"))


class LeftHandForm(VersionedForm):
    left_on = DayField(label="Date surrendered", initial=clock.today)
    left_time = HourField(label="Time", required=False)
    helper = FormHelper()
    helper.layout = Layout(Row(Column("left_on"), Column("left_time")))


class LossForm(VersionedForm):
    left_on = DayField(label="Date of loss or theft")
    left_time = HourField(label="Time", required=False)
    reason = ReasonField(label="What happened", help_text="Where and how, in a sentence. Don't name others involved.")
    helper = FormHelper()
    helper.layout = Layout(Row(Column("left_on"), Column("left_time")), "reason")


class CorrectNumberForm(VersionedForm):
    number = line_of(Credential, "number", help_text="As printed on the credential.")
    reason = ReasonField(label="Why the number on record is wrong")


class AnnulForm(ActForm):
    reason = ReasonField(
        label="Why this entry is wrong",
        help_text="The entry stays on record with this reason. Then enter the correct record. Don't include "
        "investigative findings.",
    )
