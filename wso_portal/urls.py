"""Every address of the portal. Each app keeps its own below one prefix."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from accounts.views import own_account
from wso_portal import errors, health, session

urlpatterns = [
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path(session.PATH.lstrip("/"), session.session, name="session"),
    path("account/", own_account, name="own_account"),
    path("accounts/", include("accounts.urls")),
    # Program managers keep the addresses: these pages of allauth would let a person change theirs unseen.
    path("accounts/email/", errors.closed, name="account_email_closed"),
    path("accounts/confirm-email/", errors.closed, name="account_confirm_email_closed"),
    path("accounts/", include("allauth.urls")),
    path("notifications/", include("notifications.urls")),
    path("jurisdictions/", include("agreements.jurisdictions.urls")),
    path("agreements/", include("agreements.memoranda.urls")),
    path("clauses/", include("agreements.memoranda.clause_urls")),
    path("register/", include("agreements.register.urls")),
    path("lists/", include("lists.urls")),
    path("documents/", include("pages.documents")),
    path("nominations/", include("officers.authority.nomination_urls")),
    path("facilities/", include("officers.authority.facility_urls")),
    path("background/", include("officers.background.urls")),
    path("classes/", include("officers.training.urls")),
    path("credentials/", include("officers.credentials.urls")),
    path("officers/", include("officers.authority.urls")),
    path("support/", admin.site.urls),
    path("", include("dashboards.urls")),
]
if settings.DEBUG_TOOLBAR:
    urlpatterns.insert(0, path("__debug__/", include("debug_toolbar.urls")))

handler400 = "wso_portal.errors.bad_request"
handler403 = "wso_portal.errors.not_allowed"
handler404 = "wso_portal.errors.not_found"
handler500 = "wso_portal.errors.broken"
