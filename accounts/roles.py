from django.db import models


class Role(models.TextChoices):
    PROGRAM_MANAGER = "program_manager", "Program manager"
    FIELD_OFFICE = "field_office", "Field office staff"
    DIRECTOR = "director", "Field Office Director"
    ADMINISTRATOR = "administrator", "Agency administrator"
    VIEWER = "viewer", "Agency viewer"
    INSTRUCTOR = "instructor", "Instructor"
    ADJUDICATOR = "adjudicator", "Adjudicator"
    INSPECTOR = "inspector", "Inspector"
    OFFICER = "officer", "Warrant Service Officer"


ROLE_IN_WORDS = {
    Role.PROGRAM_MANAGER: "a program manager", Role.ADJUDICATOR: "an adjudicator", Role.INSPECTOR: "an inspector",
    Role.FIELD_OFFICE: "field office staff in {}", Role.DIRECTOR: "Field Office Director in {}",
    Role.INSTRUCTOR: "an instructor in {}", Role.ADMINISTRATOR: "an administrator of the {}",
    Role.VIEWER: "a viewer of the {}", Role.OFFICER: "a Warrant Service Officer of the {}",
}  # fmt: skip
NATIONAL = (Role.PROGRAM_MANAGER, Role.ADJUDICATOR, Role.INSPECTOR)
OF_A_FIELD_OFFICE = (Role.FIELD_OFFICE, Role.DIRECTOR, Role.INSTRUCTOR)
OF_AN_AGENCY = (Role.ADMINISTRATOR, Role.VIEWER, Role.OFFICER)
ICE = NATIONAL + OF_A_FIELD_OFFICE
# An instructor sees classes and their roster, an officer only what custody will show: neither browses records.
READERS = tuple(role for role in Role if role not in (Role.INSTRUCTOR, Role.OFFICER))
