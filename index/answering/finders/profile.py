"""The profile of a name: up to three sentences that say what it is or does, the one that defines it first."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.answering.asked.awaited import Awaited
from index.answering.asked.question import Question
from index.answering.evidence.evidence import Evidence, Source
from index.answering.evidence.quoting import needed, together
from index.answering.finders.definition import Definition, definition
from index.answering.finders.finding import Finding, Way, finding
from index.language.names import name_pattern, named_in
from index.types import Citation, Span

MOST_SENTENCES = 3
CENTRALITY = 0.4
"""What it counts, beside a definition's plainness (0..1), that the other texts about the name say the same."""

_REPEATED = 0.6
"""A sentence is left out when this share of its words was quoted already."""

_LATE = 0.5
"""A sentence without a definition tells of the name only when the name stands in this first part of it."""

_WORD = re.compile(r"[^\W\d_]+")
_SENTENCE = re.compile(r"[.!…][\"”’')\]]*$")


@dataclass(frozen=True, slots=True)
class _Told:
    """A sentence that tells of the name; `marked` is what it says of it, in the candidate's text."""

    source: Source
    number: int
    marked: Span
    plainness: float
    worth: float


def profile(question: Question, evidence: Evidence) -> Finding | None:
    """The profile of the name that a question asks to be described; None when no sentence tells of it.

    Of a thing it is also None when no sentence says what it is and the best reading does not tell of it.

    Method: definition patterns, then the agreement of the texts about the name (the centroid of Xu, Weischedel
    and Licuanan 2004, "Evaluation of an extraction-based approach to answering definitional questions").
    """
    name = _name(question, evidence)
    told = sorted(_told(name, question.awaited, evidence), key=lambda t: -t.worth) if name else []
    if not told:
        return None
    about_it = told[0].worth > 0 or _reads(told[0], evidence)
    if not (about_it or question.awaited is Awaited.PERSON):
        return None
    way = Way.DEFINITION if told[0].plainness else Way.PROFILE
    return finding(way, _quoted(told), plainness=told[0].plainness)


def _name(question: Question, evidence: Evidence) -> str | None:
    """The name that the question asks about as such; one in lower case must be a name in an article."""
    name = question.described
    if name is None or name != name.lower() or question.defines:
        return name
    written = any(named_in(name, source.hit.article.body) for source in evidence.sources)
    return name if written else None


def _quoted(told: Sequence[_Told]) -> tuple[Citation, ...]:
    """Citations of at most `MOST_SENTENCES` sentences, none of which repeats another."""
    quoted: list[tuple[_Told, Span]] = []
    left = MOST_SENTENCES
    for each in told:
        first, last = _range(each, left)
        if left and not _repeats(each, [other for other, _ in quoted]):
            quoted.append((each, Span(first, last)))
            left -= last - first + 1
    return tuple(_citation(each, numbers) for each, numbers in quoted)


def _told(name: str, kind: Awaited, evidence: Evidence) -> Iterator[_Told]:
    sources, readings = evidence.sources, evidence.readings
    pattern = name_pattern(name)
    order = {(r.candidate, r.sentence): place for place, r in enumerate(readings)}
    for rank, source in enumerate(sources):
        for number, (start, end) in enumerate(source.candidate.sentences):
            text = source.candidate.sentence(number)
            place = order.get((rank, number))
            late = 0.001 * (len(readings) if place is None else place)
            read = None if place is None else Span(readings[place].start, readings[place].end)
            if said := definition(text, name, kind):
                worth = said.strength + CENTRALITY * _centrality(said, name, text, sources)
                span = Span(start + said.span.start, start + said.span.end)
                if read and read.start == span.start and read.end > span.end:
                    span = read
                yield _Told(source, number, span, said.strength, worth - late)
            elif (
                _SENTENCE.search(text)
                and (named := pattern.search(text))
                and named.start() <= _LATE * len(text)
            ):
                yield _Told(source, number, Span(start, end), 0.0, -late)


def _reads(told: _Told, evidence: Evidence) -> bool:
    best = evidence.readings[0]
    return evidence.source(best) is told.source and best.sentence == told.number


def _centrality(said: Definition, name: str, text: str, sources: Sequence[Source]) -> float:
    """The share (0..1) of the definition's words that other texts around the name say too, titles included."""
    words = _words(text[said.span.start : said.span.end]) - _words(name)
    pattern = name_pattern(name)
    around: set[str] = set()
    for source in sources:
        if pattern.search(source.candidate.text):
            rest = source.candidate.text.replace(text, " ")
            around |= _words(f"{source.candidate.title} {source.candidate.heading} {rest}")
    return len(words & around) / len(words) if words else 0.0


def _range(told: _Told, left: int) -> tuple[int, int]:
    """The sentence, with the neighbour that holds its source where two may be quoted."""
    other = needed(told.source.candidate, told.number) if left > 1 else None
    return (told.number, told.number) if other is None else (min(told.number, other), max(told.number, other))


def _repeats(told: _Told, quoted: Sequence[_Told]) -> bool:
    words = _words(told.source.candidate.sentence(told.number))
    return any(
        len(words & _words(other.source.candidate.sentence(other.number))) > _REPEATED * len(words)
        for other in quoted
    )


def _citation(told: _Told, numbers: Span) -> Citation:
    return told.source.cited(together(told.source.candidate, numbers.start, numbers.end), told.marked)


def _words(text: str) -> set[str]:
    return {word.lower() for word in _WORD.findall(text) if len(word) > 2}
