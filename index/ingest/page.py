"""An HTML page into its article, by trafilatura, without hidden text. Runs in the child process only."""

import re

from lxml.etree import ParserError
from lxml.html import HtmlElement, HTMLParser, document_fromstring
from tld import get_tld
from trafilatura import bare_extraction, baseline
from trafilatura.external import jt_stoplist_init
from trafilatura.metadata import extract_metadata

from index.ingest.found import NOTHING, FoundArticle
from index.ingest.hidden_text import remove_hidden_text

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")


def read_page(html: str, url: str) -> FoundArticle:
    """Find the article on a page; no text where there is none."""
    tree = _parse(html)
    if tree is None:
        return NOTHING
    _remove_controls(tree)
    described = extract_metadata(tree, url or None, extensive=False)  # some of it stands in scripts
    remove_hidden_text(tree)
    found = bare_extraction(
        tree, url=url or None, include_comments=False, include_tables=True, with_metadata=False
    )
    text = (found.text or "") if found is not None and not isinstance(found, dict) else ""
    return FoundArticle(
        title=_title(tree),
        text=text or baseline(tree)[1],
        url=described.url or "",
        date=described.date or "",
    )


def warm_up() -> None:
    """Load what is loaded late: domain names, stop words, forms of dates. Afterwards reading opens no file."""
    get_tld("https://www.contoh.co.id/", fail_silently=True)
    jt_stoplist_init()
    text = "<p>Dibuka 2021-12-16 di tengah kota.</p>" * 20
    read_page(
        f"<html><head><title>Satu</title></head><body>{text}</body></html>", "https://www.contoh.co.id/berita"
    )


def _parse(html: str) -> HtmlElement | None:
    try:
        return document_fromstring(html.encode(), parser=HTMLParser(encoding="utf-8"))
    except (ParserError, ValueError):
        return None


def _remove_controls(tree: HtmlElement) -> None:
    """Remove control characters, which the parser takes and trafilatura cannot write back."""
    for element in tree.iter():
        if element.text and _CONTROL.search(element.text):
            element.text = _CONTROL.sub("", element.text)
        if element.tail and _CONTROL.search(element.tail):
            element.tail = _CONTROL.sub("", element.tail)
        for name, value in element.items():
            if _CONTROL.search(value):
                element.set(name, _CONTROL.sub("", value))


def _title(tree: HtmlElement) -> str:
    """The only first-level heading that is shown, else what the page's head says."""
    headings = [" ".join(heading.text_content().split()) for heading in tree.iter("h1")]
    return headings[0] if len(headings) == 1 else extract_metadata(tree, extensive=False).title or ""
