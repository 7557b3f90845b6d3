from datetime import date, datetime

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Fieldset, Layout, Row
from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

from agreements.memoranda.terms import POWERS
from officers.nominations.models import Officer
from officers.training.models import Examination
from pages.fields import Line
from pages.files import KeptFile
from pages.forms import VersionedForm
from wso_portal import clock

from .holding import Credential, Supervision
from .models import Certification, Letter, Withdrawal

CHECK_YEAR = "Check the year: this portal keeps days from 2002 to 2099."
YEARS = [MinValueValidator(date(2002, 1, 1), CHECK_YEAR), MaxValueValidator(date(2099, 12, 31), CHECK_YEAR)]


def day(label: str, *, required=True, help_text="") -> forms.DateField:
    """A date within the portal's years: a far one would overflow the calendar."""
    picker = forms.DateInput(attrs={"type": "date"})
    return forms.DateField(label=label, required=required, help_text=help_text, widget=picker, validators=YEARS)


def hour(label: str, *, required=True, help_text="") -> forms.TimeField:
    picker = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return forms.TimeField(label=label, required=required, help_text=help_text, widget=picker)


def time_of_paper() -> forms.TimeField:
    """The time on a paper that gives power; unknown for many an old one."""
    help_text = "Leave empty if unknown: a record of an earlier day then counts from the end of that day."
    return hour("Time", required=False, help_text=help_text)


def text(model, name: str, *, help_text="") -> Line:
    """A line of text as long as the model's field, by its name."""
    field = model._meta.get_field(name)
    label = field.verbose_name[:1].upper() + field.verbose_name[1:]
    return Line(label=label, max_length=field.max_length, help_text=help_text)


