from django.db import models

from accounts.roles import Role
from records.actions import Action


class Status(models.TextChoices):
    SCHEDULED = "scheduled", "Scheduled"
    CANCELED = "canceled", "Canceled"


class Answer(models.TextChoices):
    """Where a correction that changes pass or fail stands."""

    PROPOSED = "proposed", "Awaiting the field office"
    AGREED = "agreed", "Agreed"
    DECLINED = "declined", "Declined"


class Outcome(models.TextChoices):
    """Where an examination stands (IV.C): what its scores and dates say, never stored."""

    PASSED = "passed", "Passed"
    REVIEW_DUE = "review_due", "Not passed, review due"
    RETAKE_DUE = "retake_due", "Not passed, re-take due"
    DISQUALIFIED = "disqualified", "Disqualified (IV.C)"


OFFICE, INSTRUCTOR, DIRECTOR = (Role.FIELD_OFFICE,), (Role.INSTRUCTOR,), (Role.DIRECTOR,)
PLANNED = (Status.SCHEDULED,)

# On the class.
SCHEDULE = Action("schedule", "Schedule a class", "Class scheduled", OFFICE, "IV.C", target=Status.SCHEDULED)
CHANGE = Action("change", "Change the class", "Class changed", OFFICE, "IV.C", PLANNED)
REASSIGN = Action("reassign", "Change the instructor", "Instructor changed", OFFICE, "IV.C", PLANNED)
CANCEL = Action("cancel", "Cancel the class", "Class canceled", OFFICE, "IV.C", PLANNED, Status.CANCELED)
TAKE_SEAT = Action("enroll", "Enroll nominees", "Nominees enrolled", OFFICE, "IV.C", PLANNED)
FREE_SEAT = Action("release", "Release a seat", "Seat released", OFFICE, "IV.C", PLANNED)
ATTENDANCE = Action("attendance", "Record attendance", "Attendance recorded", INSTRUCTOR, "IV.C", PLANNED)
SCORE = Action("score", "Enter scores", "Scores entered", INSTRUCTOR, "IV.C", PLANNED)

# On one person.
ENROLL = Action("enrolled", "Enroll", "Enrolled in a class", OFFICE, "IV.C")
UNENROLL = Action("unenroll", "Release the seat", "Seat in the class released", OFFICE, "IV.C")
ATTEND = Action("attend", "Attended", "Attended the class", INSTRUCTOR, "IV.C")
MISS = Action("miss", "Did not attend", "Did not attend the class", INSTRUCTOR, "IV.C")
EXAMINE = Action("examine", "Enter a score", "Examination recorded", INSTRUCTOR, "IV.C")
REVIEW = Action("review", "Record the review", "Review before the re-take recorded", INSTRUCTOR, "IV.C")
RETAKE = Action("retake", "Enter the re-take", "Re-take recorded", INSTRUCTOR, "IV.C")
CORRECT = Action("correct", "Correct a score", "Score corrected", INSTRUCTOR, "IV.C")

# On a correction that changes pass or fail: the instructor proposes, the field office answers.
PROPOSE = Action(
    "propose", "Propose a correction", "Correction of a score proposed", INSTRUCTOR, "IV.C", target=Answer.PROPOSED
)
AGREE = Action(
    "agree", "Agree to the correction", "Field office agreed to the correction", OFFICE, "IV.C",
    (Answer.PROPOSED,), Answer.AGREED,
)  # fmt: skip
REJECT = Action(
    "reject", "Decline the correction", "Correction declined", OFFICE, "IV.C", (Answer.PROPOSED,), Answer.DECLINED
)
CORRECTED = Action("corrected", "Correct a score", "Score corrected, pass or fail changed", OFFICE, "IV.C")
VOID_OUTCOME = Action(
    "void", "Void the examination result", "Examination result voided, to be corrected", DIRECTOR, "IV.C"
)

CORRECTION_ACTIONS = (PROPOSE, AGREE, REJECT)
ACTIONS = (
    SCHEDULE, CHANGE, REASSIGN, CANCEL, TAKE_SEAT, FREE_SEAT, ATTENDANCE, SCORE,
    ENROLL, UNENROLL, ATTEND, MISS, EXAMINE, REVIEW, RETAKE, CORRECT, *CORRECTION_ACTIONS, CORRECTED, VOID_OUTCOME,
)  # fmt: skip
