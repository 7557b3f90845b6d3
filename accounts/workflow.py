"""A program manager adds people, gives roles and ends them; never their own."""

from datetime import date, datetime

from django.urls import reverse

from notifications.ledger import announce
from records.actions import Refused, asked_by
from records.models import columns_of
from records.two_persons import RULE, took_part
from records.workflow import STALE, create_with_event, require, verb, write_event
from wso_portal import clock

from . import mails
from .exclusion import CONFIRMED_BY_TWO, excluded_by
from .models import Membership, User
from .roles import Role
from .states import ADD_PERSON, CONFIRM_ROLE, DECLINE_ROLE, END, GRANT, INVITE

OWN_ROLE = "You can't change your own roles. Ask another program manager."


@verb
def add_person(
    name: str, email: str, role: str, place, from_on: date, until_on: date | None, *, by, at: datetime
) -> User:
    """Add a person with a first role (see `grant`), told by email how to set a password.

    Refused when someone with this email address, however written, has an account.
    """
    user = User(name=name, email=email.lower())
    user.set_unusable_password()
    create_with_event(ADD_PERSON, user, by=by, at=at)
    membership = grant(user, role, place, from_on, until_on, by=by, at=at)
    mails.welcome(user, membership, at=at)
    return user


@verb
def grant(
    user: User, role: str, place, from_on: date, until_on: date | None, exception: str = "", *, by, at: datetime
) -> Membership:
    """Give a role at a place (an agency, a field office; None: the program), from a day, perhaps until one.

    A program manager's or an adjudicator's role counts once a second program manager confirms it. Refused for oneself,
    for a role that the person has there already, where role and place do not fit, and beside a role that excludes it
    unless `exception` says why.
    """
    membership = Membership(
        user=user, role=role, from_on=from_on, until_on=until_on, **columns_of(place),
        granted_by=by, granted_at=at, awaits_confirmation=role in CONFIRMED_BY_TWO,
    )  # fmt: skip
    same = user.memberships.current(clock.day_of(at, "UTC")).filter(
        role=role, field_office=membership.field_office, jurisdiction=membership.jurisdiction
    )
    require(GRANT, user, by=by, at=at)
    if same.exists():
        raise Refused(f"{user} already has this role.")
    User.objects.select_for_update().get(pk=user.pk)  # of two grants at once the second sees the first
    excluding = excluded_by(membership)
    if excluding and not exception:
        raise Refused(
            f"{user} is {excluding.in_words}. One person can't hold both roles, because one checks the other's "
            "work. End that role first, choose another person, or give a reason for the exception.",
            "Portal policy (not an MOA requirement)",
        )
    membership.exception = exception if excluding else ""
    words = f"{membership}. Exception beside {excluding}: {exception}" if excluding else str(membership)
    create_with_event(GRANT, membership, by=by, at=at, reason=words)
    if membership.awaits_confirmation:
        tell_managers(membership, by, at)
    return membership


@verb
def invite(agency, name: str, email: str, *, by, at: datetime) -> User:
    """Add the first administrator of an agency, told by email how to set a password. Its field office does so.

    Refused when someone with this email address, however written, is here already, and when the agency has an
    administrator: then a program manager adds people.
    """
    require(INVITE, agency, by=by, at=at)
    user = User(name=name, email=email.lower())
    user.set_unusable_password()
    user.save(force_insert=True)
    membership = Membership.objects.create(
        user=user, role=Role.ADMINISTRATOR, jurisdiction=agency, from_on=clock.day_of(at, "UTC"), granted_by=by,
        granted_at=at,
    )  # fmt: skip
    write_event(INVITE, agency, by=by, at=at, reason=f"{user}, {user.email}")
    mails.welcome(user, membership, at=at)
    return user


@asked_by(INVITE)
def must_have_no_administrator(agency, *, by, at: datetime) -> None:
    """Raise Refused for an agency that has an administrator."""
    if User.objects.holding(Role.ADMINISTRATOR, jurisdiction=agency).exists():
        raise Refused(f"{agency} has an administrator. Ask a program manager to add another.")


@verb
def confirm_role(membership: Membership, *, by, at: datetime) -> None:
    """A second program manager confirms a role, and it counts. Refused to the person who granted it or holds it."""
    require(CONFIRM_ROLE, membership, by=by, at=at)
    changes = {"awaits_confirmation": False, "confirmed_by": by, "confirmed_at": at}
    if not Membership.objects.awaiting().filter(pk=membership.pk).update(**changes):
        raise Refused(STALE)
    write_event(CONFIRM_ROLE, membership, by=by, at=at, reason=str(membership))


@verb
def decline_role(membership: Membership, *, by, at: datetime) -> None:
    """A second program manager declines a role: it never counts. Refused as `confirm_role` is."""
    require(DECLINE_ROLE, membership, by=by, at=at)
    if not Membership.objects.awaiting().filter(pk=membership.pk).update(ended_at=at):
        raise Refused(STALE)
    write_event(DECLINE_ROLE, membership, by=by, at=at, reason=str(membership))


@asked_by(GRANT)
def must_be_someone_else(user: User, *, by, at: datetime) -> None:
    """Raise Refused for a role that the person holds."""
    if user.pk == by.pk:
        raise Refused(OWN_ROLE)


@asked_by(CONFIRM_ROLE, DECLINE_ROLE)
def must_be_second(membership: Membership, *, by, at: datetime) -> None:
    """Raise Refused for a role that the person holds or granted."""
    must_be_someone_else(membership.user, by=by, at=at)
    if took_part(membership, by, [GRANT]):
        raise Refused("You added this role, so another program manager must confirm it.", RULE)


def tell_managers(membership: Membership, by, at: datetime) -> None:
    """Tell the program managers who can confirm a role."""
    others = User.objects.holding(Role.PROGRAM_MANAGER).exclude(pk__in=[by.pk, membership.user_id])
    announce(
        "role_to_confirm", to=others, record=membership, subject=f"Role to confirm: {membership.user}",
        body=f"{by} gave {membership.user} the role {membership}. The role takes effect when you or another program "
        "manager confirms it.",
        path=reverse("accounts:roles_to_confirm"), at=at, key=f"membership-{membership.pk}",
    )  # fmt: skip


@verb
def end(membership: Membership, *, by, at: datetime) -> None:
    """End a role at once. Refused for your own, so that a program manager always remains, and when it has ended."""
    require(END, membership, by=by, at=at)
    if membership.role == Role.PROGRAM_MANAGER:
        must_remain_manager(by, at)
    if not Membership.objects.filter(pk=membership.pk, ended_at=None).update(ended_at=at):
        raise Refused(STALE)
    write_event(END, membership, by=by, at=at, reason=str(membership))


@asked_by(END)
def must_be_of_someone_else(membership: Membership, *, by, at: datetime) -> None:
    """Raise Refused for a role that the person holds."""
    must_be_someone_else(membership.user, by=by, at=at)


def must_remain_manager(by, at: datetime) -> None:
    """Lock the program managers, so that of two who end each other at once the second is refused."""
    managers = Membership.objects.active(clock.day_of(at, "UTC")).filter(role=Role.PROGRAM_MANAGER).order_by("pk")
    if by.pk not in [membership.user_id for membership in managers.select_for_update()]:
        raise Refused("You are no longer a program manager.")
