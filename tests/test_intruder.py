"""What an intruder tries, signed in or not: other people's numbers, files that lie, the sign-in itself."""

import io
import re
import zipfile

import pytest
from django.conf import settings
from django.core import mail, signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import User
from accounts.roles import Role
from agreements.jurisdictions.models import FieldOffice, Jurisdiction
from agreements.memoranda.models import Agreement
from notifications.delivery import deliver
from officers.credentials.models import Letter
from officers.nominations.models import Nomination, Officer
from officers.training.models import TrainingClass
from pages.files import SALT
from records.documents import attach, store
from records.models import Attachment, Document, Event
from tests import facts
from tests.cast import NOW, person
from tests.facts import DAY
from tests.papers import pdf, pdf_bytes
from wso_portal import clock

SIGN_IN, RESET = "/accounts/login/", "/accounts/password/reset/"


def sign_in(client, email, word="rehearsal", **more):
    return client.post(SIGN_IN, {"login": email, "password": word, **more})


@pytest.fixture
def foreign(world, hernando):
    """The other county's people at every step, under the same field office."""
    agreement = facts.agreement(hernando)
    passed = facts.examined(nominee(hernando, agreement, "Paula Passed"))
    certified = facts.certified(facts.examined(nominee(hernando, agreement, "Carl Certified")))
    named = facts.authorized(
        facts.certified(facts.examined(nominee(hernando, agreement, "Nina Named"))), facts.letter(agreement)
    )
    return {"agreement": agreement, "passed": passed, "certified": certified, "named": named}


def nominee(jurisdiction, agreement, name):
    put_forward = facts.nomination(facts.officer(jurisdiction, name), agreement)
    facts.cleared(put_forward)
    return put_forward


def refused(client, path, data, words) -> None:
    """The page says what is wrong, and nothing has happened."""
    before = Event.objects.count()
    answer = client.post(path, data)
    assert answer.status_code == 200 and words in answer.content.decode(), (path, answer.status_code)
    assert Event.objects.count() == before


def test_nobody_nominates_for_another_agency(client, world, foreign, hernando):
    client.force_login(world.cast[Role.ADMINISTRATOR])
    for number in (foreign["named"].officer_id, 2**63, "1e5", "-1", ""):
        assert client.get("/nominations/new/", {"officer": number}).status_code == 404
    person_of = {"first_name": "Max", "last_name": "Muster", "badge": "1", "draft": "1", "jurisdiction": hernando.pk}
    refused(client, "/nominations/new/", person_of, "from the list")
    assert not Officer.objects.filter(last_name="Muster").exists()


def test_papers_name_only_their_own_officers(client, world, foreign):
    ours, letter = world.records[Agreement].pk, world.records[Letter].pk
    named = foreign["named"]
    acts = (
        (Role.FIELD_OFFICE, f"/credentials/certify/{ours}/", foreign["passed"].pk),
        (Role.DIRECTOR, f"/credentials/letter/{ours}/", foreign["certified"].pk),
        (Role.DIRECTOR, f"/credentials/withdraw/{ours}/", named.officer_id),
        (Role.FIELD_OFFICE, f"/credentials/agreements/{ours}/supervise/", named.officer_id),
        (Role.FIELD_OFFICE, f"/credentials/officers/{world.records[Officer].pk}/supervise/", named.officer_id),
        (Role.FIELD_OFFICE, f"/credentials/letters/{letter}/form/", named.pk),
        (Role.FIELD_OFFICE, f"/credentials/letters/{letter}/receipt/", named.pk),
    )
    for role, path, number in acts:
        client.force_login(world.cast[role])
        for odd in (number, 2**63, "x"):
            page = client.post(path, {"officers": [odd]}).content.decode()
            assert "no longer needed for someone you selected" in page or "from the list" in page, (path, odd)
    assert not Event.objects.filter(subject=named.subject).exists()


