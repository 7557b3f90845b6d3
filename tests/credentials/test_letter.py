"""The authorization letter: for several certified officers, from its signature on, under an agreement that lasts."""

from datetime import date, time, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction

from agreements.memoranda.models import Agreement
from agreements.memoranda.terms import R4
from officers.authority.answer import authority_of
from officers.credentials.models import Authorization, Certification, Letter, Supervision
from officers.credentials.workflow import execute_form, give_copy, receive, sign_letter
from records.actions import Refused
from records.models import Attachment, Event
from tests import facts
from tests.cast import EACH_REVISION, NOW
from tests.papers import file_seen, pdf, post_with_file

from .conftest import TODAY, letter_for

ENTERED = {
    "signed_by": "Dana Cole", "title": "Field Office Director", "signed_on": "2026-03-02", "from_on": "2026-03-02",
    "powers": ["I-200", "I-205"], "official": "Sam Ortiz", "position": "Supervisory Officer",
}  # fmt: skip


def met(officer, code, at) -> bool:
    return next(reason.met for reason in authority_of(officer, at, R4).reasons if reason.code == code)


@pytest.mark.parametrize("revision", EACH_REVISION)
def test_it_works(client, director, office, administrator, agreement, certified):
    ana, bo = certified("Ana Ruiz"), certified("Bo Lee")
    client.force_login(director)
    page = client.get(f"/credentials/letter/{agreement.pk}/")
    assert b"Ana Ruiz" in page.content and b"Director" in page.content
    entered = {**ENTERED, "officers": [ana.pk, bo.pk]}
    shown = client.post(f"/credentials/letter/{agreement.pk}/", entered | {"copy": pdf("letter.pdf")})
    assert "This is the right file" in shown.text and not Letter.objects.exists()  # page 1 comes first
    answer = client.post(f"/credentials/letter/{agreement.pk}/", entered | file_seen(shown), follow=True)
    assert b"Authorization letter signed:" in answer.content
    letter = Letter.objects.get()
    assert letter.starts_at == NOW and letter.ends_at is None and letter.powers == ["I-200", "I-205"]
    assert {row.officer for row in letter.authorizations.all()} == {ana.officer, bo.officer}
    assert Attachment.objects.of(letter).get().label == "Signed letter"
    assert met(ana.officer, "letter", NOW) and met(ana.officer, "supervisor", NOW)
    assert not met(ana.officer, "letter", NOW - timedelta(seconds=1)) and not met(ana.officer, "form_70_006", NOW)
    assert Event.objects.about(agreement.subject).filter(verb="sign_letter").count() == 1
    assert Event.objects.about(ana.officer.subject).filter(verb="authorized").count() == 1
    for person in (office, administrator):
        assert person.notifications.get().path == f"/credentials/letters/{letter.pk}/"


def test_a_known_time_counts_and_so_does_the_agreement(director, agreement, certified):
    letter = letter_for(agreement, signed_time=time(9, 30))
    sign_letter(letter, [certified()], by=director, at=NOW)
    assert letter.starts_at == letter.signed_at == facts.moment("2026-03-02T14:30:00+00:00")
    Agreement.objects.filter(pk=agreement.pk).update(effective_at=NOW - timedelta(minutes=5))
    agreement.refresh_from_db()
    later = letter_for(agreement, signed_time=time(9, 50))
    sign_letter(later, [certified("Bo Lee")], by=director, at=NOW)
    assert later.starts_at == NOW - timedelta(minutes=5)


def test_until_counts_to_the_end_of_its_day(director, agreement, certified):
    row = certified()
    sign_letter(letter_for(agreement, until_on=date(2026, 3, 31)), [row], by=director, at=NOW)
    end = facts.moment("2026-04-01T04:00:00+00:00")
    assert met(row.officer, "letter", end - timedelta(seconds=1)) and not met(row.officer, "letter", end)


def test_a_paper_entered_late_may_be_old(director, agreement, certified):
    letter = letter_for(agreement, signed_on=date(2026, 1, 5), from_on=date(2026, 1, 5))
    sign_letter(letter, [certified()], by=director, at=NOW)
    assert letter.starts_at == facts.moment("2026-01-06T05:00:00+00:00") and letter.recorded_at == NOW


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"from_on": date(2026, 3, 1)}, "before the date signed"),
        ({"signed_on": date(2026, 3, 3), "from_on": date(2026, 3, 3)}, "can't be in the future"),
        ({"signed_time": time(10, 30)}, "can't be in the future"),
        ({"until_on": date(2026, 3, 1)}, "can't end before it starts"),
        ({"powers": []}, "names the powers"),
        ({"powers": ["I-247"]}, "names the powers"),
        ({"position": ""}, "name and position"),
        ({"signed_on": date(2025, 6, 1), "from_on": date(2025, 6, 1)}, "was certified after this letter"),
    ],
)  # fmt: skip
def test_it_explains_the_refusal(director, agreement, certified, changes, words):
    with pytest.raises(Refused, match=words):
        sign_letter(letter_for(agreement, **changes), [certified()], by=director, at=NOW)
    assert not Letter.objects.exists()


