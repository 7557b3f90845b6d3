"""Two people at the same moment: one act is done, the other refused with a sentence."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from agreements.memoranda import workflow
from agreements.memoranda.models import Agreement
from agreements.memoranda.states import Side
from records.actions import Refused
from records.workflow import STALE
from tests.cast import NOW
from tests.memoranda.conftest import DESIGNEE, SHERIFF, notice
from tests.patience import LONG

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(pk, *acts) -> list[str]:
    """Each act on its own copy of the page, all at one moment; how each went."""
    barrier = Barrier(len(acts), timeout=LONG)

    def run(act):
        page = Agreement.objects.get(pk=pk)
        barrier.wait()
        try:
            act(page)
            return "done"
        except Refused as refusal:
            return refusal.reason
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return sorted(pool.map(run, acts))


def test_both_sides_sign(sent, administrator, manager, copy):
    outcomes = at_once(
        sent.pk,
        lambda page: workflow.sign(page, Side.AGENCY, SHERIFF, copy, seen=page.version, by=administrator, at=NOW),
        lambda page: workflow.sign(page, Side.ICE, DESIGNEE, copy, seen=page.version, by=manager, at=NOW),
    )
    assert outcomes == [STALE, "done"]
    sent.refresh_from_db()
    assert sent.status == "sent" and sent.signatures.count() == 1


def test_one_side_signs_twice(sent, administrator, copy):
    def sign(page):
        workflow.sign(page, Side.AGENCY, SHERIFF, copy, seen=page.version, by=administrator, at=NOW)

    assert at_once(sent.pk, sign, sign) == [STALE, "done"]
    assert sent.signatures.count() == 1


def test_sign_against_take_back(sent, administrator, office, copy):
    outcomes = at_once(
        sent.pk,
        lambda page: workflow.sign(page, Side.AGENCY, SHERIFF, copy, seen=page.version, by=administrator, at=NOW),
        lambda page: workflow.take_back(page, "Wrong revision", seen=page.version, by=office, at=NOW),
    )
    assert outcomes == [STALE, "done"]


def test_both_sides_give_notice(in_force, office, director):
    outcomes = at_once(
        in_force.pk,
        lambda page: workflow.give_notice(page, notice(), seen=page.version, by=office, at=NOW),
        lambda page: workflow.give_notice(page, notice(Side.ICE), seen=page.version, by=director, at=NOW),
    )
    assert outcomes == [STALE, "done"]
    assert in_force.notices.count() == 1
