"""When articles give two figures or two dates for the same thing, both are shown, the newest first.

Strict on purpose: a disagreement that is none confuses more than one that is missed. The unit and what it counts
must be the same, the other article must have the question's names in the sentence, beside it or in the title, and
elsewhere half of what else the first shares with the question; and one of them must have a date: without dates nobody
can tell which figure is the later one.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from index.answering.asked.awaited import Awaited
from index.answering.asked.question import Question
from index.answering.evidence.evidence import Evidence, Reading, Source
from index.answering.evidence.quoting import cited
from index.answering.finders.finding import Finding, Way, finding
from index.language.amounts import Amount, Day, amounts, days
from index.language.analysis import terms
from index.language.outcomes import OUTCOMES
from index.types import Span

MOST = 3
"""Voices shown, the first answer's included."""

REACH = 6.0
"""How far, in sentence score, another voice may lie below the best reading."""

DATE_COVER = 0.75
"""The share of the question's terms that both sentences must hold before two dates are dates of the same thing."""

_BESIDE = 12
_BEGINNING = 3_000
_WORD = re.compile(r"[^\W_]+")
_COUNTS_PEOPLE = re.compile(
    r"\b(?:orang|korban\w*|jiwa|people|persons|victims?|casualties|toll|penumpang|passengers|warga)\b",
    re.IGNORECASE,
)

