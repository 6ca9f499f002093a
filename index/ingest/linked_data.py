"""What a page says of its article in JSON-LD (schema.org)."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

_ARTICLES = ("article", "newsarticle", "reportagenewsarticle", "blogposting", "opinionnewsarticle", "report")
_LONGEST = 2_000_000
_DEEPEST = 6

Json = str | int | float | bool | None | list["Json"] | dict[str, "Json"]


@dataclass(frozen=True, slots=True)
class LinkedData:
    """Texts as the page gives them; empty where it says nothing."""

    headline: str = ""
    published: str = ""
    authors: tuple[str, ...] = ()
    outlet: str = ""
    section: str = ""
    body: str = ""


def read_linked_data(page: HtmlElement) -> LinkedData:
    """Read the page's own article: the first that has a headline; what it lists besides is passed over."""
    found = [node for script in page.iter("script") for node in _articles(script)]
    article = next((node for node in found if _text(node.get("headline"))), found[0] if found else {})
    if not article:
        return LinkedData()
    return LinkedData(
        headline=_text(article.get("headline")) or _text(article.get("name")),
        published=_text(article.get("datePublished")) or _text(article.get("dateCreated")),
        authors=tuple(_names(article.get("author"))),
        outlet=next(iter(_names(article.get("publisher"))), ""),
        section=next(iter(_names(article.get("articleSection"))), ""),
        body=_text(article.get("articleBody")),
    )


def _articles(script: HtmlElement) -> Iterator[dict[str, Json]]:
    if "ld+json" not in script.get("type", "").lower():
        return
    text = (script.text or "").strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";")
    if len(text) > _LONGEST:
        return
    try:
        data: Json = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return
    yield from _within(data, 0)


def _within(data: Json, depth: int) -> Iterator[dict[str, Json]]:
    if depth > _DEEPEST:
        return
    if isinstance(data, list):
        for item in data:
            yield from _within(item, depth + 1)
    elif isinstance(data, dict):
        kinds = data.get("@type")
        names = kinds if isinstance(kinds, list) else [kinds]
        if any(isinstance(name, str) and name.lower() in _ARTICLES for name in names):
            yield data
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _within(data.get(key), depth + 1)


def _text(value: Json) -> str:
    return value.strip() if isinstance(value, str) else ""


def _names(value: Json) -> Iterator[str]:
    """The names in a text, an object or a list of these."""
    for item in value if isinstance(value, list) else [value]:
        name = _text(item.get("name")) if isinstance(item, dict) else _text(item)
        if name:
            yield name
