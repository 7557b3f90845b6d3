from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout
from django import forms

from agreements.jurisdictions.models import Jurisdiction
from pages.columns import Column
from pages.fields import DayField, Line, ReasonField
from pages.forms import ActForm, VersionedForm
from wso_portal import clock

from .models import Nomination, Officer
from .states import ATTESTATIONS, Status
from .workflow import Nominee

NAME_HELP = "As printed on the officer's identification."


def must_be_readable(text: str) -> None:
    """Raise ValidationError for a name without a letter or digit."""
    if not any(character.isalnum() for character in text):
        raise forms.ValidationError("Enter this in letters or digits, as it is printed.")


class NomineeFields(ActForm):
    """Name and badge, filled in from an officer who is known."""

    first_name = Line(max_length=60, help_text=NAME_HELP, validators=[must_be_readable])
    last_name = Line(max_length=60, validators=[must_be_readable])
    badge = Line(label="Badge or employee number", max_length=20, validators=[must_be_readable])

    def nominee(self) -> Nominee:
        return Nominee(*(self.cleaned_data[name] for name in ("first_name", "last_name", "badge")))


class NomineeForm(NomineeFields, VersionedForm):
    """Name and badge of a nomination's officer."""

    def __init__(self, data=None, *, record, officer):
        known = {name: getattr(officer, name) for name in ("first_name", "last_name", "badge")}
        super().__init__(data, record=record, initial=known)

    def given(self) -> tuple[Nominee]:
        return (self.nominee(),)


class NameForm(NomineeFields):
    """A later name or badge of an officer, filled in with those of now."""

    from_on = DayField(label="In use since", help_text="Past or future date.")

    def __init__(self, data=None, *, officer):
        super().__init__(data, initial={name: getattr(officer, name) for name in ("first_name", "last_name", "badge")})

    def given(self) -> tuple:
        return self.nominee(), self.cleaned_data["from_on"]


class Attested(forms.Form):
    """The four attestations of IV.B with their sentences. To submit, each must be checked; a draft keeps what is."""

    def ask(self, needed: bool, nomination: Nomination | None = None) -> None:
        """Add the four check boxes, checked as the draft is."""
        for name, sentence in ATTESTATIONS:
            missing = {"required": "Check this box to attest (all four are required, MOA IV.B)."}
            self.fields[name] = forms.BooleanField(label=sentence, required=needed, error_messages=missing)
            self.initial[name] = getattr(nomination, name, False)

    @property
    def helper(self) -> FormHelper:
        """The nominee first, where asked for, then what the agency attests."""
        person = [name for name in ("jurisdiction", "first_name", "last_name", "badge") if name in self.fields]
        attested = Fieldset(
            '{% load show %}The agency attests ({% cite "IV.B" %})', *(name for name, _ in ATTESTATIONS)
        )
        helper = FormHelper()
        helper.layout = Layout(Fieldset("The nominee", *person), attested) if person else Layout(attested)
        return helper

    def attested(self) -> set[str]:
        return {name for name, _ in ATTESTATIONS if self.cleaned_data.get(name)}


class NewForm(NomineeFields, Attested):
    """A nomination of a new person, or of an officer whose name is known."""

    needed = True
    jurisdiction = forms.ModelChoiceField(Jurisdiction.objects.none(), label="Agency")
    field_order = ["jurisdiction"]

    def __init__(self, data=None, files=None, *, agencies, officer=None):
        super().__init__(data, files)
        self.officer, self.agencies = officer, agencies
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

    def given(self) -> tuple[Officer, set[str]]:
        return self.nominated(), self.attested()


class NominateForm(NewForm):
    """A nomination to be submitted at once: with all four attestations."""


class DraftForm(NewForm):
    """A nomination to be kept as a draft: with the attestations made so far."""

    needed = False


class SubmitForm(VersionedForm, Attested):
    """The four attestations, made when a draft or a corrected nomination is submitted."""

    def __init__(self, data=None, files=None, *, record):
        super().__init__(data, files, record=record)
        self.ask(True, record)

    def given(self) -> tuple[set[str]]:
        return (self.attested(),)


class SendBackForm(VersionedForm):
    reason = ReasonField(
        label="What does the agency need to fix?", missing="Say what the agency needs to fix.", max_length=1000,
        help_text="The agency reads this on the nomination. Write nothing about a background check.",
    )  # fmt: skip


class TakeBackForm(VersionedForm):
    reason = ReasonField(required=False)


class AllowAnotherForm(VersionedForm):
    reason = ReasonField(
        label="Why the agency may nominate this officer again",
        help_text="The agency reads this on the timeline. Write nothing about what a background check found.",
    )


class DepartForm(ActForm):
    """A departure: both days count in the agency's zone."""

    notice_on = DayField(label="Date of the notice to ICE", initial=clock.today)
    last_day_on = DayField(
        label="Last day", help_text="Authority ends at the end of this date, which can be past or future."
    )
    shortfall = ReasonField(label="Why the notice was shorter", required=False)

    def __init__(self, data=None, *, days):
        super().__init__(data)
        self.fields["shortfall"].help_text = f"Explain if less than {days} days. You can still continue."


class VoidEntryForm(ActForm):
    reason = ReasonField(label="Why this entry is wrong")


def nomination_columns(user) -> list[Column]:
    """The columns of the list, the newest change first. Within one agency all rows would name it."""
    name = ("officer__last_name", "officer__first_name")
    return [
        Column("Officer", "officer", name),
        Column("Agency", "agency", ("jurisdiction__name", *name), shown=user.sees_agencies),
        Column("State", "state"),
        Column("Waiting on", "holder"),
        Column("Since", "since"),
    ]


class NominationFilter(forms.Form):
    """The filters of the list, in its address. What cannot be read counts as not given."""

    CHECKING, CHECKED = "checking", "checked"
    STATES = [
        ("", "Any"), (Status.DRAFT, "Draft"), (Status.SUBMITTED, "Submitted"), (Status.SENT_BACK, "Sent back"),
        (CHECKING, "Background check in progress"), (CHECKED, "Background check complete"),
        (Status.TAKEN_BACK, "Canceled"),
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