_COUNTED = re.compile("|".join(p.pattern for p in (_COUNTS_PEOPLE, *OUTCOMES.values())), re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Voice:
    """What one article says: its reading, and where that stands in the candidate's text."""

    reading: Reading
    said: Span


@dataclass(frozen=True, slots=True)
class _Figure:
    amount: Amount
    outcome: str | None


def disagreement(question: Question, evidence: Evidence) -> Finding | None:
    """The best reading and those of other articles that contradict it, newest first; None where nothing does."""
    heard = voices(question, evidence)
    told = [
        cited(evidence.source(voice.reading), voice.reading, evidence.readings, answer=voice.said)
        for voice in heard
    ]
    return finding(Way.DISAGREEMENT, told) if told else None


def voices(question: Question, evidence: Evidence) -> list[Voice]:
    """The best reading and those of other articles that contradict it, newest first, undated last.

    Fewer than two mean that nothing disagrees; then the list is empty.
    """
    if question.awaited not in (Awaited.NUMBER, Awaited.TIME):
        return []
    matter = _Matter(question, evidence)
    figures = question.awaited is Awaited.NUMBER
    heard = list(_figures(matter) if figures else _dates(matter))[:MOST]
    if len(heard) < 2 or not any(evidence.source(v.reading).hit.article.published_at for v in heard):
        return []
    return sorted(heard, key=lambda voice: _age(evidence.source(voice.reading)))


def _age(source: Source) -> tuple[bool, int]:
    day = source.hit.article.published_at
    return (day is None, -(day or date.min).toordinal())


class _Matter:
    """What the question is about, as the best reading's article tells it."""

    def __init__(self, question: Question, evidence: Evidence) -> None:
        self.question = question
        self.best = evidence.readings[0]
        self._evidence = evidence

    @cached_property
    def names(self) -> set[str]:
        """The terms of the question that the articles only ever write with a capital."""
        return _names(self.question, self._evidence.sources)

    @cached_property
    def _terms(self) -> set[str]:
        told = _told(self.source(self.best), self.best)
        return (told & set(terms(_COUNTED.sub(" ", self.question.text)))) - self.names

    def source(self, reading: Reading) -> Source:
        return self._evidence.source(reading)

    def others(self) -> Iterator[Reading]:
        """The readings of other articles that tell of the same, best first."""
        first = self.source(self.best)
        if not self.names or _strange(self.question, first):
            return
        for reading in self._evidence.readings[1:]:
            source = self.source(reading)
            near = reading.sentence_score >= self.best.sentence_score - REACH
            elsewhere = source.hit.article.id != first.hit.article.id
            if near and elsewhere and self._told_by(source, reading):
                yield reading

    def _told_by(self, source: Source, reading: Reading) -> bool:
        """Whether the names stand around the reading, and half of the other shared words in the article."""
        if not self.names <= _told(source, reading):
            return False
        return 2 * len(self._terms & set(terms(_gist(source)))) >= len(self._terms)

    def shares_words(self) -> bool:
        """Whether the best sentence has words of the question that are not names."""
        here = set(terms(self.source(self.best).candidate.sentence(self.best.sentence)))
        return bool((here & set(terms(self.question.text))) - self.names)


def _figures(matter: _Matter) -> Iterator[Voice]:
    first = _figure(matter.source(matter.best), matter.best)
    if first is None:
        return
    people = first.amount.unit == "person"
    if not (_asked_about(matter.question, first.outcome) if people else matter.shares_words()):
        return
    yield Voice(matter.best, first.amount.span)
    heard = {first.amount.value}
    spoken: set[int] = set()
    for other in matter.others():
        figure = _figure(matter.source(other), other)
        article = matter.source(other).hit.article.id
        same = figure and (figure.amount.unit, figure.outcome) == (first.amount.unit, first.outcome)
        if not figure or not same or article in spoken:
            continue
        spoken.add(article)
        if figure.amount.value not in heard:
            heard.add(figure.amount.value)
            yield Voice(other, figure.amount.span)


def _dates(matter: _Matter) -> Iterator[Voice]:
    first = _date(matter.question, matter.source(matter.best), matter.best)
    if first is None:
        return
    yield Voice(matter.best, _said(matter.best, first.span))
    heard = [first]
    spoken: set[int] = set()
    for other in matter.others():
        day = _date(matter.question, matter.source(other), other)
        article = matter.source(other).hit.article.id
        if not day or article in spoken:
            continue
        spoken.add(article)
        if not any(_same_day(day, known) for known in heard):
            heard.append(day)
            yield Voice(other, _said(other, day.span))


def _said(reading: Reading, exact: Span) -> Span:
    """The reading's span where it holds little beside the date ("Rabu (15/12/2021)"), otherwise the date alone."""
    wide = reading.end - reading.start > exact.end - exact.start + _BESIDE
    return (
        exact
        if wide or reading.start > exact.start or reading.end < exact.end
        else Span(reading.start, reading.end)
    )


def _asked_about(question: Question, outcome: str | None) -> bool:
    """Whether the question counts people, and those whom that befell, if it says."""
    asked = _outcome(question)
    return outcome is not None and (
        asked == outcome or (asked is None and bool(_COUNTS_PEOPLE.search(question.text)))
    )


def _strange(question: Question, source: Source) -> bool:
    """Whether an Indonesian question has a name that the article lacks; an English one may have translated it."""
    return question.language == "id" and not question.names <= set(terms(_gist(source)))


def _names(question: Question, sources: Sequence[Source]) -> set[str]:
    written = {word for source in sources for word in _WORD.findall(_gist(source).partition("\n")[2])}
    asked = {word.lower() for word in _WORD.findall(_COUNTED.sub(" ", question.text))}
    names = [word for word in asked if word.capitalize() in written and word not in written]
    return set(terms(" ".join(names)))


def _gist(source: Source) -> str:
    """The title on a line of its own, the beginning of the body, and the passage."""
    article = source.hit.article
    return f"{article.title}\n{article.body[:_BEGINNING]}\n{source.candidate.text}"


def _told(source: Source, reading: Reading) -> set[str]:
    """The terms of a reading's sentence, its neighbours, the heading and the title."""
    candidate = source.candidate
    first, last = max(0, reading.sentence - 1), min(len(candidate.sentences), reading.sentence + 2)
    around = " ".join(candidate.sentence(number) for number in range(first, last))
    return set(terms(f"{candidate.title} {candidate.heading} {around}"))


def _figure(source: Source, reading: Reading) -> _Figure | None:
    """The one figure of the reading's span; of several, the one that the text says was reached."""
    start, end = source.candidate.sentences[reading.sentence]
    text = source.candidate.text[start:end]
    inside = [
        amount
        for amount in amounts(text)
        if amount.span.start < reading.end - start and amount.span.end > reading.start - start
    ]
    if len(inside) != 1:
        return None
    amount = inside[0]
    span = Span(start + amount.span.start, start + amount.span.end)
    outcome = _nearest_outcome(text, amount.span) if amount.unit == "person" else None
    return _Figure(Amount(amount.value, amount.unit, span), outcome)


def _nearest_outcome(text: str, span: Span) -> str | None:
    found = [
        (min(abs(match.start() - span.end), abs(span.start - match.end())), outcome)
        for outcome, pattern in OUTCOMES.items()
        for match in pattern.finditer(text)
    ]
    return min(found)[1] if found else None


def _outcome(question: Question) -> str | None:
    return next((outcome for outcome, pattern in OUTCOMES.items() if pattern.search(question.text)), None)


def _date(question: Question, source: Source, reading: Reading) -> Day | None:
    """The one day of the reading's span, in a sentence that holds most of the question's terms."""
    text = source.candidate.sentence(reading.sentence)
    asked = set(terms(question.text))
    if not asked or len(asked & set(terms(text))) < DATE_COVER * len(asked):
        return None
    span = source.candidate.text[reading.start : reading.end]
    found = list(days(span))
    if len(found) != 1:
        return None
    day = found[0]
    return Day(
        day.day, day.month, day.year, Span(reading.start + day.span.start, reading.start + day.span.end)
    )


def _same_day(one: Day, other: Day) -> bool:
    same_year = one.year is None or other.year is None or one.year == other.year
    return same_year and (one.day, one.month) == (other.day, other.month)
