"""An agreement in each state, and the signed paper."""

from datetime import date

import pytest

from agreements.memoranda import workflow
from agreements.memoranda.models import Notice
from agreements.memoranda.states import Side
from agreements.memoranda.workflow import Signing
from records.documents import Kept, store
from tests import facts, papers
from tests.cast import NOW

SHERIFF = Signing("Bob Gualtieri", "Sheriff", date(2026, 2, 20))
DESIGNEE = Signing("Kay Dorn", "Deputy Director", date(2026, 2, 27))


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def pdf():
    """A new upload each time: an upload is read once."""
    return papers.pdf


@pytest.fixture
def copy(db, pdf):
    return Kept(store(pdf()), "signed.pdf")


@pytest.fixture
def second_copy(db, pdf):
    """The other side's own file."""
    return Kept(store(pdf(words="Signed by the other side")), "signed.pdf")


@pytest.fixture
def drafted(pinellas, office, revision):
    return workflow.draft(pinellas, "WSO", revision, by=office, at=NOW)


@pytest.fixture
def sent(drafted, office):
    workflow.send(drafted, seen=drafted.version, by=office, at=NOW)
    return drafted


@pytest.fixture
def in_force(pinellas, revision):
    return facts.agreement(pinellas, revision=revision)


def notice(side=Side.AGENCY, kind="termination", received_at=NOW, effective_at=None, exigency="") -> Notice:
    return Notice(
        side=side, kind=kind, method="hand", received_at=received_at, effective_at=effective_at, exigency=exigency
    )


def block(prefix="", **changes) -> dict:
    """A signature block as its form posts it."""
    given = {"name": "Bob Gualtieri", "title": "Sheriff", "signed_on": "2026-02-20", "signed_time": ""} | changes
    return {f"{prefix}{name}": value for name, value in given.items()}
