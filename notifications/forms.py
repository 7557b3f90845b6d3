from urllib.parse import urlencode

from django import forms

from .models import Notification
from .states import State

STUCK = ("stuck", "Needs action")


class LogFilter(forms.Form):
    """The filters of the delivery log, in its address. What cannot be read counts as not given."""

    state = forms.ChoiceField(label="Status", required=False, choices=[("", "Any"), STUCK, *State.choices])
    before = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def rows(self, log, at):
        """The part of the log that was asked for, each row with its state."""
        self.is_valid()
        state, before = self.cleaned_data.get("state"), self.cleaned_data.get("before")
        if state:
            log = log.stuck(at) if state == STUCK[0] else log.in_state(state, at)
        return (log.filter(pk__lt=before) if before else log).with_state(at)

    def older(self, last) -> str:
        """The address of the rows after the last one shown."""
        return "?" + urlencode({"state": self.cleaned_data.get("state", ""), "before": last.pk})

    def newest(self) -> str:
        """The address of the newest rows under the same filter; empty when they are shown already."""
        state = self.cleaned_data.get("state", "")
        return "?" + urlencode({"state": state}) if self.cleaned_data.get("before") else ""


def log_listed(user, query, at):
    """The form of the filters, and the part of the delivery log that they ask for, the newest first."""
    form = LogFilter(query)
    rows = form.rows(Notification.objects.log_of(user), at)
    return form, rows.select_related("recipient", "jurisdiction", "field_office")
