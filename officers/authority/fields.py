from django.db import models


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
