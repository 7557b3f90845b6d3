import pytest
from django.urls import reverse

from records.documents import attach, store
from tests.cast import NOW
from tests.papers import pdf, pdf_bytes

pytestmark = pytest.mark.django_db


@pytest.fixture
def attachment(pinellas, office, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    document = store(pdf("moa.exe"))
    return attach(document, "moa.exe", pinellas, label="Signed agreement", by=office, at=NOW)


@pytest.fixture
def url(attachment):
    return reverse("documents:document", args=[attachment.pk])


def test_it_works(client, office, viewer, url):
    for person in (office, viewer):
        client.force_login(person)
        response = client.get(url)
        assert b"".join(response.streaming_content) == pdf_bytes()
        assert response["Content-Disposition"] == 'attachment; filename="moa.pdf"'
        assert response["X-Content-Type-Options"] == "nosniff"
        assert "no-store" in response["Cache-Control"]


def test_other_jurisdiction_gets_404(client, other_administrator, dallas_office, url):
    for person in (other_administrator, dallas_office):
        client.force_login(person)
        assert client.get(url).status_code == 404


def test_a_lost_file_is_not_there(client, office, url, attachment, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "empty"
    client.force_login(office)
    assert client.get(url).status_code == 404


def test_it_rejects_post(client, office, url):
    client.force_login(office)
    assert client.post(url).status_code == 405
