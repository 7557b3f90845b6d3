from django import forms

from officers.nominations.models import Nomination
from pages.columns import Column, sorted_list
from pages.fields import DayField
from pages.forms import ActForm, VersionedForm
from wso_portal import clock

from .states import ADJUDICATOR, AccessEnd, Item, ItemState, Mistake, Status, Waiver, WrongAccess


class StepForm(VersionedForm):
    """Which items, in which state, on which day; nothing of what they contain."""

    kinds = forms.MultipleChoiceField(
        label="Items", choices=Item, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one item."},
    )  # fmt: skip
    state = forms.ChoiceField(label="What was done", choices=ItemState, widget=forms.RadioSelect)
    done_on = DayField(
        label="Date",
        initial=clock.today,
        help_text="It can be before the nomination. For example, fingerprints can be older.",
    )


class AnnulStepForm(ActForm):
    why = forms.ChoiceField(label="Reason for voiding", choices=Mistake, widget=forms.RadioSelect)


class DecideForm(VersionedForm):
    """The outcome; a reason only where ICE does not require a check, and only from the list."""

    outcome = forms.ChoiceField(
        choices=[choice for choice in Status.choices if choice[0] != Status.OPEN], widget=forms.RadioSelect
    )
    waiver = forms.ChoiceField(
        label="Why ICE does not require a check", choices=[("", "- Select -"), *Waiver.choices], required=False,
        help_text="Only if you choose “Not required by ICE”.",
    )  # fmt: skip

    def clean(self):
        outcome, waiver = self.cleaned_data.get("outcome"), self.cleaned_data.get("waiver")
        if outcome == Status.NOT_REQUIRED and not waiver and "waiver" not in self.errors:
            self.add_error("waiver", "Choose why ICE does not require a check.")
        if outcome and outcome != Status.NOT_REQUIRED and waiver:
            self.add_error("waiver", "Choose a reason only for “Not required by ICE”.")


class GrantAccessForm(ActForm):
    authorized_on = DayField(label="Date of the written authorization")
    from_on = DayField(label="Date access started")


class EndAccessForm(ActForm):
    ended_on = DayField(label="Date access ended")
    because = forms.ChoiceField(label="Reason it ended", choices=AccessEnd, widget=forms.RadioSelect)


class VoidAccessForm(ActForm):
    why = forms.ChoiceField(label="Reason for voiding", choices=WrongAccess, widget=forms.RadioSelect)


def queue_columns(*, closed: bool) -> list[Column]:
    """The columns of the queue, the oldest first; or of what is closed, the newest first."""
    name = ("officer__last_name", "officer__first_name")
    return [
        Column("Nominee", "officer", name),
        Column("Agency", "agency", ("jurisdiction__name", *name)),
        Column("Status", "status"),
        Column("Accepted", "accepted", ("accepted_at",)),
        Column("Completed", "completed", ("checked_at",)) if closed else Column("Waiting", "waiting"),
    ]


class QueueFilter(forms.Form):
    """The filters of the queue, in its address. What cannot be read counts as not given."""

    CLOSED = "closed"
    show = forms.ChoiceField(required=False, choices=[("", "To complete"), (CLOSED, "Complete")])
    q = forms.CharField(label="Name or badge", required=False, max_length=80)

    def rows(self, nominations, at):
        """What waits, the oldest first; or what is closed, the newest first."""
        self.is_valid()
        if self.cleaned_data.get("show") == self.CLOSED:
            nominations = nominations.checked()
        else:
            nominations = nominations.with_adjudicator(at).order_by("accepted_at", "pk")
        text = self.cleaned_data.get("q")
        return nominations.named(text) if text else nominations


def checks_listed(user, query, at):
    """The form of the filters, and the adjudicator's nominations that pass them."""
    form = QueueFilter(query)
    found = form.rows(Nomination.objects.filter(user.reach(*ADJUDICATOR)).whole(), at)
    closed = form.cleaned_data.get("show") == form.CLOSED
    return form, sorted_list(found, queue_columns(closed=closed), query, "-completed" if closed else "accepted")
