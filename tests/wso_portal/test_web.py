"""A web process gives its threads to whole requests only, and closes what is overdue."""

import socket
import threading
from http.client import HTTPConnection, HTTPResponse

import pytest

from tests.patience import LONG, comes_true
from wso_portal import web

pytestmark = pytest.mark.slow

HALF_SENT = {
    "nothing": b"",
    "headers": b"GET / HTTP/1.1\r\nHost: localhost\r\n",
    "body": b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nhalf",
}
DEADLINES = {"headers": web.SECONDS_FOR_HEADERS, "body": web.SECONDS_FOR_A_REQUEST}
BIG = b"x" * 1024 * 1024


def application(environ, start_response):
    """Says how much came; /big sends 40 MB, piece by piece."""
    size = len(environ["wsgi.input"].read())
    start_response("200 OK", [])
    return (BIG for _piece in range(40)) if environ["PATH_INFO"] == "/big" else [b"%d" % size]


class Clock:
    """The server's time, which only a test moves."""

    def __init__(self):
        self.seconds = 1_000.0

    def time(self) -> float:
        return self.seconds


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(web, "monotonic", clock.time)
    monkeypatch.setattr("waitress.channel.time", clock)
    monkeypatch.setattr("waitress.server.time", clock)
    return clock


@pytest.fixture
def server(clock):
    """One process' server, turning in a thread of its own."""
    listener = socket.create_server(("127.0.0.1", 0))
    server = web.make_server(listener, application)
    ended = threading.Event()

    def turn():
        while not ended.is_set():
            server.turn(0.01)

    thread = threading.Thread(target=turn)
    thread.start()
    yield server
    ended.set()
    thread.join()
    server.task_dispatcher.shutdown()
    server.close()


def connect(server, sent=b""):
    client = socket.create_connection(("127.0.0.1", server.effective_port), timeout=LONG)
    client.sendall(sent)
    return client


def answer_to(client):
    """The status and the body that came back: headers and body may come in pieces."""
    response = HTTPResponse(client)
    response.begin()
    return response.status, response.read()


def body_of_a_page(server):
    """What a whole request gets; a fault waits until the connection is given up."""
    connection = HTTPConnection("127.0.0.1", server.effective_port, timeout=LONG)
    connection.request("POST", "/", body=b"12345")
    body = connection.getresponse().read()
    connection.close()
    return body


def pass_seconds(server, clock, seconds):
    """Moves the server's time, and waits until it has looked for what is overdue."""
    clock.seconds += seconds
    assert comes_true(lambda: server.next_channel_cleanup > clock.seconds)


def send(server, clock, client, piece):
    """Sends a piece on the server's only connection, and waits until it is read."""
    client.sendall(piece)
    assert comes_true(lambda: [each.last_activity for each in server.active_channels.values()] == [clock.seconds])


def is_closed(client):
    """Whether the other side has hung up (it may say why first)."""
    client.settimeout(0.01)
    try:
        return client.recv(1000) == b""
    except TimeoutError:
        return False
    except OSError:
        return True
    finally:
        client.settimeout(LONG)


@pytest.mark.parametrize("sent", HALF_SENT.values(), ids=HALF_SENT)
def test_fifty_half_sent_requests_stop_nobody_and_are_closed(server, clock, sent):
    slow = [connect(server, sent) for _number in range(50)]
    assert comes_true(lambda: len(server.active_channels) == len(slow))
    assert [body_of_a_page(server) for _number in range(5)] == [b"5"] * 5
    pass_seconds(server, clock, web.SECONDS_FOR_A_REQUEST + 1)
    assert comes_true(lambda: all(is_closed(client) for client in slow))
    assert comes_true(lambda: not server.active_channels)


@pytest.mark.parametrize("part", DEADLINES)
def test_one_byte_after_the_other_is_no_way_around_the_deadline(server, clock, part):
    """Each byte is progress; the whole request has a deadline of its own."""
    slow = connect(server, HALF_SENT[part])
    assert comes_true(lambda: any(each.request for each in server.active_channels.values()))
    for _byte in range(20):
        pass_seconds(server, clock, DEADLINES[part] / 20)
        send(server, clock, slow, b"X")
    assert not is_closed(slow)
    pass_seconds(server, clock, 2)
    assert comes_true(lambda: is_closed(slow))


def test_who_does_not_read_the_answer_holds_no_thread(server):
    deaf = [connect(server, b"GET /big HTTP/1.1\r\nHost: localhost\r\n\r\n") for _number in range(2 * web.THREADS)]
    assert comes_true(lambda: len(server.active_channels) == len(deaf))
    assert body_of_a_page(server) == b"5"
    for client in deaf:
        client.close()


def test_a_slow_upload_that_goes_on_is_taken(server, clock):
    client = connect(server, b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 20\r\n\r\n")
    assert comes_true(lambda: any(each.request for each in server.active_channels.values()))
    for _piece in range(3):
        pass_seconds(server, clock, web.SECONDS_WITHOUT_PROGRESS - 1)
        send(server, clock, client, b"12345")
    client.sendall(b"12345")
    assert answer_to(client) == (200, b"20")


def test_an_upload_that_stops_is_closed(server, clock):
    client = connect(server, HALF_SENT["body"])
    assert comes_true(lambda: any(each.request for each in server.active_channels.values()))
    pass_seconds(server, clock, web.SECONDS_WITHOUT_PROGRESS + 1)
    assert comes_true(lambda: is_closed(client))


def test_a_proxy_says_how_the_browser_came():
    """Whether it is believed is decided by BEHIND_TLS alone."""
    seen = {}

    def remember(environ, start_response):
        seen.update(environ)
        start_response("200 OK", [])
        return [b""]

    listener = socket.create_server(("127.0.0.1", 0))
    server = web.make_server(listener, remember)
    client = connect(server, b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-Proto: https\r\n\r\n")
    assert comes_true(lambda: server.turn(0.01) or "HTTP_X_FORWARDED_PROTO" in seen)
    server.task_dispatcher.shutdown()
    client.close()
    server.close()
