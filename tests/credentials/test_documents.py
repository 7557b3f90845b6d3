"""The documents on an officer's authority: what they say, whom they open to, and that they can be read by anyone."""

from datetime import date, timedelta

import pytest

from agreements.memoranda.models import Agreement
from officers.credentials.holding_workflow import lift, suspend
from officers.credentials.models import Authorization, Certification, Letter, Suspension, Withdrawal
from officers.credentials.printing import letter_paper, recorded_letter
from officers.credentials.workflow import certify, sign_letter, withdraw
from officers.nominations.models import Departure, Officer
from pages.typesetting import typeset
from records.models import AccessLog, Attachment, Event, MadeDocument
from tests import facts
from tests.cast import NOW
from tests.papers import pdf, post_with_file
from tests.reading import must_be_accessible, read

from .conftest import TODAY, letter_for

ENTERED = {
    "signed_by": "Dana Cole", "title": "Field Office Director", "signed_on": "", "from_on": "2026-03-09",
    "until_on": "2027-03-08", "powers": ["I-200"], "official": "Sam Ortiz", "position": "Supervisory Officer",
    "document": "1",
}  # fmt: skip
ABSURD = [
    ("#panic() ] $x$", "*b* _c_ @d <e> `f` // \\"), ("X" * 60, "Y" * 60), ("שלום", "محمد"), ("O'Brien-Ñandú", "Łukasz"),
    ("😀", "中村"), ("\u202eAna", "Ru\u0007iz"),
]  # fmt: skip


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def content(answer) -> bytes:
    assert answer.status_code == 200 and answer["Content-Type"] == "application/pdf"
    return answer.content


def withdrawn(row, director, effective_at=NOW):
    notice = Withdrawal(agreement=row.agreement, signed_by="Dana Cole", notified_at=NOW, effective_at=effective_at)
    return withdraw(notice, [row.officer], by=director, at=NOW)


def test_the_letter_is_seen_before_it_is_signed(client, director, agreement, certified):
    ana, bo = certified("Ana Ruiz"), certified("Bo Lee")
    client.force_login(director)
    page = client.get(f"/credentials/letter/{agreement.pk}/").content.decode()
    assert "View the letter (PDF)" in page and 'formtarget="_blank"' in page
    entered = {**ENTERED, "officers": [ana.pk, bo.pk]}
    found = must_be_accessible(content(client.post(f"/credentials/letter/{agreement.pk}/", entered)))
    for said in (
        "Pinellas County Sheriff's Office, Florida", "1 Bo Lee", "2 Ana Ruiz",
        "I-200: serve and execute warrants of arrest",
        "Mar 9, 2026, or when this letter is signed if that is later", "The end of Mar 8, 2027", "8 U.S.C. 1357(g)(5)",
        "Supervisory Officer", "Sam Ortiz", "Dana Cole", "Miami Field Office", "Printed Mar 2, 2026, 10:00 a.m. EST",
        "Page 1 of", "Not valid without signature and date",
    ):  # fmt: skip
        assert said in found.text, said
    assert "I-205:" not in found.text and "NOT IN FORCE" not in found.text
    assert not Letter.objects.exists()


def test_what_is_made_for_signature_is_kept_once_with_its_hash(client, director, agreement, certified):
    entered = {**ENTERED, "officers": [certified().pk]}
    client.force_login(director)
    first = content(client.post(f"/credentials/letter/{agreement.pk}/", entered))
    assert content(client.post(f"/credentials/letter/{agreement.pk}/", entered)) == first
    made = MadeDocument.objects.get()
    event = Event.objects.about(agreement.subject).get(verb="make_letter")
    assert event.actor == director and made.digest in event.reason and made.attachment.document.sha256 in event.reason
    assert made.attachment.document.sha256 in client.get(f"/credentials/agreements/{agreement.pk}/").content.decode()
    client.post(f"/credentials/letter/{agreement.pk}/", {**entered, "official": "Kim Lane"})
    assert MadeDocument.objects.count() == 2


