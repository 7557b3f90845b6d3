"""From the ledger to a real SMTP server."""

from datetime import timedelta

import pytest
from django.utils import timezone

from notifications.delivery import MAX_ATTEMPTS, deliver
from notifications.models import Notification
from notifications.post import Post, ServerDown
from notifications.states import State
from tests.notifications.conftest import NOON
from tests.notifications.sink import Sink

pytestmark = pytest.mark.django_db


def state_of(row, at=NOON):
    return State(Notification.objects.with_state(at).get(pk=row.pk).state)


def test_it_works(tell, sink):
    row = tell()
    assert deliver(NOON) == {"sent": 1}
    (mail,) = sink.mails
    assert mail["To"] == "admin@pinellas.example"
    assert mail["Subject"] == "A nomination was accepted"
    assert mail["Message-ID"] == row.message_id
    assert "http://localhost:8000/officers/7/" in mail.get_content()
    assert "you are an administrator of the Pinellas County Sheriff's Office." in mail.get_content()
    assert state_of(row) == State.SENT


def test_a_second_run_sends_nothing(tell, sink):
    tell()
    deliver(NOON)
    assert deliver(NOON) == {}
    assert len(sink.mails) == 1


def test_the_same_occasion_is_announced_once(tell, sink):
    assert tell().pk == tell().pk
    deliver(NOON)
    assert len(sink.mails) == 1


def test_many_mails_go_over_one_connection(tell, sink):
    for number in range(20):
        tell(key=str(number))
    assert deliver(NOON) == {"sent": 20}
    assert sink.connections == 1


def test_what_lies_ahead_is_not_sent(tell, sink):
    tell(at=NOON + timedelta(minutes=1))
    assert deliver(NOON) == {}


def test_a_dead_server_delays_and_blames_nobody(tell, sink, settings):
    rows = [tell(key=str(number)) for number in range(3)]
    settings.EMAIL_PORT = 1
    assert deliver(NOON) == {"waiting": 3}
    assert {state_of(row) for row in rows} == {State.WAITING}
    assert "cannot be reached" in Notification.objects.first().error
    settings.EMAIL_PORT = sink.port
    assert deliver(NOON) == {"sent": 3}
    assert set(Notification.objects.values_list("attempts", "error")) == {(0, "")}


def test_a_server_that_refuses_us_blames_nobody(tell, sink):
    row = tell()
    sink.answers["MAIL"] = "550 5.7.1 sender not allowed"
    assert deliver(NOON) == {"waiting": 1}
    assert state_of(row) == State.WAITING


def test_an_unknown_address_is_parked_and_blocks_nobody(tell, sink, cast):
    bad, good = tell(cast.viewer), tell()
    sink.answers["viewer@pinellas.example"] = "550 5.1.1 no such person"
    assert deliver(NOON) == {"parked": 1, "sent": 1}
    bad.refresh_from_db()
    assert bad.error == "550 5.1.1 no such person"
    assert (state_of(bad), state_of(good)) == (State.PARKED, State.SENT)
    assert deliver(NOON + timedelta(days=9)) == {}
    assert sink.connections == 1


def test_a_busy_mailbox_is_tried_again_with_longer_pauses(tell, sink):
    row = tell()
    sink.answers["admin@pinellas.example"] = "450 4.2.1 busy"
    at, pauses = NOON, []
    for _ in range(3):
        assert deliver(at) == {"retry": 1}
        row.refresh_from_db()
        pauses.append(row.next_attempt_at - at)
        at = row.next_attempt_at
    assert pauses == [timedelta(minutes=minutes) for minutes in (1, 2, 4)]
    assert state_of(row) == State.RETRY
    sink.answers.clear()
    assert deliver(at) == {"sent": 1}


def test_it_gives_up_after_many_attempts(tell, sink):
    row = tell()
    sink.answers["admin@pinellas.example"] = "450 4.2.1 busy"
    Notification.objects.update(attempts=MAX_ATTEMPTS - 1)
    assert deliver(NOON) == {"parked": 1}
    assert state_of(row) == State.PARKED


def test_a_mail_that_breaks_the_connection_blocks_nobody(tell, sink, cast):
    bad, good = tell(cast.viewer), tell()
    sink.breaks_at_text.add("viewer@pinellas.example")
    assert deliver(NOON) == {"retry": 1, "sent": 1}
    assert (state_of(bad), state_of(good)) == (State.RETRY, State.SENT)


