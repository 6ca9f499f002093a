"""The vectors of a static model's tokens, kept as compact as the file holds them."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

SMALL_PRODUCT = 1 << 18
"""Multiplications up to which OpenBLAS works in one thread; two wait for each other on a busy machine."""


@dataclass(frozen=True, slots=True)
class TokenTable:
    """A token's vector is `rows[row_of[token]] * factors[token]`.

    Attributes:
        rows: int8 or floating, (rows, dimension).
        row_of: int64, (tokens,).
        factors: float32, (tokens,).
    """

    rows: NDArray[np.generic]
    row_of: NDArray[np.int64]
    factors: NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.row_of)

    @classmethod
    def of(cls, tensors: Mapping[str, NDArray[np.generic]]) -> "TokenTable":
        """Read the tensors of sentence-transformers (`embedding.weight`) or of model2vec (`embeddings`).

        Those of model2vec may be compact: int8 rows with a factor each (`weights`), or shared rows (`mapping`).
        """
        rows = tensors["embedding.weight"] if "embedding.weight" in tensors else tensors["embeddings"]
        mapping = tensors.get("mapping")
        row_of = np.arange(len(rows)) if mapping is None else mapping.astype(np.int64)
        weights = tensors.get("weights")
        factors = np.ones(len(row_of), np.float32) if weights is None else weights.astype(np.float32)
        return cls(rows, row_of, factors)

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return int(self.rows.shape[1])

    def sum(self, tokens: NDArray[np.unsignedinteger]) -> NDArray[np.float32]:
        """The sum of the tokens' vectors, float32 (dimension,)."""
        total: NDArray[np.float32] = self.factors[tokens] @ self.rows[self.row_of[tokens]].astype(np.float32)
        return total

    def vectors(self, tokens: NDArray[np.integer]) -> NDArray[np.float32]:
        """The tokens' vectors, float32 (tokens, dimension)."""
        rows: NDArray[np.float32] = self.rows[self.row_of[tokens]].astype(np.float32)
        scaled: NDArray[np.float32] = rows * self.factors[tokens][:, None]
        return scaled

    def cosines(self, directions: NDArray[np.float32], tokens: NDArray[np.integer]) -> NDArray[np.float32]:
        """The cosines of the tokens' vectors with directions, float32 (directions, tokens).

        Args:
            directions: float32 (n, dimension), of length 1 or 0.
            tokens: Numbers of tokens.
        """
        cosines = np.zeros((len(directions), len(tokens)), np.float32)
        block = max(1, SMALL_PRODUCT // max(1, directions.size))
        for start in range(0, len(tokens), block):
            part = tokens[start : start + block]
            rows: NDArray[np.float32] = self.rows[self.row_of[part]].astype(np.float32)
            lengths = np.sqrt(np.einsum("ij,ij->i", rows, rows))
            signs = np.sign(self.factors[part])
            scales = np.divide(signs, lengths, out=np.zeros_like(lengths), where=lengths > 0)
            cosines[:, start : start + block] = directions @ rows.T * scales
        return cosines

    def plain(self) -> NDArray[np.float32]:
        """Every vector, float32 (tokens, dimension)."""
        return self.vectors(np.arange(len(self)))
