"""The list and the record page, as each role sees them."""

import pytest
from django.urls import reverse
from django.utils.html import escape

from agreements.memoranda import workflow
from agreements.memoranda.models import Agreement
from agreements.memoranda.states import Side, Stage
from tests import facts
from tests.cast import NOW, agency
from tests.memoranda.conftest import DESIGNEE, notice

pytestmark = pytest.mark.django_db
LIST = "/agreements/"


def page(client, agreement):
    return client.get(reverse("memoranda:agreement", args=[agreement.pk]))


@pytest.fixture
def every_stage(pinellas, hernando, tarrant, miami, sent, office, director):
    """One agreement in each stage, by the agency's name."""
    names = ("In force", "Notice given", "Suspended", "Ended", "Void", "Drafted", "Declined", "Canceled")
    checking = "Awaiting a second person's check"
    places = {name: agency(f"{name} Police", "Florida", "", miami) for name in names}
    for name in names[:3]:
        facts.agreement(places[name])
    facts.agreement(places["Ended"], ends_at=NOW - facts.DAY)
    places[checking] = agency("Checked Police", "Florida", "", miami)
    Agreement.objects.create(
        jurisdiction=places[checking],
        program="WSO",
        revision="R4",
        status="recorded",
        drafted_by=office,
        drafted_at=NOW,
    )
    given = Agreement.objects.get(jurisdiction=places["Notice given"])
    workflow.give_notice(given, notice(), seen=given.version, by=office, at=NOW)
    stopped = Agreement.objects.get(jurisdiction=places["Suspended"])
    riot = notice(Side.ICE, "suspension", effective_at=NOW, exigency="Riot")
    workflow.give_notice(stopped, riot, seen=stopped.version, by=director, at=NOW)
    voided = facts.agreement(places["Void"])
    workflow.void_agreement(voided, "Wrong agency", seen=voided.version, by=office, at=NOW)
    for name in names[5:]:
        draft = workflow.draft(places[name], "WSO", "R4", by=office, at=NOW)
        if name == "Canceled":
            workflow.take_back(draft, "Wrong", seen=draft.version, by=office, at=NOW)
        if name == "Declined":
            workflow.send(draft, seen=draft.version, by=office, at=NOW)
            Agreement.objects.filter(pk=draft.pk).update(status="declined")
    return places


def test_each_is_in_exactly_one_stage(every_stage):
    for stage in Stage:
        (found,) = Agreement.objects.in_stage(stage, NOW)
        assert Agreement.objects.with_stage(NOW).get(pk=found.pk).stage == stage
        assert stage == Stage.SENT or found.jurisdiction == every_stage[stage.label]
    assert set(Agreement.objects.in_force(NOW)) == {
        *Agreement.objects.in_stage(Stage.IN_FORCE, NOW),
        *Agreement.objects.in_stage(Stage.NOTICE_GIVEN, NOW),
    }


def test_every_stage_says_what_it_means(client, every_stage, viewer, manager, monkeypatch):
    monkeypatch.setattr("wso_portal.clock.now", lambda: NOW)
    client.force_login(manager)
    for stage in Stage:
        text = page(client, Agreement.objects.in_stage(stage, NOW).get()).content.decode()
        assert f'<p class="state-card__word">{escape(stage.label)}</p>' in text and text.count("<h1") == 1


def test_the_list_filters_by_its_address(client, every_stage, manager, monkeypatch):
    monkeypatch.setattr("wso_portal.clock.now", lambda: NOW)
    client.force_login(manager)
    text = client.get(LIST, {"status": "suspended", "state": "Florida", "program": "WSO"}).content.decode()
    assert "1 agreement<" in text and "Suspended Police" in text and "Ended Police" not in text
    assert "Status: Suspended" in text and "?state=Florida&amp;program=WSO" in text
    assert "No agreement matches" in client.get(LIST, {"state": "Texas"}).content.decode()
    assert "10 agreements" in client.get(LIST, {"status": "x", "field_office": "x", "page": "-4"}).content.decode()
    assert client.get(LIST, {"jurisdiction": "9" * 40, "agency": "\x00", "page": "9" * 8}).status_code == 200
    one = every_stage["Ended"]
    assert "1 agreement<" in client.get(LIST, {"jurisdiction": one.pk}).content.decode()


def test_everyone_sees_their_own(client, every_stage, sent, administrator, dallas_office, instructor, adjudicator):
    for someone, text in (
        (administrator, "1 agreement<"),
        (dallas_office, "No agreements yet"),
        (instructor, "No agreements yet"),
        (adjudicator, "10 agreements"),
    ):
        client.force_login(someone)
        assert text in client.get(LIST).content.decode()
        assert page(client, sent).status_code == (404 if text.startswith("No") else 200)


def test_the_list_costs_the_same_for_many(client, manager, miami, django_assert_max_num_queries):
    for number in range(60):
        facts.agreement(agency(f"Town {number:02}", "Florida", "", miami))
    client.force_login(manager)
    with django_assert_max_num_queries(10):
        text = client.get(LIST).content.decode()
    assert "1 to 25 of 60" in text and "?page=2" in text
    assert "51 to 60 of 60" in client.get(LIST, {"page": 3}).content.decode()


def test_the_record_shows_parties_clauses_and_paper(client, viewer, manager, sent, copy, django_assert_max_num_queries):
    workflow.sign(sent, Side.ICE, DESIGNEE, copy, seen=sent.version, by=manager, at=NOW)
    client.force_login(viewer)
    with django_assert_max_num_queries(15):
        text = page(client, sent).content.decode()
    for words in ("Miami field office", "Kay Dorn", "Not signed", "70 percent", "90 days", "signed.pdf", "V.C"):
        assert words in text
    assert "Record the agency" not in text and "Send for signature</a>" not in text


def test_the_signature_that_waits_is_the_primary_action(client, administrator, manager, sent):
    client.force_login(administrator)
    assert f'class="usa-button" href="/agreements/{sent.pk}/sign-agency/"' in page(client, sent).content.decode()
    client.force_login(manager)
    assert f'class="usa-button" href="/agreements/{sent.pk}/sign-ice/"' in page(client, sent).content.decode()


def test_other_jurisdiction_gets_404(client, other_administrator, dallas_office, sent):
    for someone in (other_administrator, dallas_office):
        client.force_login(someone)
        assert page(client, sent).status_code == 404
