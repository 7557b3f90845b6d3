"""The listings, from the rows of the publications: the same state whatever the order of import.

Which publications had a listing first and last is merged (the least, the greatest in their order); all else follows
from that by one statement (deriving.sql).
"""

from pathlib import Path

from django.db import connection
from django.db.models import F, Q
from django.db.models.functions import Greatest, Least

from .days import instant_of
from .models import Difference, Listing, Publication

DERIVE = (Path(__file__).parent / "deriving.sql").read_text()
BATCH = 1_000


def sighted(listings: list[Listing], publication: Publication) -> None:
    """The listings that a publication has; the new ones among them are saved here.

    What an earlier list called new was listed before: its difference says "listed again" from now on.
    """
    day, last = instant_of(publication.as_of), f"last_{publication.list}"
    new = [listing for listing in listings if listing.pk is None]
    for listing in new:
        listing.first_listed_at = listing.last_listed_at = day
        listing.first_publication = publication
        setattr(listing, last, publication)
    Listing.objects.bulk_create(new, batch_size=BATCH)
    on_it = Listing.objects.filter(pk__in=[listing.pk for listing in listings])
    on_it.update(
        first_listed_at=Least(F("first_listed_at"), day), last_listed_at=Greatest(F("last_listed_at"), day)
    )
    on_it.filter(Q(**{last: None}) | Q(**{f"{last}__sequence__lt": publication.sequence})).update(**{last: publication})
    earlier = Q(first_publication=None) | Q(first_publication__sequence__gt=publication.sequence)
    moved = list(on_it.filter(earlier).values_list("pk", flat=True))
    Difference.objects.filter(listing__in=moved, kind=Difference.Kind.NEW).update(kind=Difference.Kind.BACK)
    Listing.objects.filter(pk__in=moved).update(first_publication=publication)


def derive() -> None:
    """Brings every listing to what its last rows say. Writes only the listings that change."""
    with connection.cursor() as cursor:
        cursor.execute(DERIVE)
