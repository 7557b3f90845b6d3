"""The register as spreadsheets: as the portal keeps it, as ICE publishes it, and for the public."""

from agreements.jurisdictions.models import Jurisdiction
from pages.sheets import Cell, ListSheet, SheetColumn, day_there, register

from .days import ICE_ZONE
from .models import Listing, Publication
from .states import IMPORT_LIST

SITE_WORDS = {"county": "County", "municipality": "Municipality", "state": "State Agency"}


def listings_listed(user, query, at):
    """All that ICE's lists have named, by state and agency."""
    found = Listing.objects.visible_to(user).select_related("jurisdiction__field_office")
    return None, found.order_by("jurisdiction__state", "jurisdiction__name", "program", "pk")


def participating_listed(user, query, at):
    """Those on the newest list of participating agencies."""
    return None, listings_listed(user, query, at)[1].listed().signed()


def pending_listed(user, query, at):
    """Those on the newest list of pending agencies."""
    return None, listings_listed(user, query, at)[1].listed().pending()


def public_listed(user, query, at):
    """Those on the newest lists."""
    return None, listings_listed(user, query, at)[1].listed()


def publications_listed(user, query, at):
    """The imported lists, the newest first."""
    return None, Publication.objects.visible_to(user).select_related("imported_by").with_changes()


def kind_as_ice_writes(agency: Jurisdiction) -> str:
    """Give the type of an agency in the words of ICE's lists."""
    return SITE_WORDS.get(agency.kind, "")


def county_as_ice_writes(agency: Jurisdiction) -> str:
    """Give the county of an agency as ICE's lists do."""
    return f"{agency.county} County" if agency.county else ""


def moa_as_ice_writes(listing: Listing) -> str:
    """Give the address of ICE's copy, or ICE's words for one that is to come."""
    return listing.moa_url or ("link pending" if listing.link_pending else "")


OF_ICE = (
    SheetColumn("STATE", lambda row: row.jurisdiction.state.upper()),
    SheetColumn("LAW ENFORCEMENT AGENCY", lambda row: row.jurisdiction),
    SheetColumn("TYPE", lambda row: kind_as_ice_writes(row.jurisdiction)),
    SheetColumn("COUNTY", lambda row: county_as_ice_writes(row.jurisdiction)),
    SheetColumn("SUPPORT TYPE", lambda row: row.get_program_display()),
)
PLACE = (
    SheetColumn("State", lambda row: row.jurisdiction.state),
    SheetColumn("Agency", lambda row: row.jurisdiction),
    SheetColumn("Type", lambda row: row.jurisdiction.get_kind_display()),
    SheetColumn("County", lambda row: row.jurisdiction.county),
    SheetColumn("Program", lambda row: row.program),
    SheetColumn("Status", lambda row: row.get_standing_display()),
    SheetColumn("Listed as signed on", lambda row: row.signed_on, Cell.DATE),
)


def register_sheet(name: str, title: str, listed, columns: tuple[SheetColumn, ...]) -> None:
    """Make a sheet known that leaves from the page of the register."""
    register(ListSheet(name, title, "register:publications", IMPORT_LIST.roles, listed, columns))


register_sheet("register", "Register", listings_listed, (
    *PLACE,
    SheetColumn("Field office", lambda row: row.jurisdiction.field_office),
    SheetColumn("ICE's copy", moa_as_ice_writes),
    SheetColumn("Addendum", lambda row: row.addendum_url),
    SheetColumn("First listed", lambda row: day_there(row.first_listed_at, ICE_ZONE), Cell.DATE),
    SheetColumn("Last listed", lambda row: day_there(row.last_listed_at, ICE_ZONE), Cell.DATE),
    SheetColumn("No longer listed since", lambda row: day_there(row.no_longer_listed_at, ICE_ZONE), Cell.DATE),
    SheetColumn("Link", lambda row: f"/jurisdictions/{row.jurisdiction_id}/", Cell.LINK),
))  # fmt: skip
register_sheet("participatingAgencies", "Participating agencies", participating_listed, (
    *OF_ICE,
    SheetColumn("SIGNED", lambda row: row.signed_on, Cell.DATE),
    SheetColumn("MOA", moa_as_ice_writes),
    SheetColumn("ADDENDUM", lambda row: row.addendum_url),
))  # fmt: skip
register_sheet("pendingAgencies", "Pending agencies", pending_listed, OF_ICE)
register_sheet("public-register", "Public register", public_listed, PLACE)
register_sheet("imported-lists", "Imported lists", publications_listed, (
    SheetColumn("List date", lambda row: row.as_of, Cell.DATE),
    SheetColumn("Edition", lambda row: row.date_and_edition),
    SheetColumn("List", lambda row: row.get_list_display()),
    SheetColumn("File", lambda row: row.file_name),
    SheetColumn("Rows", lambda row: row.row_count, Cell.NUMBER),
    SheetColumn("New", lambda row: row.created, Cell.NUMBER),
    SheetColumn("Changed", lambda row: row.updated, Cell.NUMBER),
    SheetColumn("No longer listed", lambda row: row.gone, Cell.NUMBER),
    SheetColumn("Issues", lambda row: row.issue_count, Cell.NUMBER),
    SheetColumn("Imported", lambda row: day_there(row.imported_at, ICE_ZONE), Cell.DATE),
    SheetColumn("Imported by", lambda row: row.imported_by or "at the command line"),
    SheetColumn("Link", lambda row: f"/register/{row.pk}/", Cell.LINK),
))  # fmt: skip
