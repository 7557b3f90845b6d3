from django.conf import settings
from django.core.management.base import BaseCommand

from dashboards.workflows import workflows_document


class Command(BaseCommand):
    help = "Writes docs/workflows.md from the tables of actions."

    def handle(self, *args, **options):
        path = settings.BASE_DIR / "docs" / "workflows.md"
        path.write_text(workflows_document())
        self.stdout.write(f"Wrote {path}.")
