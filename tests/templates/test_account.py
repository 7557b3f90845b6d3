"""Signing in and out, in our frame and in our words."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.core import mail

from notifications.delivery import deliver
from wso_portal import clock

pytestmark = pytest.mark.django_db
PASSWORD = "correct-horse-battery"


@pytest.fixture
def person():
    return get_user_model().objects.create_user(email="ana@miami.example", name="Ana Ruiz", password=PASSWORD)


def seen(response) -> str:
    text = response.content.decode()
    assert text.count("<h1") == 1
    assert "style=" not in text and text.count("<script") == text.count("<script src=")
    return text


@pytest.mark.parametrize("path", ["login", "password/reset", "password/reset/done", "inactive", "signup"])
def test_pages_before_sign_in(client, path):
    response = client.get(f"/accounts/{path}/")
    assert response.status_code == 200
    assert "WSO Partnership Portal</title>" in seen(response)


@pytest.mark.parametrize("path", ["logout", "password/change", "reauthenticate"])
def test_pages_after_sign_in(client, person, path):
    client.force_login(person, "accounts.backends.Backend")
    response = client.get(f"/accounts/{path}/")
    assert response.status_code == 200
    assert "Ana Ruiz" in seen(response)


def test_a_wrong_password_is_explained_at_the_top(client, person):
    response = client.post("/accounts/login/", {"login": person.email, "password": "wrong"})
    assert "Fix 1 error to continue" in seen(response)


def test_a_forgotten_password_is_changed_through_the_mail(client, person):
    client.post("/accounts/password/reset/", {"email": person.email})
    deliver(clock.now())
    (message,) = mail.outbox
    assert "WSO Partnership Portal" in message.body
    link = re.search(r"http://localhost:8000(\S+/key/\S+)", message.body)[1]
    form = client.get(link, follow=True)
    assert "Choose a new password" in seen(form)
    done = client.post(
        form.redirect_chain[-1][0], {"password1": PASSWORD + "2", "password2": PASSWORD + "2"}, follow=True
    )
    assert "Your password was changed" in seen(done)


def test_a_used_link_says_so(client):
    assert "This link no longer works" in seen(client.get("/accounts/password/reset/key/1-bad/", follow=True))
