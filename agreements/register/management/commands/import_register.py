"""manage.py import_register FILE... [--list participating|pending] [--as-of DATE] [--dry-run] [--yes]"""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from agreements.register.comparing import ImportPlan, newer_than, older_list_sentence
from agreements.register.days import date_and_edition
from agreements.register.editions import Edition, as_of_named
from agreements.register.models import Publication
from agreements.register.reading import MAX_BYTES
from agreements.register.sheets import Unreadable
from agreements.register.sources import PublishedList, published_list_of
from agreements.register.workflow import import_list
from records.actions import Refused
from wso_portal import clock


class Command(BaseCommand):
    help = "Imports ICE's published lists (XLSX or CSV). The last line of output is one JSON object of counts."

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", metavar="FILE")
        parser.add_argument(
            "--list",
            choices=Publication.List.values,
            default="",
            help="which list it is, if the file name does not say",
        )
        parser.add_argument("--as-of", default="", metavar="DATE", help="2025-05-16, perhaps with am or pm, or an hour")
        parser.add_argument("--dry-run", action="store_true", help="show what would change, without changing anything")

        parser.add_argument(
            "--yes", action="store_true", help="apply lists that leave out more than a tenth of the newest one"
        )

    def handle(self, files, list, as_of, dry_run, yes, **options):
        """Read all files before importing any, and import all or none."""
        sources = read_all(files, list, day_given(as_of))
        plans = []
        with transaction.atomic():
            for source in sorted(sources, key=lambda source: source.sequence):
                plans.append(self.imported(source, sure=yes or dry_run))
            if dry_run:
                transaction.set_rollback(True)
                self.stdout.write("Dry run: nothing was changed.")
        totals = {name: sum(plan.counts[name] for plan in plans) for name in plans[0].counts}
        self.stdout.write(json.dumps(totals))

    def imported(self, source: PublishedList, sure: bool) -> ImportPlan:
        """Import one list and print what it changed. Raises CommandError when it is refused."""
        self.stdout.write(
            f"{source.file_name}: the {source.list} list of {date_and_edition(source.as_of, source.edition)}"
        )
        if newest := newer_than(source):
            self.stdout.write(f"  {older_list_sentence(newest)} It adds to the history.")
        try:
            plan = import_list(source, by=None, at=clock.now(), sure=sure)
        except Refused as refused:
            raise CommandError(f"{source.file_name}: {refused} To apply it, run the command with --yes.") from refused
        self.tell(plan)
        return plan

    def tell(self, plan: ImportPlan) -> None:
        if plan.twin:
            self.stdout.write(f"  Nothing changes: this list is already on file, as {plan.twin.file_name}.")
        elif plan.history:
            self.stdout.write(f"  {plan.history}")
        self.stdout.write(
            "  {rows} rows (WSO {wso}, JEM {jem}, TFM {tfm}): {created} listings new, {updated} changed, "
            "{unchanged} unchanged, {no_longer_listed} no longer listed; {issues} issues".format(**plan.counts)
        )
        if plan.doubtful:
            self.stdout.write(f"  {plan.question}")
        for number, issue in plan.issues:
            self.stdout.write(f"  row {number}, {issue.cell or issue.column}: “{issue.raw}”: {issue.reason}")
        for sentence in plan.conflicts:
            self.stdout.write(f"  {sentence}")


def day_given(text: str) -> Edition | None:
    """The as-of that --as-of gives. Raises CommandError when it is no day."""
    try:
        given = as_of_named(text)
    except Unreadable as problem:
        raise CommandError(problem.message) from problem
    if text and given is None:
        raise CommandError(f"“{text}” is not a date. Enter it as 2025-05-16.")
    return given


def read_all(files: list[str], kind: str, when: Edition | None) -> list[PublishedList]:
    """Every file as a list. Raises CommandError that names each file that is none, and why."""
    sources, problems = [], []
    for path in map(Path, files):
        try:
            sources.append(published_list_of(path.name, content_of(path), kind, when))
        except Unreadable as problem:
            hint = f" ({problem.option})" if problem.option else ""
            problems.append(f"{path}: {problem.message}{hint}")
    if problems:
        raise CommandError("\n".join([*problems, "Nothing was changed."]))
    return sources


def content_of(path: Path) -> bytes:
    """The bytes of a file, one more than allowed at most. Raises Unreadable where there are none to read."""
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise Unreadable(f"The file cannot be opened: {error.strerror}.") from error
