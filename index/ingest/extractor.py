"""The child process that reads untrusted documents: `python -m index.ingest.extractor KIND URL`, bytes in, JSON out.

It limits itself before it reads: memory, processor time, no file that can be written, no socket, no program started.
Where native code parses (HTML, Word), not even a file descriptor can be opened any more.
"""

import json
import resource
import sys
from collections.abc import Callable

from index.ingest.found import FoundArticle

MEMORY = 512 * 1024 * 1024
"""Bytes of address space."""

CPU_SECONDS = 10

_FORBIDDEN = (
    "socket.",
    "subprocess.",
    "os.system",
    "os.exec",
    "os.posix_spawn",
    "os.fork",
    "os.spawn",
    "pty.",
)
_LONGEST_TEXT = 1_000_000
_LONGEST_FIELD = 2048


def main() -> int:
    """Read a document from standard input and print {"title", "text", "url", "date"}."""
    _limit(resource.RLIMIT_CPU, CPU_SECONDS)
    _limit(resource.RLIMIT_AS, MEMORY)
    _limit(resource.RLIMIT_FSIZE, 0)
    _limit(resource.RLIMIT_CORE, 0)
    kind, url = sys.argv[1:]
    read = _reader(kind, url)
    data = sys.stdin.buffer.read()
    sys.addaudithook(_forbid)
    if kind != "pdf":
        _limit(resource.RLIMIT_NOFILE, 3)
    found = read(data)
    answer = {
        "title": found.title[:_LONGEST_FIELD],
        "text": found.text[: _LONGEST_TEXT + 1],
        "url": found.url[:_LONGEST_FIELD],
        "date": found.date[:_LONGEST_FIELD],
    }
    sys.stdout.buffer.write(json.dumps(answer).encode())
    return 0


def _reader(kind: str, url: str) -> Callable[[bytes], FoundArticle]:
    """What reads a kind of document, with all that it loads late loaded."""
    if kind == "pdf":
        from index.ingest.pdf import read_pdf

        return read_pdf
    if kind == "docx":
        from index.ingest.docx import blank, read_docx

        read_docx(blank())
        return read_docx
    from index.ingest.page import read_page, warm_up

    warm_up()
    return lambda data: read_page(data.decode(), url)


def _forbid(event: str, details: tuple[object, ...]) -> None:
    if event.startswith(_FORBIDDEN):
        raise PermissionError(event)


def _limit(kind: int, value: int) -> None:
    hard = resource.getrlimit(kind)[1]
    value = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(kind, (value, value))


if __name__ == "__main__":
    sys.exit(main())
