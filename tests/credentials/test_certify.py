"""Certify: one act for several names, by someone who did not examine them; what cannot exist cannot, even in SQL."""

from datetime import date, time, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction

from agreements.memoranda.models import Agreement
from agreements.memoranda.terms import R4
from officers.authority.answer import authority_of
from officers.authority.requirements import REQUIREMENTS
from officers.background.models import BackgroundCheck
from officers.credentials.models import Certification
from officers.credentials.querysets import certifiable
from officers.credentials.workflow import certify
from officers.nominations.models import Departure
from officers.training.models import Examination
from officers.training.states import EXAMINE
from records.actions import Refused
from records.models import Event
from tests import facts
from tests.cast import NOW, did

from .conftest import TODAY

CERTIFICATION = list(REQUIREMENTS).index("certification")
BY = "Ada Crane, Training Unit Chief"


def act(agreement, examinations, by, on=TODAY):
    return certify(agreement, examinations, BY, on, by=by, at=NOW)


def test_it_works(client, office, director, agreement, passed):
    ana, bo = passed("Ana Ruiz"), passed("Bo Lee")
    client.force_login(office)
    page = client.get(f"/credentials/certify/{agreement.pk}/")
    assert b"Ana Ruiz" in page.content and b"Bo Lee" in page.content
    entered = {"officers": [ana.pk, bo.pk], "certified_by": BY, "certified_on": "2026-02-20"}
    answer = client.post(f"/credentials/certify/{agreement.pk}/", entered, follow=True)
    assert b"Names certified in writing by ICE:" in answer.content
    assert Certification.objects.filter(certified_on=date(2026, 2, 20)).count() == 2
    row = Certification.objects.get(officer=ana.nomination.officer)
    assert authority_of(row.officer, row.certified_at, R4).reasons[CERTIFICATION].met
    assert not authority_of(row.officer, row.certified_at - timedelta(seconds=1), R4).reasons[CERTIFICATION].met
    assert Event.objects.about(agreement.subject).filter(verb="certify_names").count() == 1
    assert Event.objects.about(row.officer.subject).get(verb="certified").actor == office
    assert director.notifications.get().path == f"/credentials/letter/{agreement.pk}/"


def test_other_jurisdiction_gets_404(client, dallas_office, agreement):
    client.force_login(dallas_office)
    assert client.get(f"/credentials/certify/{agreement.pk}/").status_code == 404


def test_viewer_gets_403(client, viewer, agreement):
    client.force_login(viewer)
    assert client.post(f"/credentials/certify/{agreement.pk}/", {}).status_code == 403


def test_the_verb_asks_for_the_role(director, agreement, passed):
    with pytest.raises(PermissionDenied):
        act(agreement, [passed()], director)


def test_who_examined_does_not_certify(client, office, agreement, passed):
    own = passed()
    did(office, EXAMINE, own)
    with pytest.raises(Refused, match="so a colleague must certify"):
        act(agreement, [own], office)
    client.force_login(office)
    page = client.get(f"/credentials/certify/{agreement.pk}/").content
    assert b"recorded attendance or scores of Ana Ruiz, so a colleague must certify" in page


def test_it_counts_from_the_passing_on_the_same_day(office, agreement, passed):
    examination = passed()
    day = examination.sat_on
    Examination.objects.filter(pk=examination.pk).update(sat_at=facts.moment(f"{day}T18:30:00+00:00"))
    row = certify(agreement, [examination], BY, day, time(9), by=office, at=NOW)[0]
    assert row.certified_at == facts.moment(f"{day}T18:30:00+00:00")


def test_an_old_one_without_a_time_counts_from_the_end_of_its_day(office, agreement, passed):
    assert (
        act(agreement, [passed()], office, on=date(2026, 2, 20))[0].certified_at.isoformat()
        == "2026-02-21T05:00:00+00:00"
    )


def test_todays_counts_from_its_time_or_from_now(client, office, agreement, passed):
    ana, bo = passed("Ana Ruiz"), passed("Bo Lee")
    assert act(agreement, [bo], office)[0].certified_at == NOW
    client.force_login(office)
    form = client.get(f"/credentials/certify/{agreement.pk}/").context["form"]
    assert (form["certified_on"].value(), f"{form['certified_time'].value():%H:%M}") == (TODAY, "10:00")
    entered = {"officers": [ana.pk], "certified_by": BY, "certified_on": "2026-03-02", "certified_time": "09:15"}
    client.post(f"/credentials/certify/{agreement.pk}/", entered)
    assert Certification.objects.get(examination=ana).certified_at.isoformat() == "2026-03-02T14:15:00+00:00"


