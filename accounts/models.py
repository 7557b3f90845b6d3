from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.functional import cached_property

from wso_portal import clock

from . import scope
from .querysets import MembershipQuerySet, UserManager
from .roles import NATIONAL, OF_A_FIELD_OFFICE, OF_AN_AGENCY, READERS, ROLE_IN_WORDS, Role


class User(AbstractUser):
    """A person who signs in. What they may do comes from their memberships alone."""

    username = first_name = last_name = None  # type: ignore[assignment]
    email = models.EmailField("email address", unique=True)
    name = models.CharField(max_length=120)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    refusals = {"accounts_user_email_key": "Someone already has an account with this email address."}
    objects = UserManager()  # type: ignore[misc]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="one_person_per_email",
                violation_error_message="Someone already has an account with this email address.",
            )
        ]

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def place(self):
        """People are kept by the program, not by an agency."""
        return None

    @property
    def subject(self) -> str:
        return f"user-{self.pk}"

    @cached_property
    def memberships_now(self) -> list["Membership"]:
        """Today's memberships, read once a request."""
        return list(self.memberships.active(clock.today()).select_related("field_office", "jurisdiction"))

    def active_memberships(self, *roles) -> list["Membership"]:
        """Give today's memberships in any of the roles; all, without roles."""
        if not self.is_active:
            return []
        return [m for m in self.memberships_now if not roles or m.role in roles]

    @property
    def role_names(self) -> list[str]:
        return sorted({m.role for m in self.active_memberships()})

    def jurisdictions(self, *roles):
        """The jurisdictions in scope; with roles, only where one of them is held."""
        return scope.jurisdictions(self, *roles)

    def reach(self, *roles, path="jurisdiction"):
        """The scope as a condition on rows with their jurisdiction at `path`; with roles, only where one is held."""
        return scope.reach(self.active_memberships(*(roles or READERS)), path)

    def reach_placed(self) -> Q:
        """The scope as a condition on rows of the record, which belong to an agency or to a field office."""
        offices = [m.field_office_id for m in self.active_memberships() if m.field_office_id]
        return self.reach() | Q(field_office__in=offices) if self.reach() else Q()

    @property
    def sees_agencies(self) -> bool:
        """Whether the records in scope can be of several agencies."""
        own = {membership.jurisdiction_id for membership in self.active_memberships()}
        return len(own) > 1 or None in own

    @property
    def sees_offices(self) -> bool:
        """Whether the records in scope can be of several field offices."""
        own = {(membership.field_office_id, membership.jurisdiction_id) for membership in self.active_memberships()}
        return len(own) > 1 or (None, None) in own

    def holds(self, roles, place) -> bool:
        """Whether one of the roles is held today for this jurisdiction, field office or (None) the program."""
        return self.acting_role(roles, place) != ""

    def acting_role(self, roles, place) -> str:
        """The role in which the person acts there: the first of `roles` they hold; empty if none."""
        held = [m.role for m in self.active_memberships(*roles) if scope.covers(m, place)]
        return next((role for role in roles if role in held), "")


class Membership(models.Model):
    """One role of one person, for the program, a field office or an agency, from a day until a day."""

    user = models.ForeignKey(User, models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role)
    field_office = models.ForeignKey("jurisdictions.FieldOffice", models.PROTECT, null=True, blank=True)
    jurisdiction = models.ForeignKey("jurisdictions.Jurisdiction", models.PROTECT, null=True, blank=True)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(
        null=True, blank=True, help_text="When a person ended it; it no longer counts from then"
    )

    granted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    granted_at = models.DateTimeField(null=True, blank=True)
    exception = models.CharField(max_length=300, blank=True, help_text="Why it is held beside a role that excludes it")
    awaits_confirmation = models.BooleanField(default=False, help_text="Counts once a second manager confirms")
    confirmed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["role", "jurisdiction", "field_office"], name="membership_role")]
        constraints = [
            models.CheckConstraint(
                name="role_fits_its_place",
                condition=Q(role__in=NATIONAL, field_office=None, jurisdiction=None)
                | Q(role__in=OF_A_FIELD_OFFICE, field_office__isnull=False, jurisdiction=None)
                | Q(role__in=OF_AN_AGENCY, field_office=None, jurisdiction__isnull=False),
                violation_error_message="Choose a field office for a role at a field office, or an agency for a role "
                "at an agency. Leave both empty for a role in the whole program.",
            ),
            models.CheckConstraint(
                name="role_ends_after_it_starts",
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")),
                violation_error_message="The end date can't be before the start date.",
            ),
            models.CheckConstraint(
                name="role_confirmed_by_another",
                condition=Q(confirmed_by=None, confirmed_at=None)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False, awaits_confirmation=False)
                & ~Q(confirmed_by=F("user"))
                & (Q(granted_by=None) | ~Q(confirmed_by=F("granted_by"))),
                violation_error_message="A second program manager must confirm this role.",
            ),
            models.UniqueConstraint(
                name="one_open_role",
                fields=["user", "role", "field_office", "jurisdiction"],
                condition=Q(until_on=None, ended_at=None),
                nulls_distinct=False,
                violation_error_message="This person already has this role.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} · {self.where}"

    @property
    def in_words(self) -> str:
        """The role inside a sentence: you are field office staff in Miami."""
        return ROLE_IN_WORDS[Role(self.role)].format(self.where)

    @property
    def where(self) -> str:
        """The field office, the agency, or the program as a whole."""
        return str(self.field_office or self.jurisdiction or "National")

    @property
    def place(self):
        """Roles are kept by the program."""
        return None

    @property
    def subject(self) -> str:
        return f"user-{self.user_id}"


class Attempts(models.Model):
    """Failed sign-ins for one email address, whether or not somebody has it (accounts.attempts)."""

    address = models.CharField(max_length=64, unique=True, help_text="A keyed hash: addresses are not kept")
    failures = models.PositiveSmallIntegerField(default=0, help_text="Since the last lock or success")
    locks = models.PositiveSmallIntegerField(default=0, help_text="In a row")
    locked_until = models.DateTimeField(null=True)
    changed_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.failures} failures, {self.locks} locks"