def test_a_class_takes_its_own_people(client, world, tarrant, dallas):
    texan = nominee(tarrant, facts.agreement(tarrant), "Tex Arrant")
    stranger = person("teacher@dallas.example", Role.INSTRUCTOR, field_office=dallas)
    record = f"/classes/{world.records[TrainingClass].pk}"
    client.force_login(world.cast[Role.FIELD_OFFICE])
    for number in (texan.pk, 2**63, world.records[Nomination].pk):
        refused(client, f"{record}/enroll/", {"nominees": [number]}, "is not cleared or already has a seat")
    refused(client, f"{record}/reassign/", {"instructor": stranger.pk}, "from the list")
    plan = {"starts_on": "2026-04-01", "starts_time": "09:00", "site": "x", "seats": 5, "instructor": stranger.pk}
    refused(client, "/classes/new/", {**plan, "field_office": dallas.pk}, "from the list")


def test_a_score_of_another_class_is_not_read(client, world, foreign, miami, instructor):
    other = facts.training_class(miami, on=NOW.date() - DAY, instructor=facts.clerk())
    seat = facts.enrolled(
        nominee(foreign["agreement"].jurisdiction, foreign["agreement"], "Sid Seat"), other, attended=True
    )
    client.force_login(instructor)
    path = f"/classes/{world.records[TrainingClass].pk}/score/"
    refused(client, path, {f"seat-{seat.pk}": "100", "sat_on": "2026-03-02", "version": 1}, "Enter at least one score")
    assert client.post(f"/classes/{other.pk}/score/", {f"seat-{seat.pk}": "100"}).status_code == 404


@pytest.mark.parametrize("version", [None, "", "x", "-1", "0", "9" * 30, "1.5", "2", "\x00"])
def test_one_acts_on_what_one_saw(client, world, version):
    """A version that the page did not show is refused, by form and by button."""
    posted = {} if version is None else {"version": version}
    agreement = world.records[Agreement]
    waiting = Nomination.objects.get(status="submitted")
    client.force_login(world.cast[Role.FIELD_OFFICE])
    client.post(f"/nominations/{waiting.pk}/accept/", posted)
    refused(client, f"/nominations/{waiting.pk}/send-back/", {"reason": "x", **posted}, "Fix 1 error")
    notice = {"kind": "termination", "addressee": "Dana Cole", "received_on": "2026-03-01", "received_time": "10:00"}
    refused(client, f"/agreements/{agreement.pk}/receive-notice/", {**notice, **posted}, "Fix 1 error")
    waiting.refresh_from_db()
    assert waiting.status == "submitted"


def zipped() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        package.writestr("a.pdf", b"%PDF-1.7")
    return packed.getvalue()


LIES = {
    "page.pdf": b"<!doctype html><script>alert(1)</script>",
    "picture.pdf": b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
    "packed.pdf": zipped(),
    "program.pdf": b"MZ\x90\x00",
    "late.pdf": b"\n" * 2000 + b"%PDF-1.7",
    "script.png": b"#!/bin/sh",
    "nul.pdf": b"\x00" * 100,
}


@pytest.mark.parametrize("name", LIES)
def test_a_file_is_what_it_contains(client, world, name):
    client.force_login(world.cast[Role.DIRECTOR])
    path, before = f"/credentials/letter/{world.records[Agreement].pk}/", Document.objects.count()
    upload = SimpleUploadedFile(name, LIES[name], "application/pdf")
    refused(client, path, {"copy": upload, "signed_by": "Dana Cole"}, "This is not a PDF, PNG or JPEG file")
    refused(client, path, {"copy": SimpleUploadedFile("empty.pdf", b"")}, "empty")
    assert Document.objects.count() == before


def test_a_file_too_large_is_told_by_the_form_and_a_huge_one_before_it(client, world, settings):
    settings.DOCUMENT_MAX_BYTES = 100_000
    client.force_login(world.cast[Role.DIRECTOR])
    path = f"/credentials/letter/{world.records[Agreement].pk}/"
    large = SimpleUploadedFile("large.pdf", pdf_bytes() + b"x" * 100_000)
    refused(client, path, {"copy": large, "official": "Kept Official"}, "larger than")
    large.seek(0)
    assert "Kept Official" in client.post(path, {"copy": large, "official": "Kept Official"}).content.decode()
    huge = SimpleUploadedFile("huge.pdf", b"%PDF-1.7" + b"x" * 500_000)
    passer_by = Client(enforce_csrf_checks=True)
    passer_by.get(SIGN_IN)
    for visitor in (client, passer_by):
        assert visitor.post(path, {"copy": huge}).status_code == 413
        huge.seek(0)


