"""What these tests share: officers of one agency at each step of IV.D, and the pages' address."""

from datetime import date

import pytest

from officers.credentials.models import Letter
from tests import facts
from tests.cast import NOW

TODAY = date(2026, 3, 2)


@pytest.fixture(autouse=True)
def _now(monkeypatch):
    """The pages' clock is at NOW, except that what was just done is past."""
    monkeypatch.setattr("wso_portal.clock.now", lambda: NOW)


@pytest.fixture
def agreement(pinellas, revision):
    return facts.agreement(pinellas, revision=revision)


@pytest.fixture
def passed(pinellas, agreement):
    """An officer who passed the examination, ready to be certified."""

    def make(name="Ana Ruiz"):
        nomination = facts.nomination(facts.officer(pinellas, name), agreement)
        facts.cleared(nomination)
        return facts.examined(nomination)

    return make


@pytest.fixture
def certified(passed):
    return lambda name="Ana Ruiz": facts.certified(passed(name))


@pytest.fixture
def named(certified, agreement):
    """An officer named in a letter, without form and receipt."""

    def make(name="Ana Ruiz", letter=None):
        row = facts.authorized(certified(name), letter or facts.letter(agreement))
        type(row).objects.filter(pk=row.pk).update(form_on=None, form_at=None, receipt_on=None, receipt_at=None)
        row.refresh_from_db()
        return row

    return make


def letter_for(agreement, **changes) -> Letter:
    """A letter as a director would enter it, not saved."""
    return Letter(**{
        "agreement": agreement, "signed_by": "Dana Cole", "title": "Field Office Director", "signed_on": TODAY,
        "from_on": TODAY, "powers": ["I-200", "I-205"], "official": "Sam Ortiz",
        "position": "Supervisory Detention and Deportation Officer", **changes,
    })  # fmt: skip
