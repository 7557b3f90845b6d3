"""Carry an import out: the publication with its rows, the agencies, the listings, and what differs."""

from dataclasses import asdict
from datetime import datetime

from django.db import connection, transaction
from django.db.models import Q

from .comparing import ImportPlan, changes_since, newer_than, snapshot
from .deriving import derive_listings, merge_sightings
from .differences import draw_differences
from .models import BATCH_SIZE, Listing, Publication, Row
from .placing import conflict_sentences, place_agencies, report_unplaced
from .sources import PublishedList, Reading

IMPORT_LOCK = 287_001  # of the database: one import at a time


def preview_of(source: PublishedList, at: datetime) -> ImportPlan:
    """What an import would do: it is carried out and undone. Leaves nothing on record."""
    with transaction.atomic():
        plan = prepared_plan(source)
        if not plan.twin:
            publication = publication_of(plan, by=None, at=at)
            publication.save(force_insert=True)
            carry_out(plan, publication)
        transaction.set_rollback(True)
    new = {jurisdiction.pk for jurisdiction in plan.places.new}
    for change in plan.changes:
        if change.listing.jurisdiction_id in new:
            change.listing.jurisdiction.pk = None  # it has no page yet
    return plan


def prepared_plan(source: PublishedList) -> ImportPlan:
    """The plan of an import before anything is written; no other import runs until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [IMPORT_LOCK])
    source = source.from_start()
    report_unplaced(source.readings)
    for group in by_listing(source).values():
        report_contradictions(group)
    seen = Publication.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    same = Q(fingerprint=source.table.fingerprint) | Q(sha256=source.sha256)
    twin = Publication.objects.filter(same, list=source.list, as_of=source.as_of, edition=source.edition)
    return ImportPlan(source, seen, twin.first(), newer_than(source))


def by_listing(source: PublishedList) -> dict[tuple, list[Reading]]:
    """The rows by state, agency and program; rows that lack one of them are on none."""
    groups: dict[tuple, list[Reading]] = {}
    for reading in source.readings:
        if reading.key and reading.program:
            groups.setdefault((*reading.key, reading.program), []).append(reading)
    return groups


def report_contradictions(group: list[Reading]) -> None:
    """Two rows of one agency and program that say different things: the first is taken, the later one reported."""
    for reading in group[1:]:
        for name, column in (("signed_on", "signed_on"), ("moa_url", "moa"), ("addendum_url", "addendum")):
            if getattr(reading.facts, name) != getattr(group[0].facts, name):
                reading.report(
                    column, f"row {group[0].raw.number} lists the same agency and program differently; that row is used"
                )


def publication_of(plan: ImportPlan, *, by, at: datetime) -> Publication:
    """The publication that a plan makes, not yet saved."""
    source = plan.source
    return Publication(
        list=source.list, as_of=source.as_of, edition=source.edition, sequence=source.sequence,
        file_name=source.file_name[-255:], sha256=source.sha256, fingerprint=source.table.fingerprint,
        headings=source.table.headings, row_count=len(source.readings), issue_count=len(plan.issues),
        counts=plan.rows_by_program, imported_by=by, imported_at=at,
    )  # fmt: skip


def carry_out(plan: ImportPlan, publication: Publication) -> None:
    """Write everything but the publication itself, which is saved before, and note in the plan what changed."""
    plan.publication, before = publication, snapshot()
    own = Listing.objects.listed().filter(standing="pending" if publication.list == "pending" else "signed")
    plan.were_listed = own.count()
    plan.places = place_agencies(plan.source.readings, publication)
    plan.listed = listings_of(plan)
    merge_sightings([*plan.listed.values()], publication)
    Row.objects.bulk_create(rows_of(plan, publication), batch_size=BATCH_SIZE)
    derive_listings()
    draw_differences(publication)
    plan.all_changes = changes_since(before, {listing.pk for listing in plan.listed.values()})
    plan.conflicts = conflict_sentences(plan.places.by_key.values())


def listings_of(plan: ImportPlan) -> dict[tuple, Listing]:
    """The listing of each state, agency and program on the list: on record, or new and not yet saved."""
    agencies = plan.places.by_key
    on_record = Listing.objects.filter(jurisdiction__in=[agency.pk for agency in agencies.values()]).order_by()
    on_record = on_record.select_related("first_publication", "last_participating", "last_pending")
    known = {(listing.jurisdiction_id, listing.program): listing for listing in on_record}
    return {
        (state, name, program): known.get((agencies[state, name].pk, program))
        or Listing(jurisdiction=agencies[state, name], program=program, standing=Listing.Standing.PENDING)
        for state, name, program in by_listing(plan.source)
    }


def rows_of(plan: ImportPlan, publication: Publication):
    """Every row of the list, with the agency and the listing it became."""
    for reading in plan.source.readings:
        jurisdiction = plan.places.by_key.get(reading.key) if reading.key else None
        listing = plan.listed.get((*reading.key, reading.program)) if reading.key else None
        yield Row(
            publication=publication, number=reading.raw.number, cells=reading.raw.cells, links=reading.raw.links,
            jurisdiction=jurisdiction, listing=listing, state=reading.state,
            agency=reading.agency, kind=reading.kind, county=reading.county, program=reading.program,
            **asdict(reading.facts), issues=[asdict(issue) for issue in reading.issues],
        )  # fmt: skip