def test_what_was_signed_is_compared_with_what_was_made(client, director, agreement, certified):
    row = certified()
    client.force_login(director)
    entered = {**ENTERED, "officers": [row.pk], "from_on": "2026-03-02"}
    client.post(f"/credentials/letter/{agreement.pk}/", entered)
    signed = {**entered, "signed_on": "2026-03-02", "copy": pdf("scan.pdf")}
    del signed["document"]
    post_with_file(client, f"/credentials/letter/{agreement.pk}/", signed)
    letter, scan = Letter.objects.get(), Attachment.objects.get(label="Signed letter")
    page = client.get(f"/credentials/letters/{letter.pk}/").content.decode()
    made = MadeDocument.objects.get().attachment.document.sha256
    assert "with the same facts as on record" in page and made in page and scan.document.sha256 in page
    Letter.objects.filter(pk=letter.pk).update(official="Kim Lane")
    page = client.get(f"/credentials/letters/{letter.pk}/").content.decode()
    assert "No letter for signature was made" in page and made not in page


def test_nothing_is_made_from_a_form_with_a_mistake(client, director, agreement, certified):
    client.force_login(director)
    answer = client.post(
        f"/credentials/letter/{agreement.pk}/", {**ENTERED, "officers": [certified().pk], "position": ""}
    )
    assert "Enter the " in answer.content.decode() and not MadeDocument.objects.exists()


def test_a_viewer_makes_no_letter(client, viewer, other_administrator, agreement, certified):
    entered = {**ENTERED, "officers": [certified().pk]}
    for who, status in ((viewer, 403), (other_administrator, 404)):
        client.force_login(who)
        assert client.post(f"/credentials/letter/{agreement.pk}/", entered).status_code == status
    assert not MadeDocument.objects.exists()


def test_names_print_as_they_are(agreement, certified):
    rows = []
    for number, (first, last) in enumerate(ABSURD):
        row = certified(f"Officer {number}")
        Officer.objects.filter(pk=row.officer_id).update(first_name=first, last_name=last)
        rows.append(row)
    officers = Officer.objects.filter(pk__in=[row.officer_id for row in rows]).order_by("pk")
    paper = letter_paper(letter_for(agreement, official="] #x $"), officers)
    found = must_be_accessible(typeset(paper, by="#panic()", at=NOW, zone="America/New_York"))
    for said in (
        "#panic() ] $x$ *b* _c_ @d <e> `f` // \\",
        "O'Brien-Ñandú Łukasz",
        "Ana Ruiz",
        "] #x $",
        "X" * 20,
        "by #panic()",
    ):
        assert said in found.text.replace("\ufffd", "?"), said
    assert "X" * 60 in found.text.replace(" ", "") and "Y" * 60 in found.text.replace(" ", "")
    assert "a character of this name" in found.text


def test_the_same_data_gives_the_same_bytes(agreement, certified):
    paper = letter_paper(letter_for(agreement), [certified().officer])
    made = {typeset(paper, by="Dana", at=NOW, zone="America/New_York") for _ in range(2)}
    assert len(made) == 1
    assert typeset(paper, by="Dana", at=NOW + timedelta(minutes=1), zone="America/New_York") not in made


def test_a_long_letter_repeats_its_headings(pinellas, agreement):
    officers = [Officer(pk=n, first_name=f"Officer{n}", last_name="Long", badge=f"B{n}") for n in range(120)]
    found = must_be_accessible(typeset(letter_paper(letter_for(agreement), officers), by="D", at=NOW, zone="UTC"))
    assert found.pages >= 4 and f"Page {found.pages} of {found.pages}" in found.text and found.count("TR") == 121


def test_the_letter_on_record_says_who_signed_and_what_is_filed(client, viewer, director, agreement, certified):
    letter = sign_letter(letter_for(agreement), [certified()], by=director, at=NOW)
    client.force_login(viewer)
    found = must_be_accessible(content(client.get(f"/credentials/letters/{letter.pk}/letter.pdf")))
    assert "Signed by Dana Cole, Field Office Director" in found.text and "Signed on Mar 2, 2026" in found.text
    assert "No signed copy is on file" in found.text and "NOT" not in found.text
    assert AccessLog.objects.filter(reader=viewer, subject=f"letter-{letter.pk}", at=NOW).count() == 1
    assert "View the letter (PDF)" in client.get(f"/credentials/letters/{letter.pk}/").content.decode()


