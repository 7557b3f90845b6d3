from django.db import models

from accounts.roles import Role
from records.actions import Action


class Status(models.TextChoices):
    SCHEDULED = "scheduled", "Scheduled"
    CANCELED = "canceled", "Canceled"


OFFICE, INSTRUCTOR = (Role.FIELD_OFFICE,), (Role.INSTRUCTOR,)
PLANNED = (Status.SCHEDULED,)

SCHEDULE = Action("schedule", "Schedule a class", "Class scheduled", OFFICE, "IV.C", target=Status.SCHEDULED)
CHANGE = Action("change", "Change the class", "Class changed", OFFICE, "IV.C", PLANNED)
CANCEL = Action("cancel", "Cancel the class", "Class canceled", OFFICE, "IV.C", PLANNED, Status.CANCELED)
TAKE_SEAT = Action("enroll", "Enroll nominees", "Nominees enrolled", OFFICE, "IV.C", PLANNED)
ENROLL = Action("enrolled", "Enroll", "Enrolled in a class", OFFICE, "IV.C")
FREE_SEAT = Action("release", "Release a seat", "Seat released", OFFICE, "IV.C", PLANNED)
UNENROLL = Action("unenroll", "Release the seat", "Seat in the class released", OFFICE, "IV.C")
ATTEND = Action("attendance", "Record attendance", "Attendance recorded", INSTRUCTOR, "IV.C")
EXAMINE = Action("score", "Enter a score", "Examination recorded", INSTRUCTOR, "IV.C")
REVIEW = Action("review", "Record the review", "Review before the re-take recorded", INSTRUCTOR, "IV.C")
RETAKE = Action("retake", "Enter the re-take", "Re-take recorded", INSTRUCTOR, "IV.C")
CORRECT = Action("correct", "Correct a score", "Score corrected", INSTRUCTOR, "IV.C")

ACTIONS = (
    SCHEDULE, CHANGE, CANCEL, TAKE_SEAT, ENROLL, FREE_SEAT, UNENROLL, ATTEND, EXAMINE, REVIEW, RETAKE, CORRECT,
)  # fmt: skip