def test_an_ended_agreement_has_no_further_letters(director, agreement, certified):
    row = certified()
    late = NOW + 5 * facts.DAY, TODAY + 10 * facts.DAY, "ends before this letter starts"
    for ends_at, from_on, words in ((NOW, TODAY, "The agreement has ended"), late):
        Agreement.objects.filter(pk=agreement.pk).update(ends_at=ends_at)
        agreement.refresh_from_db()
        with pytest.raises(Refused, match=words):
            sign_letter(letter_for(agreement, from_on=from_on), [row], by=director, at=NOW)


def test_one_letter_at_a_time(director, agreement, certified):
    row = certified()
    first = sign_letter(letter_for(agreement, until_on=date(2026, 3, 31)), [row], by=director, at=NOW)
    with pytest.raises(Refused, match="Already authorized for those dates: Ana Ruiz"):
        sign_letter(letter_for(agreement, from_on=date(2026, 3, 31)), [row], by=director, at=NOW)
    sign_letter(letter_for(agreement, from_on=date(2026, 4, 1)), [row], by=director, at=NOW)
    assert met(row.officer, "letter", first.ends_at)


def test_only_the_director_signs(office, agreement, certified):
    with pytest.raises(PermissionDenied):
        sign_letter(letter_for(agreement), [certified()], by=office, at=NOW)


def test_other_jurisdiction_gets_404(client, other_administrator, dallas_office, named):
    letter = named().letter
    for stranger in (other_administrator, dallas_office):
        client.force_login(stranger)
        for page in (f"letter/{letter.agreement_id}/", f"letters/{letter.pk}/", f"letters/{letter.pk}/form/",
                     f"agreements/{letter.agreement_id}/", f"annul/letter/{letter.pk}/"):  # fmt: skip
            assert client.get(f"/credentials/{page}").status_code == 404


def test_viewer_gets_403(client, viewer, named):
    letter = named().letter
    client.force_login(viewer)
    for page in ("copy", "form", "receipt"):
        assert client.post(f"/credentials/letters/{letter.pk}/{page}/", {}).status_code == 403
    assert client.post(f"/credentials/letter/{letter.agreement_id}/", ENTERED).status_code == 403
    assert client.get(f"/credentials/letters/{letter.pk}/").status_code == 200


def test_its_official_supervises_from_its_start(director, agreement, certified):
    row, other, same = certified("Ana Ruiz"), certified("Bo Lee"), certified("Cy Diaz")
    for officer in (other.officer, same.officer):
        facts.supervised(officer)
    Supervision.objects.filter(officer=other.officer).update(official="Kim Lane")
    sign_letter(letter_for(agreement), [row, other, same], by=director, at=NOW)
    assert row.officer.supervisions.get().starts_at == NOW
    before, after = other.officer.supervisions.order_by("starts_at")
    assert before.ends_at == after.starts_at == NOW and after.official == "Sam Ortiz"
    assert same.officer.supervisions.get().ends_at is None


def test_copy_form_and_receipt(client, office, administrator, named):
    ana, bo = named("Ana Ruiz"), None
    bo = named("Bo Lee", ana.letter)
    letter, officers = ana.letter, [ana.pk, bo.pk]
    client.force_login(office)
    assert b"Record the agency" in client.get(f"/credentials/letters/{letter.pk}/").content
    client.post(f"/credentials/letters/{letter.pk}/copy/", {"copied_on": "2026-02-25"})
    client.post(f"/credentials/letters/{letter.pk}/form/", {"officers": officers, "form_on": "2026-02-26"})
    answer = client.post(
        f"/credentials/letters/{letter.pk}/receipt/", {"officers": [ana.pk], "receipt_on": "2026-02-27"}, follow=True
    )
    assert b"Officer received letter and Form 70-006:" in answer.content
    letter.refresh_from_db()
    assert letter.copied_on == date(2026, 2, 25)
    form_at, receipt_at = facts.moment("2026-02-27T05:00:00+00:00"), facts.moment("2026-02-28T05:00:00+00:00")
    for code, at in (("form_70_006", form_at), ("receipt", receipt_at)):
        assert met(ana.officer, code, at) and not met(ana.officer, code, at - timedelta(seconds=1))
    assert met(bo.officer, "form_70_006", NOW) and not met(bo.officer, "receipt", NOW)
    assert administrator.notifications.filter(subject_line__startswith="Form 70-006").count() == 1


@pytest.mark.parametrize(
    ("act", "day", "words"),
    [
        (give_copy, TODAY + facts.DAY, "in the future"),
        (give_copy, date(2025, 7, 1), "before the letter is signed"),
        (execute_form, date(2025, 7, 1), "after the letter is signed"),
        (receive, TODAY, "Record Form 70-006 first"),
    ],
)
def test_dates_follow_each_other(office, named, act, day, words):
    row = named()
    given = [row.letter, [row], day] if act is not give_copy else [row.letter, day]
    with pytest.raises(Refused, match=words):
        act(*given, by=office, at=NOW)


