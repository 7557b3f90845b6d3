"""Statements built once for all who hold the same roles: Django writes them longer than PostgreSQL runs them.

They are written for a stand-in whose numbers no record has, and for values that come later; run() puts in the real
ones. Who may see what is decided as everywhere: by accounts.scope, on the stand-in's memberships.
"""

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import DateField, DateTimeField, Expression, QuerySet
from django.db.models.query import get_related_populators

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
    with connection.cursor() as cursor:
        cursor.execute(sql, with_values(params, numbers_of(user, within), later))
        return cursor.fetchall()


def numbers_of(user, within=None) -> dict:
    """The real numbers, by those of the stand-in."""
    numbers = {PERSON: user.pk, PLACE: within.pk if within else None}
    for number, membership in enumerate(user.active_memberships()):
        numbers[FIRST_OFFICE - number] = membership.field_office_id
        numbers[FIRST_AGENCY - number] = membership.jurisdiction_id
    return numbers


@dataclass(frozen=True)
class Written:
    """A queryset's statement, and what makes instances of its rows: those of `select_related` and annotations too."""

    sql: str
    params: tuple
    compiler: Any


def written(rows: QuerySet) -> Written:
    """A queryset that Django writes out here and no more: keep it, and ask it by `instances`."""
    compiler = rows.query.get_compiler(using=rows.db)
    sql, params = compiler.as_sql()
    return Written(sql, params, compiler)


def instances(kept: Written, user=None, **later) -> list:
    """What the queryset gives for this person at these values, made as Django's ModelIterable makes them."""
    select, info, annotated = kept.compiler.select, kept.compiler.klass_info, kept.compiler.annotation_col_map
    with connection.cursor() as cursor:
        cursor.execute(kept.sql, with_values(kept.params, numbers_of(user) if user else {}, later))
        rows = cursor.fetchall()
    if converters := kept.compiler.get_converters([column[0] for column in select]):
        rows = [tuple(row) for row in kept.compiler.apply_converters(rows, converters)]
    first, end = info["select_fields"][0], info["select_fields"][-1] + 1
    names = [column[0].target.attname for column in select[first:end]]
    populators = get_related_populators(info, select, connection.alias)  # type: ignore[call-arg]  # stubs of Django 6
    found = []
    for row in rows:
        one = info["model"].from_db(connection.alias, names, row[first:end])
        for populator in populators:
            populator.populate(row, one)
        for name, place in annotated.items():
            setattr(one, name, row[place])
        found.append(one)
    return found


def with_values(params: tuple, numbers: dict, later: dict) -> list:
    """The parameters of a statement with the real numbers and with what came later."""
    filled = [later[p.name] if isinstance(p, Later) else numbers.get(p, p) if type(p) is int else p for p in params]
    must_be_filled(params, filled)
    return filled


def must_be_filled(params: tuple, filled: list) -> None:
    """Raise AssertionError when a stand-in number is left, or is where no number is put in (a list)."""
    for before, after in zip(params, filled, strict=True):
        inside = before if isinstance(before, list | tuple) else []
        left = isinstance(before, int) and before < 0 and (after is None or after == before)
        if left or any(isinstance(one, int) and one < 0 for one in inside):
            raise AssertionError(f"A statement still has the stand-in {before}.")
