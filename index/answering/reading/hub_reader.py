"""Any extractive question-answering model of `transformers` as the reader, through torch (`READER_MODEL`)."""

from collections.abc import Iterator, Sequence

import numpy as np

from index.answering.asked.question import Question
from index.answering.evidence.evidence import Candidate, Reading
from index.answering.reading.hub_parts import Part, SpanModel
from index.answering.reading.spans import best_spans, log_sum
from index.errors import ModelError

RETRIEVAL = 2.0
"""How many logits the difference between the best candidate's score and 0 is worth."""


class HubReader:
    """Reads every candidate whole; slower than the shipped reader, and as good as its model."""

    def __init__(self, model: SpanModel) -> None:
        self._model = model

    def read(self, question: Question, candidates: Sequence[Candidate]) -> list[Reading]:
        """One reading for every sentence, best first."""
        best: dict[tuple[int, int], Reading] = {}
        top = max((candidate.score for candidate in candidates), default=0.0)
        for number, candidate in enumerate(candidates):
            relative = candidate.score / top if top > 0 else 0.0
            for part in self._model.parts(question.text, candidate.text):
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
        from index.answering.reading.hub_model import open_model

        model = open_model(name)
    except Exception as error:  # transformers, huggingface_hub and torch each have their own
        raise ModelError(
            f"READER_MODEL must name an extractive question-answering model of transformers, but {name}: {error}"
        ) from error
    return HubReader(model)
