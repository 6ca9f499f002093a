"""What a finder finds, and what a finder is."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from index.answering.asked.question import Question
from index.answering.evidence.evidence import Evidence
from index.types import Citation


class Way(StrEnum):
    """How an answer was found; how sure that makes it, `confidence` says."""

    LONG_FORM = "long form"
    HOLDER = "holder"
    DEFINITION = "definition"
    PROFILE = "profile"
    DISAGREEMENT = "disagreement"
    SENTENCE = "sentence"


@dataclass(frozen=True, slots=True)
class Finding:
    """The shortest answer, and the citations that carry it, the first one first.

    Attributes:
        way: How it was found.
        answer: What is shown as the answer: words of the citations.
        citations: At least one.
        plainness: How plainly they say it, 0..1, where the way of finding tells; else 0.
    """

    way: Way
    answer: str
    citations: tuple[Citation, ...]
    plainness: float = 0.0


def finding(way: Way, citations: Sequence[Citation], *, plainness: float = 0.0) -> Finding:
    """The finding whose answer is what the first citation marks, or all of its quote."""
    first = citations[0]
    return Finding(way, first.quote[first.answer_start : first.answer_end], tuple(citations), plainness)


class Finder(Protocol):
    """Finds answers of one kind."""

    def __call__(self, question: Question, evidence: Evidence) -> Finding | None:
        """The answer; None where the question asks for another kind, or nothing in the evidence is of this one."""
        ...
