"""The list of people and roles as a spreadsheet."""

from urllib.parse import urlencode

from pages.sheets import Cell, ListSheet, SheetColumn, register

from .forms import people_listed
from .models import User
from .states import ADD_PERSON


def roles_of(person: User) -> str:
    """Give the roles that are shown for a person, with their dates."""
    told = []
    for role in person.roles:  # type: ignore[attr-defined] # prefetched by people_listed
        until = f" through {role.until_on.isoformat()}" if role.until_on else ""
        waiting = " (not confirmed yet)" if role.awaits_confirmation else ""
        told.append(f"{role} from {role.from_on.isoformat()}{until}{waiting}")
    return "; ".join(told)


register(ListSheet(
    name="people", title="People and roles", page="accounts:people", roles=ADD_PERSON.roles, listed=people_listed,
    columns=(
        SheetColumn("Name", lambda row: row.name),
        SheetColumn("Email", lambda row: row.email),
        SheetColumn("Can sign in", lambda row: "Yes" if row.is_active else "No"),
        SheetColumn("Roles", roles_of),
        SheetColumn("Exceptions", lambda row: "; ".join(role.exception for role in row.roles if role.exception)),
        SheetColumn("Link", lambda row: f"/accounts/people/?{urlencode({'q': row.email})}", Cell.LINK),
    ),
))  # fmt: skip
