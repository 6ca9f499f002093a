"""An embedder that needs no model: a text's vector is drawn from the hash of the text."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

DIMENSION = 16


@dataclass(frozen=True)
class StubEmbedder:
    """The same text always has the same vector, another text one that is far away."""

    name: str = "stub"
    dimension: int = DIMENSION

    @property
    def fingerprint(self) -> str:
        return hashlib.sha256(f"{self.name} {self.dimension}".encode()).hexdigest()

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        rows = [self._vector(text) for text in texts]
        return np.array(rows, np.float32).reshape(len(rows), self.dimension)

    def embed_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self.embed_passages(texts)

    def _vector(self, text: str) -> NDArray[np.float32]:
        digest = hashlib.shake_128(f"{self.name}\n{text}".encode()).digest(self.dimension)
        numbers = np.frombuffer(digest, np.uint8).astype(np.float32) - 127.5
        return np.asarray(numbers / np.linalg.norm(numbers), np.float32)
