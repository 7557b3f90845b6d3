from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from agreements.memoranda import workflow
from agreements.memoranda.models import Agreement, Notice
from agreements.memoranda.states import Side, Stage
from agreements.memoranda.terms import R4
from notifications.models import Notification
from officers.authority.answer import authority_of
from records.actions import Refused
from tests import facts
from tests.cast import EACH_REVISION, NOW
from tests.memoranda.conftest import notice
from tests.papers import post_reviewed

pytestmark = pytest.mark.django_db
GIVEN = {"kind": "termination", "method": "certified", "received_on": "2026-03-02", "received_time": "09:30"}
EMPTY = {"addressee": "The director", "effective_on": "", "effective_time": "", "exigency": ""}


def url(agreement, verb="receive_notice"):
    return reverse(f"memoranda:{verb}", args=[agreement.pk])


def give(client, agreement, verb="receive_notice", **changes):
    given = GIVEN | EMPTY | {"version": agreement.version} | changes
    return post_reviewed(client, url(agreement, verb), given, follow=True)


@pytest.fixture
def _today(monkeypatch):
    """The pages' now is the cast's now."""
    monkeypatch.setattr("wso_portal.clock.now", lambda: NOW)


pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_today")]


@pytest.mark.parametrize("revision", EACH_REVISION)
def test_it_works(client, office, administrator, in_force):
    client.force_login(office)
    page = give(client, in_force).content.decode()
    assert "Agency&#x27;s notice recorded:" in page and "Notice given" in page
    in_force.refresh_from_db()
    assert in_force.ends_at == facts.moment("2026-05-31T13:30:00+00:00")  # 9:30 a.m. again, in daylight time
    assert Notification.objects.filter(rule="agreement_receive_notice", recipient=administrator).exists()


@pytest.mark.parametrize("revision", EACH_REVISION)
def test_ice_gives_its_own_by_the_director(client, director, office, in_force):
    client.force_login(director)
    give(client, in_force, "give_notice", kind="suspension")
    assert Notice.objects.get().side == Side.ICE
    in_force.refresh_from_db()
    assert in_force.ends_at is None


def test_other_jurisdiction_gets_404(client, dallas_office, other_administrator, in_force):
    for someone in (dallas_office, other_administrator):
        client.force_login(someone)
        assert give(client, in_force).status_code == 404


def test_viewer_gets_403(client, viewer, administrator, manager, office, director, in_force):
    wrong = [(viewer, "receive_notice"), (administrator, "receive_notice"), (director, "receive_notice")]
    for someone, verb in [*wrong, (office, "give_notice"), (manager, "give_notice")]:
        client.force_login(someone)
        assert give(client, in_force, verb).status_code == 403


def test_the_dates_are_shown_before_anything_is_recorded(client, office, in_force):
    client.force_login(office)
    page = give(client, in_force, preview="1").content.decode()
    assert "May 31, 2026, 9:30 a.m. EDT" in page and "Nothing is recorded yet." in page
    assert not Notice.objects.exists()
    assert "When it takes effect" not in client.get(url(in_force)).content.decode()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"effective_on": "2026-05-30"}, "This is earlier than 90 days after receipt."),
        ({"effective_on": "2026-05-31", "effective_time": "09:29"}, "This is earlier than 90 days after receipt."),
        ({"effective_on": "2026-03-01", "exigency": "Riot"}, "be before the date received"),
        ({"effective_on": "2026-04-01", "exigency": "..."}, "Describe the circumstances."),
        ({"effective_time": "09:29"}, "Enter the date too"),
        ({"received_time": "10:30"}, "The date received can&#x27;t be in the future."),
        ({"received_on": "2025-02-01"}, "The agreement was not yet in force when this notice was received."),
        ({"received_on": "9999-12-31"}, "Check the year"),
        ({"received_on": ""}, "Enter the date received"),
        ({"kind": ""}, "Choose the type of notice"),
        ({"exigency": "x" * 2001}, "at most 2000 characters"),
    ],
)
def test_it_explains_the_refusal(client, office, in_force, changes, message):
    client.force_login(office)
    page = give(client, in_force, **changes).content.decode()
    assert message in page and not Notice.objects.exists()
    in_force.refresh_from_db()
    assert in_force.ends_at is None and in_force.version == 1


def test_exigent_circumstances_make_it_earlier(client, director, in_force):
    client.force_login(director)
    page = give(
        client, in_force, "give_notice", effective_on="2026-03-02", effective_time="10:00", exigency="Riot in jail"
    )
    assert "Riot in jail" in page.content.decode() and "Ended" in page.content.decode()
    assert Notice.objects.get().effective_at == NOW


