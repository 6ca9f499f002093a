"""Reading: which sentence of the top hits answers the question, and which span in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Candidate:
    """One passage of a hit, as a reader is given it.

    Attributes:
        text: The exact slice `body[start:end]` of the article.
        sentences: Half-open code-point ranges of its sentences in `text`, ascending.
        score: What retrieval gave it; higher is better.
        heading: The sub-heading that it stands under, or "".
        title: The article's title, or "".
    """

    text: str
    sentences: tuple[tuple[int, int], ...]
    score: float
    heading: str
    title: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A span of one sentence of one candidate, proposed as the answer.

    Attributes:
        candidate: Which candidate, counted from 0.
        sentence: Which of its sentences, counted from 0.
        start: First code point of the span in the candidate's text; the span lies inside the sentence.
        end: One past its last code point.
        span_score: How much likelier the span is than "no answer here", in logits; 0 is even.
        sentence_score: What the readings are ordered by.
        answered: Log-odds that the text around the sentence answers the question at all.
    """

    candidate: int
    sentence: int
    start: int
    end: int
    span_score: float
    sentence_score: float
    answered: float = 0.0


class Reader(Protocol):
    """Points at answers. `read` is deterministic; one call at a time."""

    @property
    def fingerprint(self) -> str:
        """Another value for every model whose readings may differ."""
        ...

    def read(self, question: str, candidates: Sequence[Candidate]) -> list[Reading]:
        """At most one reading per sentence, best first; empty without candidates."""
        ...


def load_reader(name: str) -> Reader:
    """The shipped reader for "", otherwise a `transformers` question-answering model (a directory or a hub name).

    Raises:
        ModelError: The model is missing, damaged or of the wrong kind.
    """
    if name:
        from index.answering.hub_reader import load_hub_reader

        return load_hub_reader(name)
    from index.answering.shipped_reader import load_shipped_reader

    return load_shipped_reader()
