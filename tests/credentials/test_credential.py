"""The credential: issued to whom a letter authorizes, one in hand at a time, and where it went."""

from datetime import date, time, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, InternalError, transaction

from agreements.memoranda.models import Agreement
from agreements.memoranda.terms import R4
from officers.authority.answer import authority_of
from officers.authority.keeping import differences
from officers.credentials.annulment import annul
from officers.credentials.holding_workflow import close_credential, dispose_of_credential, issue
from officers.credentials.models import Authorization, Credential
from officers.credentials.states import DESTROY, LOSE, RECOVER, RETURN, STEAL
from officers.nominations.models import Departure
from records.actions import Refused
from tests import facts
from tests.cast import NOW

from .conftest import TODAY

EXPIRY = date(2027, 3, 31)


@pytest.fixture
def ana(named):
    """Everything in place but the credential."""
    row = named()
    Authorization.objects.update(form_on=TODAY, form_at=row.starts_at, receipt_on=TODAY, receipt_at=row.starts_at)
    facts.supervised(row.officer)
    return row.officer


@pytest.fixture
def credential(ana, office):
    return issue(ana, "C-100", date(2026, 3, 1), EXPIRY, by=office, at=NOW)


def test_it_works(client, office, administrator, ana):
    assert [row.officer for row in Authorization.objects.without_credential(NOW)] == [ana]
    client.force_login(office)
    entered = {"number": " C-100 ", "issued_on": "2026-03-02", "expires_on": "2027-03-31"}
    answer = client.post(f"/credentials/officers/{ana.pk}/issue/", entered, follow=True)
    assert b"Credential issued:" in answer.content
    row = Credential.objects.get(number="C-100")
    start, end = NOW, facts.moment("2027-04-01T04:00:00+00:00")
    second = timedelta(seconds=1)
    assert authority_of(ana, start, R4).may_serve and authority_of(ana, end - second, R4).may_serve
    for outside in (start - second, end):
        assert authority_of(ana, outside, R4).authorized and not authority_of(ana, outside, R4).may_serve
    assert not Authorization.objects.without_credential(NOW).exists()
    assert administrator.notifications.get().path == f"/credentials/{row.pk}/"


@pytest.mark.parametrize(
    ("number", "issued_on", "expires_on", "words"),
    [
        ("C-2", date(2026, 3, 3), EXPIRY, "in the future"),
        ("C-2", date(2025, 6, 1), EXPIRY, "before the letter is signed"),
        ("C-2", TODAY, date(2026, 3, 1), "expires after it is issued"),
        ("C-2", date(2027, 4, 1), date(2028, 4, 1), "in the future"),
        ("C-2", date(2026, 2, 1), EXPIRY, "Record its return first"),
    ],
)
def test_it_explains_the_refusal(office, ana, credential, number, issued_on, expires_on, words):
    close_credential(credential, RETURN, TODAY, time(9), seen=credential.version, by=office, at=NOW)
    with pytest.raises(Refused, match=words):
        issue(ana, number, issued_on, expires_on, by=office, at=NOW)


def test_one_valid_credential_at_a_time(office, ana, credential):
    with pytest.raises(Refused, match="holds a valid credential. Record its return first"):
        issue(ana, "C-2", TODAY, EXPIRY, by=office, at=NOW)
    expired = credential.expires_at
    assert issue(ana, "C-2", date(2027, 4, 1), date(2028, 4, 1), by=office, at=expired).status == "issued"


def test_nothing_more_happens_to_an_annulled_one(office, credential):
    annul("credential", credential, "Wrong number", by=office, at=NOW)
    with pytest.raises(Refused, match="is void"):
        close_credential(Credential.objects.get(), LOSE, TODAY, None, seen=1, by=office, at=NOW)
    assert Credential.objects.get().status == "issued"


def test_without_a_letter_in_force_there_is_none(office, ana, agreement):
    Agreement.objects.filter(pk=agreement.pk).update(ends_at=NOW)
    with pytest.raises(Refused, match="No letter authorizes"):
        issue(ana, "C-2", TODAY, EXPIRY, by=office, at=NOW)


def test_a_second_one_follows_on_the_same_day(office, ana, credential):
    close_credential(credential, RETURN, TODAY, time(9, 0), seen=credential.version, by=office, at=NOW)
    after = issue(ana, "C-101", TODAY, EXPIRY, time(9, 0), by=office, at=NOW)
    assert after.issued_at == facts.moment("2026-03-02T14:00:00+00:00")
    close_credential(after, RETURN, TODAY, None, seen=after.version, by=office, at=NOW)
    with pytest.raises(Refused, match="number is already on record"):
        issue(ana, "C-100", TODAY, EXPIRY, by=office, at=NOW)
    assert differences() == 0


@pytest.mark.parametrize("action", [RETURN, LOSE, STEAL, DESTROY], ids=lambda action: action.name)
def test_it_leaves_the_hand(client, office, ana, credential, action):
    client.force_login(office)
    entered = {"left_on": "2026-03-02", "left_time": "09:00", "version": 1, "reason": "A bag was taken"}
    answer = client.post(f"/credentials/{credential.pk}/{action.name}/", entered, follow=True)
    assert f"{action.done}:".encode() in answer.content
    credential.refresh_from_db()
    assert credential.status == action.target
    left = facts.moment("2026-03-02T14:00:00+00:00")
    assert authority_of(ana, left - timedelta(seconds=1), R4).may_serve and not authority_of(ana, left, R4).may_serve


