"""Translations of stems, from aligned sentences."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix

from index.language.stopwords import ENGLISH, INDONESIAN
from training.alignment import Counts, align
from training.lexicon.words import words
from training.parallel import Translation

DOUBT = 0.5
"""Added to a word's occurrences: what was seen once or twice is believed less."""


@dataclass(frozen=True, slots=True)
class Aligned:
    """Expected alignments between the words of two languages, with the words behind the numbers."""

    counts: Counts
    english: list[str]
    indonesian: list[str]

    def entries(self, *, least: float, most: int) -> dict[str, list[tuple[str, float]]]:
        """For each English word its likeliest translations: probability at least `least`, at most `most`."""
        return _entries(self.counts.agreed, self.counts.sources, self.english, self.indonesian, least, most)

    def reverse_entries(self, *, least: float, most: int) -> dict[str, list[tuple[str, float]]]:
        """The same for each Indonesian word."""
        reverse = self.counts.agreed.T.tocsr()
        return _entries(reverse, self.counts.targets, self.indonesian, self.english, least, most)


def align_words(
    sentences: Iterable[Translation],
    english_form: Callable[[str], str],
    indonesian_form: Callable[[str], str],
) -> Aligned:
    """Align the words of the sentences, function words left out, each word in the form given."""
    english: dict[str, int] = {}
    indonesian: dict[str, int] = {}
    pairs = [
        (
            [english.setdefault(english_form(w), len(english)) for w in words(s.english) if w not in ENGLISH],
            [
                indonesian.setdefault(indonesian_form(w), len(indonesian))
                for w in words(s.indonesian)
                if w not in INDONESIAN
            ],
        )
        for s in sentences
    ]
    return Aligned(align(pairs, len(english), len(indonesian)), list(english), list(indonesian))


def _entries(
    agreed: csr_matrix,
    occurrences: np.ndarray,
    sources: list[str],
    targets: list[str],
    least: float,
    most: int,
) -> dict[str, list[tuple[str, float]]]:
    found: dict[str, list[tuple[str, float]]] = {}
    for row, source in enumerate(sources):
        start, end = agreed.indptr[row], agreed.indptr[row + 1]
        probability = agreed.data[start:end] / (occurrences[row] + DOUBT)
        best = [n for n in np.argsort(-probability, kind="stable")[:most] if probability[n] >= least]
        if best:
            found[source] = [(targets[agreed.indices[start + n]], float(probability[n])) for n in best]
    return found
