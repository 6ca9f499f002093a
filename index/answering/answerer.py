"""Question → query → hits → readings → a cited answer with its confidence: the stages, on one screen."""

import threading
import time
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Protocol, Self

from index.answering.asked.conversation import Turn
from index.answering.asked.question import Question, as_written, asked_in
from index.answering.asked.timing import Today, today_in_jakarta
from index.answering.evidence.copies import folded
from index.answering.evidence.evidence import Evidence, Source
from index.answering.evidence.sources import source_of
from index.answering.finders.finding import Finding
from index.answering.finders.table import found as found_in
from index.answering.fitting import fitting_first
from index.answering.reading.readers import Reader
from index.answering.timeliness import OVER_FETCH, timely
from index.language.spelling import Vocabulary, mended
from index.search.query import Query
from index.types import Answer, Hit

READ_DEPTH = 8
"""How many of the best hits are read, near copies counted once."""

DEEPEST = 160
"""How many hits are looked through for that many."""


class Searcher(Vocabulary, Protocol):
    """Finds passages, and knows the words that they have."""

    def search(self, query: Query, *, top_k: int) -> list[Hit]:
        """Return the best passages, best first."""
        ...


class Judge(Protocol):
    """Says how sure an answer is."""

    def of(self, question: Question, evidence: Evidence, finding: Finding) -> float:
        """The probability, 0..1, that the finding answers the question."""
        ...


@dataclass(frozen=True, slots=True)
class _Told:
    """What one question of a message found."""

    hits: tuple[Hit, ...]
    finding: Finding | None
    confidence: float


class Answerer:
    """Answers questions from what a searcher finds and a reader reads. Thread-safe where the searcher is."""

    def __init__(
        self, searcher: Searcher, reader: Reader, confidence: Judge, *, today: Today = today_in_jakarta
    ) -> None:
        self._searcher = searcher
        self._reader = reader
        self._confidence = confidence
        self._today = today
        self._one_at_a_time = threading.Lock()

    def over(self, searcher: Searcher) -> Self:
        """The same, answering from what another searcher finds."""
        other = copy(self)
        other._searcher = searcher
        return other

    def best_answer(self, question: str, *, top_k: int, turns: Sequence[Turn] = ()) -> Answer:
        """The best answer there is, however small its confidence; abstained only without anything to quote.

        Raises:
            InputError: The question is empty or too long.
        """
        started = time.perf_counter()
        asked = asked_in(question, turns, today=self._today(), mend=self._mended)
        told = [self._told(each, max(top_k, READ_DEPTH)) for each in asked if each.small_talk is None]
        found = [each for each in told if each.finding is not None]
        first = asked[0]
        return Answer(
            question=first.typed,
            language=first.spoken,
            abstained=not found,
            confidence=min((each.confidence for each in found), default=0.0),
            answer="; ".join(each.finding.answer for each in found if each.finding) or None,
            citations=tuple(c for each in found if each.finding for c in each.finding.citations),
            hits=_alternating([each.hits for each in told], top_k),
            elapsed_ms=(time.perf_counter() - started) * 1000,
            kind=first.kind,
            small_talk=first.small_talk or "",
        )

    def _told(self, asked: Question, depth: int) -> _Told:
        """What one question finds: search → read → find → judge."""
        hits = self._hits(asked, depth)
        sources = self._sources(asked, hits)
        asked = as_written(asked, (f"{each.hit.article.title}\n{each.hit.passage.text}" for each in sources))
        evidence = self._evidence(asked, sources)
        finding = found_in(asked, evidence)
        confidence = self._confidence.of(asked, evidence, finding) if finding else 0.0
        return _Told(tuple(hits), finding, confidence)

    def _mended(self, text: str) -> str:
        return mended(text, self._searcher)

    def _hits(self, asked: Question, depth: int) -> list[Hit]:
        """The best hits that the time asked for allows."""
        wanted = max(depth, OVER_FETCH) if asked.timing.strict else depth
        return timely(self._searcher.search(asked.query, top_k=wanted), asked.timing)[:depth]

    def _sources(self, asked: Question, hits: Sequence[Hit]) -> tuple[Source, ...]:
        """What is read of the hits; where copies leave too little, of more hits."""
        sources = folded(map(source_of, hits))
        while len(sources) < READ_DEPTH <= len(hits) <= DEEPEST // 2:
            more = self._hits(asked, 2 * len(hits))
            if len(more) <= len(hits):
                break
            hits, sources = more, folded(map(source_of, more))
        return sources[:READ_DEPTH]

    def _evidence(self, asked: Question, sources: tuple[Source, ...]) -> Evidence:
        """What the reader makes of them; one question at a time."""
        candidates = [source.candidate for source in sources]
        with self._one_at_a_time:
            read = self._reader.read(asked, candidates)
        return Evidence(sources, tuple(read), tuple(fitting_first(asked, candidates, read)))


def _alternating(lists: Sequence[Sequence[Hit]], most: int) -> tuple[Hit, ...]:
    """The best hits of each question by turns, each passage once; of one question as they are."""
    if len(lists) == 1:
        return tuple(lists[0][:most])
    by_turns = [hit for row in zip_longest(*lists) for hit in row if hit is not None]
    once = list({hit.passage.id: hit for hit in reversed(by_turns)}.values())[::-1]
    return tuple(replace(hit, rank=rank) for rank, hit in enumerate(once[:most], start=1))


def withheld(answer: Answer) -> Answer:
    """The same question with an abstention: no answer, no citation; hits and confidence stay."""
    return replace(answer, abstained=True, answer=None, citations=())
