"""Send back: with a reason that the administrator cannot overlook, and attestations cleared."""

from records.models import Event


def test_it_works(client, office, administrator, submitted):
    client.force_login(office)
    url = f"/nominations/{submitted.pk}/send-back/"
    assert client.get(url).status_code == 200
    assert client.post(url, {"reason": " The badge lacks a digit. ", "version": 1}).status_code == 302
    submitted.refresh_from_db()
    assert submitted.status == "sent_back" and not submitted.citizen and submitted.attested_at is None
    assert Event.objects.of(submitted).get().reason == "The badge lacks a digit."
    client.force_login(administrator)
    page = client.get(f"/nominations/{submitted.pk}/").content.decode()
    assert "Sent back by the field office" in page and page.index("lacks a digit") < page.index("Timeline")
    assert "lacks a digit" not in administrator.notifications.get().body


def test_it_explains_the_refusal(client, office, submitted):
    client.force_login(office)
    page = client.post(f"/nominations/{submitted.pk}/send-back/", {"reason": "  ", "version": 1})
    assert b'href="#id_reason"' in page.content
    submitted.refresh_from_db()
    assert submitted.status == "submitted"


def test_stale_page_is_refused(client, office, submitted):
    client.force_login(office)
    page = client.post(f"/nominations/{submitted.pk}/send-back/", {"reason": "Why?", "version": 9})
    assert b"Someone has changed this record" in page.content and b"Why?" in page.content


def test_other_jurisdiction_gets_404(client, dallas_office, submitted):
    client.force_login(dallas_office)
    assert client.post(f"/nominations/{submitted.pk}/send-back/", {"reason": "x"}).status_code == 404


def test_viewer_gets_403(client, viewer, administrator, submitted):
    for user in (viewer, administrator):
        client.force_login(user)
        assert client.post(f"/nominations/{submitted.pk}/send-back/", {"reason": "x"}).status_code == 403
