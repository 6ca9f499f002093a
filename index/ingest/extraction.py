"""What files and pages hold, as text: plain formats at once, others in a child process that can be killed."""

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from index.errors import InputError
from index.ingest.decoding import decode, decode_html
from index.language.dates import read_date

WALL_SECONDS = 15
"""How long the child may take altogether."""

_ROOT = Path(__file__).resolve().parents[2]
_LONGEST_MARKDOWN = 1_500_000
_MOST_TAGS = 60_000
_TOO_MUCH = "That is too large, too tangled or too damaged to be read: add the article's text instead."


@dataclass(frozen=True, slots=True)
class Extracted:
    """A text and what it says of itself; `title` is None where it names none."""

    text: str
    title: str | None = None
    url: str = ""
    published_at: date | None = None


def extract(data: bytes, kind: str, *, charset: str = "", url: str = "") -> Extracted:
    """Read a document of a kind: "html", "pdf", "docx", "markdown" or "text".

    Raises:
        InputError: It holds no text, or reading it costs too much.
    """
    if kind == "html":
        html = decode_html(data, charset)
        if html.count("<") > _MOST_TAGS:
            raise InputError(_TOO_MUCH)
        return _read_in_child(html.encode("utf-8", "replace"), kind, url)
    if kind in ("pdf", "docx"):
        return _read_in_child(data, kind, url)
    text = decode(data, charset)
    if "\x00" in text:
        raise InputError("That is not a text: it holds zero bytes.")
    if kind != "markdown":
        return Extracted(text)
    if len(text) > _LONGEST_MARKDOWN:
        raise InputError(_TOO_MUCH)
    return Extracted(plain(text))


def _read_in_child(data: bytes, kind: str, url: str) -> Extracted:
    try:
        done = subprocess.run(
            [sys.executable, "-m", "index.ingest.extractor", kind, url],
            input=data,
            capture_output=True,
            timeout=WALL_SECONDS,
            env={"PYTHONPATH": str(_ROOT), "PATH": os.defpath, "LC_ALL": "C.UTF-8", "OMP_NUM_THREADS": "1"},
            cwd="/",
            check=False,
        )
        if done.returncode:
            raise InputError(_TOO_MUCH)
        answer = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, ValueError, OSError):
        raise InputError(_TOO_MUCH) from None
    text, title, found, day = (str(answer[key]) for key in ("text", "title", "url", "date"))
    if not text.strip():
        raise InputError("No article text was found there: add the article's text instead.")
    first, _, rest = text.partition("\n")
    return Extracted(rest if rest and first == title else text, title or None, found, read_date(day))


_FRONT_MATTER = re.compile(r"\A---\n.{0,5000}?\n---\n", re.DOTALL)
_MARKDOWN = (
    (re.compile(r"^ {0,3}#{1,6}[ \t]+", re.MULTILINE), ""),
    (re.compile(r"[ \t]{1,8}#{1,6}[ \t]{0,8}$", re.MULTILINE), ""),
    (re.compile(r"^ {0,3}(?:```|~~~).*\n?", re.MULTILINE), ""),
    (re.compile(r"^ {0,3}(?:[-*_][ \t]*){3,}$", re.MULTILINE), ""),
    (re.compile(r"^ {0,3}>[ \t]?", re.MULTILINE), ""),
    (re.compile(r"!\[([^\[\]\n]{0,200})\]\([^()\n]{0,500}\)"), r"\1"),
    (re.compile(r"\[([^\[\]\n]{1,200})\]\([^()\n]{0,500}\)"), r"\1"),
    (re.compile(r"(\*\*|__)(?=\S)([^\n*]{1,300}?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]{1,300}?)(?<=\S)\*(?![\w*])"), r"\1"),
    (re.compile(r"(?<![\w_])_(?=[^\s_])([^_\n]{1,300}?)(?<=\S)_(?![\w_])"), r"\1"),
    (re.compile(r"`([^`\n]{1,300})`"), r"\1"),
    (re.compile(r"\\([\\`*_{}\[\]()#+.!>~|-])"), r"\1"),
)


def plain(markdown: str) -> str:
    """Markdown without its marks: the words of headings, links, images and emphasis stay."""
    text = _without_comments(_FRONT_MATTER.sub("", markdown.replace("\r\n", "\n")))
    for mark, kept in _MARKDOWN:
        text = mark.sub(kept, text)
    return text


def _without_comments(text: str) -> str:
    kept, *commented = text.split("<!--")
    return kept + "".join(
        rest if end else f"<!--{comment}" for comment, end, rest in (c.partition("-->") for c in commented)
    )
