from contextlib import contextmanager

from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction

from accounts.models import Membership, User
from accounts.roles import Role
from agreements.jurisdictions.models import Jurisdiction
from agreements.memoranda.models import Agreement, Signature
from agreements.register.models import Listing
from dashboards.demo.people import SINCE
from dashboards.scale.multiplying import first_numbers, multiply, without_foreign_keys, without_indexes
from dashboards.scale.nation import AGENCIES, Nation
from dashboards.scale.officers import Rows
from dashboards.tallies import AGENCIES_TABLE, COUNTED
from officers.authority.install import WATCHED
from wso_portal import clock

COPIED = 200  # agencies made in Python: from then on each fact comes again, and PostgreSQL copies their rows
DONE = "Scale data is here already: {} agencies. Start from an empty database for another size."


class Command(BaseCommand):
    help = (
        "N times the nation: 3,000 listings, 1,000 agencies with agreements, 20,000 officers with histories each time."
    )

    def add_arguments(self, parser):
        parser.add_argument("--times", type=int, required=True, help="how many times the nation")

    @transaction.atomic
    def handle(self, *args, times, **options):
        if not 1 <= times <= 50:
            raise CommandError("--times takes a number from 1 to 50.")
        here = Jurisdiction.objects.filter(name__contains=" County 0000").count()
        if here:
            raise CommandError(DONE.format(here))
        nation = Nation(clerk(), clock.today())
        total = AGENCIES * times
        with quiet():
            first = first_numbers()
            fill_agencies(nation, range(COPIED))
            keep_answers(first[Jurisdiction])
            with without_indexes():
                multiply(first, COPIED, total // COPIED - 1)
        add_people(nation)
        self.stdout.write(
            f"{total:,} agencies with their officers are ready; 0 verbs were used, all rows are invented."
        )


def clerk() -> User:
    """Whoever entered the rows; holds no role."""
    return User.objects.get_or_create(email="clerk@scale.example", defaults={"name": "Scale Clerk"})[0]


def fill_agencies(nation: Nation, numbers: range) -> None:
    """One batch of agencies with everything that belongs to them."""
    agencies = Jurisdiction.objects.bulk_create([nation.agency(number) for number in numbers])
    agreements = Agreement.objects.bulk_create([nation.agreement(n, a) for n, a in zip(numbers, agencies, strict=True)])
    signed = [(number, one) for number, one in zip(numbers, agreements, strict=True) if one.effective_at]
    Signature.objects.bulk_create([signature for _, one in signed for signature in nation.signatures(one)])
    Listing.objects.bulk_create([row for n, a in zip(numbers, agencies, strict=True) for row in nation.listings(n, a)])
    rows = Rows(nation)
    for number, agreement in signed:
        rows.agency(number, agreement)
    rows.insert()


def keep_answers(first: int) -> None:
    """Make what follows from the facts of the agencies from this number on: answers, courses, numbers."""
    agencies = list(Jurisdiction.objects.filter(pk__gte=first).values_list("pk", flat=True))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        cursor.execute("SELECT authority_keep(%s)", [agencies])
        cursor.execute("SELECT dashboards_refresh_all(%s)", [agencies])


@contextmanager
def quiet():
    """Without the triggers of what is kept and of history while rows come in bulk."""
    tables = sorted({*WATCHED, *COUNTED, AGENCIES_TABLE, "records_event"})
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        with without_foreign_keys():
            yield
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        cursor.execute("ANALYZE")


def add_people(nation: Nation) -> None:
    """One person of each kind of user, for the bench."""
    office = nation.offices[0][0]
    agency = Jurisdiction.objects.filter(field_office=office).order_by("pk").first()
    for name, role, where in (
        ("manager", Role.PROGRAM_MANAGER, {}), ("office", Role.FIELD_OFFICE, {"field_office": office}),
        ("director", Role.DIRECTOR, {"field_office": office}), ("admin", Role.ADMINISTRATOR, {"jurisdiction": agency}),
    ):  # fmt: skip
        user = User.objects.create_user(f"{name}@scale.example", None, name=f"Scale {name}")
        Membership.objects.create(user=user, role=role, from_on=SINCE, **where)