def test_a_server_that_always_breaks_off_stops_the_batch(tell, sink):
    for number in range(5):
        tell(key=str(number))
    sink.breaks_at_text.add("admin@pinellas.example")
    assert deliver(NOON) == {"retry": 3, "waiting": 2}


@pytest.mark.parametrize("address", ["a@b.example\nBcc: all@c.example", "no address", "", "ü@b.example, x@y.example"])
def test_an_address_that_is_none_is_parked(tell, sink, cast, address):
    row = tell()
    type(cast.administrator).objects.filter(pk=cast.administrator.pk).update(email=address)
    tell(cast.viewer)
    assert deliver(NOON) == {"parked": 1, "sent": 1}
    assert state_of(row) == State.PARKED
    assert [mail["To"] for mail in sink.mails] == ["viewer@pinellas.example"]


def test_a_subject_cannot_carry_a_header(tell, sink):
    tell(subject="Accepted\r\nBcc: all@c.example")
    deliver(NOON)
    assert sink.mails[0]["Subject"] == "Accepted Bcc: all@c.example"
    assert sink.mails[0]["Bcc"] is None


def test_a_line_with_one_dot_ends_nothing(tell, sink):
    row = tell()
    Notification.objects.filter(pk=row.pk).update(body="Before\n.\nafter")
    deliver(NOON)
    assert sink.mails[0].get_content().replace("\r\n", "\n").startswith("Before\n.\nafter\n")


def test_who_left_is_not_mailed(tell, sink, cast):
    gone = tell(cast.viewer)
    cast.administrator.memberships.update(until_on=timezone.now() - timedelta(days=2))
    ended = tell()
    type(cast.viewer).objects.filter(pk=cast.viewer.pk).update(is_active=False)
    assert deliver(NOON) == {"dropped": 2}
    assert (state_of(gone), state_of(ended)) == (State.DROPPED, State.DROPPED)
    assert not sink.mails and not Notification.objects.stuck(NOON).exists()
    assert "account is closed" in Notification.objects.get(pk=gone.pk).error
    assert "no longer has a role" in Notification.objects.get(pk=ended.pk).error


def test_it_goes_to_the_address_of_today(tell, sink, cast):
    tell()
    type(cast.administrator).objects.filter(pk=cast.administrator.pk).update(email="new@pinellas.example")
    deliver(NOON)
    assert sink.mails[0]["To"] == "new@pinellas.example"
    assert Notification.objects.get().address == "new@pinellas.example"


def test_a_server_that_closes_now_and_then_is_called_again(tell, settings, sink):
    tell(key="first")
    deliver(NOON)
    port = sink.port
    sink.__exit__()
    tell(key="second")
    assert deliver(NOON) == {"waiting": 1}
    with Sink(port=port) as again:
        assert deliver(NOON) == {"sent": 1}
    assert len(again.mails) == 1
    sink.__enter__()


def test_without_a_mail_server_the_console_or_a_folder_takes_it(tell, mailoutbox):
    row = tell()
    assert deliver(NOON) == {"sent": 1}
    assert mailoutbox[0].to == ["admin@pinellas.example"]
    assert state_of(row) == State.SENT


@pytest.mark.parametrize("subject", ["Señor Núñez was accepted", "A long subject " * 12, "Short", "Tab\there"])
def test_every_subject_arrives_as_it_is(tell, sink, subject):
    tell(subject=subject.strip())
    assert deliver(NOON) == {"sent": 1}
    assert sink.mails[0]["Subject"].replace("\t", " ") == subject.strip().replace("\t", " ")


def test_what_was_sent_is_written_though_the_next_meets_a_dead_server(tell, sink, cast, monkeypatch):
    first, second = tell(cast.viewer, key="1"), tell(key="2")
    offer = Post.offer

    def offer_or_fail(post, mail):
        if mail.to == [second.recipient.email]:
            raise ServerDown("The mail server takes no mail from us.")
        offer(post, mail)

    monkeypatch.setattr(Post, "offer", offer_or_fail)
    assert deliver(NOON) == {"sent": 1, "waiting": 1}
    assert (state_of(first), state_of(second)) == (State.SENT, State.WAITING)