def test_a_lost_one_is_recovered_and_destroyed(client, office, credential):
    close_credential(credential, LOSE, TODAY, None, seen=credential.version, by=office, at=NOW)
    closed_at = credential.closed_at
    client.force_login(office)
    client.post(f"/credentials/{credential.pk}/recover/", {"version": credential.version})
    client.post(f"/credentials/{credential.pk}/destroy/", {"version": credential.version + 1})
    credential.refresh_from_db()
    assert credential.status == "destroyed" and credential.closed_at == closed_at
    with pytest.raises(Refused, match="not possible now"):
        dispose_of_credential(credential, RECOVER, seen=credential.version, by=office, at=NOW)


def test_stale_page_is_refused(client, office, credential):
    client.force_login(office)
    page = f"/credentials/{credential.pk}/lose/"
    close_credential(Credential.objects.get(), RETURN, TODAY, None, seen=1, by=office, at=NOW)
    assert b"not possible now" in client.post(page, {"left_on": "2026-03-02", "version": 1, "reason": "Lost"}).content
    with pytest.raises(Refused, match="changed this record"):
        close_credential(credential, STEAL, TODAY, None, seen=1, by=office, at=NOW)


@pytest.mark.parametrize(
    ("left_on", "left_time", "words"),
    [(date(2026, 2, 28), None, "before it was issued"), (TODAY, time(10, 1), "in the future")],
)
def test_the_moment_is_plausible(office, credential, left_on, left_time, words):
    with pytest.raises(Refused, match=words):
        close_credential(credential, LOSE, left_on, left_time, seen=credential.version, by=office, at=NOW)


def test_in_hand_it_is_not_settled(office, credential):
    with pytest.raises(Refused, match="surrendered the credential"):
        dispose_of_credential(credential, DESTROY, seen=credential.version, by=office, at=NOW)


def test_only_the_field_office(administrator, ana, credential):
    with pytest.raises(PermissionDenied):
        issue(ana, "C-9", TODAY, EXPIRY, by=administrator, at=NOW)
    with pytest.raises(PermissionDenied):
        close_credential(credential, RETURN, TODAY, None, seen=credential.version, by=administrator, at=NOW)


def test_other_jurisdiction_gets_404(client, other_administrator, credential):
    client.force_login(other_administrator)
    for page in ("", "return/", "lose/", "steal/", "destroy/", "recover/"):
        assert client.get(f"/credentials/{credential.pk}/{page}").status_code == 404
    assert b"C-100" not in client.get("/credentials/").content


def test_viewer_gets_403(client, viewer, credential):
    client.force_login(viewer)
    for page in ("return", "lose", "steal", "destroy", "recover"):
        assert client.post(f"/credentials/{credential.pk}/{page}/", {}).status_code == 403
    assert b"Record the return" not in client.get(f"/credentials/{credential.pk}/").content


def test_the_list_and_its_filters(client, office, pinellas, agreement, credential, django_assert_max_num_queries):
    soon = facts.serving(pinellas, "Bo Lee", agreement).credentials.get()
    Credential.objects.filter(pk=soon.pk).update(expires_at=NOW + 20 * facts.DAY, expires_on=TODAY + 19 * facts.DAY)
    client.force_login(office)
    with django_assert_max_num_queries(10):
        page = client.get("/credentials/")
    assert [row.pk for row in page.context["part"].rows] == [soon.pk, credential.pk]
    assert client.get("/credentials/?show=expiring_30").context["part"].rows == [soon]
    assert client.get("/credentials/?number=C-100").context["part"].rows == [credential]
    chips = client.get(f"/credentials/?show=expired&jurisdiction={pinellas.pk}").context["chips"]
    assert chips == [
        ("Show: Expired, not returned", f"?jurisdiction={pinellas.pk}"), ("Only: one agency", "?show=expired"),
    ]  # fmt: skip
    assert b"No credential matches" in client.get("/credentials/?show=lost").content
    assert client.get("/credentials/?show=nonsense&jurisdiction=-1&page=x").status_code == 200


def test_what_is_to_be_returned(agreement, ana, credential):
    assert not Credential.objects.to_return(NOW).exists()
    leaving = Departure.objects.create(
        officer=ana, notice_on=TODAY, last_day_on=TODAY, departs_at=NOW, recorded_by=facts.clerk(), recorded_at=NOW
    )
    assert Credential.objects.to_return(NOW).get().has_left
    leaving.delete()
    Agreement.objects.filter(pk=agreement.pk).update(ends_at=NOW)
    assert Credential.objects.to_return(NOW).get().agreement_ended


def test_no_jump_and_no_stranger_even_in_sql(pinellas, credential):
    with pytest.raises(IntegrityError), transaction.atomic():
        Credential.objects.update(officer=facts.officer(pinellas, "Bo Lee"))
    Credential.objects.update(status="destroyed", closed_at=NOW)
    with pytest.raises(InternalError), transaction.atomic():
        Credential.objects.update(status="returned")


def test_an_expired_credential_is_held_no_longer(pinellas):
    card = facts.serving(pinellas).credentials.get()
    assert Credential.objects.held(card.expires_at - facts.DAY).exists()
    assert not Credential.objects.held(card.expires_at).exists()