def test_they_come_by_name(office, agreement, passed):
    last, first = passed("Ana Zimmer"), passed("Bo Adams")
    assert [row.examination for row in act(agreement, [last, first], office)] == [first, last]


@pytest.mark.parametrize(
    ("on", "words"), [(date(2026, 3, 3), "in the future"), (date(2025, 6, 1), "passed after this date")]
)
def test_it_explains_the_refusal(client, office, agreement, passed, on, words):
    examination = passed()
    with pytest.raises(Refused, match=words):
        act(agreement, [examination], office, on=on)
    client.force_login(office)
    entered = {"officers": [examination.pk], "certified_by": BY, "certified_on": on.isoformat()}
    assert words in client.post(f"/credentials/certify/{agreement.pk}/", entered).content.decode()


@pytest.mark.parametrize("on", ["0001-01-01", "9999-12-31", "2026-02-30", "1e5", ""])
def test_absurd_days_are_refused_kindly(client, office, agreement, passed, on):
    client.force_login(office)
    entered = {"officers": [passed().pk], "certified_by": BY, "certified_on": on}
    answer = client.post(f"/credentials/certify/{agreement.pk}/", entered)
    assert answer.status_code == 200 and not Certification.objects.exists()


def test_a_second_one_is_refused(office, agreement, passed):
    examination = passed()
    act(agreement, [examination], office)
    with pytest.raises(Refused, match="No officer under this agreement is cleared"):
        act(agreement, [examination], office)
    passed("Bo Lee")
    with pytest.raises(Refused, match="changed"):
        act(agreement, [examination], office)


def test_who_waits(agreement, passed, certified, pinellas):
    ready, open_check, gone, failed = passed("Ana Ruiz"), passed("Bo Lee"), passed("Cy Diaz"), passed("Di Eng")
    certified("Ed Fox")
    BackgroundCheck.objects.filter(nomination=open_check.nomination).delete()
    Departure.objects.create(
        officer=gone.nomination.officer, notice_on=TODAY, last_day_on=TODAY, departs_at=NOW, recorded_by=facts.clerk(),
        recorded_at=NOW,
    )  # fmt: skip
    Examination.objects.filter(pk=failed.pk).update(score=69.99)
    assert list(certifiable(NOW)) == [ready]
    assert gone in certifiable(NOW - timedelta(seconds=1))
    Agreement.objects.filter(pk=agreement.pk).update(ends_at=NOW)
    assert not certifiable(NOW).exists()


def test_a_failure_cannot_be_certified_even_in_sql(passed):
    examination = passed()
    Examination.objects.filter(pk=examination.pk).update(score=69.5)
    for claim in (True, False):
        with pytest.raises(IntegrityError), transaction.atomic():
            row = facts_of(examination)
            row.passed = claim
            row.save()


def test_anothers_examination_cannot_certify_even_in_sql(passed):
    ana, bo = passed("Ana Ruiz"), passed("Bo Lee")
    for wrong in ({"examination": bo}, {"nomination": bo.nomination}, {"officer": bo.nomination.officer}):
        row = facts_of(ana)
        for field, value in wrong.items():
            setattr(row, field, value)
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save()


def test_a_score_cannot_change_after_certification_even_in_sql(certified):
    examination = certified().examination
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE training_examination SET score = 70 WHERE id = %s", [examination.pk])


def facts_of(examination) -> Certification:
    nomination = examination.nomination
    return Certification(
        officer=nomination.officer, agreement=nomination.agreement, nomination=nomination, examination=examination,
        certified_by=BY, certified_on=TODAY, certified_at=NOW, recorded_by=facts.clerk(), recorded_at=NOW,
    )  # fmt: skip


def test_who_passed_the_retake_is_not_certified_before_it(office, agreement, passed):
    exam, retake = passed(), date(2026, 2, 25)
    Examination.objects.update(
        score=50, reviewed_on=retake, retake_score=90, retake_on=retake, retake_at=NOW - 5 * facts.DAY
    )
    with pytest.raises(Refused, match="passed after this date"):
        act(agreement, [exam], office, date(2026, 2, 24))
    assert act(agreement, [exam], office, retake)
