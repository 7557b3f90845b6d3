"""Compare the kept answers with the rule, rebuild them, and check them daily."""

import logging
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from notifications.ledger import announce

from .install import REBUILD
from .models import Check
from .requirements import REQUIREMENTS

logger = logging.getLogger(__name__)
EVERY = timedelta(days=1)  # portal policy
REQUIRED = f"SELECT officer_id, jurisdiction_id, {', '.join(REQUIREMENTS)}, letters, powers FROM"
ANSWERS = "SELECT officer_id, jurisdiction_id, kind, during, powers FROM"
COURSES = "SELECT to_jsonb(row) - ARRAY['step', 'waits_since', 'lacking_since'] FROM"  # the table makes those
COUNT = """
WITH rule AS MATERIALIZED ({columns} {view} row), kept AS MATERIALIZED ({columns} {table} row)
SELECT (SELECT count(*) FROM (TABLE rule EXCEPT ALL TABLE kept) missing)
     + (SELECT count(*) FROM (TABLE kept EXCEPT ALL TABLE rule) stray)
"""
# The answers and courses are made from the kept requirements: where those equal the rule, these do too.
COMPARED = (
    COUNT.format(columns=REQUIRED, view="authority_met", table="authority_met_kept"),
    COUNT.format(columns=ANSWERS, view="authority_answer", table="authority_span"),
    COUNT.format(columns=COURSES, view="authority_course", table="authority_course_kept"),
)
# What apps above keep of these rows: (a statement that counts differences, statements that rebuild it).
KEPT_ABOVE: list[tuple[str, str]] = []


def differences() -> int:
    """How many rows the kept answers and the rule do not share: 0 when all is well."""
    return sum(_one(sql) for sql in (*COMPARED, *(count for count, _ in KEPT_ABOVE)))


def rebuild() -> None:
    """Rebuild every kept answer from the rule."""
    with connection.cursor() as cursor:
        for statements in (REBUILD, *(rebuild for _, rebuild in KEPT_ABOVE)):
            cursor.execute(statements)


def check_when_due(at: datetime) -> Check | None:
    """Check once a day; a missed day is made up for by the next call. None when it is not due yet."""
    return None if Check.objects.filter(at__gt=at - EVERY).exists() else check(at)


def check(at: datetime) -> Check:
    """Compare, repair differences and report them to the program managers. Give the check as recorded."""
    with transaction.atomic():
        found = differences()
        if found:
            rebuild()
        made = Check.objects.create(at=at, differences=found, repaired=bool(found) and not differences())
        if found:
            report(made)
    return made


def report(made: Check) -> None:
    """Tell the log and the program managers that kept answers differed from the rule."""
    logger.error("%s kept answers differed from the rule; repaired: %s", made.differences, made.repaired)
    announce(
        "authority.differences", to=User.objects.holding(Role.PROGRAM_MANAGER), record=made, at=made.at,
        key=f"check-{made.pk}", subject="Officers' answers were corrected",
        body=f"The daily check found {made.differences} differences between the answers on the lists and the rule. "
        + ("They are repaired. " if made.repaired else "They could not be repaired: call support. ")
        + "Lists printed since the check before may be wrong.",
        path=reverse("authority:checks"),
    )  # fmt: skip


def _one(sql: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]
