"""A page of a long list that begins beside a known row, so that any page costs as much as the first."""

from dataclasses import dataclass, replace
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import BooleanField, F, Func, Model, Q, QuerySet, Value
from django.db.models.expressions import OrderBy
from django.db.models.lookups import Exact, GreaterThan, IsNull, LessThan


@dataclass(frozen=True)
class Term:
    """One column of a list's order, and where its rows without a value come."""

    expression: Any
    descending: bool
    nulls_first: bool
    nullable: bool


def in_total_order(rows: QuerySet) -> QuerySet:
    """The same list, with rows that share all sort values in the order of their keys."""
    names = [*order_names(rows)]
    if names and (names[-1] in ("pk", "-pk") or names[-1] in ("id", "-id")):
        return rows
    falls = bool(names) and all(isinstance(name, str) and name.startswith("-") for name in names)
    return rows.order_by(*names, "-pk" if falls else "pk")


def order_names(rows: QuerySet) -> tuple:
    """What a list is ordered by: its own order, or its model's."""
    query = rows.query
    own: Any = query.order_by or (query.get_meta().ordering if query.default_ordering else ())
    return tuple(own or ())


def from_row(rows: QuerySet, pk: int, size: int) -> list | None:
    """The rows that come after the row with this key; None when it is no longer in the list."""
    terms = sort_terms(rows)
    names = {f"sort_value_{number}": term.expression for number, term in enumerate(terms)}
    values = rows.filter(pk=pk).order_by().annotate(**names).values_list(*names).first()
    return None if values is None else list(rows.filter(beyond(terms, values))[:size])


def before_row(rows: QuerySet, pk: int, size: int) -> list | None:
    """The rows that come just before the row with this key, in the list's order; None when it is no longer there."""
    found = from_row(rows.reverse(), pk, size)
    return None if found is None else found[::-1]


def sort_terms(rows: QuerySet) -> list[Term]:
    """The order of a list, column by column."""
    terms = [sort_term(rows.model, name) for name in order_names(rows)]
    if rows.query.standard_ordering:
        return terms
    return [replace(t, descending=not t.descending, nulls_first=not t.nulls_first) for t in terms]


def sort_term(model: type[Model], name) -> Term:
    """One name or expression of an order. PostgreSQL puts rows without a value last, and first when it descends."""
    if isinstance(name, str):
        name = OrderBy(F(name.lstrip("-")), descending=name.startswith("-"))
    elif not isinstance(name, OrderBy):
        name = OrderBy(name)
    nulls_first = bool(name.nulls_first) or (name.descending and not name.nulls_last)
    return Term(name.expression, name.descending, nulls_first, may_be_empty(model, name.expression))


def may_be_empty(model: type[Model], expression) -> bool:
    """Whether a column can be NULL in a list; of what is no column of the model, it is assumed."""
    if not isinstance(expression, F):
        return True
    at: Any = model
    path: Any = expression
    for part in path.name.split("__"):
        try:
            field = at._meta.pk if part == "pk" else at._meta.get_field(part)
        except FieldDoesNotExist:
            return True
        if field.null or not field.concrete:
            return True
        at = field.related_model
    return False


def beyond(terms: list[Term], values) -> Q:
    """The condition on the rows that come after one with these sort values.

    Columns that always have a value and go the same way are compared as one row: PostgreSQL starts there in an index.
    """
    if not any(term.nullable for term in terms) and len({term.descending for term in terms}) == 1:
        further = LessThan if terms[0].descending else GreaterThan
        return Q(further(row(*(term.expression for term in terms)), row(*map(Value, values))))
    first, value = terms[0], values[0]
    if len(terms) == 1:
        return later(first, value)
    same = IsNull(first.expression, True) if value is None else Exact(first.expression, value)
    return later(first, value) | Q(same) & beyond(terms[1:], values[1:])


def later(term: Term, value) -> Q:
    """The condition on the rows that come after a value of one column."""
    if value is None:
        return Q(IsNull(term.expression, False)) if term.nulls_first else Q(pk__in=[])
    further = Q((LessThan if term.descending else GreaterThan)(term.expression, value))
    empty_follow = term.nullable and not term.nulls_first
    return further | Q(IsNull(term.expression, True)) if empty_follow else further


def row(*columns) -> Func:
    return Func(*columns, function="ROW", output_field=BooleanField())
