"""Any extractive question-answering model of `transformers` as the reader, through torch (`READER_MODEL`)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index.answering.reading import Candidate, Reading
from index.answering.spans import SpanScores, best_spans, log_sum
from index.errors import ModelError

LONGEST, STRIDE = 384, 96
RETRIEVAL = 2.0
"""How many logits the difference between the best candidate's score and 0 is worth."""


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of one candidate as the model scored it.

    Attributes:
        scores: Of its pieces.
        starts: int64, (n,): first code point of each piece in the candidate's text.
        ends: int64, (n,): one past its last.
    """

    scores: SpanScores
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]


class SpanModel(Protocol):
    """Scores every piece of a text, in one part or in overlapping ones."""

    def parts(self, question: str, text: str) -> Iterator[Part]:
        """Every stretch of the text."""
        ...


class HubReader:
    """Reads every candidate whole; slower than the shipped reader, and as good as its model."""

    def __init__(self, model: SpanModel, fingerprint: str) -> None:
        self._model = model
        self._fingerprint = fingerprint

    @property
    def fingerprint(self) -> str:
        """The model's name and a digest of its weights."""
        return self._fingerprint

    def read(self, question: str, candidates: Sequence[Candidate]) -> list[Reading]:
        """One reading for every sentence, best first."""
        best: dict[tuple[int, int], Reading] = {}
        top = max((candidate.score for candidate in candidates), default=0.0)
        for number, candidate in enumerate(candidates):
            relative = candidate.score / top if top > 0 else 0.0
            for part in self._model.parts(question, candidate.text):
                for reading in readings_of(part, number, candidate, relative):
                    key = reading.candidate, reading.sentence
                    if key not in best or reading.span_score > best[key].span_score:
                        best[key] = reading
        return sorted(best.values(), key=lambda r: (-r.sentence_score, r.candidate, r.sentence))


def readings_of(part: Part, number: int, candidate: Candidate, relative: float) -> Iterator[Reading]:
    """The best span of each sentence that the part shows."""
    bounds = [
        (int(np.searchsorted(part.starts, start)), int(np.searchsorted(part.ends, end, side="right")))
        for start, end in candidate.sentences
    ]
    answered = log_sum((part.scores.start[:, None] + part.scores.end[None, :]).ravel()) - part.scores.null
    for sentence, span in enumerate(best_spans(part.scores, bounds)):
        if span is not None:
            yield Reading(
                number,
                sentence,
                int(part.starts[span.first]),
                int(part.ends[span.last]),
                span.margin,
                span.margin + RETRIEVAL * relative,
                answered,
            )


def load_hub_reader(name: str) -> HubReader:
    """Load a model by directory or hub name.

    Raises:
        ModelError: It is missing, or not an extractive question-answering model with a fast tokenizer.
    """
    try:
        from index.answering.hub_model import open_model

        model, fingerprint = open_model(name)
    except Exception as error:  # transformers, huggingface_hub and torch each have their own
        raise ModelError(
            f"READER_MODEL must name an extractive question-answering model of transformers, but {name}: {error}"
        ) from error
    return HubReader(model, fingerprint)
