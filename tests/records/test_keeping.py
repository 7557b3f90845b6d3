"""A file over a refused form: given back to the same person and field, limited by the hour, swept after a day."""

import time
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage

from agreements.memoranda.models import Agreement
from agreements.register.models import Publication
from pages.files import token_of
from records import keeping
from records.documents import attach, store
from records.models import Attachment, Document, Upload
from tests import facts
from tests.cast import NOW, person
from tests.papers import pdf
from wso_portal import clock

pytestmark = pytest.mark.django_db
AGAIN = "Choose the file again"
DAY, SECOND = timedelta(days=1), timedelta(seconds=1)


@pytest.fixture(autouse=True)
def _folder(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def letter(client, world, director):
    """Posts the form of a letter, which is refused: it names no official."""
    path = f"/credentials/letter/{world.records[Agreement].pk}/"

    def post(user=director, **given):
        client.logout()  # a session of hours ago would have ended
        client.force_login(user)
        return client.post(path, given)

    return post


def scan(text=b"one"):
    return pdf("scan.pdf", text.decode())


def kept(page):
    """The file that a refused form has kept, of an upload or of a token."""
    value = page.context["form"]["copy"].value()
    return getattr(value, "kept", value)


def posted(page) -> str:
    return token_of(kept(page))


def later(monkeypatch, **time):
    moment = clock.now() + timedelta(**time)
    monkeypatch.setattr(clock, "now", lambda: moment)
    return moment


def test_it_is_given_back(letter):
    page = letter(copy=scan())
    assert "scan.pdf is uploaded" in page.text
    again = letter(copy_kept=posted(page))
    assert "scan.pdf is uploaded" in again.text and AGAIN not in again.text


def test_another_person_does_not_get_it(letter, world):
    token = posted(letter(copy=scan()))
    other = person("other@miami.example", "director", field_office=world.records[Agreement].jurisdiction.field_office)
    page = letter(other, copy_kept=token)
    assert AGAIN in page.text and "is uploaded" not in page.text


def test_another_field_does_not_get_it(client, letter, world, manager):
    token = posted(letter(copy=scan()))
    client.force_login(manager)
    assert AGAIN in client.post("/register/check/", {"file_kept": token}).text


def test_one_of_yesterday_is_chosen_again(letter, monkeypatch):
    token = posted(letter(copy=scan()))
    tomorrow = time.time() + 86_401
    monkeypatch.setattr(time, "time", lambda: tomorrow)
    assert AGAIN in letter(copy_kept=token).text


def test_a_file_that_was_swept_meanwhile_is_chosen_again(letter):
    token = posted(letter(copy=scan()))
    Document.objects.all().filter(attachments=None).delete()
    page = letter(copy_kept=token)
    assert page.status_code == 200 and AGAIN in page.text


def test_after_a_day_without_use_it_is_swept(letter, monkeypatch):
    page = letter(copy=scan(b"forgotten"))
    document = kept(page).document
    at = clock.now()
    assert default_storage.exists(document.path)
    assert keeping.sweep(at + keeping.SWEPT_AFTER - 60 * SECOND) == 0
    assert keeping.sweep(at + keeping.SWEPT_AFTER + 60 * SECOND) == 1
    assert not Document.objects.filter(pk=document.pk).exists() and not default_storage.exists(document.path)


def test_using_it_keeps_it(letter, monkeypatch):
    token, at = posted(letter(copy=scan())), clock.now()
    later(monkeypatch, hours=20)
    assert "scan.pdf is uploaded" in letter(copy_kept=token).text
    assert keeping.sweep(at + DAY + timedelta(hours=2)) == 0


def test_what_is_filed_or_published_stays(world, letter):
    filed, listed = store(scan(b"filed")), store(scan(b"listed"))
    attach(filed, "a.pdf", world.records[Agreement], label="x", by=facts.clerk(), at=NOW)
    Publication.objects.create(
        list="pending", as_of=NOW, file_name="a.csv", sha256=listed.sha256, fingerprint="f" * 64, headings=[],
        row_count=0, issue_count=0, counts={}, imported_at=NOW,
    )  # fmt: skip
    assert keeping.sweep(clock.now() + 9 * DAY) == 0
    assert Document.objects.filter(pk__in=[filed.pk, listed.pk]).count() == 2 and Attachment.objects.exists()


def test_the_same_bytes_after_the_sweep_are_kept_anew():
    first = store(scan())
    assert keeping.sweep(clock.now() + 2 * DAY) == 1
    second = store(scan())
    assert second.pk != first.pk and default_storage.exists(second.path)


def test_the_same_bytes_before_the_sweep_are_safe(monkeypatch):
    store(scan())
    moment = later(monkeypatch, days=2)
    store(scan())
    assert keeping.sweep(moment) == 0


def test_so_many_files_in_an_hour_and_no_more(letter, settings, monkeypatch, manager):
    settings.UPLOADS_PER_HOUR = 2
    for n in range(2):
        assert "is uploaded" in letter(copy=scan(b"%d" % n)).text
    page = letter(copy=scan(b"third"))
    assert "You sent 2 files in the last hour, which is the limit. Try again later." in page.text
    later(monkeypatch, hours=1, seconds=1)
    assert "is uploaded" in letter(copy=scan(b"third")).text


def test_so_much_in_an_hour_and_no_more(director, manager, settings):
    settings.UPLOAD_BYTES_PER_HOUR = 10 * 1024**2
    keeping.count_upload(director.pk, 6 * 1024**2, NOW)
    with pytest.raises(ValidationError, match="The limit is 10 MB of files in an hour"):
        keeping.count_upload(director.pk, 5 * 1024**2, NOW)
    keeping.count_upload(manager.pk, 5 * 1024**2, NOW)
    keeping.count_upload(director.pk, 5 * 1024**2, NOW + timedelta(hours=1))
    keeping.sweep(NOW + timedelta(hours=1))
    assert Upload.objects.count() == 1
