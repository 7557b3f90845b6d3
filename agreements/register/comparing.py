"""What a publication would change in the listings: worked out in full before anything is written."""

from dataclasses import asdict, dataclass, field
from datetime import datetime

from django.db.models import Q

from .models import Difference, Listing, Publication
from .placing import Places, place
from .sources import Facts, Issue, Reading, Source
from .wording import lines, plain

Kind, List, Standing = Difference.Kind, Publication.List, Listing.Standing
SHOWN = ("standing", "signed_on", "moa_url", "addendum_url", "link_pending", "no_longer_listed_at")


@dataclass
class Change:
    """One listing as it was and as it becomes; `kind` is None where nothing changes but the day it was last seen."""

    listing: Listing
    before: dict
    kind: str | None = None

    @property
    def after(self) -> dict:
        return shown(self.listing)

    @property
    def told(self) -> tuple[dict, dict]:
        """The facts that differ, before (nothing for a new listing) and after, as JSON keeps them."""
        after = {name: plain(value) for name, value in self.after.items() if self.before.get(name) != value}
        return {name: plain(self.before[name]) for name in after if self.before}, after

    @property
    def lines(self) -> list[tuple[str, str, str]]:
        """What changes, as (fact, before, after) in words."""
        return lines(*self.told)


@dataclass
class Plan:
    """Everything an import would do. With a `twin` (the same content, imported before) it does nothing."""

    source: Source
    twin: Publication | None = None
    seen: int = 0
    publication: Publication | None = None
    places: Places = field(default_factory=lambda: Places({}))
    listed: dict[tuple, Change] = field(default_factory=dict)
    dropped: list[Change] = field(default_factory=list)

    @property
    def changes(self) -> list[Change]:
        return [change for change in (*self.listed.values(), *self.dropped) if change.kind]

    @property
    def issues(self) -> list[tuple[int, Issue]]:
        return [(reading.raw.number, issue) for reading in self.source.readings for issue in reading.issues]

    @property
    def counts(self) -> dict[str, int]:
        """The numbers that the command prints: rows, rows by program, listings by what becomes of them, issues."""
        programs = [reading.program for reading in self.source.readings]
        kinds = [change.kind for change in self.changes]
        created, gone = kinds.count(Kind.NEW), kinds.count(Kind.GONE)
        return {
            "rows": len(programs),
            **{name.lower(): programs.count(name) for name in ("WSO", "JEM", "TFM")},
            "created": created,
            "updated": len(kinds) - created - gone,
            "unchanged": sum(change.kind is None for change in self.listed.values()),
            "no_longer_listed": gone,
            "issues": len(self.issues),
        }


def shown(listing: Listing) -> dict:
    return {name: getattr(listing, name) for name in SHOWN}


def draw_up(source: Source) -> Plan:
    """The plan of an import, from what is on record now. Writes nothing."""
    source = source.anew()
    newest = {str(kind): Publication.objects.newest(kind) for kind in List}
    ours = newest[source.list]
    is_newest = ours is None or source.as_of >= ours.as_of
    same = Q(list=source.list, fingerprint=source.table.fingerprint) | Q(sha256=source.sha256)
    twin = Publication.objects.filter(same).first()
    plan = Plan(source, twin, seen=last_import(), places=place(source.readings, is_newest))
    on_record = {(found.jurisdiction_id, found.program): found for found in listings()}
    Comparison(plan, newest, is_newest, missing_since(source)).run(on_record)
    return plan


def last_import() -> int:
    """The number of the last import: who applies what they checked must have seen it."""
    return Publication.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def listings():
    return Listing.objects.select_related("last_participating", "last_pending", "jurisdiction")


def missing_since(source: Source) -> datetime | None:
    """When a listing that only this older list has was first missing: the as-of of the next list of its kind."""
    later = Publication.objects.filter(list=source.list, as_of__gt=source.as_of).order_by("as_of", "pk")
    return later.values_list("as_of", flat=True).first()


