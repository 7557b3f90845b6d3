"""A web process gives its threads to whole requests only, and closes what is overdue."""

import socket
import threading
import time
from http.client import HTTPConnection, HTTPResponse

import pytest

from wso_portal import web
from wso_portal.embedded.daemon import patiently

pytestmark = pytest.mark.slow

HALF_SENT = {
    "nothing": b"",
    "headers": b"GET / HTTP/1.1\r\nHost: localhost\r\n",
    "body": b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nhalf",
}
BIG = b"x" * 1024 * 1024


def application(environ, start_response):
    """Says how much came; /big sends 64 MB, piece by piece."""
    size = len(environ["wsgi.input"].read())
    start_response("200 OK", [])
    return (BIG for _piece in range(64)) if environ["PATH_INFO"] == "/big" else [b"%d" % size]


@pytest.fixture
def server(monkeypatch):
    """One process' server with short deadlines, turning in a thread of its own."""
    monkeypatch.setattr(web, "SECONDS_FOR_HEADERS", 1)
    monkeypatch.setattr(web, "SECONDS_FOR_A_REQUEST", 2)
    monkeypatch.setattr(web, "SECONDS_WITHOUT_PROGRESS", 1)
    listener = socket.create_server(("127.0.0.1", 0))
    server = web.make_server(listener, application)
    ended = threading.Event()

    def turn():
        while not ended.is_set():
            server.turn(0.1)

    thread = threading.Thread(target=turn)
    thread.start()
    yield server
    ended.set()
    thread.join()
    server.task_dispatcher.shutdown()
    server.close()


def connect(server, sent=b""):
    client = socket.create_connection(("127.0.0.1", server.effective_port), timeout=5)
    client.sendall(sent)
    return client


def answer_to(client):
    """The status and the body that came back: headers and body may come in pieces."""
    response = HTTPResponse(client)
    response.begin()
    return response.status, response.read()


def seconds_for_a_page(server, path="/"):
    before = time.monotonic()
    connection = HTTPConnection("127.0.0.1", server.effective_port, timeout=5)
    connection.request("POST", path, body=b"12345")
    assert connection.getresponse().read() == b"5"
    connection.close()
    return time.monotonic() - before


def is_closed(client):
    """Whether the other side has hung up (it may say why first)."""
    client.settimeout(0.01)
    try:
        return client.recv(1000) == b""
    except TimeoutError:
        return False
    except OSError:
        return True


@pytest.mark.parametrize("sent", HALF_SENT.values(), ids=HALF_SENT)
def test_fifty_half_sent_requests_stop_nobody_and_are_closed(server, sent):
    slow = [connect(server, sent) for _number in range(50)]
    assert max(seconds_for_a_page(server) for _number in range(5)) < 1
    assert patiently(lambda: all(is_closed(client) for client in slow), 5)
    assert not server.active_channels


@pytest.mark.parametrize("part", ["headers", "body"])
def test_one_byte_after_the_other_is_no_way_around_the_deadline(server, part):
    """Each byte is progress; the whole request has a deadline of its own."""
    slow = connect(server, HALF_SENT[part])

    def drip():
        time.sleep(0.1)
        try:
            slow.sendall(b"X")
        except OSError:
            return True
        return is_closed(slow)

    assert patiently(drip, 5)


def test_who_does_not_read_the_answer_holds_no_thread(server):
    deaf = [connect(server, b"GET /big HTTP/1.1\r\nHost: localhost\r\n\r\n") for _number in range(2 * web.THREADS)]
    assert patiently(lambda: len(server.active_channels) == len(deaf), 5)
    assert seconds_for_a_page(server) < 4
    for client in deaf:
        client.close()


def test_a_slow_upload_that_goes_on_is_taken(server, monkeypatch):
    monkeypatch.setattr(web, "SECONDS_FOR_A_REQUEST", 60)
    client = connect(server, b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 20\r\n\r\n")
    for _piece in range(4):
        time.sleep(0.4)
        client.sendall(b"12345")
    assert answer_to(client) == (200, b"20")


def test_a_proxy_says_how_the_browser_came(monkeypatch):
    """Whether it is believed is decided by BEHIND_TLS alone."""
    seen = {}

    def remember(environ, start_response):
        seen.update(environ)
        start_response("200 OK", [])
        return [b""]

    listener = socket.create_server(("127.0.0.1", 0))
    server = web.make_server(listener, remember)
    client = connect(server, b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-Proto: https\r\n\r\n")
    assert patiently(lambda: server.turn(0.01) or "HTTP_X_FORWARDED_PROTO" in seen, 5)
    server.task_dispatcher.shutdown()
    client.close()
    server.close()