def test_a_file_that_is_two_things_is_a_download_of_one(client, world):
    """A PDF that is a page of HTML too: never shown in the browser, and never as HTML."""
    both = SimpleUploadedFile("both.html", pdf_bytes("<html><script>alert 1</script></html>"), "text/html")
    agreement = world.records[Agreement]
    filed = attach(store(both), both.name, agreement, label="Both", by=facts.clerk(), at=NOW)
    client.force_login(world.cast[Role.VIEWER])
    answer = client.get(f"/documents/{filed.pk}/")
    assert answer["Content-Type"] == "application/pdf" and answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"] == 'attachment; filename="both.pdf"'


NAMES = (
    "../../etc/passwd",
    'a".exe',
    "a\r\nSet-Cookie: x=1.pdf",
    "\u202efdp.exe",
    "x" * 400 + ".pdf",
    ".pdf",
    "C:\\a.pdf",
    "ü.pdf",
    "\x00",
)


@pytest.mark.parametrize("name", NAMES)
def test_a_name_of_a_file_breaks_no_header(client, world, name):
    scan = store(pdf("x.pdf"))
    filed = attach(scan, name, world.records[Agreement], label="x", by=facts.clerk(), at=NOW)
    client.force_login(world.cast[Role.VIEWER])
    answer = client.get(f"/documents/{filed.pk}/")
    header = answer["Content-Disposition"]
    assert re.fullmatch(r"attachment; filename(=\"[\w .-]+\.pdf\"|\*=utf-8''[\w.%-]+\.pdf)", header, re.ASCII), header
    assert "Set-Cookie: x" not in str(answer.headers.items()).replace(header, "")


def test_a_kept_file_is_only_what_this_field_took(client, world):
    """The token of a kept file is signed, of its own kind, and a day old at most."""
    director = world.cast[Role.DIRECTOR]
    client.force_login(director)
    path = f"/credentials/letter/{world.records[Agreement].pk}/"
    own = ["copy", director.pk]
    listed = Document.objects.create(sha256="a" * 64, kind="text/csv", size=1)
    scan = world.records[Attachment].document
    good = signing.dumps([scan.pk, "scan.pdf", *own], salt=SALT)
    for token in (
        signing.dumps([listed.pk, "list.csv", *own], salt=SALT),
        signing.dumps([scan.pk, "scan.pdf", *own], salt="other"), signing.dumps([scan.pk, "scan.pdf"], salt=SALT),
        signing.dumps([scan.pk, "scan.pdf", "copy", director.pk + 1], salt=SALT),
        signing.dumps([scan.pk, "scan.pdf", "file", director.pk], salt=SALT), signing.dumps([scan.pk], salt=SALT),
        signing.dumps([2**63, "scan.pdf", *own], salt=SALT), good[:-2] + "xx", "x" * 9_000, "\x00", str(scan.pk),
    ):  # fmt: skip
        refused(client, path, {"copy_kept": token}, "Choose the file again")
    assert "Choose the file again" not in client.post(path, {"copy_kept": good}).content.decode()


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "http:///evil.example",
        "\x00",
    ],
)
def test_signing_in_leads_nowhere_else(client, viewer, target):
    assert sign_in(client, viewer.email, next=target).url == "/"
    assert client.get(SIGN_IN, {"next": target}).url == "/"
    assert client.post("/accounts/logout/", {"next": target}).url == SIGN_IN


def test_signing_in_begins_a_new_session(client, viewer):
    client.get(SIGN_IN)
    client.session["planted"] = 1
    session = client.session
    session["planted"] = 1
    session.save()
    before = session.session_key
    client.cookies[settings.SESSION_COOKIE_NAME] = before
    assert sign_in(client, viewer.email).status_code == 302
    assert client.session.session_key != before and "_auth_user_id" in client.session
    assert not Client().session.exists(before)


def test_who_is_switched_off_is_out_at_once(client, viewer):
    client.force_login(viewer)
    assert client.get("/").status_code == 200
    User.objects.filter(pk=viewer.pk).update(is_active=False)
    assert client.get("/").status_code == 302


def test_a_look_does_not_sign_out(client, viewer):
    client.force_login(viewer)
    assert client.get("/accounts/logout/").status_code == 200
    assert client.get("/").status_code == 200


