"""The answer, leg by leg: each fact taken away or shifted changes the answer at its instant."""

import pytest

from agreements.memoranda.terms import R4, terms_of
from officers.authority.answer import Listed, authority_of, authorized, listed, may_serve
from officers.authority.keeping import differences
from officers.authority.requirements import REQUIREMENTS
from officers.nominations.models import Officer
from tests import facts
from tests.cast import EACH_REVISION, NOW

pytestmark = pytest.mark.django_db
SECOND = facts.timedelta(seconds=1)


@pytest.mark.parametrize("revision", EACH_REVISION)
def test_it_works(pinellas, revision):
    officer = facts.serving(pinellas, under=facts.agreement(pinellas, revision=revision))
    decision = authority_of(officer, NOW, terms_of(revision))
    assert decision.may_serve and decision.authorized
    assert [reason.code for reason in decision.reasons] == list(REQUIREMENTS)
    assert decision.since == NOW - 220 * facts.DAY and decision.until == NOW + facts.YEAR
    assert decision.ending.code == "credential"


def test_without_a_credential_there_is_authority_but_no_service(pinellas):
    officer = facts.serving(pinellas)
    decision = authority_of(officer, NOW + facts.YEAR, R4)
    assert decision.authorized and not decision.may_serve
    assert decision.first.code == "credential" and decision.first.since == NOW + facts.YEAR


def test_a_nominee_meets_nothing_but_what_nobody_has_taken(pinellas):
    facts.agreement(pinellas)
    officer = facts.officer(pinellas)
    taken = (
        "not_withdrawn", "not_suspended", "not_stood_down", "not_departed", "agreement", "agreement_not_suspended",
    )  # fmt: skip
    unmet = [reason.code for reason in authority_of(officer, NOW, R4).unmet]
    assert unmet == [code for code in REQUIREMENTS if code not in taken]


def test_an_ended_agreement_ends_its_letters_for_good(pinellas):
    officer = facts.serving(pinellas)
    first = pinellas.agreements.get()
    type(first).objects.filter(pk=first.pk).update(ends_at=NOW)
    assert authority_of(officer, NOW - SECOND, R4).may_serve
    assert {r.code for r in authority_of(officer, NOW, R4).unmet} == {"agreement", "letter", "credential"}
    facts.agreement(pinellas, effective_at=NOW + facts.DAY)
    after = {r.code for r in authority_of(officer, NOW + 2 * facts.DAY, R4).unmet}
    kept = {"agreement", "agreement_not_suspended", "not_withdrawn", "supervisor", "not_suspended", "not_stood_down"}
    kept.add("not_departed")
    assert after == set(REQUIREMENTS) - kept


def test_the_list_and_the_single_answer_agree(pinellas):
    yes, no = facts.serving(pinellas), facts.officer(pinellas, "Bo Lee")
    assert list(may_serve(Officer.objects.all(), NOW)) == [yes]
    assert list(authorized(Officer.objects.all(), NOW + facts.YEAR)) == [yes]
    unmet = {reason.code: reason.sentence for reason in authority_of(no, NOW, R4).unmet}
    served = Listed(until=NOW + facts.YEAR, powers=("I-200", "I-205"))
    assert listed([yes.pk, no.pk], NOW) == {yes.pk: served, no.pk: Listed(unmet)}
    assert differences() == 0
