"""What a publication changed: compared with the list before it, and with the other list as it was then.

A publication that comes in between is drawn together with those whose neighbor it becomes, so that what is told does
not depend on the order of import.
"""

from .days import instant_of
from .models import BATCH_SIZE, Difference, Listing, Publication, Row
from .wording import as_json

LISTED_FACTS = ("signed_on", "moa_url", "addendum_url", "link_pending")
COMPARED_COLUMNS = ("agency", "county", "kind", *LISTED_FACTS)
Drawn = tuple[str, dict, dict]  # kind, before, after


def draw_differences(publication: Publication) -> None:
    """Compute the differences of a publication, and again those of the publications beside it."""
    other = other_than(publication.list)
    following = Publication.objects.after(publication.list, publication.sequence)
    between = Publication.objects.filter(list=other, sequence__gt=publication.sequence)
    if following:
        between = between.filter(sequence__lt=following.sequence)
    for one in filter(None, [publication, following, *between]):
        Difference.objects.filter(publication=one).delete()
        Difference.objects.bulk_create(differences_of(one), batch_size=BATCH_SIZE)


def other_than(list_: str) -> str:
    return Publication.List.PENDING if list_ == Publication.List.PARTICIPATING else Publication.List.PARTICIPATING


def differences_of(publication: Publication) -> list[Difference]:
    """What a publication changed, by listing in the order of its rows and then of the rows that vanished."""
    before = Publication.objects.before(publication.list, publication.sequence)
    other = Publication.objects.before(other_than(publication.list), publication.sequence)
    now, earlier, others = first_rows(publication), first_rows(before), first_rows(other)
    told = drawn_from_pending if publication.list == Publication.List.PENDING else drawn_from_participating
    known = Listing.objects.filter(first_publication__sequence__lt=publication.sequence).order_by()
    listed_before = set(known.values_list("pk", flat=True))
    moves_back = bool(before and other and other.sequence > before.sequence)
    drawn = []
    for listing in [*now, *(listing for listing in earlier if listing not in now)]:
        one = told(now.get(listing), earlier.get(listing), others.get(listing), moves_back)
        if one:
            kind, was, becomes = one
            if kind == Difference.Kind.NEW and listing in listed_before:
                kind = Difference.Kind.BACK
            if kind == Difference.Kind.GONE:
                becomes = {"no_longer_listed_at": as_json(instant_of(publication.as_of))}
            drawn.append(Difference(publication=publication, listing_id=listing, kind=kind, before=was, after=becomes))
    return drawn


def first_rows(publication: Publication | None) -> dict[int, dict]:
    """The row of each listing on a publication; of two that name one listing the first."""
    if publication is None:
        return {}
    rows = Row.objects.filter(publication=publication).exclude(listing=None).order_by("-number")
    return dict(reversed({row["listing"]: row for row in rows.values("listing", *COMPARED_COLUMNS)}.items()))


def drawn_from_participating(now, earlier, pending, moves_back: bool) -> Drawn | None:
    """What becomes of a listing, by its row now, in the list before, and in the newest pending list."""
    signed = listed_facts_of(now or earlier) | {"standing": str(Listing.Standing.SIGNED)}
    nothing = {name: "" if name.endswith("url") else False if name == "link_pending" else None for name in LISTED_FACTS}
    waits = {"standing": str(Listing.Standing.PENDING)}
    if now and earlier:
        return change_between(now, earlier)
    if now:
        return (Difference.Kind.MOVED, nothing | waits, signed) if pending else (Difference.Kind.NEW, {}, signed)
    if pending and moves_back:
        return Difference.Kind.MOVED, signed, nothing | waits
    return Difference.Kind.GONE, {"no_longer_listed_at": None}, {}


def drawn_from_pending(now, earlier, participating, moves_back: bool) -> Drawn | None:
    """What becomes of a listing, by its row now and in the list before; one on the other list counts as signed."""
    if participating:
        return None
    if now and earlier:
        return change_between(now, earlier)
    if now:
        return Difference.Kind.NEW, {}, {"standing": str(Listing.Standing.PENDING)}
    return Difference.Kind.GONE, {"no_longer_listed_at": None}, {}


def listed_facts_of(row: dict) -> dict:
    return {name: as_json(row[name]) for name in LISTED_FACTS}


def change_between(now: dict, earlier: dict) -> Drawn | None:
    names = [name for name in COMPARED_COLUMNS if now[name] != earlier[name]]
    if not names:
        return None
    return Difference.Kind.CHANGED, {n: as_json(earlier[n]) for n in names}, {n: as_json(now[n]) for n in names}