def test_the_ninetieth_day_means_the_hour_of_receipt(client, office, in_force):
    client.force_login(office)
    give(client, in_force, effective_on="2026-05-31")
    assert Notice.objects.get().effective_at == facts.moment("2026-05-31T13:30:00+00:00")


def test_a_later_day_counts_from_midnight(client, office, in_force):
    client.force_login(office)
    give(client, in_force, effective_on="2026-07-01")
    assert Notice.objects.get().effective_at == facts.moment("2026-07-01T04:00:00+00:00")


@pytest.mark.parametrize(
    ("received", "effective", "zone"),
    [
        ("2026-01-05T22:30:00+00:00", "2026-04-05T21:30:00+00:00", "America/New_York"),  # across March: an hour less
        ("2026-09-01T21:30:00+00:00", "2026-11-30T22:30:00+00:00", "America/New_York"),  # across November: one more
        ("2026-01-05T22:30:00+00:00", "2026-04-05T22:30:00+00:00", "America/Phoenix"),  # no daylight time
        ("2025-12-08T07:30:00+00:00", "2026-03-08T07:30:00+00:00", "America/New_York"),  # 2:30 does not exist: 3:30
        ("2026-08-03T05:30:00+00:00", "2026-11-01T05:30:00+00:00", "America/New_York"),  # 1:30 comes twice: the first
        ("2026-01-05T22:30:00+00:00", "2026-04-05T21:30:00+00:00", "America/Chicago"),
    ],
)
def test_ninety_days_end_at_the_same_time_of_day(office, pinellas, in_force, received, effective, zone):
    type(pinellas).objects.filter(pk=pinellas.pk).update(zone=zone)
    agreement = Agreement.objects.get(pk=in_force.pk)
    given = workflow.give_notice(
        agreement,
        notice(received_at=facts.moment(received)),
        seen=agreement.version,
        by=office,
        at=facts.moment("2027-01-01T00:00:00+00:00"),
    )
    assert given.earliest_at == given.effective_at == facts.moment(effective)


def test_stale_page_is_refused(client, office, in_force):
    client.force_login(office)
    assert "Someone has changed this record" in give(client, in_force, version=9).content.decode()
    assert not Notice.objects.exists()


def test_the_nearer_of_two_terminations_counts(office, director, in_force):
    workflow.give_notice(in_force, notice(), seen=in_force.version, by=office, at=NOW)
    later = notice(Side.ICE, effective_at=NOW + 200 * facts.DAY)
    workflow.give_notice(in_force, later, seen=in_force.version, by=director, at=NOW)
    assert in_force.ends_at == facts.moment("2026-05-31T14:00:00+00:00")
    with pytest.raises(Refused, match="A notice of termination by this side is already recorded"):
        workflow.give_notice(in_force, notice(), seen=in_force.version, by=office, at=NOW)


def test_an_ended_agreement_takes_no_notice_that_came_later(office, pinellas):
    ended = facts.agreement(pinellas, ends_at=NOW - facts.DAY)
    with pytest.raises(Refused, match="had already ended when this notice was received"):
        workflow.give_notice(ended, notice(), seen=ended.version, by=office, at=NOW)


def test_an_old_notice_entered_late_ended_it_then(office, pinellas, in_force):
    officer = facts.serving(pinellas)
    workflow.give_notice(in_force, notice(received_at=NOW - 200 * facts.DAY), seen=in_force.version, by=office, at=NOW)
    end = in_force.ends_at
    assert end < NOW and Agreement.objects.ended(NOW).get() == in_force
    assert (
        authority_of(officer, end - timedelta(seconds=1), R4).may_serve and not authority_of(officer, end, R4).may_serve
    )


def test_annulled_it_ends_nothing(client, office, pinellas, in_force):
    officer = facts.serving(pinellas)
    wrong = workflow.give_notice(
        in_force, notice(received_at=NOW - 100 * facts.DAY), seen=in_force.version, by=office, at=NOW
    )
    assert not authority_of(officer, NOW, R4).may_serve
    client.force_login(office)
    given = {"version": in_force.version, "reason": "Meant for another county"}
    page = post_reviewed(client, url(wrong, "annul_notice"), given, follow=True).content.decode()
    assert "Notice voided:" in page and "Meant for another county" in page
    assert authority_of(officer, NOW, R4).may_serve
    in_force.refresh_from_db()
    wrong.refresh_from_db()
    with pytest.raises(Refused, match="already void"):
        workflow.annul_notice(in_force, wrong, "again", seen=in_force.version, by=office, at=NOW)


