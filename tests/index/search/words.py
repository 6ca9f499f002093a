import re
import zlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


class WordEmbedder:
    """Every word has a random direction; a text is the sum of its words; one without words is zero."""

    dimension = 64

    def __init__(self, name: str = "words") -> None:
        self.name = name
        self.fingerprint = f"fingerprint of {name}"

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return np.array([self._embed(text) for text in texts], np.float32).reshape(len(texts), self.dimension)

    def embed_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self.embed_passages(texts)

    def _embed(self, text: str) -> NDArray[np.float64]:
        total = sum(
            (self._direction(word) for word in re.findall(r"\w+", text.lower())), np.zeros(self.dimension)
        )
        length = np.linalg.norm(total)
        return total / length if length else total

    def _direction(self, word: str) -> NDArray[np.float64]:
        seed = zlib.crc32(f"{self.name}/{word}".encode())
        return np.random.default_rng(seed).standard_normal(self.dimension)
