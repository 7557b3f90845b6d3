"""The listings, from the rows of the publications: the same state whatever the order of import.

Which publications had a listing first and last is merged (the least, the greatest in their order); all else follows
from that by one statement (deriving.sql).
"""

from pathlib import Path

from django.db import connection

from .days import instant_of
from .models import BATCH_SIZE, Difference, Listing, Publication

DERIVING_SQL = (Path(__file__).parent / "deriving.sql").read_text()


def merge_sightings(listings: list[Listing], publication: Publication) -> None:
    """The listings that a publication has: the least and the greatest in the order of publications are merged.

    New listings are saved here. What an earlier list called new was listed before: its difference says "listed again"
    from now on.
    """
    day, last, at = instant_of(publication.as_of), f"last_{publication.list}", publication.sequence
    new = [listing for listing in listings if listing.pk is None]
    for listing in new:
        listing.first_listed_at = listing.last_listed_at = day
        listing.first_publication = publication
        setattr(listing, last, publication)
    known = [listing for listing in listings if listing.pk is not None]
    first = [one.pk for one in known if one.first_publication is None or one.first_publication.sequence > at]
    newest = [one.pk for one in known if getattr(one, last) is None or getattr(one, last).sequence < at]
    earlier = [one.pk for one in known if one.first_listed_at > day]
    later = [one.pk for one in known if one.last_listed_at < day]
    Listing.objects.bulk_create(new, batch_size=BATCH_SIZE)
    for numbers, facts in (
        (first, {"first_publication": publication}),
        (newest, {last: publication}),
        (earlier, {"first_listed_at": day}),
        (later, {"last_listed_at": day}),
    ):
        Listing.objects.filter(pk__in=numbers).update(**facts)
    Difference.objects.filter(listing__in=first, kind=Difference.Kind.NEW).update(kind=Difference.Kind.BACK)


def derive_listings() -> None:
    """Bring every listing to what its last rows say. Writes only the listings that change."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE register_row, register_listing")  # thousands of rows came that the planner has not seen
        cursor.execute(DERIVING_SQL)
