from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from officers.authority import keeping
from wso_portal import clock


class Command(BaseCommand):
    help = "Counts differences between the kept answers and the rule; exits 1 if there are any."

    def add_arguments(self, parser):
        parser.add_argument("--rebuild", action="store_true", help="rebuild the kept answers first")
        parser.add_argument(
            "--repair", action="store_true", help="repair and report differences, as the daily check does"
        )

    @transaction.atomic
    def handle(self, *args, rebuild, repair, **options):
        if repair:
            made = keeping.check(clock.now())
            self.stdout.write(f"{made.differences} differences between the kept answers and the rule were repaired.")
        if rebuild:
            keeping.rebuild()
        found = keeping.differences()
        self.stdout.write(f"{found} differences between the kept answers and the rule.")
        if found:
            raise CommandError("Run again with --rebuild, and report what was entered last.")
