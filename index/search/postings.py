"""An inverted file in memory: which passages hold a term, and how often."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Entries:
    """The passages that hold one term.

    Attributes:
        rows: int32, (n,), ascending.
        frequencies: float32, (n,), how often the term stands in each.
    """

    rows: NDArray[np.int32]
    frequencies: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Postings:
    """The entries of all terms of some passages, which are numbered from 0; immutable.

    Attributes:
        passages: How many passages there are.
        vocabulary: The position of every term that occurs.
        starts: int64, (terms + 1,), where each term's entries begin.
        all: The entries of one term after the other.
    """

    passages: int
    vocabulary: dict[str, int]
    starts: NDArray[np.int64]
    all: Entries

    @classmethod
    def of(cls, passages: Sequence[Sequence[str]]) -> Self:
        """Index passages, given as their terms."""
        vocabulary: dict[str, int] = {}
        terms: list[int] = []
        rows: list[int] = []
        frequencies: list[int] = []
        for row, passage in enumerate(passages):
            counts = Counter(passage)
            terms += [vocabulary.setdefault(term, len(vocabulary)) for term in counts]
            rows += [row] * len(counts)
            frequencies += counts.values()
        entries = Entries(np.array(rows, np.int32), np.array(frequencies, np.float32))
        return cls._by_term(len(passages), vocabulary, np.array(terms, np.int64), entries)

    def joined(self, other: Self) -> Self:
        """The postings of these passages and, numbered on behind them, the other ones."""
        vocabulary = dict(self.vocabulary)
        renumbered = [vocabulary.setdefault(term, len(vocabulary)) for term in other.vocabulary]
        terms = np.concatenate([self._terms(), np.array(renumbered, np.int64)[other._terms()]])
        entries = Entries(
            np.concatenate([self.all.rows, other.all.rows + np.int32(self.passages)]),
            np.concatenate([self.all.frequencies, other.all.frequencies]),
        )
        return self._by_term(self.passages + other.passages, vocabulary, terms, entries)

    def entries(self, term: str) -> Entries | None:
        """The passages that hold the term, or None when there are none."""
        position = self.vocabulary.get(term)
        if position is None:
            return None
        part = slice(self.starts[position], self.starts[position + 1])
        return Entries(self.all.rows[part], self.all.frequencies[part])

    @classmethod
    def _by_term(
        cls, passages: int, vocabulary: dict[str, int], terms: NDArray[np.int64], entries: Entries
    ) -> Self:
        """Put entries, by ascending row and each with its term, into the order of terms."""
        order = np.argsort(terms, kind="stable")
        starts = np.searchsorted(terms[order], np.arange(len(vocabulary) + 1))
        ordered = Entries(entries.rows[order], entries.frequencies[order])
        return cls(passages, vocabulary, starts, ordered)

    def _terms(self) -> NDArray[np.int64]:
        """The term of every entry, int64 (entries,)."""
        return np.repeat(np.arange(len(self.vocabulary)), np.diff(self.starts))
