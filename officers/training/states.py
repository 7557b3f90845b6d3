from django.db import models

from accounts.roles import Role
from records.actions import Action


class Status(models.TextChoices):
    SCHEDULED = "scheduled", "Scheduled"
    CANCELED = "canceled", "Canceled"


class CorrectionStatus(models.TextChoices):
    """The status of a correction that changes pass or fail."""

    PROPOSED = "proposed", "Awaiting the field office"
    AGREED = "agreed", "Agreed"
    DECLINED = "declined", "Declined"


class Outcome(models.TextChoices):
    """The outcome of an examination (IV.C): what its scores and dates say, never stored."""

    PASSED = "passed", "Passed"
    REVIEW_DUE = "review_due", "Not passed, review due"
    RETAKE_DUE = "retake_due", "Not passed, retake due"
    DISQUALIFIED = "disqualified", "Disqualified (MOA IV.C)"


OFFICE, INSTRUCTOR, DIRECTOR = (Role.FIELD_OFFICE,), (Role.INSTRUCTOR,), (Role.DIRECTOR,)
ON_SCHEDULE = (Status.SCHEDULED,)

# On the class.
SCHEDULE = Action(
    name="schedule",
    label="Schedule a class",
    done="Class scheduled",
    roles=OFFICE,
    clause="IV.C",
    target=Status.SCHEDULED,
    then=(
        "We tell the instructor.",
        "Enroll cleared nominees in the class next.",
    ),
)
CHANGE = Action(
    name="change",
    page="training:change",
    label="Change the class",
    done="Class changed",
    roles=OFFICE,
    clause="IV.C",
    sources=ON_SCHEDULE,
    then=(
        "We tell the instructor and the agencies with seats.",
        "Reminders use the new date.",
    ),
)
REASSIGN = Action(
    name="reassign",
    page="training:reassign",
    label="Change the instructor",
    done="Instructor changed",
    roles=OFFICE,
    clause="IV.C",
    sources=ON_SCHEDULE,
    then=("We tell the new instructor.",),
)
CANCEL = Action(
    name="cancel",
    page="training:cancel",
    label="Cancel the class",
    done="Class canceled",
    roles=OFFICE,
    clause="IV.C",
    sources=ON_SCHEDULE,
    target=Status.CANCELED,
    then=(
        "We tell the instructor and the agencies with seats, with your reason.",
        "You can enroll the nominees in another class.",
    ),
)
ENROLL = Action(
    name="enroll",
    page="training:enroll",
    label="Enroll nominees",
    done="Nominees enrolled",
    roles=OFFICE,
    clause="IV.C",
    sources=ON_SCHEDULE,
    then=(
        "We tell the agencies and send reminders before the class.",
        "After the class, the instructor records attendance and scores.",
    ),
)
RELEASE = Action(
    name="release", label="Release a seat", done="Seat released", roles=OFFICE, clause="IV.C", sources=ON_SCHEDULE
)
ATTENDANCE = Action(
    name="attendance",
    page="training:attendance",
    label="Record attendance",
    done="Attendance recorded",
    roles=INSTRUCTOR,
    clause="IV.C",
    sources=ON_SCHEDULE,
)
SCORE = Action(
    name="score",
    page="training:score",
    label="Enter scores",
    done="Scores entered",
    roles=INSTRUCTOR,
    clause="IV.C",
    sources=ON_SCHEDULE,
)

# On one person.
ENROLLED = Action(name="enrolled", label="Enroll", done="Enrolled in a class", roles=OFFICE, clause="IV.C")
UNENROLL = Action(
    name="unenroll",
    page="training:unenroll",
    label="Release the seat",
    done="Class seat released",
    roles=OFFICE,
    clause="IV.C",
    then=(
        "We tell the agency, with your reason.",
        "You can enroll the nominee in another class.",
    ),
)
ATTEND = Action(name="attend", label="Attended", done="Attended the class", roles=INSTRUCTOR, clause="IV.C")
MISS = Action(name="miss", label="Did not attend", done="Did not attend the class", roles=INSTRUCTOR, clause="IV.C")
EXAMINE = Action(name="examine", label="Enter a score", done="Exam recorded", roles=INSTRUCTOR, clause="IV.C")
REVIEW = Action(
    name="review",
    page="training:review",
    label="Record the review",
    done="Review before the retake recorded",
    roles=INSTRUCTOR,
    clause="IV.C",
    then=("Enter the retake next. There is one retake (IV.C).",),
)
RETAKE = Action(
    name="retake",
    page="training:retake",
    label="Enter the retake",
    done="Retake recorded",
    roles=INSTRUCTOR,
    clause="IV.C",
    then=(
        "If the nominee passes, ICE can certify the officer (IV.D).",
        "If not, the nominee is disqualified (IV.C).",
    ),
)
CORRECT = Action(
    name="correct",
    page="training:correct",
    label="Correct a score",
    done="Score corrected",
    roles=INSTRUCTOR,
    clause="IV.C",
    then=(
        "If the correction changes pass or fail, the field office must agree before it counts.",
        "The history keeps the earlier scores.",
    ),
)

# On a correction that changes pass or fail: the instructor proposes, the field office answers.
PROPOSE = Action(
    name="propose",
    page="training:correct",
    label="Propose a correction",
    done="Score correction proposed",
    roles=INSTRUCTOR,
    clause="IV.C",
    target=CorrectionStatus.PROPOSED,
)
AGREE = Action(
    name="agree", page="training:correction", label="Agree to the correction",
    done="Field office agreed to the correction", roles=OFFICE,
    clause="IV.C",
    sources=(CorrectionStatus.PROPOSED,), target=CorrectionStatus.AGREED,
)  # fmt: skip
REJECT = Action(
    name="reject",
    page="training:correction",
    label="Decline the correction",
    done="Correction declined",
    roles=OFFICE,
    clause="IV.C",
    sources=(CorrectionStatus.PROPOSED,),
    target=CorrectionStatus.DECLINED,
)
CORRECTED = Action(
    name="corrected", label="Correct a score", done="Score corrected, pass or fail changed", roles=OFFICE, clause="IV.C"
)
VOID = Action(
    name="void",
    page="training:void",
    label="Void the exam result",
    done="Exam result voided",
    roles=DIRECTOR,
    clause="IV.C",
    then=(
        "The instructor can then propose a correction, and the field office must agree.",
        "Until then, the result on record counts.",
    ),
)

CORRECTION_ACTIONS = (PROPOSE, AGREE, REJECT)
ACTIONS = (
    SCHEDULE, CHANGE, REASSIGN, CANCEL, ENROLL, RELEASE, ATTENDANCE, SCORE,
    ENROLLED, UNENROLL, ATTEND, MISS, EXAMINE, REVIEW, RETAKE, CORRECT, *CORRECTION_ACTIONS, CORRECTED, VOID,
)  # fmt: skip