def test_a_dated_step_is_recorded_once(office, named):
    row = named()
    execute_form(row.letter, [row], TODAY, by=office, at=NOW)
    with pytest.raises(Refused, match="on record for every officer"):
        execute_form(row.letter, [row], TODAY, by=office, at=NOW)
    named("Bo Lee", row.letter)
    with pytest.raises(Refused, match="changed"):
        execute_form(row.letter, [row], TODAY, by=office, at=NOW)
    receive(row.letter, [row], TODAY, by=office, at=NOW)
    give_copy(row.letter, TODAY, by=office, at=NOW)
    with pytest.raises(Refused, match="changed"):
        give_copy(row.letter, TODAY, by=office, at=NOW)


def test_the_officers_links_open_the_letters_page(client, office, named):
    ana = named("Ana Ruiz")
    bo = named("Bo Lee", ana.letter)
    client.force_login(office)
    answer = client.get(f"/credentials/officers/{bo.officer_id}/form/")
    assert answer.url == f"/credentials/letters/{ana.letter_id}/form/?officer={bo.officer_id}"
    assert client.get(answer.url).context["form"]["officers"].initial == [bo]
    answer = client.get(f"/credentials/officers/{bo.officer_id}/receipt/")
    assert answer.url == f"/officers/{bo.officer_id}/"


def test_what_waits(agreement, certified, named):
    without, row = certified("Cy Diaz"), named()
    assert list(Certification.objects.without_letter(NOW)) == [without]
    assert list(Letter.objects.without_copy(NOW)) == [row.letter]
    assert list(Authorization.objects.without_form(NOW)) == [row]
    assert not Authorization.objects.without_receipt(NOW).exists()
    Agreement.objects.filter(pk=agreement.pk).update(ends_at=NOW)
    waits = (Certification.objects.without_letter, Letter.objects.without_copy, Authorization.objects.without_form)
    assert [list(wait(NOW)) for wait in waits] == [[], [], []]


def test_the_papers_page(client, director, agreement, certified, named, django_assert_max_num_queries):
    certified("Cy Diaz"), named()
    client.force_login(director)
    with django_assert_max_num_queries(17):  # two of them ask what the director may do
        page = client.get(f"/credentials/agreements/{agreement.pk}/").content
    assert b"Certified, awaiting a letter: 1" in page and b"Withdraw officers" in page
    assert b"Certify officers" not in page


def test_an_uncertified_officer_cannot_be_named_even_in_sql(passed, certified, agreement):
    other, row = passed("Bo Lee").nomination.officer, certified("Ana Ruiz")
    letter = facts.letter(agreement)
    row.officer = other  # Bo, by Ana's certification
    with pytest.raises(IntegrityError), transaction.atomic():
        facts.authorized(row, letter)


def test_overlapping_letters_cannot_be_even_in_sql(named):
    row = named()
    with pytest.raises(IntegrityError), transaction.atomic():
        facts.authorized(row.certification, facts.letter(row.agreement, starts_at=NOW))


def test_a_letter_cannot_start_before_its_signature_even_in_sql(named):
    letter = named().letter
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE credentials_letter SET signed_at = starts_at + interval '1s' WHERE id = %s", [letter.pk])


def test_an_act_on_nobody_is_refused(office, director, agreement, named):
    row, letter = named(), Letter.objects.get()
    named("Bo Lee", letter)
    execute_form(letter, [row], TODAY, by=office, at=NOW)
    for act in (execute_form, receive):
        with pytest.raises(Refused, match="at least one officer"):
            act(letter, [], TODAY, by=office, at=NOW)


def test_the_signed_form_is_filed_with_its_letter(client, office, director, named):
    row = named()
    client.force_login(office)
    path = f"/credentials/letters/{row.letter_id}/form/"
    given = {"officers": [row.pk], "form_on": "2026-03-02", "copy": pdf("form.pdf")}
    page = post_with_file(client, path, given, follow=True)
    assert "executed: " in page.text
    assert Attachment.objects.of(row.letter).get().label == "Signed Form 70-006"
    assert "Signed Form 70-006" in client.get(f"/credentials/letters/{row.letter_id}/").text


def test_a_file_of_another_agency_is_told_before_it_counts(client, office, named, hernando):
    row = named()
    client.force_login(office)
    path = f"/credentials/letters/{row.letter_id}/form/"
    given = {"officers": [row.pk], "form_on": "2026-03-02", "copy": pdf("form.pdf", f"For {hernando}, Florida")}
    page = post_with_file(client, path, given)
    assert "Hernando" in page.text and not Attachment.objects.of(row.letter).exists()


def test_nobody_receives_before_form_70_006(office, named):
    row = named()
    execute_form(row.letter, [row], TODAY, by=office, at=NOW)
    with pytest.raises(Refused, match="before the date of Form 70-006"):
        receive(row.letter, [row], TODAY - timedelta(days=1), by=office, at=NOW)
