"""An HTML page into its article, without hidden text. Runs in the child process only."""

import re
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import replace

from lxml.etree import ParserError
from lxml.html import HtmlElement, HTMLParser, document_fromstring
from tld import get_tld

from index.ingest.blocks import Block, read_blocks
from index.ingest.body_finding import find_body, is_sentence, words_of
from index.ingest.found import NOTHING, FoundArticle
from index.ingest.hidden_text import remove_hidden_text, remove_what_is_no_text
from index.ingest.linked_data import LinkedData, read_linked_data
from index.ingest.page_facts import Facts, around_headline
from index.language.boilerplate import boilerplate, without_boilerplate
from index.language.bylines import dateline, is_byline
from index.language.dates import find_date

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")
_FEW_WORDS = 40
_HIDES_MOST = 3
_LINKED_ALONE = 0.4
"""Share of the text in JSON-LD below which a page is taken to show only the beginning of it."""

_LONGEST_LINE_OF_FACTS = 14
_LONGEST_DATELINE = 8


def read_page(html: str, url: str) -> FoundArticle:
    """Find the article on a page; no text where there is none."""
    tree = _parse(html)
    if tree is None:
        return NOTHING
    _remove_controls(tree)
    linked = read_linked_data(tree)
    facts = Facts(tree, linked, url)
    body = _shown_body(tree)
    title = facts.title()
    lines = read_blocks(tree)
    trimmed = _trimmed(body, title)
    near = list(around_headline(title, lines, trimmed))
    text = article_text(trimmed)
    if len(text.split()) < _LINKED_ALONE * len(linked.body.split()):
        text = article_text(_linked_body(linked))
    return FoundArticle(
        title=title,
        text=text,
        url=facts.url,
        date=facts.date(near),
        author=facts.author(near, lines, body),
        outlet=facts.outlet() or dateline(text).outlet,
        section=facts.section(),
        next_page=facts.next_page(),
    )


def html_text(html: str) -> str:
    """The text of a piece of HTML, a block a line; nothing of it is left out but what is hidden."""
    tree = _parse(f"<div>{html}</div>")
    if tree is None:
        return ""
    _remove_controls(tree)
    remove_hidden_text(tree)
    return "\n".join(block.text for block in read_blocks(tree))


def article_text(blocks: Sequence[Block]) -> str:
    """The blocks as lines, without what the page adds to its articles; the dateline stays."""
    text = "\n".join(block.text for block in blocks)
    start = dateline(text).end
    spans = [span for span in boilerplate(text) if span.start >= start]
    kept = "".join(text[part.start : part.end] for part in without_boilerplate(text, 0, len(text), spans))
    return "\n".join(line for line in map(str.strip, kept.split("\n")) if any(map(str.isalnum, line)))


def warm_up() -> None:
    """Load what is loaded late: domain names, forms of dates. Afterwards reading opens no file."""
    get_tld("https://www.contoh.co.id/", fail_silently=True)
    text = "<p>Dibuka 2021-12-16 di tengah kota.</p>" * 20
    read_page(
        f"<html><head><title>Satu</title></head><body>{text}</body></html>", "https://www.contoh.co.id/berita"
    )


def _shown_body(tree: HtmlElement) -> list[Block]:
    """The article without hidden text; of a page that hides all but a few words until a script runs, with it.

    What the page is otherwise read from is left in `tree` the same way.
    """
    whole = deepcopy(tree)
    remove_hidden_text(tree)
    body = find_body(tree)
    if words_of(body) >= _FEW_WORDS:
        return body
    remove_what_is_no_text(whole)
    hidden = find_body(whole)
    if words_of(hidden) <= max(_HIDES_MOST * words_of(body), _FEW_WORDS):
        return body
    tree[:] = whole[:]
    return hidden


def _trimmed(body: list[Block], title: str) -> list[Block]:
    """The article's lines between its headline and what follows its last sentence."""
    named = [place for place, block in enumerate(body) if _is_title(block.text, title)]
    if named and words_of(body[: named[-1]]) < _FEW_WORDS:
        body = body[named[-1] + 1 :]
    body = _with_datelines(body)
    sentences = [place for place, block in enumerate(body) if is_sentence(block) and not _is_fact(block.text)]
    if not sentences:
        return []
    return [
        block
        for place, block in enumerate(body[sentences[0] : sentences[-1] + 1])
        if not _is_title(block.text, title) and not (place < 4 and _is_fact(block.text))
    ]


def _with_datelines(body: list[Block]) -> list[Block]:
    """Put a dateline that stands on a line of its own before its sentence."""
    joined: list[Block] = []
    for block in body:
        if (
            joined
            and joined[-1].text.endswith(("-", "–", "—"))
            and len(joined[-1].text.split()) <= _LONGEST_DATELINE
        ):
            block = replace(block, text=f"{joined.pop().text} {block.text}")
        joined.append(block)
    return joined


def _is_title(text: str, title: str) -> bool:
    return bool(title) and re.sub(r"\W+", "", text).lower() == re.sub(r"\W+", "", title).lower()


def _is_fact(text: str) -> bool:
    """Whether a line at the headline names the writer or the day, and tells nothing."""
    if len(text.split()) > _LONGEST_LINE_OF_FACTS or text.endswith((".", ".”", '."', "?", "!", ":", ",")):
        return False
    return is_byline(text) or find_date(text) is not None


def _linked_body(linked: LinkedData) -> list[Block]:
    """The text of the linked data; it may hold markup and entities."""
    marked = "".join(f"<p>{line}</p>" for line in linked.body.splitlines() if line.strip())
    tree = _parse(f"<div>{marked}</div>")
    if tree is None:
        return []
    _remove_controls(tree)
    remove_hidden_text(tree)
    return read_blocks(tree)


def _parse(html: str) -> HtmlElement | None:
    try:
        return document_fromstring(html.encode(), parser=HTMLParser(encoding="utf-8"))
    except (ParserError, ValueError):
        return None


def _remove_controls(tree: HtmlElement) -> None:
    """Remove control characters, which the parser takes and nobody sees."""
    for element in tree.iter():
        if element.text and _CONTROL.search(element.text):
            element.text = _CONTROL.sub("", element.text)
        if element.tail and _CONTROL.search(element.tail):
            element.tail = _CONTROL.sub("", element.tail)
        for name, value in element.items():
            if _CONTROL.search(value):
                element.set(name, _CONTROL.sub("", value))
