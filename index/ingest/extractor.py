"""The child process that reads untrusted pages: `python -m index.ingest.extractor URL`, HTML in, JSON out.

It limits itself before it reads: memory, processor time, no file that can be written, and once it is ready no
new file descriptor, so neither files nor sockets can be opened while the page is parsed.
"""

import json
import resource
import sys

MEMORY = 512 * 1024 * 1024
"""Bytes of address space."""

CPU_SECONDS = 10

_LONGEST_TEXT = 1_000_000
_LONGEST_FIELD = 2048


def main() -> int:
    """Read a page from standard input and print {"title", "text", "url", "date"}."""
    _limit(resource.RLIMIT_CPU, CPU_SECONDS)
    _limit(resource.RLIMIT_AS, MEMORY)
    _limit(resource.RLIMIT_FSIZE, 0)
    _limit(resource.RLIMIT_CORE, 0)
    from index.ingest.page import read_page

    page = sys.stdin.buffer.read().decode()
    read_page("<html><body><p>Satu.</p></body></html>", "")  # loads what is loaded late
    _limit(resource.RLIMIT_NOFILE, 3)
    found = read_page(page, sys.argv[1])
    answer = {
        "title": found.title[:_LONGEST_FIELD],
        "text": found.text[: _LONGEST_TEXT + 1],
        "url": found.url[:_LONGEST_FIELD],
        "date": found.date[:_LONGEST_FIELD],
    }
    sys.stdout.buffer.write(json.dumps(answer).encode())
    return 0


def _limit(kind: int, value: int) -> None:
    hard = resource.getrlimit(kind)[1]
    value = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(kind, (value, value))


if __name__ == "__main__":
    sys.exit(main())
