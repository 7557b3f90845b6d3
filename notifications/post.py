"""The conversation with the mail server: one connection for many mails, in two halves.

`offer` says everything that can still be taken back, `transmit` sends the text. Between the two the ledger notes that
the mail may now be out: a process killed before that note has sent nothing.
"""

import io
import re
import smtplib
from email.generator import BytesGenerator
from email.policy import Compat32
from email.utils import parseaddr
from functools import lru_cache
from typing import cast

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.smtp import EmailBackend
from django.core.mail.message import sanitize_address
from django.core.validators import validate_email

MAX_DROPS = 3  # connections lost in a row before the server, not the mail, is taken to be at fault
# Refusals that concern the portal's rights, not the recipient: RFC 4954 (530, 535, 538), RFC 3463 (X.7.x policy).
OURS = re.compile(r"^53[058]|^5\d\d 5\.7\.")
LINE_LENGTH = 76


class Lines(Compat32):
    """Write a short header of plain ASCII as it is. The library folds each one, which costs most of a mail."""

    def fold_binary(self, name, value):
        line = f"{name}: {value}"
        if isinstance(value, str) and len(line) <= LINE_LENGTH and line.isascii() and line.isprintable():
            return f"{line}{self.linesep}".encode()
        return super().fold_binary(name, value)


ON_THE_WIRE = Lines(linesep="\r\n")


class ServerDown(Exception):
    """No mail can be sent at all for the time being: the whole queue waits and no row is to blame."""


class NotTaken(Exception):
    """The server did not take this one mail; `permanent` says that trying again cannot help."""

    def __init__(self, reason: str, *, permanent: bool = False):
        super().__init__(reason)
        self.reason, self.permanent = reason, permanent


class Post:
    """One connection, opened by the first mail and closed at the end of the `with`."""

    def __init__(self):
        self.backend = get_connection()
        self.sender = _mailbox(settings.DEFAULT_FROM_EMAIL)
        self.drops = 0

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.backend.close()

    @property
    def smtp(self) -> EmailBackend:
        """The backend, where it is one that talks to a server."""
        return cast(EmailBackend, self.backend)

    def offer(self, mail: EmailMessage) -> None:
        """Ask the server whether it takes a mail. Raises ServerDown, or NotTaken for this mail."""
        receiver, self.payload = _wire_form(mail)
        if not isinstance(self.backend, EmailBackend):
            return
        self._from()
        self._row_step(lambda smtp: smtp.rcpt(receiver), 250, 251)
        self._row_step(lambda smtp: smtp.docmd("DATA"), 354)

    def transmit(self, mail: EmailMessage) -> None:
        """Send the text of the mail just offered; returns once the server has taken it. Raises NotTaken.

        No answer counts as not taken (RFC 5321, 4.5.3.2.6): it is sent again under the same Message-ID.
        """
        if isinstance(self.backend, EmailBackend):
            self._row_step(self._text, 250)
        else:
            self._hand_over(mail)
        self.drops = 0

    def _text(self, smtp):
        smtp.send(self.payload)
        return smtp.getreply()

    def _hand_over(self, mail):
        try:
            self.backend.send_messages([mail])
        except OSError as error:
            raise NotTaken(f"The email could not be written: {_cause(error)}") from error

    def _from(self) -> None:
        """MAIL FROM; a server may have closed an idle or well-used connection, so a new one is tried once."""
        for last in (False, True):
            try:
                code, text = self._connected().mail(self.sender)
            except smtplib.SMTPServerDisconnected as error:
                code, text = 421, str(error).encode()
            if code == 250:
                return
            self._drop()
            if last or code != 421:
                raise ServerDown(f"The mail server rejected the portal as a sender: {_words(code, text)}")

    def _row_step(self, step, *wanted: int) -> None:
        try:
            code, text = step(self._connected())
        except OSError as error:
            self._drop()
            raise NotTaken(f"The mail server closed the connection: {_cause(error)}") from error
        if code not in wanted:
            reason = _words(code, text)
            self._start_over(code)
            raise NotTaken(reason, permanent=code >= 500 and not OURS.match(reason))

    def _start_over(self, code: int) -> None:
        """After a refusal the connection serves the next mail, unless the server is closing it (421)."""
        try:
            if code == 421 or self._connected().rset()[0] != 250:
                self._drop()
        except OSError:
            self._drop()

    def _connected(self) -> smtplib.SMTP:
        if self.drops >= MAX_DROPS:
            raise ServerDown("The mail server closed the connection several times in a row.")
        try:
            self.smtp.open()
        except OSError as error:  # refused, timed out, unknown host, TLS, greeting, sign-in
            raise ServerDown(f"The mail server cannot be reached: {_cause(error)}") from error
        return cast(smtplib.SMTP, self.smtp.connection)

    def _drop(self) -> None:
        """Close at once, so that nothing of an unfinished mail remains."""
        self.drops += 1
        if self.smtp.connection is not None:
            self.smtp.connection.close()
            self.smtp.connection = None


def _wire_form(mail: EmailMessage) -> tuple[str, bytes]:
    """Receiver and text as they go over the wire. Raises NotTaken for an address or header that cannot be sent."""
    try:
        validate_email(mail.to[0])
        receiver = _mailbox(mail.to[0])
        written = io.BytesIO()
        BytesGenerator(written, mangle_from_=False, policy=ON_THE_WIRE).flatten(mail.message())
        text = re.sub(rb"\r?\n", b"\r\n", written.getvalue())
    except ValidationError as error:
        raise NotTaken("This is not an email address.", permanent=True) from error
    except ValueError as error:  # BadHeaderError (injection) and UnicodeError
        raise NotTaken(f"This address or subject can't be used in an email: {error}", permanent=True) from error
    stuffed = re.sub(rb"(?m)^\.", b"..", text)
    end = b".\r\n" if stuffed.endswith(b"\r\n") else b"\r\n.\r\n"
    return receiver, stuffed + end


@lru_cache(maxsize=1_000)
def _mailbox(address: str) -> str:
    """The bare address for the envelope, in ASCII. Raises ValueError when there is none."""
    return parseaddr(sanitize_address(address, "utf-8"))[1]


def _words(code: int, text: bytes) -> str:
    return f"{code} {text.decode('utf-8', 'replace')}"


def _cause(error: OSError) -> str:
    """In words, without numbers of errors."""
    return error.strerror or str(error)
