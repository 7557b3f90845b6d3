"""Writes what a plan says: the publication with its rows, the agencies, the listings, and what changed in them."""

from dataclasses import asdict
from datetime import datetime

from django.db.models import F, Q
from django.db.models.functions import Greatest, Least

from agreements.jurisdictions.models import Jurisdiction

from .comparing import SHOWN, Change, Kind, Plan
from .models import Difference, Listing, Publication, Row

BATCH = 1_000


def publication_of(plan: Plan, *, by, at: datetime) -> Publication:
    """The publication that a plan makes, not yet saved."""
    source, counts = plan.source, plan.counts
    return Publication(
        list=source.list, as_of=source.as_of, file_name=source.file_name[-255:], sha256=source.sha256,
        fingerprint=source.table.fingerprint, headings=source.table.headings, row_count=counts["rows"],
        issue_count=counts["issues"], counts=counts, imported_by=by, imported_at=at,
    )  # fmt: skip


def write(plan: Plan, publication: Publication) -> None:
    """Writes everything but the publication itself, which is saved before."""
    write_agencies(plan)
    write_listings(plan, publication)
    Row.objects.bulk_create(rows(plan, publication), batch_size=BATCH)
    Difference.objects.bulk_create((difference(change, publication) for change in plan.changes), batch_size=BATCH)


def write_agencies(plan: Plan) -> None:
    Jurisdiction.objects.bulk_create(plan.places.new, batch_size=BATCH)
    for jurisdiction in plan.places.filled:
        jurisdiction.version += 1  # whoever has its page open sees it anew before acting
    fields = ["county", "kind", "field_office", "zone", "zone_confirmed", "version"]
    Jurisdiction.objects.bulk_update(plan.places.filled, fields, batch_size=BATCH)


def write_listings(plan: Plan, publication: Publication) -> None:
    """New listings, those whose facts change, and for all on this list the days on which they were listed."""
    last = f"last_{publication.list}"
    seen = {"first_listed_at": publication.as_of, "last_listed_at": publication.as_of, last: publication}
    new = [change.listing for change in plan.listed.values() if change.kind == Kind.NEW]
    for listing in new:
        for name, value in seen.items():
            setattr(listing, name, value)
    Listing.objects.bulk_create(new, batch_size=BATCH)
    changed = [change.listing for change in plan.changes if change.kind != Kind.NEW]
    Listing.objects.bulk_update(changed, SHOWN, batch_size=BATCH)
    listed = Listing.objects.filter(pk__in=[change.listing.pk for change in plan.listed.values()])
    listed.update(
        first_listed_at=Least(F("first_listed_at"), publication.as_of),
        last_listed_at=Greatest(F("last_listed_at"), publication.as_of),
    )
    earlier = Q(**{f"{last}": None}) | Q(**{f"{last}__as_of__lte": publication.as_of})
    listed.filter(earlier).update(**{last: publication})


def rows(plan: Plan, publication: Publication):
    """Every row of the list, with the agency and the listing it became."""
    for reading in plan.source.readings:
        jurisdiction = plan.places.by_key.get(reading.key) if reading.key else None
        change = plan.listed.get((*reading.key, reading.program)) if reading.key else None
        yield Row(
            publication=publication, number=reading.raw.number, cells=reading.raw.cells, links=reading.raw.links,
            jurisdiction=jurisdiction, listing=change.listing if change else None, state=reading.state,
            agency=reading.agency, kind=reading.kind, county=reading.county, program=reading.program,
            **asdict(reading.facts), issues=[asdict(issue) for issue in reading.issues],
        )  # fmt: skip


def difference(change: Change, publication: Publication) -> Difference:
    before, after = change.told
    return Difference(
        publication=publication, listing=change.listing, kind=str(change.kind), before=before, after=after
    )
