import json

from django.core.management.base import BaseCommand

from dashboards.scale.measuring import as_facts, measured


class Command(BaseCommand):
    help = "Measures the pages on the data that is here (see seed_scale); its last line is one JSON object."

    def handle(self, *args, **options):
        self.stdout.write(json.dumps(as_facts(measured())))
