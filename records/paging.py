"""A process of its own that says of a PDF on standard input: pages, none, locked or broken. It has no Django.

A small file can unpack to gigabytes, so time and memory are limited before the first byte is read.
"""

import io
import resource
import struct
import sys
import zlib

SECONDS, MEMORY = 3, 512 * 1024 * 1024  # of CPU; bytes


def told(data: bytes) -> str:
    """pages, none or locked. Raises what pypdf raises of a broken file."""
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted:
        return "locked"
    return "pages" if reader.pages[:1] else "none"


def main() -> None:
    from pypdf.errors import PyPdfError

    broken = (
        PyPdfError, OSError, ValueError, KeyError, IndexError, TypeError, AttributeError, AssertionError,
        NotImplementedError, RecursionError, MemoryError, zlib.error, struct.error,
    )  # fmt: skip
    try:
        print(told(sys.stdin.buffer.read()))
    except broken:
        print("broken")


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    main()
