"""People come by a program manager, who gives roles and ends them; nobody does so for themselves."""

from datetime import date, datetime

from records.actions import Refused
from records.workflow import STALE, begin, note, permit, verb
from wso_portal import clock

from . import mails
from .models import Membership, User
from .roles import Role
from .states import ADD_PERSON, END, GRANT

OWN_ROLE = "Nobody changes their own roles. Ask another program manager."


@verb
def add_person(name: str, email: str, *, by, at: datetime, **first_role) -> User:
    """A person with a first role (see `grant`), told by mail how to set a password.

    Refused when someone with this e-mail address, however written, is here already.
    """
    user = User(name=name, email=email.lower())
    user.set_unusable_password()
    begin(ADD_PERSON, user, by=by, at=at)
    role = grant(user, by=by, at=at, **first_role)
    mails.welcome(user, role, at=at)
    return user


@verb
def grant(user: User, role: str, place, from_on: date, until_on: date | None, *, by, at: datetime) -> Membership:
    """Gives a role at a place (an agency, a field office; None: the program), from a day, perhaps until one.

    Refused for oneself, for a role that the person has there already, and where role and place do not fit.
    """
    is_office = place is not None and place._meta.model_name == "fieldoffice"
    membership = Membership(
        user=user, role=role, from_on=from_on, until_on=until_on,
        field_office=place if is_office else None, jurisdiction=None if is_office else place,
    )  # fmt: skip
    same = user.memberships.current(clock.day_of(at, "UTC")).filter(
        role=role, field_office=membership.field_office, jurisdiction=membership.jurisdiction
    )
    permit(GRANT, membership, by)
    if user.pk == by.pk:
        raise Refused(OWN_ROLE)
    if same.exists():
        raise Refused(f"{user} has this role already.")
    begin(GRANT, membership, by=by, at=at, reason=str(membership))
    return membership


@verb
def end(membership: Membership, *, by, at: datetime) -> None:
    """Ends a role at once. Refused for one's own, so that a program manager always remains, and when it has ended."""
    permit(END, membership, by)
    if membership.user_id == by.pk:
        raise Refused(OWN_ROLE)
    if membership.role == Role.PROGRAM_MANAGER:
        remain_manager(by, at)
    if not Membership.objects.filter(pk=membership.pk, ended_at=None).update(ended_at=at):
        raise Refused(STALE)
    note(END, membership, by=by, at=at, reason=str(membership))


def remain_manager(by, at: datetime) -> None:
    """Locks the program managers, so that of two who end each other at once the second is refused."""
    managers = Membership.objects.standing(clock.day_of(at, "UTC")).filter(role=Role.PROGRAM_MANAGER).order_by("pk")
    if by.pk not in [membership.user_id for membership in managers.select_for_update()]:
        raise Refused("You are no longer a program manager.")
