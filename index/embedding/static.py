"""Static models without torch: a text's vector is the mean of its tokens' vectors."""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from index.embedding.fingerprint import fingerprint_files
from index.embedding.text_tokens import Tokens, text_tokens
from index.embedding.token_table import TokenTable
from index.errors import ModelError

BATCH = 512
"""Texts per batch."""

BLOCK = 20
"""Tokens of half a stretch, about a clause."""


class StaticEmbedder:
    """A table of token vectors and its tokenizer, run with numpy alone."""

    def __init__(self, name: str, tokenizer: Tokenizer, table: TokenTable, files: tuple[Path, ...]) -> None:
        self.name = name
        self._tokens = text_tokens(tokenizer)
        self._table = table
        self._files = files

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 (hex) over the weights and the tokenizer; static models have no prompts."""
        return fingerprint_files(self._files)

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return self._table.dimension

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of passages, float32 (n, dimension), L2-normalised; texts without tokens have none (0)."""
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        for start in range(0, len(texts), BATCH):
            found = self._tokens.tokens(texts[start : start + BATCH])
            vectors[start : start + len(found)] = self._sums(found)
        return normalised(vectors)

    def embed_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of queries; a static model treats them like passages."""
        return self.embed_passages(texts)

    def closeness(self, query: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """How well each text answers to the query token by token, float32 (n,), about 0 to 1.

        Each token of the query takes its nearest token of a stretch of the text; the best stretch counts. Longer
        vectors weigh more: training made them the telling ones. (Late interaction, after ColBERT, Khattab and Zaharia
        2020, over static vectors.)
        """
        sought, *found = self._tokens.tokens([query, *texts])
        if not len(sought) or not any(len(tokens) for tokens in found):
            return np.zeros(len(texts), np.float32)
        distinct, column = self._numbered(found)
        vectors = self._table.vectors(sought)
        weights = np.linalg.norm(vectors, axis=1)
        cosines = self._table.cosines(normalised(vectors), distinct)
        return np.array([_best_stretch(cosines[:, column[tokens]], weights) for tokens in found], np.float32)

    def _numbered(self, found: Sequence[Tokens]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The distinct tokens, ascending, and for each of them its number, at its own place in a table of all."""
        occurs = np.zeros(len(self._table), np.bool_)
        occurs[np.concatenate(found)] = True
        distinct = np.flatnonzero(occurs)
        numbers = np.empty(len(self._table), np.int64)
        numbers[distinct] = np.arange(len(distinct))
        return distinct, numbers

    def _sums(self, found: Sequence[Tokens]) -> NDArray[np.float32]:
        """The sum of each text's token vectors: its direction is the mean's."""
        sums = np.zeros((len(found), self.dimension), np.float32)
        for row, tokens in enumerate(found):
            if len(tokens):
                sums[row] = self._table.sum(tokens)
        return sums


def _best_stretch(cosines: NDArray[np.float32], weights: NDArray[np.float32]) -> float:
    """The greatest weighted mean of each row's best cosine within two neighbouring blocks of columns."""
    if not cosines.shape[1] or not weights.any():
        return 0.0
    blocks = np.maximum.reduceat(cosines, np.arange(0, cosines.shape[1], BLOCK), axis=1)
    pairs = np.maximum(blocks[:, :-1], blocks[:, 1:]) if blocks.shape[1] > 1 else blocks
    return float((weights @ pairs).max() / weights.sum())


def normalised(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Rows scaled to length 1; zero rows stay zero."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    scaled: NDArray[np.float32] = np.divide(vectors, lengths, out=np.zeros_like(vectors), where=lengths > 0)
    return scaled


def load_static(name: str, directory: Path) -> StaticEmbedder:
    """Load a sentence-transformers StaticEmbedding or a model2vec model from its directory.

    Raises:
        ModelError: A file is missing or damaged, or the weights do not fit the tokenizer.
    """
    weights, tokens = directory / "model.safetensors", directory / "tokenizer.json"
    for file in (weights, tokens):
        if not file.is_file():
            raise ModelError(
                f"The static model '{name}' lacks the file {file.name}; fetch or build it again."
            )
    try:
        tokenizer = Tokenizer.from_file(str(tokens))
        table = TokenTable.of(load_file(weights))
    except Exception as error:  # both libraries raise bare Exception subclasses of their own
        raise ModelError(
            f"The static model '{name}' cannot be read ({error}); fetch or build it again."
        ) from error
    if len(table) < tokenizer.get_vocab_size():
        raise ModelError(
            f"The static model '{name}' has {len(table)} vectors for {tokenizer.get_vocab_size()} tokens; "
            "weights and tokenizer must come from the same model."
        )
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return StaticEmbedder(name, tokenizer, table, (weights, tokens))
