"""Who holds an office, as the articles say in as many words: each holder once, the newest article's first."""

from collections.abc import Iterator, Sequence
from datetime import date

from index.answering.offices import asked_office
from index.answering.quoting import needed, together
from index.answering.sources import Source
from index.types import Citation, Span

MOST = 3
"""Holders shown."""

ASSURANCE = 0.85
"""The probability that a name beside the office answers (FacQA: 16 of 19; the others held it in another year)."""


def held(question: str, sources: Sequence[Source]) -> tuple[Citation, ...]:
    """The sentences that name who holds the office a question asks for, the name marked in each.

    Empty when the question asks for none, or says more of the holder, or no sentence names one. Articles of different
    years may name different holders: the newest comes first, those without a date last and best hit first.
    """
    office = asked_office(question)
    if office is None:
        return ()
    found: dict[str, Citation] = {}
    for source in sources:
        text = source.candidate.text
        for number, (start, end) in enumerate(source.candidate.sentences):
            if name := office.holder(text[start:end]):
                marked = Span(start + name.start, start + name.end)
                quote = together(source.candidate, number, needed(source.candidate, number))
                found.setdefault(text[marked.start : marked.end], source.cited(quote, marked))
    newest_first = sorted(_distinct(found), key=lambda each: each.published_at or date.min, reverse=True)
    return tuple(newest_first[:MOST])


def _distinct(found: dict[str, Citation]) -> Iterator[Citation]:
    """Each holder once, as named first: "Soekarno" after "Ir. Soekarno" is the same."""
    known: list[set[str]] = []
    for name, citation in found.items():
        words = set(name.lower().split())
        if not any(words <= other or other <= words for other in known):
            known.append(words)
            yield citation
