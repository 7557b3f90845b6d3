"""A later name or badge: a fact with a date. Papers keep theirs, lists show the one of now, search finds each."""

import pytest
from django.core.exceptions import PermissionDenied

from officers.authority.roster import searched
from officers.credentials.printing import recorded_certification, recorded_letter
from officers.nominations import naming, workflow
from officers.nominations.models import Departure, Nomination, Officer
from officers.nominations.naming import annul_name, begin_names, record_name
from officers.nominations.workflow import Nominee
from records.actions import Refused
from records.models import Event
from tests import facts
from tests.cast import NOW
from tests.facts import DAY

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
MARRIED = Nominee("Ana", "Reyes", "B1")


@pytest.fixture
def ana(pinellas, agreement):
    return facts.serving(pinellas, "Ana Ruiz", agreement)


def fresh(officer) -> Officer:
    return Officer.objects.get(pk=officer.pk)


def posted(nominee: Nominee, on) -> dict[str, str]:
    return {"first_name": nominee.first_name, "last_name": nominee.last_name, "badge": nominee.badge,
            "from_on": on.strftime("%m/%d/%Y")}  # fmt: skip


def test_it_works_and_papers_keep_their_name(client, administrator, office, ana):
    client.force_login(administrator)
    url = f"/nominations/officers/{ana.pk}/name/"
    assert url in client.get(f"/officers/{ana.pk}/").text and 'value="Ruiz"' in client.get(url).text
    page = client.post(url, posted(MARRIED, TODAY - 2 * DAY), follow=True).text
    assert "formerly Ana Ruiz, badge B1" in page and "<h1>Ana Reyes" in page.replace("\n", "")
    assert str(fresh(ana)) == "Ana Reyes"
    event = Event.objects.about(ana.subject).get(verb="record_name")
    assert event.reason == "From Ana Ruiz, badge B1 to Ana Reyes, badge B1, from Feb 28, 2026"
    assert office.notifications.get().subject_line == "New name or badge: Ana Reyes"
    row = ana.authorizations.get()
    letter = recorded_letter(row.letter, NOW)
    assert letter.facts["officers"] == [["1", "Ana Ruiz", "B1"]]
    assert recorded_certification(ana.certifications.get()).facts["officers"][0][1] == "Ana Ruiz"
    assert 'Ana Ruiz</a> <span class="quiet">now Ana Reyes' in client.get(f"/credentials/letters/{row.letter_id}/").text
    assert "now Ana Reyes" in client.get(f"/credentials/{ana.credentials.get().pk}/").text
    assert "Ana Ruiz</a>" in client.get(f"/nominations/{ana.nominations.get().pk}/").text
    assert "Ana Reyes" in client.get("/officers/today/").text


def test_search_and_roster_find_both(client, administrator, ana):
    record_name(ana, Nominee("Ana", "Reyes", "B9"), TODAY, by=administrator, at=NOW)
    client.force_login(administrator)
    for words in ("Ruiz", "Reyes, Ana", "B9", "B1"):
        assert f"/officers/{ana.pk}/" in client.get("/search/", {"q": words}).text, words
        assert [*searched(Officer.objects.all(), words.replace(",", ""))] == [ana]
        assert Nomination.objects.named(words.replace(",", "")).count() == 1


def test_a_later_date_begins_by_itself(administrator, ana):
    day = TODAY + 9 * DAY
    row = record_name(ana, Nominee("Ana", "Ruiz", "S7"), day, by=administrator, at=NOW)
    assert fresh(ana).badge == "B1" and fresh(ana).former == ""
    begin_names(row.starts_at - DAY)
    assert fresh(ana).badge == "B1"
    begin_names(row.starts_at)
    assert fresh(ana).badge == "S7" and fresh(ana).former == "Ana Ruiz, badge B1"


def test_a_paper_signed_before_and_entered_after_has_the_name_of_its_date(administrator, ana):
    """And one that was on record before an earlier date was entered keeps what it printed."""
    before = record_name(ana, MARRIED, TODAY - 5 * DAY, by=administrator, at=NOW)
    for at, known, name in (
        (NOW - 6 * DAY, NOW + DAY, "Ruiz"), (NOW - DAY, NOW - DAY, "Ruiz"), (NOW - DAY, NOW, "Reyes"),
    ):  # fmt: skip
        [officer] = naming.as_named([fresh(ana)], at, known)
        assert officer.last_name == name
    annul_name(before, "Typed by mistake", by=administrator, at=NOW + DAY)
    [officer] = naming.as_named([fresh(ana)], NOW, NOW)
    assert officer.last_name == "Reyes" and str(fresh(ana)) == "Ana Ruiz" and fresh(ana).former == ""


