"""Roles that one person does not hold together at one place, and roles that a second program manager confirms."""

from django.db.models import Q

from .models import Membership, User
from .roles import ICE, OF_A_FIELD_OFFICE, Role

CONFIRMED_BY_TWO = (Role.PROGRAM_MANAGER, Role.ADJUDICATOR)


def excluded_by(membership: Membership) -> Membership | None:
    """A role of the person, held or to come in the same days, that excludes this one; None if there is none.

    Instructor, field office staff and director of one field office exclude each other, and an agency's administrator
    excludes every role of ICE: they check each other's acts (portal policy).
    """
    if membership.role in OF_A_FIELD_OFFICE:
        others = Q(role=Role.ADMINISTRATOR) | Q(
            role__in=[role for role in OF_A_FIELD_OFFICE if role != membership.role],
            field_office=membership.field_office,
        )
    elif membership.role in ICE:
        others = Q(role=Role.ADMINISTRATOR)
    elif membership.role == Role.ADMINISTRATOR:
        others = Q(role__in=ICE)
    else:
        return None
    found = membership.user.memberships.current(membership.from_on).filter(others)
    if membership.until_on:
        found = found.filter(from_on__lte=membership.until_on)
    return found.select_related("field_office", "jurisdiction").first()


def is_alone(manager: User, day) -> bool:
    """Whether no other program manager can confirm what this one grants."""
    others = Membership.objects.active(day).filter(role=Role.PROGRAM_MANAGER, user__is_active=True)
    return not others.exclude(user=manager).exists()
