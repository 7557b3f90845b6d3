"""Take back: the agency's own way out, until the field office has accepted."""

import pytest

from officers.nominations import workflow
from records.actions import Refused
from tests.cast import NOW


def test_it_works(client, administrator, submitted):
    client.force_login(administrator)
    url = f"/nominations/{submitted.pk}/take-back/"
    assert client.get(url).status_code == 200
    assert client.post(url, {"reason": "", "version": 1}).status_code == 302
    submitted.refresh_from_db()
    assert submitted.status == "taken_back"
    page = client.get(f"/nominations/{submitted.pk}/")
    assert f"/nominations/new/?officer={submitted.officer_id}".encode() in page.content


def test_it_may_be_nominated_again(administrator, submitted):
    workflow.take_back(submitted, seen=submitted.version, by=administrator, at=NOW)
    again = workflow.nominate(submitted.officer, set(), by=administrator, at=NOW)
    assert again.officer == submitted.officer and again.pk != submitted.pk


def test_it_explains_the_refusal(administrator, accepted):
    with pytest.raises(Refused, match="not possible now.*Accepted"):
        workflow.take_back(accepted, seen=accepted.version, by=administrator, at=NOW)


def test_stale_page_is_refused(client, administrator, submitted):
    client.force_login(administrator)
    page = client.post(f"/nominations/{submitted.pk}/take-back/", {"version": 2})
    assert b"Someone has changed this record" in page.content


def test_other_jurisdiction_gets_404(client, other_administrator, submitted):
    client.force_login(other_administrator)
    assert client.post(f"/nominations/{submitted.pk}/take-back/").status_code == 404


def test_viewer_gets_403(client, viewer, office, submitted):
    for user in (viewer, office):
        client.force_login(user)
        assert client.post(f"/nominations/{submitted.pk}/take-back/").status_code == 403