@dataclass
class Comparison:
    """Compares a source with the listings on record; fills the plan's `listed` and `dropped`."""

    plan: Plan
    newest: dict[str, Publication | None]
    is_newest: bool
    missing_since: datetime | None

    def run(self, on_record: dict[tuple[int, str], Listing]) -> None:
        groups: dict[tuple, list[Reading]] = {}
        for reading in self.plan.source.readings:
            if reading.key and reading.program:
                groups.setdefault((*reading.key, reading.program), []).append(reading)
        for (state, name, program), group in groups.items():
            report_contradictions(group)
            jurisdiction = self.plan.places.by_key[state, name]
            listing = on_record.pop((jurisdiction.pk, program), None)
            self.plan.listed[state, name, program] = self.listed(listing, jurisdiction, program, group[0].facts)
        if self.is_newest and not self.plan.twin:
            candidates = [listing for listing in on_record.values() if self.was_on_it(listing)]
            self.plan.dropped = [self.dropped(listing) for listing in candidates]

    def listed(self, listing: Listing | None, jurisdiction, program: str, facts: Facts) -> Change:
        if self.plan.twin:
            return Change(listing or Listing(jurisdiction=jurisdiction, program=program), {})
        if listing is None:
            listing = Listing(jurisdiction=jurisdiction, program=program, no_longer_listed_at=self.missing_since)
            self.take(listing, facts)
            return Change(listing, {}, Kind.NEW)
        change = Change(listing, shown(listing))
        if self.is_newest and not self.outranked(listing):
            listing.no_longer_listed_at = None
            self.take(listing, facts)
        change.kind = kind_of(change)
        return change

    def take(self, listing: Listing, facts: Facts) -> None:
        """What the list says becomes what the listing says; the pending list says no date and no document."""
        participating = self.plan.source.list == List.PARTICIPATING
        listing.standing = Standing.SIGNED if participating else Standing.PENDING
        for name, value in asdict(facts if participating else Facts()).items():
            setattr(listing, name, value)

    def outranked(self, listing: Listing) -> bool:
        """On the pending list only: the listing is on the newest participating list, or was on a later one."""
        signed, newest = listing.last_participating, self.newest[List.PARTICIPATING]
        if self.plan.source.list == List.PARTICIPATING or signed is None:
            return False
        return signed == newest or signed.as_of >= self.plan.source.as_of

    def was_on_it(self, listing: Listing) -> bool:
        """Whether this list is the listing's own, and the listing was still on it."""
        own = Standing.SIGNED if self.plan.source.list == List.PARTICIPATING else Standing.PENDING
        return listing.standing == own and listing.no_longer_listed_at is None

    def dropped(self, listing: Listing) -> Change:
        """No longer on its own list; from the participating one it may have gone back to the pending one."""
        change = Change(listing, shown(listing))
        pending, signed = listing.last_pending, listing.last_participating
        if listing.standing == Standing.SIGNED and pending and pending == self.newest[List.PENDING]:
            if signed is None or pending.as_of > signed.as_of:
                listing.standing = Standing.PENDING
                for name, value in asdict(Facts()).items():
                    setattr(listing, name, value)
        if listing.standing == change.before["standing"]:
            listing.no_longer_listed_at = self.plan.source.as_of
        change.kind = kind_of(change)
        return change


def kind_of(change: Change) -> str | None:
    """What became of a listing that was on record."""
    before, after = change.before, change.after
    if before == after:
        return None
    if before["standing"] != after["standing"]:
        return Kind.MOVED
    if after["no_longer_listed_at"] != before["no_longer_listed_at"]:
        return Kind.GONE if after["no_longer_listed_at"] else Kind.BACK
    return Kind.CHANGED


def report_contradictions(group: list[Reading]) -> None:
    """Two rows of one agency and program that say different things: the first is taken, the later one reported."""
    for reading in group[1:]:
        for name, column in (("signed_on", "signed_on"), ("moa_url", "moa"), ("addendum_url", "addendum")):
            if getattr(reading.facts, name) != getattr(group[0].facts, name):
                reading.report(
                    column, f"row {group[0].raw.number} lists the same agency and program otherwise; that stays"
                )
