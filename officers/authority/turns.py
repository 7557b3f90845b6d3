"""Whose turn it is with an officer: one row for each place on the way from a draft to serving, and for each way out.

`Course.objects.with_turn(at)` says which row an officer is in. The officer's page, the roster, the list of nominations,
the agency's page, Home and docs/workflows.md read the words from here. A row without actions asks nobody: its `task` is
the state in two or three words, its `next_step` a sentence that says what could be done and by whom.
"""

from collections.abc import Iterable
from datetime import datetime
from functools import cache

from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, BooleanField, F, Func

from accounts.roles import Role
from accounts.statements import AT, Later, with_values
from officers.background.turns import TO_COMPLETE
from officers.credentials import states as credentials
from officers.credentials.turns import FORM, OF_AGENCY, RECEIPT
from officers.nominations import states as nominations
from officers.training.states import ENROLL
from officers.training.turns import TO_ATTEND, TO_RETAKE, TO_REVIEW, TO_SCORE
from records.turns import AGENCY, OFFICE, Turn

from .models import Course

SIDES = (*OF_AGENCY, Role.FIELD_OFFICE)
READ = ("officer", "jurisdiction", "nomination", "status", "credential_until")
WANTED = Later("officers", ArrayField(BigIntegerField()))
DIRECTOR = "Field Office Director"
ANEW = "The agency can nominate the officer again under its next agreement."
ANEW_ONCE_ALLOWED = (
    "The agency can nominate the officer again under its next agreement, or under this one after the field office "
    "allows another nomination (portal policy, not an MOA requirement)."
)

ON_THE_WAY = (
    Turn(
        name="draft", holder=AGENCY, next_step="finish the nomination", actions=(nominations.SUBMIT,),
        task="Nomination not yet submitted",
    ),
    Turn(
        name="sent_back", holder=AGENCY, next_step="edit the nomination",
        actions=(nominations.CORRECT, nominations.SUBMIT), task="Nomination sent back to your agency",
        waiting="Nomination sent back to the agency", watchers=(Role.FIELD_OFFICE,),
    ),
    Turn(
        name="submitted", holder=OFFICE, next_step="accept or send back",
        actions=(nominations.ACCEPT, nominations.SEND_BACK), task="Nomination to review",
        waiting="Nomination with the field office", watchers=OF_AGENCY,
    ),
    TO_COMPLETE,
    Turn(
        name="cleared", holder=OFFICE, next_step="enroll in a class", actions=(ENROLL,),
        task="Cleared nominee to enroll", waiting="Cleared, awaiting a class seat", watchers=OF_AGENCY,
    ),
    TO_ATTEND,
    TO_SCORE,
    TO_REVIEW,
    TO_RETAKE,
    Turn(
        name="passed", holder=OFFICE, next_step="certify", actions=(credentials.CERTIFY_NAMES,),
        task="Officer to certify", waiting="Passed, awaiting ICE certification", watchers=OF_AGENCY,
    ),
    Turn(
        name="certified", holder=DIRECTOR, next_step="sign the authorization letter",
        actions=(credentials.SIGN_LETTER,), task="Certified officer without a letter",
        waiting="Certified, awaiting the authorization letter", watchers=SIDES,
    ),
    Turn(
        name="letter_ended", holder=DIRECTOR, next_step="sign a new authorization letter",
        actions=(credentials.SIGN_LETTER,), task="Officer whose letter has expired",
        waiting="Letter expired, awaiting a new letter", watchers=SIDES,
    ),
    FORM,
    RECEIPT,
    Turn(
        name="no_supervisor", holder=OFFICE, next_step="name a supervising official", actions=(credentials.SUPERVISE,),
        task="Officer without a supervising official", waiting="Awaiting a supervising official", watchers=OF_AGENCY,
    ),
    Turn(
        name="authorized", holder=OFFICE, next_step="issue a credential", actions=(credentials.ISSUE,),
        task="Authorized officer without a credential", waiting="Authorized, awaiting a credential",
        watchers=OF_AGENCY,
    ),
    Turn(
        name="credential_ended", holder=OFFICE, next_step="issue a new credential", actions=(credentials.ISSUE,),
        task="Officer who needs a new credential", waiting="Awaiting a new credential",
        watchers=OF_AGENCY,
    ),
)  # fmt: skip


def asks_nobody(name: str, task: str, next_step: str, waiting: str = "", watchers: tuple[str, ...] = ()) -> Turn:
    """Give a turn in which nobody must act; others may follow it on Home."""
    return Turn(
        name=name, holder="", next_step=next_step, actions=(), task=task, waiting=waiting, watchers=watchers
    )  # fmt: skip


UNASKED = (
    asks_nobody(
        "class_ahead", "Enrolled in training", "The officer attends the class and takes the exam.",
        "Enrolled in training", OF_AGENCY,
    ),
    asks_nobody("letter_ahead", "Letter signed", "The authorization letter takes effect on its start date."),
    asks_nobody("serving", "May serve", ""),
    asks_nobody(
        "agreement_suspended", "Agreement suspended", "The side that suspended the agreement can end the suspension."
    ),
    asks_nobody(
        "suspended", "Suspended", "The Field Office Director can lift the suspension.", "Suspended by ICE", SIDES
    ),
    asks_nobody("unmet", "May not serve", "A requirement is not met. See the reasons."),
    asks_nobody("withdrawn", "Withdrawn by ICE", "The Field Office Director can sign a new authorization letter."),
    asks_nobody("disqualified", "Disqualified", ANEW_ONCE_ALLOWED),
    asks_nobody("not_approved", "Not approved", ANEW_ONCE_ALLOWED),
    asks_nobody(
        "departed", "Departed",
        "If the officer returns, the agency can nominate them again. A departure reported in error can be voided.",
    ),
    asks_nobody("taken_back", "Nomination canceled", "The agency can nominate the officer again."),
    asks_nobody("agreement_ended", "Agreement ended", ANEW),
    asks_nobody("not_nominated", "Not nominated", "The agency can nominate the officer under an agreement in force."),
)  # fmt: skip
TURNS = (*ON_THE_WAY, *UNASKED)
BY_NAME = {turn.name: turn for turn in TURNS}
# No longer in the program: the same nomination can't continue.
STOPPED = ("disqualified", "not_approved", "departed", "taken_back", "agreement_ended", "not_nominated")


def turn_of(course: Course) -> Turn:
    """The row of a course that was read with `with_turn`."""
    return BY_NAME[course.turn]


def courses_of(officers: Iterable, at: datetime) -> dict[int, Course]:
    """The courses of these officers (or their numbers) with stage and turn, by one query that Django writes once."""
    sql, params = courses_with_turn()
    numbers = [officer if isinstance(officer, int) else officer.pk for officer in officers]
    found = Course.objects.raw(sql, with_values(params, {}, {"at": at, "officers": numbers}))
    return {course.officer_id: course for course in found}


@cache
def courses_with_turn() -> tuple[str, tuple]:
    """The statement of it: what the lists read of a course, for officers and a moment that come later."""
    these = Func(F("officer"), WANTED, template="%(expressions)s)", arg_joiner=" = ANY(", output_field=BooleanField())
    found = Course.objects.filter(these).with_turn(AT).only(*READ)
    return found.query.sql_with_params()