def test_a_letter_that_is_no_longer_in_force_says_so(director, agreement, named):
    def standing(at=NOW):
        letter = Letter.objects.select_related("agreement").get()
        return recorded_letter(letter, at).standing

    row = named()
    assert standing() == ""
    bo = named("Bo Lee", row.letter)
    withdrawn(row, director)
    assert standing() == "NOT IN FORCE for 1 of 2 officers named: see each officer's status"
    withdrawn(bo, director)
    assert standing() == "NOT IN FORCE: withdrawn Mar 2, 2026, 10:00 a.m. EST"
    Authorization.objects.update(withdrawn_at=None, withdrawal=None)
    Agreement.objects.filter(pk=agreement.pk).update(ends_at=NOW)
    assert standing() == "NOT IN FORCE: ended Mar 2, 2026, 10:00 a.m. EST"
    Letter.objects.update(annulled_at=NOW, annulled_by=director, annulled_because="Wrong")
    assert standing() == "NOT IN FORCE: this entry was voided Mar 2, 2026"


def test_a_letter_says_when_it_starts_later_or_is_suspended(director, agreement, certified):
    row = certified()
    letter = sign_letter(letter_for(agreement, from_on=date(2026, 4, 1)), [row], by=director, at=NOW)
    assert recorded_letter(letter, NOW).standing == "NOT YET IN FORCE: starts Apr 1, 2026"
    agreement.notices.create(
        side="ice", kind="suspension", method="hand", received_at=NOW - 91 * facts.DAY, earliest_at=NOW - facts.DAY,
        effective_at=NOW - facts.DAY, recorded_by=director, recorded_at=NOW,
    )  # fmt: skip
    assert "agreement is suspended" in recorded_letter(letter, NOW).standing


def test_each_officer_has_a_status_on_the_letter(client, viewer, director, agreement, named):
    rows = [named("Ana Ruiz")]
    rows += [named(name, rows[0].letter) for name in ("Bo Lee", "Cy Diaz", "Di Moss")]
    Departure.objects.create(
        officer=rows[1].officer, notice_on=TODAY, last_day_on=date(2026, 3, 1), recorded_by=director, recorded_at=NOW,
        departs_at=facts.moment("2026-03-02T05:00:00+00:00"),
    )  # fmt: skip
    rows[2].officer.suspensions.create(notified_at=NOW, starts_at=NOW, recorded_by=director, recorded_at=NOW)
    withdrawn(rows[3], director, NOW + 30 * facts.DAY)
    client.force_login(viewer)
    text = read(content(client.get(f"/credentials/letters/{rows[0].letter_id}/letter.pdf"))).text
    for said in (
        "Left the agency Mar 1, 2026", "Suspended since Mar 2, 2026", "Withdrawn from Apr 1, 2026",
        "NOT IN FORCE for 2 of 4 officers named",
    ):  # fmt: skip
        assert said in text, said


def test_the_certification(client, office, viewer, agreement, passed):
    ana, bo = passed("Ana Ruiz"), passed("Bo Lee")
    client.force_login(office)
    entered = {"officers": [ana.pk, bo.pk], "certified_by": "Ada Crane, Chief", "document": "1"}
    found = must_be_accessible(content(client.post(f"/credentials/certify/{agreement.pk}/", entered)))
    assert "Ana Ruiz" in found.text and "Bo Lee" in found.text and "It gives no authority" in found.text
    assert "85" not in found.text and not Certification.objects.exists()
    assert Event.objects.filter(verb="make_certification").count() == 1
    one = certify(agreement, [ana, bo], "Ada Crane, Chief", TODAY, by=office, at=NOW)[0]
    client.force_login(viewer)
    found = must_be_accessible(content(client.get(f"/credentials/certifications/{one.pk}/certification.pdf")))
    assert "Ana Ruiz" in found.text and "Bo Lee" in found.text and "Certified by Ada Crane, Chief" in found.text
    Certification.objects.filter(pk=one.pk).update(annulled_at=NOW, annulled_by=office, annulled_because="Wrong")
    found = read(content(client.get(f"/credentials/certifications/{one.pk}/certification.pdf")))
    assert "Voided Mar 2, 2026" in found.text and "NOT IN FORCE" not in found.text


