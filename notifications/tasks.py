"""The ticks of the clock. Celery only says when; the ledger says what, so a lost tick loses nothing."""

from celery import shared_task

from records import keeping
from wso_portal import clock

from . import daily, delivery, planning


@shared_task
def plan() -> None:
    """One task for each rule, so that a rule that fails keeps no other from being planned."""
    for rule in planning.REMINDERS:
        plan_rule.delay(rule)


@shared_task
def plan_rule(rule: str) -> None:
    planning.plan_rule(rule, clock.now())


@shared_task
def deliver() -> None:
    delivery.deliver(clock.now())


@shared_task
def housekeep() -> None:
    """One task for each job, so that a job that fails keeps no other from its turn."""
    for name in daily.JOBS:
        run_job.delay(name)


@shared_task
def run_job(name: str) -> None:
    daily.JOBS[name](clock.now())


@shared_task
def sweep() -> None:
    """Hourly: the files of refused forms go after a day."""
    keeping.sweep(clock.now())
