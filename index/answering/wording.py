"""How much of a question's wording a text covers, each word weighed by how rare it is in news."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from index.answering.encoding import Pieces

UNSEEN = 11.0
"""The weight of a stem that the training news do not hold, about ln(60,000)."""


@dataclass(frozen=True, slots=True)
class WordWeights:
    """Inverse document frequencies of stems, natural logarithm."""

    of: Mapping[str, float]

    def weight(self, stem: str) -> float:
        return self.of.get(stem, UNSEEN)


@dataclass(frozen=True, slots=True)
class Wording:
    """The content words of a question.

    Attributes:
        weights: Each distinct stem with its weight.
        names: The stems of capitalised words and of words with a digit; the first word counts only with a digit.
    """

    weights: Mapping[str, float]
    names: frozenset[str]

    def cover(self, stems: Iterable[str]) -> float:
        """The weighted share of the question's words among `stems`, 0..1; 0 for a question without content words."""
        return share(self.weights, stems)

    def name_cover(self, stems: Iterable[str]) -> float:
        """The same over the names alone; 1 for a question without names."""
        return share({stem: self.weights[stem] for stem in self.names}, stems) if self.names else 1.0


def wording(question: Pieces, weights: WordWeights) -> Wording:
    """The question's content words; its capitals mean nothing when every word or none has one."""
    words = {stem: weights.weight(stem) for stem in question.keys if stem}
    named = {
        stem
        for place, stem in enumerate(question.keys)
        if stem and ((question.capital[place] and place > 0) or any(character.isdigit() for character in stem))
    }
    return Wording(words, frozenset(named))


def share(weights: Mapping[str, float], stems: Iterable[str]) -> float:
    total = sum(weights.values())
    return sum(weights.get(stem, 0.0) for stem in set(stems)) / total if total else 0.0


def load_weights(path: Path) -> WordWeights:
    return WordWeights(json.loads(path.read_text(encoding="utf-8")))
