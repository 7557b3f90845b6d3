"""Five failures lock an address; each further lock in a row is twice as long."""

from datetime import UTC, datetime, timedelta
from threading import Thread

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts import attempts
from accounts.models import Attempts
from notifications.models import Notification
from tests.accounts.test_sign_in import sign_in
from wso_portal import clock

pytestmark = pytest.mark.django_db
LOCKED = "Too many failed attempts to sign in with this email address. Try again in 15 minutes"
MINUTE = timedelta(minutes=1)
NOW = datetime(2026, 3, 2, 15, tzinfo=UTC)


@pytest.fixture
def at(monkeypatch):
    def move(**time):
        monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(**time))

    move()
    return move


@pytest.fixture(autouse=True)
def _any_network(settings):
    """The limit of one network is tested elsewhere."""
    settings.ACCOUNT_RATE_LIMITS = False


def fail(client, email, times=5) -> str:
    for _ in range(times):
        page = sign_in(client, email, "wrong").content.decode()
    return page


def mails(user):
    return Notification.objects.filter(rule="locked", recipient=user)


@pytest.mark.parametrize("email", ["viewer@pinellas.example", "nobody@x.example"])
def test_five_failures_lock_an_address_whoever_has_it(client, viewer, at, email):
    assert "is wrong" in fail(client, email, 4)
    assert LOCKED in fail(client, email, 1)
    assert LOCKED in sign_in(client, email).content.decode()
    assert "_auth_user_id" not in client.session


def test_an_address_is_the_same_however_it_is_written(client, viewer, at):
    for email in ("Viewer@pinellas.example", " viewer@PINELLAS.example", "VIEWER@PINELLAS.EXAMPLE"):
        fail(client, email, 2)
    assert LOCKED in sign_in(client, viewer.email).content.decode()


def test_the_person_gets_one_mail_and_nobody_else_any(client, viewer, manager, at):
    fail(client, viewer.email, 7)
    fail(client, "nobody@x.example", 7)
    (mail,) = mails(viewer)
    assert "five times" in mail.body and "Mar 2, 2026, 10:15 a.m. EST" in mail.body
    assert Notification.objects.count() == 1


def test_after_the_time_the_right_password_opens(client, viewer, at):
    fail(client, viewer.email)
    at(minutes=14, seconds=59)
    assert "Try again in 1 minute," in sign_in(client, viewer.email).content.decode()
    at(minutes=15)
    assert sign_in(client, viewer.email).status_code == 302


def test_each_lock_in_a_row_is_twice_as_long_up_to_a_day(viewer):
    now, spans = NOW, []
    for _ in range(9):
        for _ in range(5):
            assert attempts.begin(viewer.email, now) is None
            until = attempts.failed(viewer.email, now)
        spans.append((until - now) // MINUTE)
        now = until
    assert spans == [15, 30, 60, 120, 240, 480, 960, 1440, 1440]
    assert mails(viewer).count() == 9


def test_a_success_starts_anew(client, viewer, at):
    fail(client, viewer.email, 4)
    sign_in(client, viewer.email)
    client.logout()
    assert "is wrong" in fail(client, viewer.email, 4)


def test_a_new_password_opens_a_lock(client, viewer, at):
    from accounts.mails import password_link

    fail(client, viewer.email)
    page = client.get(password_link(viewer).removeprefix("http://localhost:8000"), follow=True)
    client.post(page.redirect_chain[-1][0], {"password1": "seven green herons", "password2": "seven green herons"})
    assert sign_in(client, viewer.email, "seven green herons").status_code == 302


def test_the_old_password_is_counted_where_it_is_asked_again(client, viewer, at):
    client.force_login(viewer, "accounts.backends.Backend")
    for _ in range(5):
        page = client.post(reverse("account_reauthenticate"), {"password": "wrong"})
    assert LOCKED in page.content.decode()


def test_failures_of_days_ago_are_forgotten(viewer):
    for _ in range(4):
        attempts.begin(viewer.email, NOW)
    attempts.begin("nobody@x.example", NOW + timedelta(days=2, seconds=1))
    assert Attempts.objects.count() == 1
    assert "pinellas" not in str(Attempts.objects.values().get())


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_five_are_checked(viewer):
    checked = []

    def attempt():
        if attempts.begin(viewer.email, NOW) is None:
            checked.append(1)
        connection.close()

    threads = [Thread(target=attempt) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(checked) == 5


def test_one_password_for_many_accounts_is_stopped_by_the_network_it_comes_from(client, db, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "30/h/ip", "login_failed": "10/h/ip"}  # an hour: no machine is so slow
    pages = [sign_in(Client(), f"person-{n}@x.example", "wrong").content.decode() for n in range(11)]
    assert "You tried to sign in too many times" in pages[10] and "too many" not in pages[9]
