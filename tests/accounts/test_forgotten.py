"""A forgotten password: the link goes to the account's own address, and is kept nowhere."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse

from accounts.models import User
from notifications.delivery import deliver
from notifications.models import Notification
from wso_portal import clock

pytestmark = pytest.mark.django_db
KEY = "/password/reset/key/"


def forget(client, email, **headers):
    return client.post(reverse("account_reset_password"), {"email": email}, **headers)


def mails(mailoutbox):
    deliver(clock.now())
    return mailoutbox


def test_it_works(client, viewer, mailoutbox):
    assert forget(client, "Viewer@PINELLAS.example").url == reverse("account_reset_password_done")
    (mail,) = mails(mailoutbox)
    assert mail.to == [viewer.email] and KEY in mail.body


def test_an_unknown_or_inactive_address_gets_no_mail(client, viewer, mailoutbox):
    User.objects.filter(pk=viewer.pk).update(is_active=False)
    for email in (viewer.email, "nobody@x.example"):
        assert forget(client, email).url == reverse("account_reset_password_done")
    assert mails(mailoutbox) == []


def test_another_address_of_an_account_gets_no_mail(client, manager, mailoutbox):
    EmailAddress.objects.create(user=manager, email="evil@x.example", verified=True, primary=True)
    forget(client, "evil@x.example")
    assert mails(mailoutbox) == []
    forget(client, manager.email)
    assert [mail.to for mail in mails(mailoutbox)] == [[manager.email]]


def test_the_link_begins_as_the_portal_does(client, viewer, mailoutbox, settings):
    settings.ALLOWED_HOSTS, settings.PORTAL_URL = ["*"], "https://portal.wso.example"
    forget(client, viewer.email, HTTP_HOST="evil.example")
    (mail,) = mails(mailoutbox)
    assert "evil.example" not in mail.body
    assert f"https://portal.wso.example/accounts{KEY}" in mail.body


def test_no_link_is_kept(client, manager, viewer, mailoutbox):
    forget(client, viewer.email)
    assert len(mails(mailoutbox)) == 1
    client.force_login(manager)
    for row in [*Notification.objects.values_list(), client.get("/notifications/log/").content.decode()]:
        assert KEY not in str(row)


def test_asked_twice_in_a_minute_it_is_sent_once(client, viewer, mailoutbox, monkeypatch):
    now = clock.now().replace(second=30)
    monkeypatch.setattr(clock, "now", lambda: now)
    forget(client, viewer.email)
    forget(client, viewer.email)
    assert len(mails(mailoutbox)) == 1


def test_three_days_count_from_sending(client, viewer, mailoutbox, settings):
    forget(client, viewer.email)
    (mail,) = mails(mailoutbox)
    link = re.search(rf"http://localhost:8000(\S+{KEY}\S+)", mail.body)[1]
    settings.PASSWORD_RESET_TIMEOUT = 60
    assert 'type="password"' in client.get(link, follow=True).content.decode()


def test_a_mail_server_that_is_down_holds_nobody_up(client, viewer, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1  # nothing listens there
    pages = [forget(client, email, follow=True) for email in (viewer.email, "nobody@x.example")]
    assert pages[0].redirect_chain == pages[1].redirect_chain
