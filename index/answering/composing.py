"""From readings to an answer: which spans are quoted, in which order, and what is said above them. Pure functions."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.answering.citing import cite
from index.answering.profile import definition, name_pattern
from index.answering.question_type import QuestionType, question_type
from index.answering.reading import Candidate, Reading
from index.types import Citation, Hit, Span

MAX_PROFILE = 3
_LEANS_BACK = re.compile(
    r"(?:Ia|Dia|Beliau|Mereka|Hal (?:itu|tersebut|ini)|Itu|Ini|Keduanya|Sementara itu|Menurut(?:nya| dia)|Namun|Selain itu|"
    r"He|She|It|They|This|That|These|His|Her|However)\b"
)


@dataclass(frozen=True, slots=True)
class Read:
    """A hit, what the reader was given of it, and where that lies in the article's body."""

    hit: Hit
    candidate: Candidate

    @property
    def offset(self) -> int:
        """Where the candidate's text begins in the body."""
        return self.hit.passage.start


@dataclass(frozen=True, slots=True)
class Composed:
    """The shortest answer, and the citations that carry it, the first one first."""

    answer: str
    citations: tuple[Citation, ...]


def compose(question: str, name: str | None, read: Sequence[Read], readings: Sequence[Reading]) -> Composed | None:
    """The answer of the best readings; None when there is nothing to quote.

    Args:
        question: The question in the form that stands alone.
        name: The name that the question asks to be described, if it does.
        read: The hits that were read, best first.
        readings: Best first; they index `read`.
    """
    if not readings:
        return None
    if name is not None and (profile := _profile(name, read, readings)):
        return profile
    best = readings[0]
    citation = _cited(read[best.candidate], best, readings)
    if question_type(question) is QuestionType.YES_NO:
        return Composed(_text(read[best.candidate], best), (citation,))
    span = citation.quote[citation.answer_start : citation.answer_end]
    return Composed(span, (citation,))


def _cited(source: Read, reading: Reading, readings: Sequence[Reading]) -> Citation:
    quote = _quote(source.candidate, reading, readings)
    offset = source.offset
    return cite(
        source.hit,
        Span(offset + quote.start, offset + quote.end),
        Span(offset + reading.start, offset + reading.end),
    )


def _quote(candidate: Candidate, reading: Reading, readings: Sequence[Reading]) -> Span:
    """The reading's sentence, and one neighbour where it needs one to be understood, or to be sure of the answer."""
    first, last = candidate.sentences[reading.sentence], candidate.sentences[reading.sentence]
    before = reading.sentence - 1
    after = reading.sentence + 1
    scores = {r.sentence: r.sentence_score for r in readings if r.candidate == reading.candidate}
    worth = [s for s in (before, after) if s in scores]
    if _LEANS_BACK.match(candidate.text, *first) and before >= 0:
        chosen: int | None = before
    else:
        chosen = max(worth, key=lambda s: (scores[s], -s), default=None)
    if chosen is None:
        return Span(*first)
    if chosen < reading.sentence:
        first = candidate.sentences[chosen]
    else:
        last = candidate.sentences[chosen]
    return Span(first[0], last[1])


def _text(source: Read, reading: Reading) -> str:
    start, end = source.candidate.sentences[reading.sentence]
    return source.candidate.text[start:end]


def _profile(name: str, read: Sequence[Read], readings: Sequence[Reading]) -> Composed | None:
    """Up to three sentences that say what the name is or does, each cited; those that define it come first."""
    pattern = name_pattern(name)
    found: list[tuple[float, int, Reading, Span | None]] = []
    for order, reading in enumerate(readings):
        source = read[reading.candidate]
        start, _ = source.candidate.sentences[reading.sentence]
        text = _text(source, reading)
        if not pattern.search(text):
            continue
        said = definition(text, name)
        span = said and Span(start + said.span.start, start + said.span.end)
        found.append((-(said.strength if said else 0.0), order, reading, span))
    if not found:
        return None
    chosen: list[tuple[Reading, Span | None]] = []
    for _, _, reading, span in sorted(found, key=lambda f: f[:2]):
        if len(chosen) < MAX_PROFILE and not _repeats(reading, chosen, read):
            chosen.append((reading, span))
    citations = tuple(_profile_citation(read[reading.candidate], reading, span) for reading, span in chosen)
    reading, span = chosen[0]
    text = read[reading.candidate].candidate.text
    return Composed(text[span.start : span.end] if span else _text(read[reading.candidate], reading), citations)


def _profile_citation(source: Read, reading: Reading, span: Span | None) -> Citation:
    start, end = source.candidate.sentences[reading.sentence]
    offset = source.offset
    answer = span and Span(offset + span.start, offset + span.end)
    return cite(source.hit, Span(offset + start, offset + end), answer)


def _repeats(reading: Reading, chosen: Sequence[tuple[Reading, Span | None]], read: Sequence[Read]) -> bool:
    """Whether most words of the sentence were said by one that is chosen already."""
    words = _words(_text(read[reading.candidate], reading))
    return any(
        len(words & _words(_text(read[other.candidate], other))) > 0.6 * min(len(words), 40) for other, _ in chosen
    )


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower()))
