"""Add the first program manager of a new portal from the command line. Everyone else is added on the page."""

from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction
from django.forms import ValidationError

from accounts.mails import password_link
from accounts.models import Membership, User
from accounts.roles import Role
from accounts.states import ADD_PERSON, GRANT
from records.workflow import write_event
from wso_portal import clock


class Command(BaseCommand):
    help = "Makes a program manager and prints the link that sets the password."

    def add_arguments(self, parser):
        parser.add_argument("email")
        parser.add_argument("name")

    @transaction.atomic
    def handle(self, *args, email: str, name: str, **options):
        try:
            validate_email(email)
        except ValidationError as error:
            raise CommandError("This is not an email address.") from error
        if User.objects.filter(email__iexact=email).exists():
            raise CommandError("Someone already has an account with this email address.")
        user, at = User.objects.create_user(email, name=name), clock.now()
        role = Membership.objects.create(user=user, role=Role.PROGRAM_MANAGER, from_on=clock.today())
        write_event(ADD_PERSON, user, by=None, at=at)
        write_event(GRANT, role, by=None, at=at, reason=str(role))
        self.stdout.write(f"Set the password, within three days, at {password_link(user)}")
