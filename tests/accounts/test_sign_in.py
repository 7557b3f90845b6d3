import pytest
from django.urls import reverse

from accounts.models import User

pytestmark = pytest.mark.django_db


def sign_in(client, email, word="rehearsal"):
    return client.post(reverse("account_login"), {"login": email, "password": word})


def test_it_works(client, viewer):
    assert sign_in(client, "VIEWER@pinellas.example").status_code == 302
    assert client.session["_auth_user_id"] == str(viewer.pk)


@pytest.mark.parametrize("email", ["viewer@pinellas.example", "nobody@pinellas.example"])
def test_a_wrong_password_says_nothing_about_who_is_here(client, viewer, email):
    response = sign_in(client, email, "wrong")
    assert response.status_code == 200
    assert "The email address or the password is wrong." in response.content.decode()
    assert "_auth_user_id" not in client.session


def test_someone_inactive_cannot_sign_in(client, viewer):
    User.objects.filter(pk=viewer.pk).update(is_active=False)
    assert sign_in(client, viewer.email).url == reverse("account_inactive")
    assert "_auth_user_id" not in client.session


def test_nobody_opens_an_account(client):
    given = {"email": "new@x.example", "password1": "seven green herons", "password2": "seven green herons"}
    assert "signup_closed" in client.post(reverse("account_signup"), given).templates[0].name
    assert not User.objects.filter(email="new@x.example").exists()


def test_someone_without_a_password_cannot_sign_in(client):
    User.objects.create_user("blank@x.example", name="Blank")
    assert sign_in(client, "blank@x.example", "").status_code == 200
    assert "_auth_user_id" not in client.session
