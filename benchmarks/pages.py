"""What of a page is stored: `python -m benchmarks.pages` reads the layouts of the tests and counts words.

Where trafilatura and readability-lxml can be imported, they read the same pages.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec

from index.ingest.page import read_page
from tests.index.ingest.layouts import AUTHOR, LAYOUTS, OUTLET, TITLE

Extract = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Score:
    """Over all pages.

    Attributes:
        f1: The mean F1 of the words, 0..1.
        worst: The least F1 of a page.
        boilerplate: The share of the words that are not the article's.
    """

    f1: float
    worst: float
    boilerplate: float


def scored(extract: Extract) -> Score:
    """How an extractor reads the layouts."""
    f1s, found_words, wrong_words = [], 0, 0
    for layout in LAYOUTS:
        found, right = _words(extract(layout.html)), _words(layout.text)
        shared = (found & right).total()
        f1s.append(2 * shared / (found.total() + right.total()))
        found_words += found.total()
        wrong_words += found.total() - shared
    return Score(sum(f1s) / len(f1s), min(f1s), wrong_words / max(1, found_words))


def facts_right() -> dict[str, int]:
    """On how many layouts title, day, author and outlet are read rightly."""
    read = [read_page(layout.html, "") for layout in LAYOUTS]
    return {
        "title": sum(found.title == TITLE for found in read),
        "day": sum(found.date == "2021-12-16" for found in read),
        "author": sum(found.author == AUTHOR for found in read),
        "outlet": sum(found.outlet == OUTLET for found in read),
    }


def extractors() -> Iterator[tuple[str, Extract]]:
    """Ours, and those peers that are installed."""
    yield "Tanya", lambda html: read_page(html, "").text
    if find_spec("trafilatura"):
        extract = import_module("trafilatura").extract
        yield "trafilatura", lambda html: str(extract(html, include_comments=False) or "")
        yield (
            "trafilatura, favor_precision",
            lambda html: str(extract(html, include_comments=False, favor_precision=True) or ""),
        )
    if find_spec("readability"):
        document, parse = import_module("readability").Document, import_module("lxml.html").fromstring
        yield "readability", lambda html: str(parse(document(html).summary()).text_content())


def main() -> None:
    """Print the figures."""
    for name, extract in extractors():
        score = scored(extract)
        print(f"{name}: F1 {score.f1:.3f} (worst {score.worst:.3f}), boilerplate {score.boilerplate:.1%}")
    print(f"right on {len(LAYOUTS)} layouts: {', '.join(f'{k} {n}' for k, n in facts_right().items())}")


def _words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text.lower()))


if __name__ == "__main__":
    main()
