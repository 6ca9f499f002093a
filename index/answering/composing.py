"""From readings to an answer: which sentences are quoted, in which order. Pure functions."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.answering import expanding, holding
from index.answering.disagreeing import voices
from index.answering.fitting import balanced
from index.answering.profiling import profiled
from index.answering.question_type import QuestionType, question_type
from index.answering.quoting import cited
from index.answering.reading import Reading
from index.answering.sources import Source
from index.answering.yes_no import asks_yes_or_no
from index.types import Citation, Span

_CHANGE = re.compile(r"^.*\b(?:menjadi|to)\s+(?=\d)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Composed:
    """The shortest answer, and the citations that carry it, the first one first.

    Attributes:
        assurance: A probability below which the answer's confidence does not fall, whatever the reader thinks.
    """

    answer: str
    citations: tuple[Citation, ...]
    assurance: float = 0.0


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
    if explained := expanding.expanded(question, sources):
        return Composed(_answer(explained[0]), explained, expanding.ASSURANCE)
    if holders := holding.held(question, sources):
        return Composed(_answer(holders[0]), holders, holding.ASSURANCE)
    if name is not None and (profile := profiled(name, question_type(question), sources, readings)):
        return Composed(_answer(profile.citations[0]), profile.citations, profile.assurance)
    if disagreement := voices(question, sources, readings):
        told = tuple(
            cited(sources[voice.reading.candidate], voice.reading, readings, answer=voice.said)
            for voice in disagreement
        )
        return Composed(_answer(told[0]), told)
    best = readings[0]
    source = sources[best.candidate]
    marked = _marked(question, source, best)
    citation = cited(source, best, readings, answer=marked)
    return Composed(_answer(citation), (citation,))


def _marked(question: str, source: Source, reading: Reading) -> Span:
    """What of the reading's sentence is the answer: all of it to yes or no, else its span.

    A figure that changed ("dari 162 menjadi 602 orang") is answered by the one that was reached.
    """
    if asks_yes_or_no(question):
        return Span(*source.candidate.sentences[reading.sentence])
    span = source.candidate.text[reading.start : reading.end]
    change = _CHANGE.match(span) if question_type(question) is QuestionType.NUMBER else None
    marked = Span(reading.start + (change.end() if change else 0), reading.end)
    return balanced(source.candidate.text, marked, Span(*source.candidate.sentences[reading.sentence]))


def _answer(citation: Citation) -> str:
    """The marked part of a quote, or all of it."""
    return citation.quote[citation.answer_start : citation.answer_end]
