"""What the frame of every page shows to the person who signed in: their pages, their roles, what is unread."""

from dataclasses import dataclass
from functools import cache, lru_cache

from django.conf import settings
from django.db.models import Count
from django.urls import reverse

from accounts.roles import OF_AN_AGENCY, READERS, Role
from accounts.statements import Shape, run, shape_of, stand_in
from accounts.states import MANAGER
from notifications.models import Notification

EVERYONE = tuple(Role)
SIGNED_IN = ()  # also without a role
OF_CLASSES = (*READERS, Role.INSTRUCTOR)
OF_NUMBERS = (Role.PROGRAM_MANAGER, Role.FIELD_OFFICE, Role.DIRECTOR, Role.ADMINISTRATOR, Role.VIEWER, Role.INSPECTOR)
# Each group in the order shown: its label, and its pages with the roles that open them. A page that a person may not
# open is not offered; a group without pages is not shown; a group with one page is a link to it.
NAVIGATION = (
    ("Home", (("Home", "dashboards:home", SIGNED_IN),)),
    (
        "Partnerships",
        (
            ("Jurisdictions", "dashboards:jurisdictions", READERS),
            ("Agreements", "memoranda:agreements", READERS),
            ("Facilities", "facilities:index", READERS),
            ("Register", "register:publications", MANAGER),
        ),
    ),
    (
        "Officers",
        (
            ("All officers", "authority:roster", READERS),
            ("Nominations", "nominations:index", READERS),
            ("Background checks", "background:queue", (Role.ADJUDICATOR,)),
            ("Classes", "training:index", OF_CLASSES),
            ("Credentials", "credentials:credentials", READERS),
        ),
    ),
    ("Dashboards", (("Dashboard", "dashboards:dashboard", OF_NUMBERS),)),
)
ACCOUNT = (
    ("Notifications", "notifications:index", EVERYONE),
    ("Your downloads", "lists:exports", EVERYONE),
    ("Your account", "own_account", SIGNED_IN),
    ("People and roles", "accounts:people", MANAGER),
)
OUR_AGENCY = "Our agency"
FOOTER = (
    ("Help and contact", "dashboards:help"),
    ("Accessibility", "dashboards:accessibility"),
    ("Privacy", "dashboards:privacy"),
    ("File a complaint", "dashboards:complaints"),
)
ROLES_SHOWN = 2


@dataclass(frozen=True)
class Link:
    """A page of the navigation; `current` when the page shown is below it."""

    label: str
    url: str
    current: bool


@dataclass(frozen=True)
class Group:
    """Pages under one word. `url` is the address of a group's only page, and empty for a menu."""

    label: str
    links: tuple[Link, ...]

    @property
    def url(self) -> str:
        return self.links[0].url if len(self.links) == 1 else ""

    @property
    def current(self) -> bool:
        return any(link.current for link in self.links)


def portal(request) -> dict[str, object]:
    """The frame's context, by the memberships that came with the person and one query more."""
    frame: dict[str, object] = {
        "version": settings.VERSION,
        "footer_links": addresses(FOOTER),
    }
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return frame
    return frame | {
        "navigation": navigation_of(user, request.path),
        "account": links_of(ACCOUNT, set(user.role_names), request.path),
        "unread": unread_of(user),
        "who": who(user),
        "search_url": reverse("dashboards:search") if user.active_memberships(*READERS) else "",
    }


def navigation_of(user, path: str) -> list[Group]:
    """The groups with the pages that a person's roles open; after Home the page of a person's one agency."""
    held = set(user.role_names)
    groups = [Group(label, links_of(pages, held, path)) for label, pages in NAVIGATION]
    shown = [group for group in groups if group.links]
    if agency := our_agency(user):
        shown.insert(1, Group(OUR_AGENCY, (Link(OUR_AGENCY, agency, path == agency),)))
        shown[2:] = [without_current(group) if path == agency else group for group in shown[2:]]
    return shown


def links_of(pages, held: set[str], path: str) -> tuple[Link, ...]:
    """The pages that one of these roles opens, in order."""
    open_to = [(label, name) for label, name, roles in pages if roles == SIGNED_IN or not held.isdisjoint(roles)]
    return tuple(Link(label, url, is_current(path, url)) for label, url in addresses(tuple(open_to)))


def without_current(group: Group) -> Group:
    return Group(group.label, tuple(Link(link.label, link.url, False) for link in group.links))


def our_agency(user) -> str:
    """The address of the agency for which a person holds all their roles; empty for everyone else."""
    held = user.active_memberships()
    agencies = {membership.jurisdiction_id for membership in held if membership.role in OF_AN_AGENCY[:2]}
    if len(agencies) != 1 or any(membership.jurisdiction_id is None for membership in held):
        return ""
    return reverse("dashboards:jurisdiction", args=[*agencies])


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


def unread_of(user) -> int:
    """How many notifications the person has not read."""
    rows = run(unread_statement(shape_of(user)), user)
    return rows[0][0] if rows else 0


@lru_cache(maxsize=512)
def unread_statement(shape: Shape) -> tuple[str, tuple]:
    """One statement for all who hold roles of this shape."""
    user = stand_in(shape)
    unread = Notification.objects.unread(user).order_by()
    return unread.values("recipient").annotate(number=Count("pk")).values_list("number").query.sql_with_params()