def test_a_form_of_another_site_is_refused_in_our_words(manager):
    guarded = Client(enforce_csrf_checks=True)
    guarded.force_login(manager)
    answer = guarded.post("/accounts/people/add/", {"name": "x"})
    page = answer.content.decode()
    assert answer.status_code == 403 and "This page is out of date" in page and "<style" not in page


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80@testserver", "testserver.evil.example", "\x01"])
def test_another_host_is_refused(client, db, host):
    answer = client.post(RESET, {"email": "a@b.example"}, HTTP_HOST=host)
    assert answer.status_code == 400 and "We could not read that" in answer.content.decode()
    assert mail.outbox == []


def test_a_forwarded_host_is_not_believed(client, viewer):
    client.post(RESET, {"email": viewer.email}, HTTP_X_FORWARDED_HOST="evil.example")
    deliver(clock.now())
    assert len(mail.outbox) == 1 and "evil.example" not in mail.outbox[0].body


def test_passwords_are_not_tried_without_end(client, viewer):
    for _ in range(5):
        sign_in(client, viewer.email, "wrong")
    assert "Too many failed" in sign_in(client, viewer.email).content.decode()
    assert "_auth_user_id" not in client.session


def test_an_address_is_not_changed_by_telling_another(client, db):
    """Who sends a different X-Forwarded-For each time is the same visitor: without a proxy nobody believes it."""
    answers = [
        client.post(SIGN_IN, {"login": f"{n}@x.example", "password": "x"}, HTTP_X_FORWARDED_FOR=f"10.0.0.{n}")
        for n in range(31)
    ]
    assert answers[-1].status_code == 429 and "Too many attempts" in answers[-1].content.decode()


def test_support_signs_in_where_everyone_does(client, viewer):
    """Django's own form would have no limit of attempts."""
    assert client.get("/support/login/").url.startswith(f"{SIGN_IN}?next=")
    support = User.objects.create_superuser("support@x.example", "rehearsal")
    assert sign_in(client, support.email, next="/support/").url == "/support/"
    assert client.get("/support/").status_code == 200
    client.force_login(viewer)
    assert client.get("/support/", follow=True).status_code == 403


def test_nobody_learns_who_has_an_account(client, viewer):
    pages = []
    for email in (viewer.email, "nobody@x.example"):
        answer = client.post(RESET, {"email": email}, follow=True)
        pages.append(answer.content.decode().replace(email, ""))
    assert pages[0] == pages[1]


@pytest.mark.parametrize("page", ["email", "confirm-email"])
def test_nobody_changes_their_own_address(client, viewer, page):
    client.force_login(viewer)
    assert client.get(f"/accounts/{page}/").status_code == 404
    assert client.post(f"/accounts/{page}/", {"email": "new@x.example", "action_add": ""}).status_code == 404


@pytest.mark.parametrize("key", ["1-abc-def", "zzzzzzzzzzzzzzzzzzzzz-x", "1-%00", "1-set-password", "-"])
def test_a_made_up_link_sets_no_password(client, viewer, key):
    answer = client.get(f"/accounts/password/reset/key/{key}/", follow=True)
    assert answer.status_code in (200, 404) and 'type="password"' not in answer.content.decode()


def test_a_person_without_a_role_is_told_so(client, db):
    client.force_login(User.objects.create_user("nobody@x.example", "rehearsal", name="Nobody"))
    answer = client.get("/")
    assert answer.status_code == 403 and "You have no role today" in answer.content.decode()


def test_a_filter_does_not_widen_the_scope(client, world, other_administrator, miami):
    """The numbers of other agencies and offices in an address narrow one's own list, to nothing."""
    client.force_login(other_administrator)
    pinellas = world.records[Jurisdiction]
    for path in ("/officers/", "/agreements/", "/credentials/", "/jurisdictions/", "/nominations/"):
        for query in (
            f"agency={pinellas.pk}",
            f"jurisdiction={pinellas.pk}",
            f"office={miami.pk}",
            f"field_office={miami.pk}",
        ):
            assert pinellas.name not in client.get(f"{path}?{query}").content.decode()
    assert FieldOffice.objects.count() > 1
