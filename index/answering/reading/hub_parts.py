"""How a `transformers` model is asked: a text in parts, each with the scores of its pieces."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index.answering.reading.spans import SpanScores

LONGEST, STRIDE = 384, 96
"""Word pieces of one part with its question, and those that two parts share."""


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
