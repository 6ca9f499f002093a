"""The child process that reads untrusted documents: `python -m index.ingest.extractor KIND URL`, bytes in, JSON out.

It limits itself before it reads: memory, processor time, no file that can be written, no socket, no program started.
Where native code parses (HTML, Word), not even a file descriptor can be opened any more.
"""

import json
import resource
import sys
from collections.abc import Callable
from dataclasses import asdict
from importlib import import_module

from index.ingest.found import FoundArticle

MEMORY = 512 * 1024 * 1024
"""Bytes of address space."""

CPU_SECONDS = 10

_OPENS_FILES = ("pdf", "scan")
"""Kinds whose reader opens files of its own (fonts, tables of letters) while it reads."""

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
_LONGEST_PICTURES = 60_000_000
_LONGEST_FIELD = 2048


def main() -> int:
    """Read a document from standard input and print the fields of a `FoundArticle`."""
    _limit(resource.RLIMIT_CPU, CPU_SECONDS)
    _limit(resource.RLIMIT_AS, MEMORY)
    _limit(resource.RLIMIT_FSIZE, 0)
    _limit(resource.RLIMIT_CORE, 0)
    kind, url = sys.argv[1:]
    read = _reader(kind, url)
    data = sys.stdin.buffer.read()
    sys.addaudithook(_forbid)
    if kind not in _OPENS_FILES:
        _limit(resource.RLIMIT_NOFILE, 3)
    found = read(data)
    answer = {name: text[:_LONGEST_FIELD] for name, text in asdict(found).items()}
    answer["text"] = found.text[: _LONGEST_PICTURES if kind == "scan" else _LONGEST_TEXT + 1]
    sys.stdout.buffer.write(json.dumps(answer).encode())
    return 0


def _reader(kind: str, url: str) -> Callable[[bytes], FoundArticle]:
    """What reads a kind of document, with all that it loads late loaded."""
    if kind == "html":
        from index.ingest.page import read_page, warm_up

        warm_up()
        return lambda data: read_page(data.decode(), url)
    module = import_module(f"index.ingest.readers.{kind}")
    module.warm_up()
    read: Callable[[bytes], FoundArticle] = module.read
    return read


def _forbid(event: str, details: tuple[object, ...]) -> None:
    if event.startswith(_FORBIDDEN):
        raise PermissionError(event)


def _limit(kind: int, value: int) -> None:
    hard = resource.getrlimit(kind)[1]
    value = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(kind, (value, value))


if __name__ == "__main__":
    sys.exit(main())
