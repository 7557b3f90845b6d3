"""Statements built once for all who hold the same roles: Django writes them longer than PostgreSQL runs them.

They are written for a stand-in whose numbers no record has, and for values that come later; run() puts in the real
ones. Who may see what is decided as everywhere: by accounts.scope, on the stand-in's memberships.
"""

from django.apps import apps
from django.db import connection
from django.db.models import DateField, DateTimeField, Expression

from .models import Membership, User

PERSON, PLACE, FIRST_OFFICE, FIRST_AGENCY = -1, -2, -1_000, -1_000_000

Shape = tuple[tuple[str, bool, bool], ...]


class Later(Expression):
    """A value that is known when the statement is run."""

    def __init__(self, name: str, output_field):
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, compiler, connection):
        return "%s", [self]


AT, TODAY = Later("at", DateTimeField()), Later("today", DateField())


def shape_of(user) -> Shape:
    """What makes two persons' statements the same: their roles, and whether each is of a field office or an agency."""
    return tuple(
        (m.role, m.field_office_id is not None, m.jurisdiction_id is not None) for m in user.active_memberships()
    )


def stand_in(shape: Shape) -> User:
    """Somebody with such memberships, at places that do not exist."""
    user = User(pk=PERSON)
    user.memberships_now = [
        Membership(
            role=role,
            field_office_id=FIRST_OFFICE - number if office else None,
            jurisdiction_id=FIRST_AGENCY - number if agency else None,
        )
        for number, (role, office, agency) in enumerate(shape)
    ]
    return user


def stand_in_place():
    """An agency that does not exist."""
    return apps.get_model("jurisdictions.Jurisdiction")(pk=PLACE)


def run(statement: tuple[str, tuple], user, within=None, **later) -> list[tuple]:
    """The rows of a statement for this person (and one agency), at these values of what comes later."""
    sql, params = statement
    numbers = {PERSON: user.pk, PLACE: within.pk if within else None}
    for number, membership in enumerate(user.active_memberships()):
        numbers[FIRST_OFFICE - number] = membership.field_office_id
        numbers[FIRST_AGENCY - number] = membership.jurisdiction_id
    filled = with_values(params, numbers, later)
    with connection.cursor() as cursor:
        cursor.execute(sql, filled)
        return cursor.fetchall()


def with_values(params: tuple, numbers: dict, later: dict) -> list:
    """The parameters of a statement with the real numbers and with what came later."""
    filled = [later[p.name] if isinstance(p, Later) else numbers.get(p, p) if type(p) is int else p for p in params]
    must_be_filled(params, filled)
    return filled


def must_be_filled(params: tuple, filled: list) -> None:
    """Raises AssertionError when a stand-in number is left, or stands where no number is put in (a list)."""
    for before, after in zip(params, filled, strict=True):
        inside = before if isinstance(before, list | tuple) else []
        left = isinstance(before, int) and before < 0 and (after is None or after == before)
        if left or any(isinstance(one, int) and one < 0 for one in inside):
            raise AssertionError(f"A statement still has the stand-in {before}.")
