"""What a list changes in what is on record, read off before and after the import (see importing)."""

from dataclasses import dataclass, field

from .models import Difference, Listing, Publication
from .placing import Places
from .sources import Issue, PublishedList
from .wording import as_json, changes_in_words

LISTING_FACTS = ("standing", "signed_on", "moa_url", "addendum_url", "link_pending", "no_longer_listed_at")
AGENCY_FACTS = {
    "agency": "jurisdiction__name",
    "county": "jurisdiction__county",
    "kind": "jurisdiction__kind",
    "field_office": "jurisdiction__field_office__name",
}
ALL_FACTS = (*LISTING_FACTS, *AGENCY_FACTS)
MOST_VANISH = 10  # percent of a list that may vanish without a second question


@dataclass
class Change:
    """One listing before (nothing for a new one) and after; `kind` is None where it was only seen again."""

    listing: Listing
    before: dict
    after: dict

    @property
    def kind(self) -> str | None:
        before, after = self.before, self.after
        if not before:
            return Difference.Kind.NEW
        if before == after:
            return None
        if before["standing"] != after["standing"]:
            return Difference.Kind.MOVED
        if bool(after["no_longer_listed_at"]) != bool(before["no_longer_listed_at"]):
            return Difference.Kind.GONE if after["no_longer_listed_at"] else Difference.Kind.BACK
        return Difference.Kind.CHANGED

    @property
    def lines(self) -> list[tuple[str, str, str]]:
        """What changes, as (fact, before, after) in words."""
        names = [name for name in self.after if self.before.get(name) != self.after[name]]
        if not self.before:
            names = [name for name in names if name in LISTING_FACTS]
        was = {name: as_json(self.before[name]) for name in names if self.before}
        return changes_in_words(was, {name: as_json(self.after[name]) for name in names})

    @property
    def listed_today(self) -> bool:
        """Whether it changes something that was listed before, or is listed from then on."""
        return not self.after["no_longer_listed_at"] or bool(self.before and not self.before["no_longer_listed_at"])


@dataclass
class ImportPlan:
    """Everything an import does. With a `twin` (the same list of the same edition, imported before) it does nothing."""

    source: PublishedList
    seen: int  # the last import before this one
    twin: Publication | None = None
    newer: Publication | None = None  # the newest list on file, when this one is older
    publication: Publication | None = None
    places: Places = field(default_factory=Places)
    listed: dict[tuple, Listing] = field(default_factory=dict)
    all_changes: list[Change] = field(default_factory=list)
    conflicts: list[str] = field(default_factory=list)
    were_listed: int = 0  # on the newest list of this kind before

    @property
    def changes(self) -> list[Change]:
        return [change for change in self.all_changes if change.kind]

    @property
    def issues(self) -> list[tuple[int, Issue]]:
        return [(reading.raw.number, issue) for reading in self.source.readings for issue in reading.issues]

    @property
    def unchanged(self) -> int:
        """How many listings on this list stay as they are; all of them when the list is on file already."""
        if self.twin:
            return len({(*r.key, r.program) for r in self.source.readings if r.key and r.program})
        changed = {change.listing.pk for change in self.changes}
        return sum(listing.pk not in changed for listing in self.listed.values())

    @property
    def vanish(self) -> int:
        """How many listings the list leaves out; nothing when an older list is imported."""
        return 0 if self.newer else sum(change.kind == Difference.Kind.GONE for change in self.changes)

    @property
    def doubtful(self) -> bool:
        """Whether more than a tenth of the newest list vanishes: then a second confirmation is asked."""
        return self.vanish * 100 > self.were_listed * MOST_VANISH

    @property
    def question(self) -> str:
        """What a person confirms before a list is applied that leaves out more than a tenth."""
        return (
            f"This list leaves out {self.vanish:,} of the {self.were_listed:,} agencies and programs on the newest list"
            f" on file, more than {MOST_VANISH} percent."
        )

    @property
    def history(self) -> str:
        """What is told of a list that is older than the newest one on file, before it is applied; else nothing."""
        if self.newer is None:
            return ""
        if any(change.listed_today for change in self.changes):
            return (
                f"{older_list_sentence(self.newer)} It adds to the history. The changes to today's listings are below."
            )
        return f"{older_list_sentence(self.newer)} It adds to the history only. Today's listings do not change."

    @property
    def rows_by_program(self) -> dict[str, int]:
        programs = [reading.program for reading in self.source.readings]
        return {"rows": len(programs), **{name.lower(): programs.count(name) for name in ("WSO", "JEM", "TFM")}}

    @property
    def counts(self) -> dict[str, int]:
        """The numbers that the command prints: rows, rows by program, listings by what becomes of them, issues."""
        kinds = [change.kind for change in self.changes]
        created, gone = kinds.count(Difference.Kind.NEW), kinds.count(Difference.Kind.GONE)
        return {
            **self.rows_by_program,
            "created": created,
            "updated": len(kinds) - created - gone,
            "unchanged": self.unchanged,
            "no_longer_listed": gone,
            "issues": len(self.issues),
            "older": int(self.newer is not None),
        }


def older_list_sentence(newest: Publication) -> str:
    return f"This list is older than the newest one on file ({newest.date_and_edition})."


def newer_than(source: PublishedList) -> Publication | None:
    """The newest publication of the same list on file, when the source is older."""
    newest = Publication.objects.newest(source.list)
    return newest if newest and newest.sequence > source.sequence else None


def snapshot() -> dict[int, dict]:
    """What every listing says now, with its agency."""
    rows = Listing.objects.order_by().values_list("pk", *LISTING_FACTS, *AGENCY_FACTS.values())
    return {pk: dict(zip(ALL_FACTS, facts, strict=True)) for pk, *facts in rows}


def changes_since(before: dict[int, dict], on_list: set[int]) -> list[Change]:
    """What differs from a snapshot; the agency's facts count only for what is on this list."""
    after = snapshot()
    differing = [pk for pk in after if before.get(pk) != after[pk]]
    found = Listing.objects.order_by().select_related("jurisdiction").in_bulk(differing)
    changes = []
    for pk in sorted(found, key=lambda pk: (pk not in on_list, pk)):
        was, becomes = before.get(pk, {}), after[pk]
        if pk not in on_list:
            was, becomes = ({name: facts[name] for name in LISTING_FACTS} for facts in (was, becomes))
        changes.append(Change(found[pk], was, becomes))
    return changes
