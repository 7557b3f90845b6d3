"""The long exports. Celery only says when; the table says what, so a lost message loses nothing."""

from celery import shared_task

from wso_portal import clock

from . import making
from .models import Export

LONGEST_WRITING = 840  # seconds for one file; less than the broker waits before it hands a task out again


@shared_task(time_limit=LONGEST_WRITING)
def make_export(pk: int) -> None:
    making.make(pk, clock.now())


@shared_task
def make_exports() -> None:
    """Each that nobody is at work on: a message was lost, or a worker was killed."""
    for pk in Export.objects.to_make(clock.now()).values_list("pk", flat=True):
        make_export.delay(pk)
