"""A process killed at any moment loses no mail and doubles none; several at once send nothing twice."""

import threading
from datetime import timedelta

import pytest
from django.db import connection

from notifications.delivery import deliver
from notifications.ledger import send_again
from notifications.models import Notification
from notifications.states import State
from tests.notifications.conftest import NOON
from tests.patience import LONG, comes_true
from wso_portal import clock

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def ledger_of(number, tell):
    rows = [tell()]
    for key in range(number - 1):
        row = Notification.objects.get(pk=rows[0].pk)
        row.pk, row.key = None, f"many-{key}"
        rows.append(row)
    Notification.objects.bulk_create(rows[1:])


def unknown():
    return Notification.objects.in_state(State.UNKNOWN, clock.now() + timedelta(minutes=6))


def rest_is_delivered():
    deliver(clock.now(), seconds=LONG)
    return not Notification.objects.filter(sent_at=None, claimed_at=None).exists()


def test_four_at_once_send_nothing_twice(tell, sink):
    ledger_of(200, tell)

    def run():
        deliver(NOON, seconds=LONG)
        connection.close()

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(sink.mails) == 200
    assert set(sink.taken.values()) == {1}
    assert Notification.objects.filter(sent_at=None).count() == 0


def test_killed_before_the_text_it_is_sent_by_the_next(tell, sink, process):
    row = tell()
    sink.holds_at_recipient.add("admin@pinellas.example")
    child = process()
    assert sink.holding.wait(LONG)
    child.kill()
    child.wait()
    sink.holds_at_recipient.clear()
    assert not sink.mails
    # The database gives the row free as soon as it sees that its client is gone.
    assert comes_true(lambda: deliver(clock.now()))
    assert sink.taken == {row.message_id: 1}


def test_killed_after_the_text_it_is_shown_and_not_doubled(tell, sink, process, cast):
    row = tell()
    sink.holds_after_text.add("admin@pinellas.example")
    child = process()
    assert sink.holding.wait(LONG)
    child.kill()
    child.wait()
    sink.holds_after_text.clear()
    later = clock.now() + timedelta(minutes=6)
    assert deliver(later) == {}
    assert unknown().get() == row
    send_again(row, by=cast.office, at=later)
    assert deliver(later) == {"sent": 1}
    assert sink.taken == {row.message_id: 2}


def test_killed_while_the_next_is_offered_the_last_is_shown_and_not_doubled(tell, sink, process, cast):
    """That the first was sent is written together with what is known of the second."""
    first, second = tell(cast.viewer, key="1"), tell(key="2")
    sink.holds_at_recipient.add("admin@pinellas.example")
    child = process()
    assert sink.holding.wait(LONG)
    child.kill()
    child.wait()
    sink.holds_at_recipient.clear()
    assert comes_true(lambda: deliver(clock.now()))
    assert sink.taken == {first.message_id: 1, second.message_id: 1}
    assert unknown().get() == first


def test_killed_at_random_nothing_is_lost_or_doubled(tell, sink, process):
    ledger_of(400, tell)
    for taken in (100, 200, 300):
        child = process()
        assert comes_true(lambda enough=taken: len(sink.mails) >= enough)
        child.kill()
        child.wait()
    assert comes_true(rest_is_delivered)  # a killed one holds its row until the database sees that it is gone
    assert set(sink.taken.values()) == {1}
    unsure = {row.message_id for row in unknown()}
    assert len(unsure) <= 3
    assert {row.message_id for row in Notification.objects.all()} == unsure | sink.taken.keys()
