"""The filters of the list of credentials, as they stand in its address. What cannot be read counts as not given."""

from datetime import timedelta

from django import forms

from pages.columns import Column, sorted_list

from .models import Credential
from .states import Status

SHOW = {
    "expiring_30": "Expiring within 30 days",
    "expiring_60": "Expiring within 60 days",
    "expiring_90": "Expiring within 90 days",
    "expired": "Expired, not returned",
    "to_return": "Due back",
    "lost": "Lost or stolen",
    "closed": "Returned or destroyed",
}


def credential_columns(user, form) -> list[Column]:
    """The columns of the list, the first to expire first. Within one agency all rows would name it."""
    agencies = user.sees_agencies and not form.cleaned_data.get("jurisdiction")
    return [
        Column("Credential", "number", ("number",)),
        Column("Officer", "officer", ("officer__last_name", "officer__first_name")),
        Column("Agency", "agency", ("officer__jurisdiction__name", "expires_at"), shown=agencies),
        Column("Status", "status"),
        Column("Expires", "expires", ("expires_at",)),
    ]


class HiddenNumberField(forms.IntegerField):
    """The number of a record in the address of a list, as other pages link to it; its chip says what it is of."""

    widget = forms.HiddenInput

    def __init__(self, what: str):
        super().__init__(required=False, min_value=1, max_value=2**62, label="Only")
        self.what = what

    @property
    def choices(self) -> list[tuple[int, str]]:
        return [(self.given, self.what)]

    def clean(self, value):
        self.given = super().clean(value)
        return self.given


class CredentialFilter(forms.Form):
    show = forms.ChoiceField(required=False, choices=[("", "Held by officers"), *SHOW.items()])
    number = forms.CharField(required=False, max_length=40)
    agency = forms.CharField(required=False, max_length=160)
    jurisdiction = HiddenNumberField("one agency")
    field_office = HiddenNumberField("one field office")

    def rows(self, credentials, at):
        """The credentials asked for, the first to expire first. A number finds its credential wherever it is."""
        self.is_valid()
        given = self.cleaned_data
        if given.get("number"):
            credentials = credentials.live().filter(number=given["number"])
        else:
            credentials = self.shown(credentials, given.get("show", ""), at)
        places = {
            "agency": "officer__jurisdiction__name__icontains",
            "jurisdiction": "officer__jurisdiction",
            "field_office": "officer__jurisdiction__field_office",
        }
        conditions = {path: given[name] for name, path in places.items() if given.get(name)}
        return credentials.filter(**conditions).order_by("expires_at", "pk")

    def shown(self, credentials, show: str, at):
        if show.startswith("expiring_"):
            return credentials.expiring(at, at + timedelta(days=int(show.removeprefix("expiring_"))))
        lists = {
            "expired": lambda: credentials.in_hand().filter(expires_at__lte=at),
            "to_return": lambda: credentials.to_return(at),
            "lost": lambda: credentials.live().filter(status__in=[Status.LOST, Status.STOLEN]),
            "closed": lambda: credentials.live().filter(status__in=[Status.RETURNED, Status.DESTROYED]),
        }
        return lists.get(show, credentials.in_hand)()


def credentials_listed(user, query, at):
    """The form of the filters, and the credentials in a person's scope that pass them, with why ICE wants one back."""
    form = CredentialFilter(query)
    found = form.rows(Credential.objects.visible_to(user), at).with_recall(at).named()
    return form, sorted_list(found, credential_columns(user, form), query, "expires")
