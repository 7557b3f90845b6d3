"""Who is signed in: the person comes with today's memberships, by one query for both."""

from functools import cache

from allauth.account.auth_backends import AuthenticationBackend
from django.apps import apps
from django.db import connection

from wso_portal import clock

from .models import Membership, User
from .statements import TODAY, Later


class Backend(AuthenticationBackend):
    """allauth's sign-in by email; every page of the portal asks for the person's memberships anyway."""

    def get_user(self, user_id):
        user = with_memberships(user_id, clock.today())
        return user if user is not None and self.user_can_authenticate(user) else None


def with_memberships(user_id: int, day) -> User | None:
    """The person with this number and their memberships of the day, each with its place; None when there is none."""
    sql, params = statement()
    with connection.cursor() as cursor:
        cursor.execute(sql, [*(day if isinstance(param, Later) else param for param in params), user_id])
        rows = cursor.fetchall()
    if not rows:
        return None
    width = len(User._meta.concrete_fields)
    user = made(User, rows[0][:width])
    user.memberships_now = [membership(row[width:]) for row in rows if row[width] is not None]
    return user


@cache
def statement() -> tuple[str, tuple]:
    """The person LEFT JOIN the query of `memberships_now`, written once."""
    standing = Membership.objects.active(TODAY).select_related("field_office", "jurisdiction")
    sql, params = standing.query.sql_with_params()
    columns = ", ".join(f"u.{field.column}" for field in User._meta.concrete_fields)
    table = User._meta.db_table
    return f"SELECT {columns}, m.* FROM {table} u LEFT JOIN ({sql}) m ON m.user_id = u.id WHERE u.id = %s", params  # noqa: S608


def membership(row: tuple) -> Membership:
    """A membership and its place from the columns of select_related."""
    places = {"field_office": "jurisdictions.FieldOffice", "jurisdiction": "jurisdictions.Jurisdiction"}
    width = len(Membership._meta.concrete_fields)
    made_of = made(Membership, row[:width])
    for name, label in places.items():
        model = apps.get_model(label)
        start, width = width, width + len(model._meta.concrete_fields)
        setattr(made_of, name, made(model, row[start:width]) if row[start] is not None else None)
    return made_of


def made(model, row: tuple):
    return model.from_db("default", [field.attname for field in model._meta.concrete_fields], row)
