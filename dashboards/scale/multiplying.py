"""Many times the first agencies without Python: PostgreSQL copies their rows, each copy under numbers of its own.

A copy keeps every fact of its row. Its key and its foreign keys move by a whole stride of the copied rows. What must be
unique (an agency's name, a badge, a credential's number) is written again from the number of the copy.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, models

from agreements.jurisdictions.models import Jurisdiction
from agreements.memoranda.models import Agreement, Signature
from agreements.register.models import Listing
from officers.authority.models import Course, RequirementsMet, Span
from officers.credentials.models import Credential
from officers.nominations.models import Officer
from records.models import Event

from ..models import AgencyTally
from .officers import Rows

COPIED_FACTS = (Jurisdiction, Agreement, Signature, Listing, *Rows.ORDER)
KEPT = (RequirementsMet, Span, Course, AgencyTally)  # what follows from the facts is copied with them
MODELS = (*COPIED_FACTS, *KEPT)
# The agency's number is in its county's name; an officer's is in the badge and the credential.
COUNTY = "'County ' || to_char(right(county, 5)::int + c.number * {agencies}, 'FM00000')"
SEED = "to_char({column}::int + c.number * {agencies} * 20, 'FM0000000')"
UNIQUE = {
    (Jurisdiction, "county"): COUNTY,
    (Jurisdiction, "name"): f"replace(name, county, {COUNTY})",
    (Jurisdiction, "key"): f"lower(replace(name, county, {COUNTY}))",
    (Officer, "badge"): SEED.format(column="badge", agencies="{agencies}"),
    (Credential, "number"): "'S-' || " + SEED.format(column="substr(t.number, 3)", agencies="{agencies}"),
    (Event, "subject"): "'officer-' || record + c.number * {officers}",
    (Event, "record"): "record + c.number * {officers}",
}


SUMS = """
INSERT INTO dashboards_tally (state, field_office_id, what, program, stage, at, number)
SELECT state, field_office_id, what, program, stage, at, sum(number) FROM dashboards_agencytally
WHERE jurisdiction_id >= %s GROUP BY 1, 2, 3, 4, 5, 6
"""
INDEXES = """
SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index i
WHERE indrelid = ANY (%s::regclass[]) AND NOT indisunique
  AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid)
"""


def first_numbers() -> dict[type[models.Model], int]:
    """The next free number of each table: where the rows to be copied begin."""
    return {model: (model.objects.aggregate(last=models.Max("pk"))["last"] or 0) + 1 for model in MODELS}


def multiply(first: dict, agencies: int, copies: int) -> None:
    """Add so many copies of the rows from `first` on; `agencies` is how many agencies they are."""
    last = first_numbers()
    strides = {model: last[model] - first[model] for model in MODELS}
    with connection.cursor() as cursor:
        for model in MODELS:
            cursor.execute(copy_statement(model, strides, agencies), [copies, first[model], last[model]])
            table, key = model._meta.db_table, model._meta.pk.column
            cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', '{key}'), max({key})) FROM {table}")  # noqa: S608
        cursor.execute(SUMS, [last[Jurisdiction]])


def copy_statement(model, strides: dict, agencies: int) -> str:
    """INSERT of the copies of one table's rows."""
    fields = [field for field in model._meta.concrete_fields if not field.generated]
    columns = ", ".join(f'"{field.column}"' for field in fields)
    values = ", ".join(value(model, field, strides, agencies) for field in fields)
    table, key = model._meta.db_table, model._meta.pk.column
    return (
        f"INSERT INTO {table} ({columns}) SELECT {values} "  # noqa: S608 no word of it is a user's
        f"FROM generate_series(1, %s) c (number), {table} t WHERE t.{key} >= %s AND t.{key} < %s"
    )


def value(model, field, strides: dict, agencies: int) -> str:
    """A column of a copy: moved by the stride of its target, rewritten, or unchanged."""
    written = UNIQUE.get((model, field.name))
    if written:
        return written.format(agencies=agencies, officers=strides[Officer])
    stride = strides.get(field.related_model or (model if field.primary_key else None))
    return f't."{field.column}" + c.number * {stride}' if stride else f't."{field.column}"'


@contextmanager
def without_indexes() -> Iterator[None]:
    """Indexes that guard nothing are built once for all rows, instead of row by row."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL maintenance_work_mem = '512MB'")
        cursor.execute(INDEXES, [[model._meta.db_table for model in MODELS]])
        indexes = cursor.fetchall()
        for name, _ in indexes:
            cursor.execute(f"DROP INDEX {name}")
        yield
        for _, definition in indexes:
            cursor.execute(definition)


@contextmanager
def without_foreign_keys() -> Iterator[None]:
    """Foreign keys of the tables are checked once for all rows, when they are put back, instead of row by row."""
    tables = [model._meta.db_table for model in MODELS]
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(
            "SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid) FROM pg_constraint "
            "WHERE contype = 'f' AND conrelid = ANY (%s::regclass[])",
            [tables],
        )
        keys = cursor.fetchall()
        for table, name, _ in keys:
            cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
        yield
        for table, name, definition in keys:
            cursor.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")
