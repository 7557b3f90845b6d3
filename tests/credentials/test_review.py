"""Before an act takes authority its page says whom it hits: who may serve now, and from when not."""

from datetime import timedelta

import pytest

from officers.credentials.annulment import annul
from officers.credentials.holding_workflow import suspend
from officers.credentials.models import Suspension, Withdrawal
from records.models import Event
from tests import facts
from tests.cast import NOW
from tests.papers import confirmation

HOUR = timedelta(hours=1)


@pytest.fixture
def ana(pinellas, agreement):
    return facts.serving(pinellas, "Ana Ruiz", agreement)


def withdrawal_of(*officers, effective="2026-03-05") -> dict:
    return {
        "officers": [officer.pk for officer in officers], "signed_by": "Dana Cole, Director",
        "notified_on": "2026-03-02", "notified_time": "09:00", "effective_on": effective, "effective_time": "14:00",
    }  # fmt: skip


def rows(page) -> list[str]:
    """What the table of the review says of each officer."""
    table = page.text.split("<tbody>")[1].split("</tbody>")[0]
    words = [" ".join(part.split(">")[-1] for part in row.split("<")) for row in table.split("</tr>")]
    return [" ".join(line.split()) for line in words if line.strip()]


def test_a_withdrawal_names_each_officer_with_the_moment(client, director, pinellas, agreement, ana):
    bo = facts.serving(pinellas, "Bo Lee", agreement)
    suspend(bo, NOW - HOUR, by=director, at=NOW)
    client.force_login(director)
    path = f"/credentials/withdraw/{agreement.pk}/"
    assert "Review what this does" in client.get(path).text
    page = client.post(path, withdrawal_of(ana, bo))
    assert rows(page) == ["Bo Lee No No change", "Ana Ruiz Yes No from Mar 5, 2026, 2:00 p.m. EST (withdrawn by ICE)"]
    assert "1 officer will no longer be allowed to serve." in page.text and "usa-button--secondary" in page.text
    assert not Withdrawal.objects.exists() and not Event.objects.filter(verb="withdraw").exists()


def test_going_back_loses_nothing_and_records_nothing(client, director, agreement, ana):
    client.force_login(director)
    path = f"/credentials/withdraw/{agreement.pk}/"
    page = client.post(path, withdrawal_of(ana))
    page = client.post(path, confirmation(page.context["review"]) | {"back": "1"})
    form = page.context["form"]
    assert not form.errors
    assert {name: form[name].value() for name in ("signed_by", "notified_time", "effective_on")} == {
        "signed_by": "Dana Cole, Director", "notified_time": "09:00", "effective_on": "2026-03-05",
    }  # fmt: skip
    assert form["officers"].value() == [str(ana.pk)] and "Review what this does" in page.text
    assert not Withdrawal.objects.exists()


def test_confirmed_twice_it_is_done_once(client, director, agreement, ana):
    client.force_login(director)
    path = f"/credentials/withdraw/{agreement.pk}/"
    confirmed = confirmation(client.post(path, withdrawal_of(ana)).context["review"])
    assert "Notice of withdrawal given:" in client.post(path, confirmed, follow=True).text
    assert "No letter in force at that time" in client.post(path, confirmed).text
    assert Withdrawal.objects.count() == 1


def test_what_it_does_has_changed_meanwhile(client, director, agreement, ana):
    client.force_login(director)
    path = f"/credentials/withdraw/{agreement.pk}/"
    confirmed = confirmation(client.post(path, withdrawal_of(ana)).context["review"])
    suspend(ana, NOW, by=director, at=NOW)
    page = client.post(path, confirmed)
    assert rows(page) == ["Ana Ruiz No No change"] and not Withdrawal.objects.exists()
    client.post(path, confirmation(page.context["review"]))
    assert Withdrawal.objects.count() == 1


def test_a_suspension_and_its_end(client, director, ana):
    client.force_login(director)
    entered = {"notified_on": "2026-03-02", "notified_time": "09:00", "starts_on": "2026-03-03", "starts_time": "08:00"}
    page = client.post(f"/credentials/officers/{ana.pk}/suspend/", entered)
    assert rows(page) == ["Ana Ruiz Yes No from Mar 3, 2026, 8:00 a.m. EST (suspended by ICE)"]
    assert not Suspension.objects.exists()
    suspend(ana, NOW, by=director, at=NOW)
    page = client.post(f"/credentials/officers/{ana.pk}/lift/", {"ends_on": "2026-03-02", "ends_time": "11:00"})
    assert rows(page)[0].startswith("Ana Ruiz No Yes from Mar 2, 2026, 11:00 a.m. EST until ")
    assert "No officer stops serving." in page.text and ana.suspensions.get().ends_at is None


@pytest.mark.parametrize("kind", ["letter", "certification", "form", "receipt", "credential", "supervision"])
def test_voiding_what_authority_rests_on_names_the_officer(client, director, office, agreement, ana, kind):
    paper = {
        "letter": agreement.letters.get(), "certification": ana.certifications.get(),
        "form": ana.authorizations.get(), "receipt": ana.authorizations.get(),
        "credential": ana.credentials.get(), "supervision": ana.supervisions.get(),
    }[kind]  # fmt: skip
    if kind == "form":
        annul("receipt", paper, "Wrong day", by=office, at=NOW)
    client.force_login(director if kind == "letter" else office)
    page = client.post(f"/credentials/annul/{kind}/{paper.pk}/", {"reason": "Entered for another officer"})
    if kind == "form":  # without the receipt the officer may not serve anyway
        assert "This changes nothing for any officer." in page.text
    else:
        assert rows(page) == ["Ana Ruiz Yes No from Mar 2, 2026, 10:00 a.m. EST"]
    assert not Event.objects.filter(verb__in=("annul", "annul_signed"), reason="Entered for another officer").exists()
    confirmed = client.post(f"/credentials/annul/{kind}/{paper.pk}/", confirmation(page.context["review"]), follow=True)
    assert "Entry voided:" in confirmed.text


def test_no_time_is_left_to_serve_for_an_officer_who_leaves_first(client, director, agreement, ana):
    """What would have ended before the act takes effect is no change of the act."""
    client.force_login(director)
    page = client.post(f"/credentials/withdraw/{agreement.pk}/", withdrawal_of(ana, effective="2036-03-05"))
    assert rows(page) == ["Ana Ruiz Yes No change"]