def test_annulled_the_other_sides_notice_still_ends_it(office, director, in_force):
    mine = workflow.give_notice(in_force, notice(), seen=in_force.version, by=office, at=NOW)
    later = workflow.give_notice(
        in_force, notice(Side.ICE, effective_at=NOW + 200 * facts.DAY), seen=in_force.version, by=director, at=NOW
    )
    workflow.annul_notice(in_force, mine, "Wrong county", seen=in_force.version, by=office, at=NOW)
    assert in_force.ends_at == later.effective_at


def test_annulling_revives_nothing_over_a_successor(office, pinellas, in_force):
    wrong = workflow.give_notice(
        in_force, notice(received_at=NOW - 100 * facts.DAY), seen=in_force.version, by=office, at=NOW
    )
    facts.agreement(pinellas, effective_at=NOW - facts.DAY)
    with pytest.raises(Refused, match="another agreement of this program in force"):
        workflow.annul_notice(in_force, wrong, "Wrong county", seen=in_force.version, by=office, at=NOW)


def test_a_suspension_counts_for_its_time(client, director, office, pinellas, in_force):
    officer = facts.serving(pinellas)
    given = notice(Side.ICE, "suspension", effective_at=NOW, exigency="Riot")
    suspension = workflow.give_notice(in_force, given, seen=in_force.version, by=director, at=NOW)
    assert Agreement.objects.suspended(NOW).exists() and not authority_of(officer, NOW, R4).may_serve
    client.force_login(director)
    page = client.get(url(in_force, "agreement")).content.decode()
    assert "Suspended" in page and "End ICE&#x27;s suspension" in page
    assert client.get(url(suspension, "resume")).status_code == 200
    ends = {"version": in_force.version, "ends_on": "2026-03-02", "ends_time": ""}
    assert "suspension ended:" in client.post(url(suspension, "resume"), ends, follow=True).content.decode()
    assert Agreement.objects.in_force(NOW).exists() and authority_of(officer, NOW, R4).may_serve


def test_a_suspension_does_not_end_in_the_past(director, in_force):
    suspension = workflow.give_notice(
        in_force, notice(Side.ICE, "suspension"), seen=in_force.version, by=director, at=NOW
    )
    with pytest.raises(Refused, match="end in the past"):
        workflow.resume(in_force, suspension, NOW - timedelta(seconds=1), seen=in_force.version, by=director, at=NOW)
    in_force.refresh_from_db()
    workflow.resume(in_force, suspension, NOW, seen=in_force.version, by=director, at=NOW)
    with pytest.raises(Refused, match="already been ended"):
        workflow.resume(in_force, suspension, NOW, seen=in_force.version, by=director, at=NOW)


def test_a_suspension_taken_back_before_it_begins_never_does(director, in_force):
    suspension = workflow.give_notice(
        in_force, notice(Side.ICE, "suspension"), seen=in_force.version, by=director, at=NOW
    )
    assert Agreement.objects.with_stage(NOW).get().stage == Stage.NOTICE_GIVEN
    workflow.resume(in_force, suspension, NOW, seen=in_force.version, by=director, at=NOW)
    assert Agreement.objects.with_stage(NOW).get().stage == Stage.IN_FORCE
    assert Agreement.objects.in_force(suspension.effective_at).exists()


def test_others_do_not_resume_or_annul(client, viewer, administrator, other_administrator, director, in_force):
    suspension = workflow.give_notice(
        in_force, notice(Side.ICE, "suspension"), seen=in_force.version, by=director, at=NOW
    )
    for verb in ("resume", "annul_notice"):
        for someone, status in ((viewer, 403), (administrator, 403), (other_administrator, 404)):
            client.force_login(someone)
            assert client.post(url(suspension, verb)).status_code == status
    with pytest.raises(PermissionDenied):
        workflow.resume(in_force, suspension, NOW, seen=in_force.version, by=viewer, at=NOW)


def test_at_its_end_an_agreement_takes_no_notice(office, pinellas):
    ended = facts.agreement(pinellas, ends_at=NOW - facts.DAY)
    with pytest.raises(Refused, match="had already ended when this notice was received"):
        workflow.give_notice(ended, notice(received_at=ended.ends_at), seen=ended.version, by=office, at=NOW)
