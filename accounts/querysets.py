from django.apps import apps
from django.contrib.auth.models import BaseUserManager
from django.db import models
from django.db.models import Q

from records.two_persons import taken_part
from wso_portal import clock

from .states import GRANT


class MembershipQuerySet(models.QuerySet):
    def active(self, day):
        """Memberships that count on a day: from and until are both included; one that a person ended never counts.

        Nor does one that a second program manager has not confirmed.
        """
        return self.current(day).filter(from_on__lte=day, awaits_confirmation=False)

    def awaiting(self):
        """Granted, and not yet confirmed by a second program manager."""
        return self.filter(awaits_confirmation=True, ended_at=None)

    def for_another(self, manager):
        """Awaiting, and neither this manager's own role nor granted by them (two-person rule)."""
        granted = taken_part(self.model, manager, [GRANT])
        return self.awaiting().exclude(user=manager.pk).exclude(granted)

    def current(self, day):
        """Memberships that count on a day or will begin later, confirmed or not."""
        return self.filter(Q(until_on=None) | Q(until_on__gte=day), ended_at=None)

    def visible_to(self, user):
        """Program managers keep the people and roles; everyone else sees their own."""
        return self if "program_manager" in user.role_names else self.filter(user=user)


class UserQuerySet(models.QuerySet):
    def holding(self, role, *, jurisdiction=None, field_office=None):
        """Active people who hold a role today for exactly this agency or field office (neither: nationally)."""
        memberships = (
            apps.get_model("accounts.Membership")
            .objects.active(clock.today())
            .filter(role=role, jurisdiction=jurisdiction, field_office=field_office)
        )
        return self.filter(is_active=True, pk__in=memberships.values("user"))

    def answering_for(self, jurisdiction, *roles):
        """Active people who hold one of the roles today for this agency: its own, its field office's, the nation's."""
        held = Q(jurisdiction=jurisdiction) | Q(jurisdiction=None, field_office=None)
        if jurisdiction.field_office_id:
            held |= Q(field_office=jurisdiction.field_office_id)
        memberships = apps.get_model("accounts.Membership").objects.active(clock.today())
        return self.filter(is_active=True, pk__in=memberships.filter(held, role__in=roles).values("user"))

    def visible_to(self, user):
        """Program managers keep the people and roles; everyone else sees themselves."""
        return self if "program_manager" in user.role_names else self.filter(pk=user.pk)

    def matching(self, text):
        """People whose name or e-mail address contains the text."""
        return self.filter(Q(name__icontains=text) | Q(email__icontains=text))


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    def create_user(self, email, password=None, name=""):
        """A person who signs in by e-mail; without a password they set one through the reset link."""
        user = self.model(email=self.normalize_email(email).lower(), name=name)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password, name=""):
        """For support through Django admin only: a superuser holds no role in the program."""
        user = self.create_user(email, password, name)
        self.filter(pk=user.pk).update(is_staff=True, is_superuser=True)
        user.refresh_from_db()
        return user

    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)