def test_void_gives_the_name_before(client, administrator, office, ana):
    first = record_name(ana, MARRIED, TODAY - DAY, by=administrator, at=NOW)
    record_name(ana, Nominee("Ana", "Reyes", "S7"), TODAY, by=administrator, at=NOW)
    client.force_login(office)
    url = f"/nominations/names/{first.pk}/annul/"
    assert url in client.get(f"/officers/{ana.pk}/").text
    client.post(url, {"reason": "She kept her name"})
    assert str(fresh(ana)) == "Ana Reyes" and fresh(ana).former == "Ana Ruiz, badge B1"
    with pytest.raises(Refused, match="void already"):
        annul_name(type(first).objects.get(pk=first.pk), "Again", by=office, at=NOW)
    with pytest.raises(Refused, match="nomination stay"):
        annul_name(ana.names.get(starts_at=None), "Wrong", by=office, at=NOW)


def test_a_badge_belongs_to_one_at_a_time(administrator, pinellas, ana):
    bo = facts.officer(pinellas, "Bo Lee", badge="B2")
    facts.nomination(bo, ana.nominations.get().agreement)
    to_b2 = ana, Nominee("Ana", "Ruiz", "B2"), TODAY + 9 * DAY
    with pytest.raises(Refused, match="B2 belongs to Bo Lee"):
        record_name(*to_b2, by=administrator, at=NOW)
    record_name(bo, Nominee("Bo", "Lee", "S1"), TODAY + 9 * DAY, by=administrator, at=NOW)
    row = record_name(*to_b2, by=administrator, at=NOW)
    with pytest.raises(Refused, match="B2 belongs to Ana Ruiz from Mar 11, 2026"):
        workflow.nominate(Officer(jurisdiction=pinellas, first_name="C", last_name="D", badge="B2"), set(),
                          by=administrator, at=NOW)  # fmt: skip
    with pytest.raises(Refused, match="S1 belongs to Bo Lee"):
        record_name(ana, Nominee("Ana", "Ruiz", "S1"), TODAY + 20 * DAY, by=administrator, at=NOW)
    begin_names(row.starts_at)
    assert (fresh(ana).badge, fresh(bo).badge) == ("B2", "S1")
    back = bo.names.get(badge="S1")
    with pytest.raises(Refused, match="B2 now belongs to Ana Ruiz"):
        annul_name(back, "Wrong", by=administrator, at=NOW)


def test_who_returns_gets_another_badge_where_the_old_one_is_taken(client, administrator, pinellas, ana):
    Departure.objects.create(
        officer=ana, notice_on=TODAY, last_day_on=TODAY, departs_at=NOW - DAY, recorded_by=administrator,
        recorded_at=NOW,
    )  # fmt: skip
    new = Officer(jurisdiction=pinellas, first_name="Cy", last_name="Day", badge="B1")
    workflow.nominate(new, set(), by=administrator, at=NOW)
    with pytest.raises(Refused, match="Record a new badge for Ana Ruiz first"):
        workflow.nominate(fresh(ana), set(), by=administrator, at=NOW)
    client.force_login(administrator)
    page = client.get(f"/officers/{ana.pk}/").text
    assert "Record a new badge for Ana Ruiz first" in page and f"/nominations/officers/{ana.pk}/name/" in page
    record_name(fresh(ana), Nominee("Ana", "Ruiz", "B8"), TODAY, by=administrator, at=NOW)
    workflow.nominate(fresh(ana), set(), by=administrator, at=NOW)
    assert {(o.badge, o.badge_freed) for o in Officer.objects.all()} == {("B8", False), ("B1", False)}


def test_it_explains_the_refusal(administrator, pinellas, agreement, ana):
    with pytest.raises(Refused, match="on record for that date"):
        record_name(ana, Nominee("Ana", "Ruiz", "B1"), TODAY, by=administrator, at=NOW)
    record_name(ana, MARRIED, TODAY, by=administrator, at=NOW)
    with pytest.raises(Refused, match="from this date. Void it first"):
        record_name(ana, Nominee("Ana", "Rios", "B1"), TODAY, by=administrator, at=NOW)
    for status, words in (("draft", "Edit the nomination"), ("submitted", "was accepted")):
        nominee = facts.officer(pinellas, f"New {status}")
        facts.nomination(nominee, agreement, status=status)
        with pytest.raises(Refused, match=words):
            record_name(nominee, MARRIED, TODAY, by=administrator, at=NOW)


def test_only_the_agency_and_its_field_office(client, viewer, director, other_administrator, dallas_office, ana):
    for user, status in ((viewer, 403), (director, 403), (other_administrator, 404), (dallas_office, 404)):
        client.force_login(user)
        assert client.post(f"/nominations/officers/{ana.pk}/name/", posted(MARRIED, TODAY)).status_code == status
        assert "/name/" not in client.get(f"/officers/{ana.pk}/").text
        with pytest.raises(PermissionDenied):
            record_name(ana, MARRIED, TODAY, by=user, at=NOW)
