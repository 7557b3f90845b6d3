"""What was entered wrongly about an agreement is put right in the open, by a second person where authority needs it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from agreements.memoranda import workflow
from agreements.memoranda.models import Agreement, Signature
from agreements.memoranda.states import Side, Stage
from agreements.memoranda.terms import R4
from agreements.register.models import Listing
from officers.authority.answer import authority_of
from records.actions import Refused
from records.models import Event
from records.two_persons import RULE
from tests import facts
from tests.cast import NOW, person
from tests.memoranda.conftest import DESIGNEE, SHERIFF, block, notice
from tests.papers import confirmation, post_reviewed
from tests.register.lists import imported, participating, row

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_today")]
WHY = "Read from the wrong page"


@pytest.fixture
def _today(monkeypatch):
    """The pages' now is the cast's now."""
    monkeypatch.setattr("wso_portal.clock.now", lambda: NOW)


@pytest.fixture
def signed(sent, administrator, manager, copy, second_copy):
    workflow.sign(sent, Side.AGENCY, SHERIFF, copy, seen=sent.version, by=administrator, at=NOW)
    workflow.sign(sent, Side.ICE, DESIGNEE, second_copy, seen=sent.version, by=manager, at=NOW)
    return sent


@pytest.fixture
def colleague(pinellas):
    return person("second@pinellas.example", "administrator", jurisdiction=pinellas)


def url(agreement, verb):
    return reverse(f"memoranda:{verb}", args=[agreement.pk])


def correct(agreement, by, signing=SHERIFF, side=Side.AGENCY, reason=WHY):
    workflow.correct_signature(agreement, side, signing, reason, None, seen=agreement.version, by=by, at=NOW)


def test_a_signature_is_corrected_and_both_stay_on_record(client, signed, colleague):
    client.force_login(colleague)
    page = client.get(url(signed, "correct_agency"))
    assert 'value="Bob Gualtieri"' in page.text and "Review what this does" in page.text
    given = block(name="Robin Hale") | {"reason": WHY, "version": signed.version}
    page = post_reviewed(client, url(signed, "correct_agency"), given, follow=True).text
    assert "Agency&#x27;s signature corrected:" in page and "Robin Hale" in page and WHY in page
    old, new = Signature.objects.of(Side.AGENCY).order_by("pk")
    assert (old.name, old.annulled_by, old.annulled_because) == ("Bob Gualtieri", colleague, WHY)
    assert new.name == "Robin Hale" and new.recorded_by == colleague and new.annulled_at is None


def test_a_later_date_moves_the_effect_and_the_answer_follows(signed, colleague, pinellas):
    officer = facts.serving(pinellas, under=signed)
    assert authority_of(officer, NOW, R4).may_serve
    correct(signed, colleague, replace(SHERIFF, signed_on=date(2026, 3, 2)))
    assert signed.effective_at == facts.moment("2026-03-02T05:00:00+00:00")
    assert not authority_of(officer, NOW - timedelta(days=1), R4).may_serve and authority_of(officer, NOW, R4).may_serve


def test_who_recorded_it_does_not_correct_it_once_it_is_in_force(signed, administrator, office):
    with pytest.raises(Refused, match="A colleague must correct it") as refusal:
        correct(signed, administrator)
    assert refusal.value.clause == RULE
    correct(signed, office)


def test_before_the_second_signature_one_corrects_ones_own(sent, administrator, copy):
    workflow.sign(sent, Side.AGENCY, SHERIFF, copy, seen=sent.version, by=administrator, at=NOW)
    correct(sent, administrator, replace(SHERIFF, name="Robin Hale"))
    assert sent.status == "sent" and [one.name for one in sent.signed()] == ["Robin Hale"]


def test_who_acts_for_the_agency_does_not_correct_ices(signed, office):
    with pytest.raises(Refused, match="so a colleague must record ICE's"):
        correct(signed, office, DESIGNEE, Side.ICE)


@pytest.mark.parametrize(
    ("signing", "reason", "words"),
    [
        (SHERIFF, " ", "Say what was wrong"),
        (replace(SHERIFF, signed_on=date(2026, 3, 3)), WHY, "can't be in the future"),
        (replace(SHERIFF, signed_on=date(2025, 2, 14)), WHY, "printed on 02/15/2025"),
    ],
)
def test_a_correction_that_is_wrong_itself_is_refused(signed, colleague, signing, reason, words):
    with pytest.raises(Refused, match=words):
        correct(signed, colleague, signing, reason=reason)
    assert Signature.objects.count() == 2 and not Signature.objects.exclude(annulled_at=None).exists()


def test_a_signature_that_is_not_there_is_not_corrected(sent, administrator):
    with pytest.raises(Refused, match="not recorded yet"):
        correct(sent, administrator)


@pytest.mark.parametrize("verb", ["correct_agency", "correct_ice", "void"])
def test_others_correct_and_void_nothing(client, signed, viewer, director, other_administrator, dallas_office, verb):
    for someone, status in ((viewer, 403), (director, 403), (other_administrator, 404), (dallas_office, 404)):
        client.force_login(someone)
        assert client.get(url(signed, verb)).status_code == status
        assert client.post(url(signed, verb)).status_code == status
    with pytest.raises(PermissionDenied):
        workflow.void_agreement(signed, WHY, seen=signed.version, by=director, at=NOW)


def test_stale_pages_are_refused(signed, colleague, office):
    stale = signed.version - 1
    with pytest.raises(Refused, match="Someone has changed"):
        workflow.correct_signature(signed, Side.AGENCY, SHERIFF, WHY, None, seen=stale, by=colleague, at=NOW)
    with pytest.raises(Refused, match="Someone has changed"):
        workflow.void_agreement(signed, WHY, seen=stale, by=office, at=NOW)
    assert Signature.objects.live().count() == 2


def test_an_agreement_is_voided_after_a_review_of_whom_it_hits(client, office, signed, pinellas):
    officer = facts.serving(pinellas, "Ana Ruiz", under=signed)
    client.force_login(office)
    given = {"reason": "Meant for Pasco County", "version": signed.version}
    page = client.post(url(signed, "void"), given)
    assert "1 officer will no longer be allowed to serve" in page.text and str(officer) in page.text
    assert "Authorization letters (1): Authorization letter of" in page.text
    assert f"Credentials held by officers (1): {officer.credentials.get().number}, {officer}" in page.text
    assert "usa-button--secondary" in page.text and "Nothing is recorded yet" in page.text
    signed.refresh_from_db()
    assert signed.status == "signed" and authority_of(officer, NOW, R4).may_serve
    confirmed = confirmation(page.context["review"])
    assert "Nothing is recorded yet" in client.post(url(signed, "void"), confirmed | {"reason": "Another reason"}).text
    page = client.post(url(signed, "void"), confirmed, follow=True).text
    assert "Agreement voided:" in page and "Meant for Pasco County" in page and "is void" in page
    signed.refresh_from_db()
    assert signed.effective_at is None and not authority_of(officer, NOW, R4).may_serve
    assert Agreement.objects.with_stage(NOW).get().stage == Stage.VOID
    assert not signed.signed() and Event.objects.of(signed).filter(verb="void_agreement").count() == 1


def test_after_it_the_right_one_is_recorded(signed, office, pinellas, second_copy):
    workflow.void_agreement(signed, WHY, seen=signed.version, by=office, at=NOW)
    again = workflow.record_copy(pinellas, "WSO", "R4", SHERIFF, DESIGNEE, second_copy, by=office, at=NOW)
    assert again.status == "recorded" and signed not in Agreement.objects.under_way_or_signed()


def test_a_listing_is_confirmed_anew_once_its_agreement_is_void(signed, office, pinellas):
    imported(participating(row(pinellas.name, county="Pinellas County")))
    listing = Listing.objects.get()
    Listing.objects.update(jurisdiction=pinellas)
    assert listing not in Listing.objects.to_confirm()
    workflow.void_agreement(signed, WHY, seen=signed.version, by=office, at=NOW)
    assert listing in Listing.objects.to_confirm()


def test_who_recorded_it_does_not_void_it(signed, administrator, manager, office, pinellas, copy):
    with pytest.raises(Refused, match="a colleague must void it"):
        workflow.void_agreement(signed, WHY, seen=signed.version, by=manager, at=NOW)
    with pytest.raises(Refused, match="Enter the reason"):
        workflow.void_agreement(signed, " ", seen=signed.version, by=office, at=NOW)


def test_a_notice_is_taken_back_before_it_takes_effect(client, office, director, in_force):
    given = workflow.give_notice(in_force, notice(), seen=in_force.version, by=office, at=NOW)
    ices = workflow.give_notice(in_force, notice(Side.ICE), seen=in_force.version, by=director, at=NOW)
    path = reverse("memoranda:take_back_notice", args=[given.pk])
    client.force_login(office)
    page = client.get(reverse("memoranda:agreement", args=[in_force.pk])).text
    assert path in page and reverse("memoranda:take_back_notice", args=[ices.pk]) not in page
    page = client.post(path, {"reason": "Agreed to go on", "version": in_force.version}, follow=True).text
    assert "Agency&#x27;s notice canceled:" in page and "Before it took effect" in page
    in_force.refresh_from_db()
    assert in_force.ends_at == ices.effective_at
    with pytest.raises(PermissionDenied):
        workflow.take_back_notice(in_force, ices, WHY, seen=in_force.version, by=office, at=NOW)
    workflow.take_back_notice(in_force, ices, WHY, seen=in_force.version, by=director, at=NOW)
    assert in_force.ends_at is None
    workflow.give_notice(in_force, notice(), seen=in_force.version, by=office, at=NOW)
    assert in_force.ends_at is not None


def test_one_that_has_taken_effect_is_not_taken_back(office, in_force):
    """take_back_notice and take_back_ice_notice ask the same check."""
    riot = notice(effective_at=NOW, exigency="Riot")
    workflow.give_notice(in_force, riot, seen=in_force.version, by=office, at=NOW)
    with pytest.raises(Refused, match="has taken effect"):
        workflow.take_back_notice(in_force, riot, WHY, seen=in_force.version, by=office, at=NOW)


@pytest.mark.parametrize(
    ("revision", "addressee"),
    [
        ("R1", "Point of contact of Pinellas County Sheriff's Office under section VII"),
        ("R4", "Pinellas County Sheriff's Office"),
    ],
)
def test_ices_notice_goes_where_the_agreement_says(client, director, pinellas, revision, addressee):
    agreement = facts.agreement(pinellas, revision=revision)
    client.force_login(director)
    page = client.get(url(agreement, "give_notice"))
    assert page.context["form"]["addressee"].value() == addressee and "method" in page.context["form"].fields


def test_the_agencys_needs_no_method_and_goes_to_the_director(client, office, in_force):
    client.force_login(office)
    form = client.get(url(in_force, "receive_notice")).context["form"]
    assert "method" not in form.fields and form["addressee"].value() == "Field Office Director, Miami"
    given = {"kind": "termination", "addressee": "", "received_on": "2026-03-01", "version": in_force.version}
    assert "Enter the name of the addressee" in client.post(url(in_force, "receive_notice"), given).text
    post_reviewed(client, url(in_force, "receive_notice"), given | {"addressee": "Dana Cole"})
    assert in_force.notices.get().addressee == "Dana Cole" and in_force.notices.get().method == ""


def test_ices_without_a_method_is_refused(director, in_force):
    one = notice(Side.ICE)
    one.method = ""
    with pytest.raises(Refused, match="by hand, certified mail or registered mail"):
        workflow.give_notice(in_force, one, seen=in_force.version, by=director, at=NOW)


def test_a_notice_on_a_jem_agreement_takes_effect_as_written(client, office, pinellas):
    jem = facts.agreement(pinellas, program="JEM")
    client.force_login(office)
    given = {"kind": "termination", "addressee": "x", "received_on": "2026-03-01", "version": jem.version}
    assert "Enter the effective date" in client.post(url(jem, "receive_notice"), given).text
    post_reviewed(client, url(jem, "receive_notice"), given | {"effective_on": "2026-03-10"})
    jem.refresh_from_db()
    assert jem.ends_at == facts.moment("2026-03-10T04:00:00+00:00") and jem.notices.get().earliest_at is None


def test_an_ended_agreement_takes_a_notice_that_was_received_before(director, office, pinellas):
    ended = facts.agreement(pinellas, ends_at=None)
    at_once = notice(received_at=NOW - facts.DAY, effective_at=NOW - facts.DAY, exigency="Riot")
    workflow.give_notice(ended, at_once, seen=ended.version, by=office, at=NOW)
    late = notice(Side.ICE, received_at=NOW - 2 * facts.DAY, effective_at=NOW - 2 * facts.DAY, exigency="Riot")
    workflow.give_notice(ended, late, seen=ended.version, by=director, at=NOW)
    assert ended.ends_at == NOW - 2 * facts.DAY
    after = notice(Side.ICE, kind="suspension", received_at=NOW - facts.DAY)
    with pytest.raises(Refused, match="had already ended when this notice was received"):
        workflow.give_notice(ended, after, seen=ended.version, by=director, at=NOW)
