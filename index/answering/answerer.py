"""Question → query → hits → readings → a cited answer with its confidence."""

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Protocol

from index.answering.composing import compose
from index.answering.conversation import Turn, standalone
from index.answering.fitting import fitting_first, points_back, tells_of_another
from index.answering.profile import asks_what, named_in, profiled_name
from index.answering.question import clean_question
from index.answering.reading import Candidate, Reader, Reading
from index.answering.sources import source_of
from index.answering.timeliness import OVER_FETCH, Timing, Today, timely, timing, today_in_jakarta
from index.language.detection import detect
from index.types import Answer, Hit, Language

READ_DEPTH = 8
"""How many of the best hits are read."""

DOUBT = 0.5
"""What is left of the confidence in a sentence that tells the event asked about of another person."""


class Searcher(Protocol):
    """Finds passages."""

    def search(self, query: str, language: Language, *, top_k: int) -> list[Hit]:
        """Return the best passages, best first."""
        ...


Judge = Callable[[str, Sequence[Candidate], Sequence[Reading]], float]
"""The probability, 0..1, that the first reading answers the question; 0 without readings."""


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

    def best_answer(self, question: str, *, top_k: int, turns: Sequence[Turn] = ()) -> Answer:
        """The best answer there is, however small its confidence; abstained only without anything to quote.

        Raises:
            InputError: The question is empty or too long.
        """
        started = time.perf_counter()
        cleaned = clean_question(question)
        language = detect(cleaned)
        asked = timing(standalone(cleaned, turns), self._today())
        query = asked.query
        hits = self._hits(asked, max(top_k, READ_DEPTH))
        sources = [source_of(hit) for hit in hits[:READ_DEPTH]]
        candidates = [source.candidate for source in sources]
        with self._one_at_a_time:
            read = self._reader.read(query, candidates)
            readings = fitting_first(query, candidates, read)
            confidence = self._sureness(query, candidates, readings, read)
        composed = compose(query, _name(query, hits), sources, readings)
        return Answer(
            question=cleaned,
            language=language,
            abstained=composed is None,
            confidence=max(confidence, composed.assurance) if composed else 0.0,
            answer=composed.answer if composed else None,
            citations=composed.citations if composed else (),
            hits=tuple(hits[:top_k]),
            elapsed_ms=(time.perf_counter() - started) * 1000,
        )

    def _sureness(
        self,
        query: str,
        candidates: Sequence[Candidate],
        readings: Sequence[Reading],
        read: Sequence[Reading],
    ) -> float:
        """The confidence in the first of `readings`.

        A sentence that points back ("Kabar itu …") has few of the question's words itself, and so has one ("Ia sendiri
        wafat …") that comes before the reader's best because that tells of somebody else. There the reader's own best
        may speak for the passage.
        """
        sure = self._confidence(query, candidates, readings)
        if not readings:
            return sure
        first = readings[0]
        if tells_of_another(query, candidates, first):
            return DOUBT * sure
        beside = first.candidate == read[0].candidate and tells_of_another(query, candidates, read[0])
        if beside or points_back(candidates[first.candidate], first.sentence):
            return max(sure, self._confidence(query, candidates, read))
        return sure

    def _hits(self, asked: Timing, top_k: int) -> list[Hit]:
        """The best hits that the time asked for allows."""
        wanted = max(top_k, OVER_FETCH) if asked.strict else top_k
        return timely(self._searcher.search(asked.query, detect(asked.query), top_k=wanted), asked)[:top_k]


def withheld(answer: Answer) -> Answer:
    """The same question with an abstention: no answer, no citation; hits and confidence stay."""
    return replace(answer, abstained=True, answer=None, citations=())


def _name(query: str, hits: Sequence[Hit]) -> str | None:
    """The name that the question asks about as such; one in lower case must be a name in an article."""
    name = profiled_name(query)
    if (
        name is None
        or name != name.lower()
        or asks_what(query)
        or any(named_in(name, hit.article.body) for hit in hits[:READ_DEPTH])
    ):
        return name
    return None
