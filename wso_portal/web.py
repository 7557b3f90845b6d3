"""A web process: serves the portal on the open port that script/server hands to it (`-m wso_portal.web FD PULSE`).

One thread reads and writes for all connections, and a request goes to a working thread only when it has arrived whole:
who sends half a request, or one byte a second, or never reads the answer, holds one connection of many, and no
working thread. What is overdue is closed.
"""

import logging
import signal
import socket
import sys
from pathlib import Path
from time import monotonic

from django.conf import settings
from waitress.adjustments import Adjustments
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.server import TcpWSGIServer
from waitress.wasyncore import loop

THREADS = 4  # working threads of a process, each with a connection to the database
CONNECTIONS = 400  # open at once; each may need a second file for its body, and 1024 files are the usual limit
SECONDS_FOR_HEADERS = 20  # from the first byte of a request: no browser needs more than one packet
SECONDS_WITHOUT_PROGRESS = 60  # nothing came, or nothing was taken, on a connection that owes something or is idle
SECONDS_FOR_A_REQUEST = 600  # headers and body: 25 MB on a line of 42 kB a second
SECONDS_TO_FINISH = 5  # for what is being answered when the process is asked to stop
LARGEST_HEADERS = 32 * 1024  # bytes
BODY_IN_MEMORY = 512 * 1024  # bytes; the rest of a request waits on disk
UNREAD_ANSWER = 256 * 1024 * 1024  # bytes on disk for a slow reader before its thread has to wait: above any export
DOCUMENTS_IN_A_BODY = 4  # how many of the largest documents; above one, Django's own limit answers with a page


class WebRequest(HTTPRequestParser):
    """A request that knows since when it has been arriving."""

    def __init__(self, adjustments: Adjustments):
        super().__init__(adjustments)
        self.began = monotonic()

    def is_overdue(self) -> bool:
        """True when it should have arrived by now."""
        return monotonic() - self.began > (SECONDS_FOR_A_REQUEST if self.headers_finished else SECONDS_FOR_HEADERS)


class Channel(HTTPChannel):
    """A connection."""

    parser_class = WebRequest

    def owes(self) -> bool:
        """True while a request is answered, or its answer is still being sent."""
        return bool(self.requests or self.total_outbufs_len)


class Server(TcpWSGIServer):
    """Closes what is overdue as well as what is idle."""

    channel_class = Channel

    def turn(self, seconds: float) -> None:
        """Read and write whatever can be read and written now; wait so long for the first."""
        loop(timeout=seconds, use_poll=True, map=self._map, count=1)

    def maintenance(self, now: float) -> None:
        """The loop calls it once a second."""
        super().maintenance(now)
        for channel in self.active_channels.values():
            if channel.request is not None and not channel.owes() and channel.request.is_overdue():
                channel.will_close = True

    def is_busy(self) -> bool:
        """True while any connection waits for an answer."""
        return any(channel.owes() for channel in self.active_channels.values())


def make_server(listener: socket.socket, application) -> Server:
    """A server on an open port; other processes may serve the same port."""
    adjustments = Adjustments(
        threads=THREADS,
        sockets=[listener],
        connection_limit=CONNECTIONS,
        channel_timeout=SECONDS_WITHOUT_PROGRESS,
        cleanup_interval=1,
        max_request_header_size=LARGEST_HEADERS,
        max_request_body_size=DOCUMENTS_IN_A_BODY * settings.DOCUMENT_MAX_BYTES,
        inbuf_overflow=BODY_IN_MEMORY,
        outbuf_high_watermark=UNREAD_ANSWER,
        clear_untrusted_proxy_headers=False,  # settings.BEHIND_TLS says whether they are believed
        server_name="localhost",
        ident="",
    )
    place = (listener.family, listener.type, listener.proto, listener.getsockname())
    return Server(application, _sock=listener, adj=adjustments, sockinfo=place, bind_socket=False)


def serve_web(server: Server, pulse: Path) -> None:
    """Serve until it is asked to stop (SIGTERM), then answers what it has begun. While it lives, the date of the file
    `pulse` moves."""
    stopping: list[int] = []

    def stop(number: int, frame) -> None:
        stopping.append(number)
        server.pull_trigger()  # wakes the loop

    signal.signal(signal.SIGTERM, stop)
    next_beat = 0.0
    while not stopping:
        server.turn(1)
        if monotonic() >= next_beat:
            pulse.touch()
            next_beat = monotonic() + 1
    server.accepting = False
    end = monotonic() + SECONDS_TO_FINISH
    while server.is_busy() and monotonic() < end:
        server.turn(0.1)


def main(descriptor: str, pulse: str) -> None:
    """Serve on an inherited socket."""
    from wso_portal.wsgi import application

    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # a request that waits for a thread is no event
    serve_web(make_server(socket.socket(fileno=int(descriptor)), application), Path(pulse))


if __name__ == "__main__":
    main(*sys.argv[1:])
