"""Who may see and do what: the one place that turns memberships into a scope (design: Scope). Empty when in doubt."""

from django.apps import apps
from django.db.models import Q, QuerySet

from .roles import NATIONAL, READERS, Role

NOTHING = Q(pk__in=[])


def reach(memberships, path: str) -> Q:
    """Give the condition on a queryset with its jurisdiction at `path` ("" for the jurisdiction itself).

    Without a known field office only program managers reach a jurisdiction: it is their task to place it.
    """
    if any(m.role == Role.PROGRAM_MANAGER for m in memberships):
        return Q()
    prefix = f"{path}__" if path else ""
    offices = [m.field_office_id for m in memberships if m.field_office_id]
    agencies = [m.jurisdiction_id for m in memberships if m.jurisdiction_id]
    condition = NOTHING
    if any(m.role in NATIONAL for m in memberships):
        condition |= Q(**{f"{prefix}field_office__isnull": False})
    if offices:
        condition |= Q(**{f"{prefix}field_office__in": offices})
    if agencies:
        condition |= Q(**{f"{path or 'pk'}__in": agencies})
    return condition


def jurisdictions(user, *roles) -> QuerySet:
    """The jurisdictions a person may see, or (with roles) those where they hold one of the roles."""
    model = apps.get_model("jurisdictions.Jurisdiction")
    return model.objects.filter(reach(user.active_memberships(*(roles or READERS)), ""))


def covers(membership, place) -> bool:
    """Whether one membership reaches a jurisdiction, a field office, or (None) the program as a whole."""
    if membership.role == Role.PROGRAM_MANAGER:
        return True
    if place is None:
        return membership.role in NATIONAL
    if place._meta.model_name == "fieldoffice":
        return membership.role in NATIONAL or membership.field_office_id == place.pk
    if membership.role in NATIONAL:
        return place.field_office_id is not None
    if membership.jurisdiction_id:
        return membership.jurisdiction_id == place.pk
    return membership.field_office_id is not None and membership.field_office_id == place.field_office_id
