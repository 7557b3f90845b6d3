"""A mail server of its own process, to measure with: takes every mail and writes its Message-ID to standard output.

Nothing but Python's own library. The first line is its port.
"""

import asyncio
import sys


async def serve(reader, writer) -> None:
    """One conversation (RFC 5321), as short as it can be."""
    writer.write(b"220 sink\r\n")
    try:
        while line := await reader.readline():
            word = line[:4].upper()
            if word == b"DATA":
                writer.write(b"354 go on\r\n")
                note(await reader.readuntil(b"\r\n.\r\n"))
            writer.write(b"221 bye\r\n" if word == b"QUIT" else b"250 ok\r\n")
    except (ConnectionError, asyncio.IncompleteReadError):
        pass  # the sender was killed
    finally:
        writer.close()


def note(text: bytes) -> None:
    """Write the mail's Message-ID as a line."""
    headers = text.partition(b"\r\n\r\n")[0].split(b"\r\n")
    name = next(line for line in headers if line.lower().startswith(b"message-id:"))
    sys.stdout.write(name.partition(b":")[2].strip().decode() + "\n")
    sys.stdout.flush()


async def main() -> None:
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
