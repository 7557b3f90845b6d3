"""A small SMTP server on loopback that counts what it takes, and misbehaves where a test says so."""

import asyncio
import threading
from collections import Counter
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage


@dataclass
class Sink:
    """`answers` maps a recipient, or the word MAIL, to the answer it gets; `breaks` and `holds` name recipients."""

    port: int = 0
    mails: list[EmailMessage] = field(default_factory=list)
    connections: int = 0
    answers: dict[str, str] = field(default_factory=dict)
    breaks_at_text: set[str] = field(default_factory=set)
    holds_at_recipient: set[str] = field(default_factory=set)
    holds_after_text: set[str] = field(default_factory=set)
    holding: threading.Event = field(default_factory=threading.Event)

    def __enter__(self):
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever)
        self.thread.start()  # first: in a browser test this thread has a loop of its own
        starting = asyncio.start_server(self.serve, "127.0.0.1", self.port)
        self.server = asyncio.run_coroutine_threadsafe(starting, self.loop).result()
        self.port = self.server.sockets[0].getsockname()[1]
        return self

    def __exit__(self, *_):
        asyncio.run_coroutine_threadsafe(self.shut(), self.loop).result()
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()
        self.loop.close()

    async def shut(self):
        self.server.close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    async def serve(self, reader, writer):
        self.connections += 1
        try:
            await self.talk(reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass  # the client was killed
        finally:
            writer.close()

    async def talk(self, reader, writer):
        writer.write(b"220 sink\r\n")
        recipient = ""
        while line := await reader.readline():
            word = line[:4].upper().decode()
            if word == "RCPT":
                recipient = line.decode().partition("<")[2].partition(">")[0]
                await self.hold(recipient in self.holds_at_recipient)
            if word == "DATA":
                writer.write(b"354 go on\r\n")
                if not await self.take(reader, recipient):
                    break
            code = "221" if word == "QUIT" else "250"
            asked = word if word == "MAIL" else recipient if word == "RCPT" else ""
            writer.write(f"{self.answers.get(asked, code + ' ok')}\r\n".encode())
            if word == "QUIT":
                break

    async def take(self, reader, recipient) -> bool:
        text = await reader.readuntil(b"\r\n.\r\n")
        if recipient in self.breaks_at_text:
            return False
        mail = message_from_bytes(text[:-3].replace(b"\r\n..", b"\r\n."), policy=policy.default)
        self.mails.append(mail)
        await self.hold(recipient in self.holds_after_text)
        return True

    async def hold(self, wanted):
        if wanted:
            self.holding.set()
            await asyncio.sleep(3600)  # until the test kills the client

    @property
    def taken(self) -> Counter:
        """How often each Message-ID was taken."""
        return Counter(mail["Message-ID"] for mail in self.mails)
