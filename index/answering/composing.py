"""From readings to an answer: which sentences are quoted, in which order. Pure functions."""

from collections.abc import Sequence
from dataclasses import dataclass

from index.answering.profiling import profiled
from index.answering.quoting import cited, sentence
from index.answering.reading import Reading
from index.answering.sources import Source
from index.answering.yes_no import asks_yes_or_no
from index.types import Citation


@dataclass(frozen=True, slots=True)
class Composed:
    """The shortest answer, and the citations that carry it, the first one first."""

    answer: str
    citations: tuple[Citation, ...]


def compose(
    question: str, name: str | None, sources: Sequence[Source], readings: Sequence[Reading]
) -> Composed | None:
    """The answer of the best readings; None when there is nothing to quote.

    Args:
        question: The question in the form that stands alone.
        name: The name that the question asks to be described, if it does.
        sources: What was read, best first.
        readings: Best first; they index `sources`.
    """
    if not readings:
        return None
    if name is not None and (profile := profiled(name, sources, readings)):
        return Composed(_answer(profile[0]), profile)
    best = readings[0]
    source = sources[best.candidate]
    citation = cited(source, best, readings)
    if asks_yes_or_no(question):
        return Composed(sentence(source.candidate, best.sentence), (citation,))
    return Composed(_answer(citation), (citation,))


def _answer(citation: Citation) -> str:
    """The marked part of a quote, or all of it."""
    return citation.quote[citation.answer_start : citation.answer_end]
