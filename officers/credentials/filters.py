"""The filters of the list of credentials, as they stand in its address. What cannot be read counts as not given."""

from datetime import timedelta
from urllib.parse import urlencode

from django import forms

from .states import Status

SHOW = {
    "expiring_30": "Expiring within 30 days",
    "expiring_60": "Expiring within 60 days",
    "expiring_90": "Expiring within 90 days",
    "expired": "Expired, not returned",
    "to_return": "To be returned",
    "lost": "Lost or stolen",
    "closed": "Returned or destroyed",
}


class CredentialFilter(forms.Form):
    show = forms.ChoiceField(required=False, choices=[("", "In hand"), *SHOW.items()])
    number = forms.CharField(required=False, max_length=40)
    agency = forms.CharField(required=False, max_length=160)
    jurisdiction = forms.IntegerField(required=False, min_value=1, max_value=2**62, widget=forms.HiddenInput)
    field_office = forms.IntegerField(required=False, min_value=1, max_value=2**62, widget=forms.HiddenInput)

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

    def chips(self) -> list[tuple[str, str]]:
        """Each filter that is on, with the address of the list without it."""
        given = {name: self.data[name] for name in self.fields if self.cleaned_data.get(name)}
        return [(self.words(name), "?" + urlencode({k: v for k, v in given.items() if k != name})) for name in given]

    def words(self, name: str) -> str:
        if name == "show":
            return SHOW[self.cleaned_data[name]]
        if name in ("jurisdiction", "field_office"):
            return "One agency" if name == "jurisdiction" else "One field office"
        return f"{self[name].label}: {self.cleaned_data[name]}"