class Officers(forms.ModelMultipleChoiceField):
    """Boxes to tick, one an officer; the rows offered are what the act is about."""

    widget = forms.CheckboxSelectMultiple
    default_error_messages = {
        "required": "Tick at least one officer.",
        "invalid_choice": "Someone you ticked no longer waits for this. Look at the list again.",
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


class DatedForm(VersionedForm):
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


class PaperForm(DatedForm):
    """A paper for several officers. `rows` are offered; those of `ticked` (default: all) are ticked at first."""

    officers = Officers()

    def __init__(self, data=None, files=None, *, record, rows, ticked=None, initial=None):
        first = {"officers": list(rows if ticked is None else ticked), **(initial or {})}
        super().__init__(data, files, record=record, initial=first)
        self.fields["officers"].queryset = rows


def instant(form: VersionedForm, name: str, otherwise: datetime | None = None) -> datetime:
    """The moment given by `<name>_on` and `<name>_time` in the agency's zone; without a day, `otherwise`."""
    on, at = form.cleaned_data[f"{name}_on"], form.cleaned_data[f"{name}_time"]
    return otherwise if on is None and otherwise else clock.moment(on, at, form.record.place.zone)


def must_have_day(form, name: str) -> None:
    """A time alone says nothing."""
    if form.cleaned_data.get(f"{name}_time") and not form.cleaned_data.get(f"{name}_on"):
        form.add_error(f"{name}_on", "Give the day to this time, or leave both empty.")


class CertifyForm(PaperForm):
    dated = "certified"
    certified_by = text(Certification, "certified_by", help_text="ICE's signatory: Ada Crane, Training Unit Chief")
    certified_on = day("Date of the certification")
    certified_time = time_of_paper()


class LetterForm(PaperForm):
    dated = "signed"
    signed_by = text(Letter, "signed_by")
    title = text(Letter, "title")
    signed_on = day("Signed on")
    signed_time = time_of_paper()
    from_on = day("From")
    until_on = day("Last day", required=False)
    powers = forms.MultipleChoiceField(
        choices=[(code, f"{code}: {what}") for code, what in POWERS], initial=[code for code, _ in POWERS],
        widget=forms.CheckboxSelectMultiple, error_messages={"required": "A letter names at least one power."},
    )  # fmt: skip
    official = text(Letter, "official")
    position = text(Letter, "position", help_text="Their position: 8 USC 1357(g)(5) asks for it.")
    copy = KeptFile(label="Signed letter", required=False, help_text="A scan, if there is one: PDF, PNG or JPEG.")
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
            self.add_error("until_on", "The last day lies before the first. Check both.")

    def letter(self) -> Letter:
        """The letter as entered, not saved."""
        not_its_own = ("version", "officers", "copy")
        entered = {name: value for name, value in self.cleaned_data.items() if name not in not_its_own}
        return Letter(agreement=self.record, **entered)


class CopyForm(VersionedForm):
    copied_on = day("Day on which the agency got its copy")


class FormForm(PaperForm):
    dated = "form"
    form_on = day("Date of Form 70-006")
    form_time = time_of_paper()


class ReceiptForm(PaperForm):
    dated = "receipt"
    receipt_on = day("Date on which they received the letter and Form 70-006")
    receipt_time = time_of_paper()


class WithdrawForm(PaperForm):
    signed_by = text(Withdrawal, "signed_by")
    notified_on = day("Agency notified on")
    notified_time = hour("Agency notified at")
    effective_on = day("Takes effect on", required=False)
    effective_time = hour("Takes effect at", required=False)
    helper = FormHelper()
    helper.layout = Layout(
        "officers",
        Fieldset("Notice", "signed_by", Row(Column("notified_on"), Column("notified_time"))),
        Fieldset("Effect", Row(Column("effective_on"), Column("effective_time"))),
    )

    def clean(self):
        must_have_day(self, "effective")

    def withdrawal(self) -> Withdrawal:
        """The notice as entered, not saved; without a day of its own it takes effect on notice."""
        notified_at = instant(self, "notified")
        return Withdrawal(
            agreement=self.record, signed_by=self.cleaned_data["signed_by"], notified_at=notified_at,
            effective_at=instant(self, "effective", notified_at),
        )  # fmt: skip


class SuperviseForm(PaperForm):
    official = text(Supervision, "official")
    position = text(Supervision, "position")
    starts_on = day("From", required=False)
    starts_time = hour("At", required=False)
    helper = FormHelper()
    helper.layout = Layout("officers", "official", "position", Row(Column("starts_on"), Column("starts_time")))

    def clean(self):
        must_have_day(self, "starts")


class SuspendForm(VersionedForm):
    notified_on = day("Agency notified on")
    notified_time = hour("Agency notified at")
    starts_on = day("Suspended from", required=False)
    starts_time = hour("From what time", required=False)
    helper = FormHelper()
    helper.layout = Layout(
        Row(Column("notified_on"), Column("notified_time")), Row(Column("starts_on"), Column("starts_time"))
    )

    def clean(self):
        must_have_day(self, "starts")

    def moments(self) -> tuple[datetime, datetime]:
        """When the agency was notified, and from when the officer is suspended."""
        notified_at = instant(self, "notified")
        return notified_at, instant(self, "starts", notified_at)


class LiftForm(VersionedForm):
    ends_on = day("Lifted from", required=False)
    ends_time = hour("At", required=False)
    helper = FormHelper()
    helper.layout = Layout(Row(Column("ends_on"), Column("ends_time")))

    def clean(self):
        must_have_day(self, "ends")


class IssueForm(DatedForm):
    dated = "issued"
    number = text(Credential, "number", help_text="As printed on the credential.")
    issued_on = day("Issued on")
    issued_time = time_of_paper()
    expires_on = day("Expires on", help_text="The last day on which it is valid.")


class LeftHandForm(VersionedForm):
    left_on = day("Left the officer's hand on")
    left_time = hour("Time", required=False)
    helper = FormHelper()
    helper.layout = Layout(Row(Column("left_on"), Column("left_time")))


class ReasonForm(VersionedForm):
    reason = forms.CharField(
        label="Why this entry is wrong", max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="The entry stays on record with this reason; enter it anew afterwards. Name no findings.",
    )  # fmt: skip
