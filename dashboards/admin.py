"""Django admin is for support only: rows to look at, none to change; only a superuser, who holds no role, gets in.

Not in it: background checks, examinations, events and notifications, and no model of a library: who could add an
address to an account, or a group with permissions, would be more than support.
"""

from allauth.account.admin import EmailAddress
from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.contrib.auth.admin import Group  # type: ignore[attr-defined]

from accounts.models import Membership, User
from agreements.jurisdictions.models import FieldOffice, Jurisdiction
from agreements.memoranda.models import Agreement, Notice, Signature
from officers.credentials.models import (
    Authorization,
    Certification,
    Credential,
    Letter,
    Supervision,
    Suspension,
    Withdrawal,
)
from officers.nominations.models import Departure, Nomination, Officer
from officers.training.models import TrainingClass
from records.models import AccessLog

admin.site.unregister([EmailAddress, Group])  # the imports above have registered them
# The portal's own sign-in has limits; Django's form would let anyone try any number of passwords.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]


class ReadOnly(admin.ModelAdmin):
    """A model's rows, to look at."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Officer)
class Officers(ReadOnly):
    list_display = ["last_name", "first_name", "badge", "jurisdiction", "field_office"]
    list_filter = ["jurisdiction__state", "jurisdiction__field_office"]
    list_select_related = ["jurisdiction__field_office"]
    search_fields = ["last_name", "first_name", "badge"]

    @admin.display(ordering="jurisdiction__field_office__name")
    def field_office(self, officer):
        return officer.jurisdiction.field_office


@admin.register(User)
class People(ReadOnly):
    list_display = ["email", "name", "is_active", "last_login"]
    search_fields = ["email", "name"]
    fields = ["email", "name", "is_active", "is_staff", "last_login"]


admin.site.register(
    [
        AccessLog, Agreement, Authorization, Certification, Credential, Departure, FieldOffice, Jurisdiction, Letter,
        Membership, Nomination, Notice, Signature, Supervision, Suspension, TrainingClass, Withdrawal,
    ],
    ReadOnly,
)  # fmt: skip
