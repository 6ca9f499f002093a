"""What an abbreviation stands for, as the articles explain it: each long form once, the best hit's first."""

from collections.abc import Sequence

from index.answering.sources import Source
from index.language.abbreviations import abbreviations, asked_abbreviation
from index.types import Citation, Span

ASSURANCE = 0.9
"""The probability that a long form answers, whose words give the letters of the very abbreviation asked for."""


def expanded(question: str, sources: Sequence[Source]) -> tuple[Citation, ...]:
    """The sentences that explain the abbreviation a question asks about, the long form marked in each.

    Empty when the question asks for none, or no sentence explains it. One abbreviation may have several long forms.
    """
    short = asked_abbreviation(question)
    found: dict[str, Citation] = {}
    for source in sources if short else ():
        for start, end in source.candidate.sentences:
            text = source.candidate.text[start:end]
            for each in abbreviations(text):
                if each.short == short:
                    meaning = text[each.meaning.start : each.meaning.end]
                    found.setdefault(meaning.lower(), _citation(source, start, end, each.meaning))
    return tuple(found.values())


def _citation(source: Source, start: int, end: int, meaning: Span) -> Citation:
    """A sentence of the source, with the long form, which is counted from the sentence's beginning, marked."""
    return source.cited(Span(start, end), Span(start + meaning.start, start + meaning.end))
