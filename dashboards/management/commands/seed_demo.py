import pgtrigger
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.db.models import F

from accounts.models import User
from dashboards.demo import chapters, people
from dashboards.demo.story import Story
from dashboards.figures import keep_figures
from dashboards.paces import keep_paces
from records.models import Event
from wso_portal import clock


class Command(BaseCommand):
    help = "The demo: Florida, three agencies, every stage of every workflow, people of every role. All invented."

    def add_arguments(self, parser):
        parser.add_argument("--here", action="store_true", help="also on your own database")

    @transaction.atomic
    def handle(self, *args, here, **options):
        if not settings.EMBEDDED_DATABASE and not here:
            raise CommandError("This is a database of your own. Add --here if it is meant to hold invented people.")
        if User.objects.filter(email__in=[email for email, *_ in people.CAST]).exists():
            raise CommandError("The demo is here already.")
        agencies = people.agencies()
        story = Story(agencies, people.cast(agencies), clock.now())
        for chapter in (chapters.pinellas, chapters.hernando, chapters.levy, chapters.jails, chapters.published):
            chapter(story)
        with pgtrigger.ignore("records.Event:append_only"):  # the invented past was "recorded" when it happened
            Event.objects.update(recorded_at=F("at"))
        keep_figures(clock.now())
        keep_paces(clock.now())
        self.stdout.write("The demo is ready.")
