"""Where officers work, and whether they may serve there now (MOA App. A)."""

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse

from agreements.jurisdictions import facilities
from agreements.jurisdictions.models import Facility
from officers.authority.jails import facility_lines, posted_at, serves_here
from officers.authority.verdicts import Verdict
from officers.credentials.models import Suspension
from officers.postings import workflow
from officers.postings.models import Posting
from records.actions import Refused
from tests import facts
from tests.cast import LONG_AGO, NOW
from tests.facts import DAY

TODAY, TOMORROW = date(2026, 3, 2), date(2026, 3, 3)


@pytest.fixture
def jail(pinellas) -> Facility:
    return Facility.objects.create(jurisdiction=pinellas, name="Main jail", zone=pinellas.zone, covered_from=LONG_AGO)


def page_of(client, user, facility) -> str:
    client.force_login(user)
    return client.get(reverse("facilities:facility", args=[facility.pk])).text


def test_an_administrator_posts_officers_and_the_page_says_who_may_serve_here(
    client, administrator, pinellas, jail, still
):
    serving, nominee = facts.serving(pinellas, "Ana Ruiz"), facts.officer(pinellas, "Bo Lee")
    client.force_login(administrator)
    url = reverse("facilities:post_officers", args=[jail.pk])
    given = {"officers": [serving.pk, nominee.pk], "shift": "night", "from_on": "2026-03-02"}
    page = client.post(url, given, follow=True).text
    assert "2 officers posted at Main jail." in page and "Ana Ruiz" in page and "Night" in page
    answers = {row.posting.officer: row.verdict for row in posted_at(jail, NOW)}
    assert answers == {serving: Verdict.YES, nominee: Verdict.NO}
    assert [*serves_here(jail, NOW)] == [serving]


@pytest.mark.parametrize(
    ("posting", "facility", "at", "here"),
    [
        ({}, {}, NOW, True),
        ({"from_on": TOMORROW}, {}, NOW, False),
        ({"until_on": TODAY}, {}, datetime.fromisoformat("2026-03-03T04:59:59Z"), True),
        ({"until_on": TODAY}, {}, datetime.fromisoformat("2026-03-03T05:00:00Z"), False),  # midnight in Florida
        ({"until_on": date(2026, 3, 1)}, {}, NOW, False),
        ({}, {"covered_from": None}, NOW, False),
        ({}, {"covered_from": TOMORROW}, NOW, False),
        ({}, {"until_on": date(2026, 3, 1)}, NOW, False),
        ({}, {"until_on": TODAY}, NOW, True),
    ],
)
def test_serving_here_needs_the_posting_and_the_coverage(pinellas, jail, posting, facility, at, here):
    Facility.objects.filter(pk=jail.pk).update(**facility)
    jail.refresh_from_db()
    officer = facts.serving(pinellas, "Ana Ruiz")
    facts.posted(officer, jail, **posting)
    assert [*serves_here(jail, at)] == [officer] * here
    assert [row.verdict is Verdict.YES for row in posted_at(jail, at)] in ([here], [])


def test_who_is_suspended_serves_nowhere(pinellas, jail):
    officer = facts.serving(pinellas, "Ana Ruiz")
    facts.posted(officer, jail)
    Suspension.objects.create(
        officer=officer, notified_at=NOW, starts_at=NOW, recorded_by=facts.clerk(), recorded_at=NOW
    )
    assert not serves_here(jail, NOW) and serves_here(jail, NOW - DAY)


def test_at_another_jail_of_the_agency_nobody_may_serve(pinellas, jail):
    other = Facility.objects.create(jurisdiction=pinellas, name="Annex", zone=pinellas.zone, covered_from=LONG_AGO)
    facts.posted(facts.serving(pinellas, "Ana Ruiz"), jail)
    assert not serves_here(other, NOW)
    first, second = facility_lines(pinellas.facilities.all(), NOW)
    assert (first.facility, first.needs_officers, second.serving) == (other, True, 1)


