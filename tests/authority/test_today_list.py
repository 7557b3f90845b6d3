"""Today's list as PDF: for the wall of one jail."""

import pytest
from django.urls import reverse

from agreements.memoranda.models import Agreement
from officers.credentials.models import Credential, Suspension
from records.models import AccessLog
from tests import facts
from tests.cast import NOW
from tests.reading import must_be_accessible


@pytest.fixture(autouse=True)
def _then(monkeypatch):
    monkeypatch.setattr("wso_portal.clock.now", lambda: NOW)


def printed_list(client, user, agency):
    client.force_login(user)
    answer = client.get(reverse("authority:today_pdf", args=[agency.pk]))
    assert answer.status_code == 200
    return must_be_accessible(answer.content)


def suspend(officer, at):
    Suspension.objects.create(officer=officer, notified_at=at, starts_at=at, recorded_by=facts.clerk(), recorded_at=at)


def test_it_works(client, viewer, pinellas, hernando, miami):
    type(miami).objects.filter(pk=miami.pk).update(contact_name="Kim Poe", contact_phone="305-555-0100")
    facts.serving(pinellas, "Ana Ruiz")
    stopped = facts.serving(pinellas, "Bo Lee")
    facts.nomination(facts.officer(pinellas, "Cy Onhisway"), Agreement.objects.get())
    facts.serving(hernando, "Cal Norwood")
    suspend(stopped, NOW - facts.DAY)
    found = printed_list(client, viewer, pinellas)
    for said in (
        "Pinellas County Sheriff's Office, Florida", "Correct at Mar 2, 2026, 10:00 a.m. EST",
        "Not valid after Mar 2, 2026, 11:59 p.m. EST", "ICE Miami field office: Kim Poe, 305-555-0100",
        "May serve now: 1", "I-200 and I-205", "May NOT serve: 1", "NO: Bo Lee", "Since Mar 1, 2026, 10:00 a.m. EST",
        "by Viewer", "Page 1 of 1",
    ):  # fmt: skip
        assert said in found.text, said
    assert "Cal Norwood" not in found.text and "Cy Onhisway" not in found.text and "suspen" not in found.text.lower()
    assert found.text.index("Ana Ruiz") < found.text.index("May NOT serve")
    assert AccessLog.objects.filter(subject=f"today-{pinellas.pk}", reader=viewer).count() == 1


def test_it_says_until_when_and_whose_letter_is_not_complete(client, viewer, pinellas):
    agreement = facts.agreement(pinellas)
    facts.serving(pinellas, "Ana Ruiz", agreement)
    Credential.objects.update(expires_at=facts.moment("2026-03-03T05:00:00+00:00"))
    nomination = facts.nomination(facts.officer(pinellas, "Di Moss"), agreement)
    facts.cleared(nomination)
    facts.authorized(facts.certified(facts.examined(nomination)), facts.letter(agreement))
    found = printed_list(client, viewer, pinellas)
    assert "Mar 2, 2026" in found.text.split("May serve now")[1].split("May NOT")[0]
    assert "NOT YET: Di Moss" in found.text.split("May NOT serve")[1] and "NO: Di Moss" not in found.text
    assert "No contact" not in found.text and "no contact listed yet" in found.text


def test_who_left_long_ago_is_no_longer_named(client, viewer, pinellas):
    officer = facts.serving(pinellas, "Ana Ruiz")
    facts.letter(Agreement.objects.get())
    Agreement.objects.update(effective_at=NOW - 900 * facts.DAY, ends_at=NOW - 219 * facts.DAY)
    assert officer.last_name in printed_list(client, viewer, pinellas).text
    Credential.objects.update(issued_at=NOW - 500 * facts.DAY)
    Agreement.objects.update(ends_at=NOW - 229 * facts.DAY)
    assert "No one may serve at this time" in printed_list(client, viewer, pinellas).text


def test_a_suspended_agreement_is_said_above_all(client, viewer, pinellas):
    facts.serving(pinellas, "Ana Ruiz")
    Agreement.objects.get().notices.create(
        side="ice", kind="suspension", method="hand", received_at=NOW - 91 * facts.DAY, earliest_at=NOW - facts.DAY,
        effective_at=NOW - facts.DAY, recorded_by=facts.clerk(), recorded_at=NOW,
    )  # fmt: skip
    found = printed_list(client, viewer, pinellas)
    assert "NO ONE MAY SERVE: the agreement is suspended" in found.text and "NO: Ana Ruiz" in found.text


def test_a_large_agency_has_several_pages(client, viewer, pinellas):
    agreement = facts.agreement(pinellas)
    for n in range(45):
        facts.serving(pinellas, f"Officer{n} {'Long' * 14}", agreement)
    found = printed_list(client, viewer, pinellas)
    assert found.pages >= 3 and f"Page 1 of {found.pages}" in found.text and found.count("Table") == 1


def test_other_jurisdiction_gets_404_and_an_instructor_none(client, other_administrator, instructor, pinellas):
    for who, status in ((other_administrator, 404), (instructor, 404)):
        client.force_login(who)
        assert client.get(reverse("authority:today_pdf", args=[pinellas.pk])).status_code == status


def test_the_links(client, viewer, pinellas, hernando):
    link = reverse("authority:today_pdf", args=[pinellas.pk])
    client.force_login(viewer)
    assert link not in client.get(reverse("authority:today")).text
    facts.officer(pinellas, "Bo Lee")
    assert link in client.get(reverse("authority:today")).text
    facts.serving(pinellas, "Ana Ruiz")
    assert link in client.get(reverse("authority:today")).text
    assert link in client.get(f"{reverse('authority:roster')}?agency={pinellas.pk}").text
    assert link in client.get(reverse("dashboards:jurisdiction", args=[pinellas.pk])).text
