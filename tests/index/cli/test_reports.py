"""What an answer looks like in a terminal, and its sources in JSON."""

from dataclasses import replace
from datetime import date

import pytest

from index.cli.forms import answer_form
from index.cli.reports import answer_text
from index.types import Answer, Citation, Language

QUOTE = "Pasar itu memuat 412 kios."
CITATION = Citation(
    article_id=7,
    external_id=None,
    title="Pasar dibuka",
    url="https://kabar.example/7",
    published_at=date(2021, 12, 16),
    quote=QUOTE,
    start=0,
    end=len(QUOTE),
    passage_id=1,
    score=0.5,
    content_hash="h",
    outlet="Harian Lontar",
    page=3,
)


def answer(language: Language, citation: Citation) -> Answer:
    return Answer("?", language, False, 0.9, "412 kios", (citation,), (), 1.0)


@pytest.mark.parametrize(
    ("language", "source"),
    [
        ("id", "Pasar dibuka · Harian Lontar · hlm. 3 · 16 Desember 2021"),
        ("en", "Pasar dibuka · Harian Lontar · p. 3 · 16 December 2021"),
    ],
)
def test_a_source_shows_outlet_and_page_of_print(language: Language, source: str) -> None:
    shown = answer_text(answer(language, CITATION))
    assert shown == f"412 kios\n\n  “{QUOTE}”\n  — {source}\n    https://kabar.example/7"


def test_a_source_that_names_neither_shows_neither() -> None:
    shown = answer_text(answer("id", replace(CITATION, outlet=None, page=None, url=None)))
    assert shown == f"412 kios\n\n  “{QUOTE}”\n  — Pasar dibuka · 16 Desember 2021"


def test_a_citation_in_json_has_its_outlet_and_its_page_where_there_is_one() -> None:
    printed, unprinted = (
        answer_form(answer("id", citation))["citations"]
        for citation in (CITATION, replace(CITATION, outlet=None, page=None))
    )
    expected = {
        "article_id": 7,
        "title": "Pasar dibuka",
        "url": "https://kabar.example/7",
        "published_at": "2021-12-16",
        "outlet": "Harian Lontar",
        "quote": QUOTE,
        "start": 0,
        "end": len(QUOTE),
        "passage_id": 1,
        "score": 0.5,
        "page": 3,
    }
    assert printed == [expected]
    assert unprinted == [{**{k: v for k, v in expected.items() if k != "page"}, "outlet": None}]
