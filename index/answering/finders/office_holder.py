"""Who holds an office, as the articles say in as many words: each holder once, the newest article's first."""

from collections.abc import Iterator
from datetime import date

from index.answering.asked.question import Question
from index.answering.evidence.evidence import Evidence
from index.answering.evidence.quoting import needed, together
from index.answering.finders.finding import Finding, Way, finding
from index.answering.finders.holder_names import holder
from index.types import Citation, Span

MOST = 3
"""Holders shown."""


def office_holder(question: Question, evidence: Evidence) -> Finding | None:
    """The sentences that name who holds the office a question asks for, the name marked in each.

    Articles of different years may name different holders: the newest comes first, those without a date last and best
    hit first.
    """
    office = question.office
    if office is None:
        return None
    found: dict[str, Citation] = {}
    for source in evidence.sources:
        text = source.candidate.text
        for number, (start, end) in enumerate(source.candidate.sentences):
            if name := holder(office, text[start:end]):
                marked = Span(start + name.start, start + name.end)
                quote = together(source.candidate, number, needed(source.candidate, number))
                found.setdefault(text[marked.start : marked.end], source.cited(quote, marked))
    newest_first = sorted(_distinct(found), key=lambda each: each.published_at or date.min, reverse=True)
    return finding(Way.HOLDER, newest_first[:MOST]) if newest_first else None


def _distinct(found: dict[str, Citation]) -> Iterator[Citation]:
    """Each holder once, as named first: "Soekarno" after "Ir. Soekarno" is the same."""
    known: list[set[str]] = []
    for name, citation in found.items():
        words = set(name.lower().split())
        if not any(words <= other or other <= words for other in known):
            known.append(words)
            yield citation
