from datetime import date

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout
from django import forms

from agreements.jurisdictions.models import Jurisdiction
from pages.forms import VersionedForm

from .models import Nomination, Officer
from .states import ATTESTATIONS, Status
from .workflow import Nominee

WSO_BEGAN = date(2019, 1, 1)  # the first WSO agreements are of 2019
NAME_HELP = "As it stands on the officer's identification."


def plain(text: str, what: str) -> str:
    """A name as one line of single blanks. Raises ValidationError without letters or with invisible characters."""
    tidy = " ".join(text.split())
    if not tidy.isprintable() or not any(character.isalnum() for character in tidy):
        raise forms.ValidationError(f"Write the {what} in letters or digits only as they are printed.")
    return tidy


def sensible(day: date) -> None:
    """Raises ValidationError for a day that only a slip of the pen can mean."""
    if not WSO_BEGAN <= day <= date(2100, 1, 1):
        raise forms.ValidationError("Check the year of this date.")


def day_field(label: str, help_text: str = "") -> forms.DateField:
    return forms.DateField(
        label=label, help_text=help_text, validators=[sensible], widget=forms.DateInput(attrs={"type": "date"})
    )


class NomineeForm(VersionedForm):
    """Name and badge."""

    first_name = forms.CharField(max_length=60, help_text=NAME_HELP)
    last_name = forms.CharField(max_length=60)
    badge = forms.CharField(label="Badge or employee number", max_length=20)

    def __init__(self, data=None, files=None, *, record=None, officer=None):
        known = {name: getattr(officer, name) for name in ("first_name", "last_name", "badge")} if officer else {}
        super().__init__(data, files, record=record, initial=known)

    def clean_first_name(self):
        return plain(self.cleaned_data["first_name"], "first name")

    def clean_last_name(self):
        return plain(self.cleaned_data["last_name"], "last name")

    def clean_badge(self):
        return plain(self.cleaned_data["badge"], "badge or employee number")

    def nominee(self) -> Nominee:
        return Nominee(*(self.cleaned_data[name] for name in ("first_name", "last_name", "badge")))


class Attested(forms.Form):
    """The four attestations of IV.B with their sentences. To submit, each must be ticked; a draft keeps what is."""

    def ask(self, needed: bool, nomination: Nomination | None = None) -> None:
        """Adds the four check boxes, ticked as the draft is."""
        for name, sentence in ATTESTATIONS:
            missing = {"required": "Not attested. A nomination is submitted with all four (IV.B)."}
            self.fields[name] = forms.BooleanField(label=sentence, required=needed, error_messages=missing)
            self.initial[name] = getattr(nomination, name, False)

    @property
    def helper(self) -> FormHelper:
        """The nominee first, where asked for, then what the agency attests."""
        person = [name for name in ("jurisdiction", "first_name", "last_name", "badge") if name in self.fields]
        attested = Fieldset("The agency attests (IV.B)", *(name for name, _ in ATTESTATIONS))
        helper = FormHelper()
        helper.layout = Layout(Fieldset("The nominee", *person), attested) if person else Layout(attested)
        return helper

    def attested(self) -> set[str]:
        return {name for name, _ in ATTESTATIONS if self.cleaned_data.get(name)}


class DraftForm(NomineeForm, Attested):
    """A nomination to be kept as a draft: for a new person, or for an officer whose name is known."""

    needed = False
    jurisdiction = forms.ModelChoiceField(Jurisdiction.objects.none(), label="Agency")
    field_order = ["jurisdiction"]

    def __init__(self, data=None, files=None, *, agencies, officer=None):
        super().__init__(data, files, officer=officer)
        self.officer = officer
        if officer:
            for name in ("jurisdiction", "first_name", "last_name", "badge"):
                del self.fields[name]
        else:
            self.choose_from(agencies)
        self.ask(self.needed)

    def choose_from(self, agencies) -> None:
        """Asks for the agency only where there is a choice."""
        alone = len(agencies) == 1
        widget = forms.HiddenInput if alone else forms.Select
        self.fields["jurisdiction"] = forms.ModelChoiceField(agencies, label="Agency", widget=widget)
        self.initial["jurisdiction"] = agencies[0].pk if alone else None

    def nominated(self) -> Officer:
        """The officer to nominate; a new person is not saved yet."""
        if self.officer:
            return self.officer
        nominee, agency = self.nominee(), self.cleaned_data["jurisdiction"]
        return Officer(
            jurisdiction=agency, first_name=nominee.first_name, last_name=nominee.last_name, badge=nominee.badge
        )


class NominateForm(DraftForm):
    """The same, to be submitted at once."""

    needed = True


class SubmitForm(VersionedForm, Attested):
    """The four attestations, made when a draft or a corrected nomination is submitted."""

    def __init__(self, data=None, files=None, *, record):
        super().__init__(data, files, record=record)
        self.ask(True, record)


class SendBackForm(VersionedForm):
    reason = forms.CharField(
        label="What is the agency to correct?", max_length=1000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="The agency reads this on the nomination. Write nothing about a background check.",
    )  # fmt: skip


class TakeBackForm(VersionedForm):
    reason = forms.CharField(max_length=300, required=False)


class DepartForm(VersionedForm):
    """A departure: both days count in the agency's zone."""

    notice_on = day_field("Notice given to ICE on")
    last_day_on = day_field("Last day", "Authority ends with this day. It may lie ahead or in the past.")
    shortfall = forms.CharField(
        label="Why was less notice given?", max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, data=None, files=None, *, record, days):
        super().__init__(data, files, record=record)
        self.fields[
            "shortfall"
        ].help_text = (
            f"For less than {days} days from notice to last day: why more was not practicable. It is no obstacle."
        )

    def said(self) -> tuple[date, date, str]:
        return self.cleaned_data["notice_on"], self.cleaned_data["last_day_on"], self.cleaned_data["shortfall"]


class AnnulDepartureForm(VersionedForm):
    reason = forms.CharField(label="Why is this entry annulled?", max_length=300)


class NominationFilter(forms.Form):
    """The filters of the list, in its address. What cannot be read counts as not given."""

    CHECKING, CHECKED = "checking", "checked"
    STATES = [
        ("", "Any"), (Status.DRAFT, "Draft"), (Status.SUBMITTED, "Submitted"), (Status.SENT_BACK, "Sent back"),
        (CHECKING, "Background check in progress"), (CHECKED, "Background check closed"),
        (Status.TAKEN_BACK, "Taken back"),
    ]  # fmt: skip
    state = forms.ChoiceField(required=False, choices=STATES)
    q = forms.CharField(label="Name or badge", required=False, max_length=80)

    def rows(self, nominations):
        """The part of the list that was asked for."""
        self.is_valid()
        state, text = self.cleaned_data.get("state"), self.cleaned_data.get("q")
        if state == self.CHECKING:
            nominations = nominations.unchecked()
        elif state == self.CHECKED:
            nominations = nominations.checked()
        elif state:
            nominations = nominations.filter(status=state)
        return nominations.named(text) if text else nominations
