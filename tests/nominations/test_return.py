"""An officer who left comes back: nominated again, through every step again. Nothing earlier counts."""

from datetime import time

import pytest

from agreements.memoranda.terms import R4
from officers.authority.answer import authority_of
from officers.authority.turns import courses_of
from officers.credentials import holding_workflow, states
from officers.credentials import workflow as credentials
from officers.credentials.models import Credential, Letter, Supervision
from officers.nominations import workflow
from officers.nominations.models import Nomination, Officer
from officers.nominations.states import ATTESTATIONS
from records.actions import Refused
from records.models import Event
from tests import facts
from tests.cast import NOW
from tests.facts import DAY
from tests.nominations.conftest import ATTESTED, NOMINEE

pytestmark = pytest.mark.django_db
ALL = {field for field, _ in ATTESTATIONS}
ANEW = {"background", "examination", "certification", "letter", "form_70_006", "receipt", "supervisor", "credential"}


def leave(officer, by, days_ago=30):
    day = (NOW - days_ago * DAY).date()
    return workflow.depart(officer, day, day, by=by, at=NOW)


def nominate_again(officer, by):
    return workflow.put_forward(Officer.objects.get(pk=officer.pk), ALL, by=by, at=NOW)


def accept(nomination, by):
    workflow.accept(nomination, seen=nomination.version, by=by, at=NOW)


@pytest.fixture
def gone(administrator, pinellas):
    """Served, and left thirty days ago with letter, supervisor and credential as they were."""
    officer = facts.serving(pinellas)
    leave(officer, administrator)
    return officer


def unmet(officer, at=NOW):
    return {reason.code for reason in authority_of(officer, at, R4).unmet}


def test_it_works_through_the_pages(client, administrator, office, gone):
    client.force_login(administrator)
    assert "Nominate again" in client.get(f"/officers/{gone.pk}/").content.decode()
    client.post(f"/nominations/new/?officer={gone.pk}", ATTESTED)
    returning = gone.nominations.get(status="submitted")
    client.force_login(office)
    page = client.get(f"/officers/{gone.pk}/").content.decode()
    assert "Accept the nomination" in page and "Record the return" in page
    client.post(f"/nominations/{returning.pk}/accept/", {"version": returning.version})
    returning.refresh_from_db()
    before = gone.nominations.exclude(pk=returning.pk).get()
    assert returning.status == "accepted" and before.replaced_at == returning.accepted_at
    assert gone.departures.get().ended_at == returning.accepted_at
    assert Event.objects.get(verb="come_back").subject == gone.subject
    assert "Replaced" in client.get(f"/nominations/{before.pk}/").content.decode()


def test_nothing_of_the_time_before_counts(administrator, office, gone):
    accept(nominate_again(gone, administrator), office)
    assert unmet(gone) == ANEW
    assert authority_of(gone, NOW - 40 * DAY, R4).may_serve
    assert unmet(gone, NOW - 20 * DAY) == {"not_departed"}
    assert courses_of([gone], NOW)[gone.pk].turn == "accepted"


def test_through_every_step_anew_the_officer_serves(administrator, office, director, gone):
    returning = nominate_again(gone, administrator)
    accept(returning, office)
    facts.cleared(returning, at=NOW)
    certification = facts.certified(facts.examined(returning, at=NOW), at=NOW)
    later = NOW + DAY
    letter = Letter(
        agreement=returning.agreement, signed_by="Dana Cole", title="Field Office Director", signed_on=later.date(),
        signed_time=time(9), from_on=later.date(), powers=["I-200"], official="Sam Ortiz",
        position="Supervisory Detention and Deportation Officer",
    )  # fmt: skip
    credentials.sign_letter(letter, [certification], by=director, at=later)
    credentials.execute_form(letter, list(letter.authorizations.all()), later.date(), by=office, at=later)
    credentials.receive(letter, list(letter.authorizations.all()), later.date(), by=office, at=later)
    assert unmet(gone, later) == {"credential"}
    assert Supervision.objects.filter(officer=gone).count() == 2  # the same official, named again
    old, issue = Credential.objects.get(), (gone, "C-2", later.date(), (later + 300 * DAY).date())
    with pytest.raises(Refused, match="Record its return first"):
        holding_workflow.issue(*issue, by=office, at=later)
    assert Credential.objects.to_return(later).get() == old
    holding_workflow.close_credential(old, states.RETURN, NOW.date(), None, seen=old.version, by=office, at=later)
    holding_workflow.issue(*issue, by=office, at=later)
    assert authority_of(gone, later, R4).may_serve and not Credential.objects.to_return(later).exists()