def test_the_data_for_form_70_006(client, viewer, named):
    row = named()
    client.force_login(viewer)
    found = must_be_accessible(content(client.get(f"/credentials/authorizations/{row.pk}/form-70-006.pdf")))
    for said in (
        "This is not Form 70-006",
        "Ana Ruiz",
        row.officer.badge,
        "Sam Ortiz",
        "Not yet executed",
        "Dana Cole",
    ):
        assert said in found.text, said
    assert found.pages == 1
    assert "Data for the form (PDF)" in client.get(f"/credentials/letters/{row.letter_id}/").content.decode()


def test_the_notice_of_withdrawal(client, director, viewer, agreement, named):
    row = named()
    client.force_login(director)
    entered = {"officers": [row.officer_id], "signed_by": "Dana Cole, Director", "document": "1"}
    found = must_be_accessible(content(client.post(f"/credentials/withdraw/{agreement.pk}/", entered)))
    for said in ("Ana Ruiz", "When the agency is notified", "Dana Cole, Director", "return them to ICE"):
        assert said in found.text, said
    assert not Withdrawal.objects.exists() and Event.objects.get(verb="make_withdrawal").actor == director
    notice = withdrawn(row, director)
    client.force_login(viewer)
    found = must_be_accessible(content(client.get(f"/credentials/withdrawals/{notice.pk}/notice.pdf")))
    assert "Agency notified Mar 2, 2026, 10:00 a.m. EST" in found.text and "NOT IN FORCE" not in found.text
    Withdrawal.objects.filter(pk=notice.pk).update(annulled_at=NOW, annulled_by=director, annulled_because="Wrong")
    found = read(content(client.get(f"/credentials/withdrawals/{notice.pk}/notice.pdf")))
    assert "NOT IN FORCE: this entry was voided Mar 2, 2026" in found.text


@pytest.mark.parametrize(
    ("revision", "basis", "due"), [("R1", "MOA App. B 3.B", "on"), ("R4", "ICE policy (not an MOA requirement)", "")]
)
def test_the_notice_of_suspension(client, director, viewer, pinellas, revision, basis, due):
    ana = facts.serving(pinellas, "Ana Ruiz", facts.agreement(pinellas, revision=revision))
    client.force_login(director)
    path = f"/credentials/officers/{ana.pk}/suspend/"
    entered = {"document": "1"} | ({"credential_due": due} if due else {})
    found = must_be_accessible(content(client.post(path, entered)))
    back = "due back" if due else "keeps the ICE credential"
    for said in ("Ana Ruiz", "When the agency is notified", back, basis, "Miami Field Office"):
        assert said in found.text, said
    assert not Suspension.objects.exists() and Event.objects.get(verb="make_suspension").actor == director
    suspension = suspend(ana, NOW, NOW, bool(due), by=director, at=NOW)
    client.force_login(viewer)
    page = f"/credentials/suspensions/{suspension.pk}/notice.pdf"
    agreement = ana.authorizations.get().agreement_id
    assert page in client.get(f"/credentials/agreements/{agreement}/").text
    found = must_be_accessible(content(client.get(page)))
    assert "Agency notified Mar 2, 2026, 10:00 a.m. EST" in found.text and "NOT IN FORCE" not in found.text
    lift(suspension, by=director, at=NOW)
    assert "NOT IN FORCE: lifted Mar 2, 2026" in read(content(client.get(page))).text


def test_a_suspension_is_voided_from_the_agreements_page(client, director, pinellas, agreement):
    ana = facts.serving(pinellas, "Ana Ruiz", agreement)
    suspension = suspend(ana, NOW, NOW, by=director, at=NOW)
    client.force_login(director)
    assert (
        f"/credentials/annul/suspension/{suspension.pk}/" in client.get(f"/credentials/agreements/{agreement.pk}/").text
    )


def test_other_jurisdiction_gets_404(client, other_administrator, dallas_office, director, named):
    row = named()
    notice = withdrawn(row, director)
    for stranger in (other_administrator, dallas_office):
        client.force_login(stranger)
        for page in (
            f"letters/{row.letter_id}/letter", f"certifications/{row.certification_id}/certification",
            f"authorizations/{row.pk}/form-70-006", f"withdrawals/{notice.pk}/notice",
        ):  # fmt: skip
            assert client.get(f"/credentials/{page}.pdf").status_code == 404
