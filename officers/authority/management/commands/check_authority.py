from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from officers.authority import keeping


class Command(BaseCommand):
    help = "Counts differences between the kept spans of authority and the rule; exits 1 if there are any."

    def add_arguments(self, parser):
        parser.add_argument("--rebuild", action="store_true", help="make the kept spans anew first")

    @transaction.atomic
    def handle(self, *args, rebuild, **options):
        if rebuild:
            keeping.rebuild()
        found = keeping.differences()
        self.stdout.write(f"{found} differences between the kept spans and the rule.")
        if found:
            raise CommandError("Run again with --rebuild, and report what was entered last.")
