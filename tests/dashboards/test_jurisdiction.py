"""The page of one jurisdiction."""

from datetime import date

import pytest
from django.urls import reverse

from records.models import Document
from tests.cast import NOW, agency
from tests.dashboards.test_partnerships import listing, suspended, under_way
from tests.facts import DAY, agreement, nomination, officer, serving


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr("wso_portal.clock.now", lambda: NOW)


@pytest.fixture
def show(client):
    def page(user, jurisdiction):
        client.force_login(user)
        return client.get(reverse("dashboards:jurisdiction", args=[jurisdiction.pk]))

    return page


def text(page) -> str:
    return " ".join(page.content.decode().split())


def test_it_works(show, office, pinellas):
    listing(pinellas)
    agreement(pinellas)
    serving(pinellas)
    page = show(office, pinellas)
    assert page.status_code == 200
    assert "agreement has been in force since" in text(page) and "Miami field office" in text(page)
    assert [(word, number) for word, number, _ in page.context["agency"].officers] == [
        ("may serve now", 1), ("credential issued", 1),
    ]  # fmt: skip
    assert [step.state for step in page.context["agency"].steps] == ["done"] * 10


def test_other_jurisdiction_gets_404(show, other_administrator, pinellas):
    assert show(other_administrator, pinellas).status_code == 404


def test_an_instructor_gets_404(show, instructor, pinellas):
    assert show(instructor, pinellas).status_code == 404


def test_listed_is_not_signed(show, office, pinellas):
    listing(pinellas)
    page = show(office, pinellas)
    assert "signed copy is not on file" in text(page)
    primary = page.context["agency"].offers.primary
    assert primary.label == "Record a signed copy" and "signed_on=2019-04-24" in primary.url


def test_a_conflict_between_list_and_agreement_is_shown(show, office, pinellas):
    listing(pinellas, signed_on=date(2019, 4, 24))
    agreement(pinellas)
    assert "Differs" in text(show(office, pinellas))
    pinellas.listings.update(signed_on=pinellas.agreements.get().effective_at.date())
    assert "Differs" not in text(show(office, pinellas))


@pytest.mark.parametrize(
    ("make", "role", "label"),
    [
        (lambda place: None, "office", "Draft an agreement"),
        (lambda place: listing(place, "pending"), "office", "Draft an agreement"),
        (lambda place: under_way(place), "office", "Send for signature"),
        (lambda place: under_way(place, "sent"), "administrator", "Record the agency's signature"),
        (lambda place: under_way(place, "sent"), "manager", "Record ICE's signature"),
        (lambda place: agreement(place), "administrator", "Nominate an officer"),
        (
            lambda place: nomination(officer(place), agreement(place), status="submitted"),
            "office",
            "Accept or send back: Ana Ruiz",
        ),
        (lambda place: agreement(place, ends_at=NOW - DAY), "office", "Draft an agreement"),
    ],
)
def test_the_primary_action_is_the_next_step_of_who_looks(client, show, request, pinellas, make, role, label):
    make(pinellas)
    primary = show(request.getfixturevalue(role), pinellas).context["agency"].offers.primary
    assert primary.label == label
    assert client.get(primary.url).status_code == 200


def test_viewer_is_offered_nothing(show, viewer, pinellas):
    listing(pinellas)
    offers = show(viewer, pinellas).context["agency"].offers
    assert offers.primary is None and offers.others == []


def test_the_strip_says_where_the_way_is(show, office, pinellas):
    under_way(pinellas, "sent")
    states = {step.label: step.state for step in show(office, pinellas).context["agency"].steps}
    assert states["Sent"] == "done" and states["In force"] == "current" and states["Accepted"] == "todo"


def test_a_suspension_stops_the_way(show, office, pinellas):
    suspended(agreement(pinellas))
    page = show(office, pinellas)
    assert {step.label: step.state for step in page.context["agency"].steps}["In force"] == "stopped"
    assert "no officer may serve under it" in text(page)


def test_an_unknown_field_office_is_a_task(show, manager):
    page = show(manager, agency("Nowhere Police", "Texas", "", None))
    assert page.context["agency"].offers.primary.label == "Choose the field office"
    assert "not known yet" in text(page)


def test_an_assumed_zone_is_said_and_confirmed_by_its_roles(show, office, viewer, pinellas):
    assert "Assumed" in text(show(office, pinellas)) and "confirm the time zone" in text(show(office, pinellas))
    assert "confirm the time zone" not in text(show(viewer, pinellas))
    type(pinellas).objects.update(zone_confirmed=True)
    assert "Assumed" not in text(show(office, pinellas))


def test_documents_are_listed(show, office, viewer, pinellas):
    paper = Document.objects.create(sha256="a" * 64, kind="application/pdf", size=2048)
    paper.attachments.create(
        name="moa.pdf", label="Signed agreement", model="memoranda.agreement", record=1, attached_by=office,
        attached_at=NOW, jurisdiction=pinellas,
    )  # fmt: skip
    assert "Signed agreement" in text(show(viewer, pinellas))


def test_no_section_is_empty(show, viewer, pinellas):
    page = text(show(viewer, pinellas))
    for heading in ("Officers", "What ICE lists", "Agreements", "Documents", "Timeline"):
        assert f"<h2>{heading}</h2>" not in page


def test_it_costs_the_same_for_one_and_for_many(client, office, pinellas, django_assert_max_num_queries):
    client.force_login(office)
    address = reverse("dashboards:jurisdiction", args=[pinellas.pk])
    agreement(pinellas)
    serving(pinellas)
    client.get(address)
    with django_assert_max_num_queries(13) as few:
        client.get(address)
    for number in range(10):
        serving(pinellas, f"Ana Ruiz{number}")
        nomination(officer(pinellas), pinellas.agreements.get(), status="submitted")
    for program in ("WSO", "JEM", "TFM"):
        listing(pinellas, program=program)
    with django_assert_max_num_queries(len(few.captured_queries)):
        client.get(address)
