"""Failed sign-ins: five for one address lock it, for longer each time in a row.

An address that nobody has is counted and locked like any other, so that nobody learns who has an account. An attempt
counts before the password is checked: of many at once, no more than five are.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.crypto import salted_hmac

from . import mails
from .models import Attempts, User

MOST_FAILURES = 5  # portal policy, not an MOA requirement
FIRST_LOCK, LONGEST_LOCK = timedelta(minutes=15), timedelta(hours=24)
FORGOTTEN_AFTER = timedelta(days=2)  # without another failure


def begin(email: str, at: datetime) -> datetime | None:
    """Count an attempt for an address. Give until when it is locked, or None when the password may be checked."""
    address = hashed_address(email)
    Attempts.objects.filter(changed_at__lt=at - FORGOTTEN_AFTER).delete()
    with transaction.atomic():
        Attempts.objects.bulk_create([Attempts(address=address, changed_at=at)], ignore_conflicts=True)
        row = Attempts.objects.select_for_update().get(address=address)
        if row.locked_until and row.locked_until > at:
            return row.locked_until
        row.failures, row.changed_at = row.failures + 1, at
        if row.failures >= MOST_FAILURES:
            row.locked_until = at + min(FIRST_LOCK * 2 ** min(row.locks, 7), LONGEST_LOCK)
            row.failures, row.locks = 0, row.locks + 1
        row.save()
    return None


def failed(email: str, at: datetime) -> datetime | None:
    """After a wrong password: until when the address is locked, if that was the last attempt. Its owner gets a mail."""
    row = Attempts.objects.filter(address=hashed_address(email), locked_until__gt=at).first()
    if row is None or row.locked_until is None:
        return None
    for user in owners(email):
        mails.locked(user, row.locked_until, at=at)
    return row.locked_until


def forget(user: User) -> None:
    """After a right password, or a new one: the account starts with no failures and no lock."""
    Attempts.objects.filter(address=hashed_address(user.email)).update(failures=0, locks=0, locked_until=None)


def owners(email: str):
    return User.objects.filter(email__iexact=email.strip())


def hashed_address(email: str) -> str:
    """Give the key of an address, the same for every spelling. The address itself is not kept."""
    user = owners(email).first()
    return salted_hmac("sign-in attempts", user.email.lower() if user else email.strip().lower()).hexdigest()