def test_an_earlier_certification_gives_no_letter(administrator, office, director, gone):
    earlier = gone.certifications.get()
    accept(nominate_again(gone, administrator), office)
    letter = Letter(
        agreement=earlier.agreement, signed_by="Dana Cole", title="Field Office Director", signed_on=NOW.date(),
        from_on=NOW.date(), powers=["I-200"], official="Sam Ortiz", position="Supervisory Officer",
    )  # fmt: skip
    with pytest.raises(Refused):
        credentials.sign_letter(letter, [earlier], by=director, at=NOW)


def test_the_officer_may_leave_again(administrator, office, gone):
    accept(nominate_again(gone, administrator), office)
    workflow.depart(gone, NOW.date(), (NOW + 5 * DAY).date(), by=administrator, at=NOW)
    assert "not_departed" in unmet(gone, NOW + 9 * DAY) and gone.departures.count() == 2
    with pytest.raises(Refused, match="has returned"):
        workflow.annul_departure(gone.departures.order_by("pk").first(), "Wrong", by=office, at=NOW)


def test_what_was_nominated_before_the_departure_is_not_accepted(administrator, office, submitted):
    leave(submitted.officer, administrator)
    with pytest.raises(Refused, match="left since"):
        accept(submitted, office)
    with pytest.raises(Refused, match="cancel it first"):
        nominate_again(submitted.officer, administrator)
    workflow.take_back(submitted, seen=submitted.version, by=administrator, at=NOW)
    accept(nominate_again(submitted.officer, administrator), office)


def test_a_void_departure_leaves_nothing_to_return_from(administrator, office, gone):
    returning = nominate_again(gone, administrator)
    workflow.annul_departure(gone.departures.get(), "Another officer", by=office, at=NOW)
    with pytest.raises(Refused, match="Another nomination"):
        accept(returning, office)
    assert authority_of(gone, NOW, R4).may_serve


def test_a_return_under_the_next_agreement(administrator, office, pinellas, gone):
    before = gone.nominations.get().agreement
    type(before).objects.filter(pk=before.pk).update(ends_at=NOW - 10 * DAY)
    after = facts.agreement(pinellas, effective_at=NOW - 5 * DAY)
    returning = nominate_again(gone, administrator)
    accept(returning, office)
    assert returning.agreement == after and gone.departures.get().ended_at == NOW
    assert "supervisor" in unmet(gone)


def test_a_badge_is_free_once_its_officer_has_left(client, administrator, office, pinellas, gone):
    badge = {**NOMINEE, "badge": gone.badge, "jurisdiction": pinellas.pk, **ATTESTED}
    client.force_login(administrator)
    again = client.post("/nominations/new/", {**badge, "first_name": "ana", "last_name": "RUIZ"}).content.decode()
    assert "left your agency with this badge" in again and Officer.objects.count() == 1
    client.post("/nominations/new/", {**badge, "first_name": "Bo", "last_name": "Lee"})
    taken = Officer.objects.get(last_name="Lee")
    assert taken.badge == gone.badge
    with pytest.raises(Refused, match="now belongs to Bo Lee"):
        nominate_again(gone, administrator)
    leave(taken, administrator)
    nomination = Nomination.objects.get(officer=taken)
    workflow.take_back(nomination, seen=nomination.version, by=administrator, at=NOW)
    accept(nominate_again(gone, administrator), office)
    assert not Officer.objects.get(pk=gone.pk).badge_freed and Officer.objects.get(pk=taken.pk).badge_freed


def test_who_is_about_to_return_keeps_the_badge(administrator, pinellas, gone):
    nominate_again(gone, administrator)
    with pytest.raises(Refused, match="badge number already"):
        workflow.nominate(
            Officer(jurisdiction=pinellas, first_name="Bo", last_name="Lee", badge=gone.badge), set(),
            by=administrator, at=NOW,
        )  # fmt: skip
