"""What brings authority back for the past, or clears a nominee, needs a colleague too."""

from datetime import timedelta

import pytest

from agreements.memoranda import workflow as memoranda
from agreements.memoranda.models import Notice
from officers.background import workflow as background
from officers.credentials import holding_workflow as holding
from officers.credentials.annulment import annul
from officers.credentials.checks import must_be_another_than_the_certifier
from officers.nominations import workflow as nominations
from officers.training.states import CORRECTED
from records.actions import Refused
from tests import facts
from tests.cast import NOW, also, did, person

pytestmark = pytest.mark.django_db


def test_who_recorded_a_notice_voids_it_within_a_day_only(pinellas, office, miami):
    agreement = facts.agreement(pinellas)
    given = Notice(side="agency", kind="termination", method="hand", received_at=NOW - timedelta(days=100))
    notice = memoranda.give_notice(agreement, given, seen=agreement.version, by=office, at=NOW)
    late = NOW + timedelta(days=30)
    with pytest.raises(Refused, match="a colleague must void it"):
        memoranda.annul_notice(agreement, notice, "Not meant so", seen=agreement.version, by=office, at=late)
    colleague = person("second@miami.example", "field_office", field_office=miami)
    memoranda.annul_notice(agreement, notice, "Meant for another county", seen=agreement.version, by=colleague, at=late)
    agreement.refresh_from_db()
    assert agreement.ends_at is None


def test_who_accepts_a_nominee_does_not_clear_them(pinellas, office, adjudicator):
    both = also(office, "adjudicator")
    nomination = facts.nomination(facts.officer(pinellas), facts.agreement(pinellas), status="submitted")
    nominations.accept(nomination, seen=nomination.version, by=both, at=NOW)
    facts.questionnaire(nomination)
    nomination.refresh_from_db()
    with pytest.raises(Refused, match="a colleague must decide"):
        background.decide(check := background.check_of(nomination), "favorable", seen=check.version, by=both, at=NOW)
    background.decide(check := background.check_of(nomination), "favorable", seen=check.version, by=adjudicator, at=NOW)


def test_who_suspended_an_officer_voids_it_within_a_day_only(pinellas, director, miami):
    officer = facts.serving(pinellas)
    suspension = holding.suspend(officer, NOW, NOW, by=director, at=NOW)
    late = NOW + timedelta(days=9)
    with pytest.raises(Refused, match="a colleague must void it"):
        annul("suspension", suspension, "Not meant so", by=director, at=late)
    holding.lift(suspension, late, by=director, at=late)  # from now on, the director's own act
    acting = person("acting@miami.example", "director", field_office=miami)
    annul("suspension", suspension, "Meant for another officer", by=acting, at=late)


def test_who_changed_a_result_does_not_sign_the_letter(pinellas, director):
    certification = facts.serving(pinellas).certifications.get()
    did(director, CORRECTED, certification.examination)
    with pytest.raises(Refused, match="took part in scoring"):
        must_be_another_than_the_certifier([certification], director)