@pytest.mark.parametrize(("days", "served"), [(7, True), (8, False)])
def test_a_jail_that_somebody_serves_within_a_week_is_not_listed_first(pinellas, jail, days, served):
    first_day = TODAY + timedelta(days=days)
    facts.posted(facts.serving(pinellas, "Ana Ruiz"), jail, from_on=first_day)
    (line,) = facility_lines(pinellas.facilities.all(), NOW)
    assert (line.serving, line.is_served) == (0, served)


def test_what_cannot_be_is_refused(administrator, hernando, pinellas, jail):
    officer, stranger = facts.officer(pinellas, "Ana Ruiz"), facts.officer(hernando, "Cal Norwood")

    def post(officers, *dates):
        workflow.post_officers(jail, officers, "any", *dates, by=administrator, at=NOW)

    with pytest.raises(Refused, match="only in their own agency's facilities"):
        post([officer, stranger], TODAY)
    with pytest.raises(Refused, match="The last day can't be before the first day."):
        post([officer], TODAY, date(2026, 3, 1))
    post([officer], TODAY, TOMORROW)
    with pytest.raises(Refused, match="already posted here in that time"):
        post([officer], TOMORROW)
    post([officer], date(2026, 3, 4))
    jail.until_on = TOMORROW
    with pytest.raises(Refused, match="not in use on the first day"):
        post([officer], date(2027, 3, 4))
    assert Posting.objects.count() == 2


def test_a_posting_ends_once_and_a_wrong_one_is_void(client, administrator, pinellas, jail, still):
    posting = facts.posted(facts.serving(pinellas, "Ana Ruiz"), jail)
    page_before = Posting.objects.get(pk=posting.pk)
    client.force_login(administrator)
    client.post(reverse("facilities:end_posting", args=[posting.pk]), {"until_on": "2026-03-02"})
    posting.refresh_from_db()
    assert posting.until_on == TODAY
    with pytest.raises(Refused, match="the last day on record already"):
        workflow.end_posting(posting, TODAY, by=administrator, at=NOW)
    with pytest.raises(Refused, match="Someone has changed this record"):
        workflow.end_posting(page_before, TOMORROW, by=administrator, at=NOW)
    void = reverse("facilities:void_posting", args=[posting.pk])
    assert "Enter the reason" in client.post(void, {"reason": " "}).text
    assert "Posting void" in client.post(void, {"reason": "Wrong jail"}, follow=True).text
    assert not Posting.objects.live() and "Nobody is posted here yet" in page_of(client, administrator, jail)


def test_a_viewer_reads_and_a_stranger_finds_nothing(client, viewer, other_administrator, pinellas, jail):
    posting = facts.posted(facts.serving(pinellas, "Ana Ruiz"), jail)
    assert "Void" not in page_of(client, viewer, jail)
    assert client.get(reverse("facilities:end_posting", args=[posting.pk])).status_code == 403
    client.force_login(other_administrator)
    assert client.get(reverse("facilities:facility", args=[jail.pk])).status_code == 404
    assert client.get(reverse("facilities:end_posting", args=[posting.pk])).status_code == 404
    assert "Main jail" not in client.get(reverse("facilities:index")).text


def test_the_zone_of_a_jail_stays_while_officers_are_posted_there(administrator, pinellas, jail):
    posting = facts.posted(facts.officer(pinellas, "Ana Ruiz"), jail)
    central = {"zone": "America/Chicago"}
    with pytest.raises(Refused, match="Void their postings"):
        facilities.edit_facility(jail, central, seen=1, by=administrator, at=NOW)
    facilities.edit_facility(jail, {"city": "Largo"}, seen=1, by=administrator, at=NOW)
    workflow.void_posting(posting, "Wrong zone", by=administrator, at=NOW)
    facilities.edit_facility(jail, central, seen=2, by=administrator, at=NOW)
    assert jail.zone == "America/Chicago"
