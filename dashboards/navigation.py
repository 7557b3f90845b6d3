"""What the frame of every page shows to the person who signed in: their pages, their roles, how fresh the lists are."""

from functools import cache, lru_cache

from django.conf import settings
from django.db.models import Count, Subquery
from django.urls import reverse
from django.utils.dateformat import format as format_date

from accounts.models import User
from accounts.roles import READERS, Role
from accounts.statements import Shape, run, shape_of, stand_in
from agreements.register.models import Publication
from notifications.models import Notification

EVERYONE = tuple(Role)
OF_CLASSES = (*READERS, Role.INSTRUCTOR)
OF_NUMBERS = (Role.PROGRAM_MANAGER, Role.FIELD_OFFICE, Role.DIRECTOR, Role.ADMINISTRATOR, Role.VIEWER, Role.INSPECTOR)
# label, name of the page, and who may open it: a page that one may not open is not offered
PAGES = (
    ("Home", "dashboards:home", EVERYONE),
    ("Jurisdictions", "dashboards:jurisdictions", READERS),
    ("Agreements", "memoranda:agreements", READERS),
    ("Nominations", "nominations:index", READERS),
    ("Background", "background:queue", (Role.ADJUDICATOR,)),
    ("Classes", "training:index", OF_CLASSES),
    ("Officers", "authority:roster", READERS),
    ("Credentials", "credentials:credentials", READERS),
    ("Dashboard", "dashboards:dashboard", OF_NUMBERS),
    ("Register", "register:publications", (Role.PROGRAM_MANAGER,)),
    ("Notifications", "notifications:index", EVERYONE),
    ("People", "accounts:people", (Role.PROGRAM_MANAGER,)),
)
FOOTER = (
    ("Accessibility", "dashboards:accessibility"),
    ("Privacy", "dashboards:privacy"),
    ("Complain about an officer", "dashboards:complaints"),
)
ROLES_SHOWN = 2


def portal(request) -> dict[str, object]:
    """The frame's context, by the memberships that came with the person and one query more."""
    frame: dict[str, object] = {
        "version": settings.VERSION,
        "footer_links": addresses(FOOTER),
    }
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return frame
    unread, as_of = freshness(user)
    return frame | {
        "navigation": navigation_of(user, request.path, unread),
        "who": who(user),
        "search_url": reverse("dashboards:search") if user.active_memberships(*READERS) else "",
        "data_as_of": format_date(as_of, "M j, Y") if as_of else "",
    }


def navigation_of(user, path: str, unread: int) -> list[tuple[str, str, bool]]:
    """The pages that a person's roles open, each with its address and whether this page lies below it."""
    held = set(user.role_names)
    pages = addresses(
        tuple((label, name) for label, name, roles in PAGES if name == "dashboards:home" or not held.isdisjoint(roles))
    )
    return [
        (f"{label} ({unread})" if label == "Notifications" and unread else label, url, is_current(path, url))
        for label, url in pages
    ]


@cache
def addresses(pages: tuple[tuple[str, str], ...]) -> list[tuple[str, str]]:
    """Each page's label and address; addresses do not change while the portal runs."""
    return [(label, reverse(name)) for label, name in pages]


def is_current(path: str, url: str) -> bool:
    return path == url if url == "/" else path.startswith(url)


def who(user) -> str:
    """The person's roles with their places, briefly: Field office staff · Miami."""
    held = user.active_memberships()
    shown = [str(membership) for membership in held[:ROLES_SHOWN]]
    more = len(held) - len(shown)
    return "; ".join(shown) + (f"; and {more} more" if more > 0 else "")


def freshness(user):
    """How many notifications the person has not read, and the as-of of the newest list of ICE's (or None)."""
    [(unread, as_of)] = run(freshness_of(shape_of(user)), user)
    return unread or 0, as_of


@lru_cache(maxsize=512)
def freshness_of(shape: Shape) -> tuple[str, tuple]:
    """Both by one statement, for all who hold roles of this shape."""
    user = stand_in(shape)
    unread = Notification.objects.unread(user).order_by()
    counted = unread.values("recipient").annotate(number=Count("pk")).values("number")
    newest = Publication.objects.order_by("-as_of").values("as_of")[:1]
    found = User.objects.filter(pk=user.pk).values_list(Subquery(counted), Subquery(newest))
    return found.query.sql_with_params()
