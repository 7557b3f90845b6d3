import json

from django.core.management.base import BaseCommand

from dashboards.scale.mailing import measured_mail


class Command(BaseCommand):
    help = "Measures the mail loop on the people that are here (see seed_scale); its last line is one JSON object."

    def handle(self, *args, **options):
        self.stdout.write(json.dumps(measured_mail()))
