"""What the rest of the library asks of an embedding model."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray


class Embedder(Protocol):
    """Turns texts into vectors of which the dot product is the cosine; safe to share between threads."""

    @property
    def fingerprint(self) -> str:
        """SHA-256 (hex) over weights, tokenizer and prompts: it changes whenever vectors would."""

    @property
    def name(self) -> str:
        """The name that loads this model again."""

    @property
    def dimension(self) -> int:
        """Length of a vector."""

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of passages, float32 (n, dimension), L2-normalised, in order.

        A text without a single token (empty, or blanks only) has the zero vector: it is similar to nothing.
        """

    def embed_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of queries, shaped and normalised like those of passages."""
