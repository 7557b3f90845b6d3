from django.db import models
from django.db.models import Func


class Instants(models.Field):
    """A set of instants, as PostgreSQL's tstzmultirange. It is written by the database and only asked, never read."""

    def db_type(self, connection) -> str:
        return "tstzmultirange"


@Instants.register_lookup
class Covers(models.Lookup):
    """`during__covers=at`: the moment is one of the instants."""

    lookup_name = "covers"

    def as_sql(self, compiler, connection):
        left, left_params = self.process_lhs(compiler, connection)
        right, right_params = self.process_rhs(compiler, connection)
        return f"{left} @> {right}::timestamptz", [*left_params, *right_params]


@Instants.register_lookup
class Reaches(models.Lookup):
    """`during__reaches=at`: the moment or a later one is one of the instants."""

    lookup_name = "reaches"

    def as_sql(self, compiler, connection):
        left, left_params = self.process_lhs(compiler, connection)
        right, right_params = self.process_rhs(compiler, connection)
        return f"{left} && tstzrange({right}::timestamptz, NULL)", [*left_params, *right_params]


@Instants.register_lookup
class Throughout(models.Lookup):
    """`during__throughout=at`: the moment and every later one are among the instants."""

    lookup_name = "throughout"

    def as_sql(self, compiler, connection):
        left, left_params = self.process_lhs(compiler, connection)
        right, right_params = self.process_rhs(compiler, connection)
        return f"{left} @> tstzrange({right}, NULL)", [*left_params, *right_params]


def last_end(instants: str, at) -> Func:
    """The end of the last range before a moment that none of the instants is; NULL without one."""
    return bound_of(instants, at, "upper(%(expressions)s::timestamptz)))", " * tstzmultirange(tstzrange(NULL, ")


def start_within(instants: str, at) -> Func:
    """The start of the range that a moment lies in."""
    template = "upper(('{(,)}'::tstzmultirange - %(expressions)s::timestamptz)))"
    return bound_of(instants, at, template, ") * tstzmultirange(tstzrange(NULL, ")


def next_start(instants: str, at) -> Func:
    """The start of the first range that ends after a moment, or the moment where it lies in that."""
    return bound_of(instants, at, "lower(%(expressions)s::timestamptz, NULL)))", " * tstzmultirange(tstzrange(")


def end_of_all(instants: str, at_least) -> Func:
    """The end of the last range, and no earlier than a moment; NULL where the last one has no end."""
    return bound_of(instants, at_least, "upper(%(expressions)s::timestamptz)))", " + tstzmultirange(tstzrange(NULL, ")


def bound_of(instants: str, at, template: str, joiner: str) -> Func:
    """A bound of the instants cut at a moment."""
    return Func(instants, at, template=template, arg_joiner=joiner, output_field=models.DateTimeField())
