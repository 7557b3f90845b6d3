"""What was entered before a sign-out comes back after the sign-in: to the same person, and without being done."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import Membership, User
from pages import typed
from records.models import Event
from tests import facts

pytestmark = pytest.mark.django_db
ADD = "/accounts/people/add/"
ENTERED = {
    "name": "Eva Lund", "email": "eva@pinellas.example", "role": "viewer", "from_on": "2026-01-05",
    "agency": "Pinellas County Sheriff's Office, Florida", "password1": "never kept",
}  # fmt: skip


def signed_out(client, user) -> None:
    """Their session has ended by itself: the browser still has its other cookies."""
    client.force_login(user)
    client.get("/account/")
    client.cookies.pop("sessionid")


def sign_in(client, user, to):
    """By the sign-in page, and on to where it leads."""
    given = {"login": user.email, "password": "rehearsal", "next": to}
    return client.post("/accounts/login/", given, follow=True)


def sent_too_late(client, user, path=ADD, data=None, **headers):
    signed_out(client, user)
    answer = client.post(path, ENTERED if data is None else data, headers=headers)
    assert answer.status_code == 302 and answer.url.startswith("/accounts/login/?next=")
    return answer.url


def test_it_works(client, manager, pinellas):
    page = client.get(sent_too_late(client, manager)).content.decode()
    assert typed.SIGNED_OUT.split(":")[0] in page
    page = sign_in(client, manager, ADD)
    assert page.redirect_chain == [(ADD, 302)]
    shown = page.content.decode()
    assert 'value="Eva Lund"' in shown and 'value="eva@pinellas.example"' in shown and typed.SHOWN_AGAIN in shown
    assert "never kept" not in shown and not User.objects.filter(name="Eva Lund").exists()
    client.post(ADD, ENTERED)
    assert User.objects.filter(name="Eva Lund").exists()
    assert 'value="Eva Lund"' not in client.get(ADD).content.decode()


def test_another_person_gets_nothing_of_it(client, manager, office):
    sent_too_late(client, manager)
    sign_in(client, office, "/account/")
    assert typed.KEY not in client.session
    client.force_login(manager)
    assert 'value="Eva Lund"' not in client.get(ADD).content.decode()


def test_nothing_is_kept_of_a_stranger(db):
    stranger = Client()
    for cookie in ("", "1", "1:forged"):
        stranger.cookies[typed.COOKIE] = cookie
        assert stranger.post(ADD, ENTERED).status_code == 302
        assert "sessionid" not in stranger.cookies


def test_too_much_is_not_kept(client, manager):
    sent_too_late(client, manager, data=ENTERED | {"exception": "x" * (typed.MOST_KEPT + 1)})
    assert typed.KEY not in client.session


def test_a_mistake_is_told_and_a_file_is_asked_for_again(client, director, pinellas):
    agreement = facts.agreement(pinellas)
    path = f"/credentials/letter/{agreement.pk}/"
    data = {"official": "Sam Ortiz", "copy": SimpleUploadedFile("letter.pdf", b"%PDF-1.7")}
    sent_too_late(client, director, path, data)
    page = sign_in(client, director, path).content.decode()
    assert 'value="Sam Ortiz"' in page and typed.FILES.strip() in page and "error-summary" in page
    assert not Event.objects.exclude(actor=None).exists()


def test_a_button_is_to_be_pressed_again(client, office, pinellas):
    waiting = facts.nomination(facts.officer(pinellas, "Ana Ruiz"), facts.agreement(pinellas), status="submitted")
    path, page = f"/nominations/{waiting.pk}/accept/", f"/nominations/{waiting.pk}/"
    sent_too_late(client, office, path, {"version": "1"}, referer=f"http://testserver{page}")
    answer = sign_in(client, office, path)
    assert answer.redirect_chain[-1] == (f"http://testserver{page}", 302) and typed.NOT_DONE in answer.content.decode()
    waiting.refresh_from_db()
    assert waiting.status == "submitted"


def test_a_page_of_another_site_is_not_led_to(client, office, pinellas):
    waiting = facts.nomination(facts.officer(pinellas, "Ana Ruiz"), facts.agreement(pinellas), status="submitted")
    path = f"/nominations/{waiting.pk}/accept/"
    sent_too_late(client, office, path, {"version": "1"}, referer="https://evil.example/")
    assert sign_in(client, office, path).redirect_chain[-1] == ("/", 302)


def test_a_page_with_a_form_of_its_own_lists_what_was_entered(client, office):
    path = "/officers/"
    sent_too_late(client, office, path, {"site": "Training room, <b>Largo</b>", "seats": "12"})
    page = sign_in(client, office, path).content.decode()
    assert "Send what you entered?" in page and "Training room, &lt;b&gt;Largo&lt;/b&gt;" in page
    assert 'type="hidden" name="seats" value="12"' in page
    assert "Send what you entered?" not in client.get(path).content.decode()


def test_a_role_that_ended_meanwhile_gets_the_refusal(client, manager):
    sent_too_late(client, manager)
    Membership.objects.update(ended_at="2026-01-01T00:00Z")
    assert sign_in(client, manager, ADD).status_code == 403
    assert typed.KEY not in client.session
