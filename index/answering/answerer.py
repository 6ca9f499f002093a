"""Question → query → hits → readings → a cited answer with its confidence: the stages, on one screen."""

import threading
import time
from collections.abc import Sequence
from copy import copy
from dataclasses import replace
from typing import Protocol, Self

from index.answering.asked.conversation import Turn
from index.answering.asked.question import Question, understood
from index.answering.asked.timing import Today, today_in_jakarta
from index.answering.evidence.copies import folded
from index.answering.evidence.evidence import Evidence, Source
from index.answering.evidence.sources import source_of
from index.answering.finders.finding import Finding
from index.answering.finders.table import found
from index.answering.fitting import fitting_first
from index.answering.reading.readers import Reader
from index.answering.timeliness import OVER_FETCH, timely
from index.search.query import Query
from index.types import Answer, Hit

READ_DEPTH = 8
"""How many of the best hits are read, near copies counted once."""

DEEPEST = 160
"""How many hits are looked through for that many."""


class Searcher(Protocol):
    """Finds passages."""

    def search(self, query: Query, *, top_k: int) -> list[Hit]:
        """Return the best passages, best first."""
        ...


class Judge(Protocol):
    """Says how sure an answer is."""

    def of(self, question: Question, evidence: Evidence, finding: Finding) -> float:
        """The probability, 0..1, that the finding answers the question."""
        ...


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
        asked = understood(question, turns, today=self._today())
        hits = self._hits(asked, max(top_k, READ_DEPTH))
        evidence = self._evidence(asked, self._sources(asked, hits))
        finding = found(asked, evidence)
        return Answer(
            question=asked.typed,
            language=asked.spoken,
            abstained=finding is None,
            confidence=self._confidence.of(asked, evidence, finding) if finding else 0.0,
            answer=finding.answer if finding else None,
            citations=finding.citations if finding else (),
            hits=tuple(hits[:top_k]),
            elapsed_ms=(time.perf_counter() - started) * 1000,
        )

    def _hits(self, asked: Question, top_k: int) -> list[Hit]:
        """The best hits that the time asked for allows."""
        wanted = max(top_k, OVER_FETCH) if asked.timing.strict else top_k
        return timely(self._searcher.search(asked.query, top_k=wanted), asked.timing)[:top_k]

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


def withheld(answer: Answer) -> Answer:
    """The same question with an abstention: no answer, no citation; hits and confidence stay."""
    return replace(answer, abstained=True, answer=None, citations=())
