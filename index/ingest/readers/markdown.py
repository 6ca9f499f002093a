"""Markdown by markdown-it: its HTML is read as a page's, its front matter and first heading as facts."""

import re

from markdown_it import MarkdownIt

from index.ingest.found import FoundArticle
from index.ingest.page import html_text

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.{0,5000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_FIELD = re.compile(r"^(\w[\w -]{0,30}):[ \t]*(\S[^\n]*)$", re.MULTILINE)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_HEADING = re.compile(r"<h1>(.*?)</h1>", re.DOTALL)
_NAMES = {
    "title": ("title", "judul"),
    "date": ("date", "published", "published_at", "tanggal", "publishdate", "pubdate"),
    "url": ("url", "link", "source", "canonical", "canonical_url", "tautan", "sumber"),
    "author": ("author", "authors", "penulis", "by"),
    "outlet": ("outlet", "publisher", "media", "site"),
    "section": ("section", "category", "categories", "rubrik", "kategori"),
}


def read(data: bytes) -> FoundArticle:
    """Read a document; its title is that of the front matter, else its only or first heading of the first level."""
    source = data.decode("utf-8", "replace").replace("\r\n", "\n")
    matter = _FRONT_MATTER.match(source)
    fields = {} if matter is None else dict(map(_field, _FIELD.finditer(matter[1])))
    html = _markdown().render(_COMMENT.sub("", source[matter.end() :] if matter else source))
    heading = _HEADING.search(html)
    found = {
        name: next((fields[key] for key in keys if fields.get(key)), "") for name, keys in _NAMES.items()
    }
    title = found["title"] or (
        html_text(heading[1]) if heading and not html[: heading.start()].strip() else ""
    )
    return FoundArticle(
        title=title,
        text=html_text(html),
        url=found["url"],
        date=found["date"],
        author=found["author"],
        outlet=found["outlet"],
        section=found["section"],
    )


def warm_up() -> None:
    """Load what is loaded late."""
    read(b"# Satu\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n~~dua~~ <b>tiga</b> &amp;\n")


def _field(match: re.Match[str]) -> tuple[str, str]:
    return match[1].strip().lower().replace(" ", "_"), match[2].strip().strip("[]").strip("\"'")


def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
