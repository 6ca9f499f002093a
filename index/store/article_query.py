"""What a list of articles is asked for: "pasar", "oleh Rina", "artikel Kompas tentang pasar", "by Rina"."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

_BY = re.compile(r"(?P<rest>.*?)\b(?:oleh|penulis|by)\s+(?P<author>.+)", re.IGNORECASE)
_OF_OUTLET = re.compile(
    r"(?:(?:artikel|berita|tulisan|laporan)\s+(?:(?:dari|di)\s+)?|dari\s+|from\s+)"
    r"(?P<outlet>.+?)(?:\s+(?:tentang|soal|mengenai|about|on)\s+(?P<title>.+))?",
    re.IGNORECASE,
)
_IN_ENGLISH = re.compile(
    r"(?P<outlet>.+?)\s+(?:articles?|news)(?:\s+(?:about|on)\s+(?P<title>.+))?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class ArticleQuery:
    """Parts of an article's title, author and outlet; "" where anything will do."""

    title: str = ""
    author: str = ""
    outlet: str = ""


def read_article_query(query: str) -> ArticleQuery:
    """Read a query; words that name neither a writer nor an outlet stand for the title."""
    query = " ".join(query.split())
    if found := _BY.fullmatch(query):
        rest = _about(found["rest"].strip())
        return ArticleQuery(rest.title, found["author"], rest.outlet)
    return _about(query)


def _about(query: str) -> ArticleQuery:
    found = _OF_OUTLET.fullmatch(query) or _IN_ENGLISH.fullmatch(query)
    if found is None:
        return ArticleQuery("" if query.lower() in ("artikel", "berita", "articles") else query)
    return ArticleQuery(found["title"] or "", "", found["outlet"])


def is_made_by(wanted: ArticleQuery, author: str | None, outlet: str | None, url: str | None) -> bool:
    """Whether these bear the wanted names in whole words: "Lontar" is no part of "Lontara"; a host's part is a word."""
    return _bears(wanted.author, author) and (
        _bears(wanted.outlet, outlet) or wanted.outlet.replace(" ", "").lower() in _host(url).split(".")
    )


def _bears(name: str, text: str | None) -> bool:
    return not name or re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text or "", re.IGNORECASE) is not None


def _host(url: str | None) -> str:
    try:
        return urlsplit(url or "").hostname or ""
    except ValueError:
        return ""
