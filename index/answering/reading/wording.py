"""How much of a question's wording a text covers, each word weighed by how rare it is in news."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pydantic_core import from_json

from index.answering.reading.encoding import Counterparts
from index.answering.reading.keys import Keys
from index.types import Language

WORDS = "words.json"

UNSEEN = 11.0
"""The weight of a stem that the training news do not hold, about ln(60,000)."""

# Takes a run of letters and digits, or of underscores.
_WORD = re.compile(r"[^\W_]+|_+")


@dataclass(frozen=True, slots=True)
class Wording:
    """The content words of a question.

    Attributes:
        weights: Each distinct stem with its weight: its inverse document frequency, natural logarithm.
        names: The stems of capitalised words after the first, and of words with a digit.
        counterparts: Stems of the other language that stand for a stem.
    """

    weights: Mapping[str, float]
    names: frozenset[str]
    counterparts: Mapping[str, frozenset[str]]

    def cover(self, stems: Iterable[str]) -> float:
        """The weighted share of the question's words found among `stems`, 0..1; 0 without content words."""
        return self._share(self.weights, frozenset(stems)) if self.weights else 0.0

    def name_cover(self, stems: Iterable[str]) -> float:
        """The same over the names alone; 1 for a question without names."""
        return self._share(self.names, frozenset(stems)) if self.names else 1.0

    def rarest_missing(self, stems: Iterable[str]) -> float:
        """The weight of the rarest word of the question that is not found among `stems`; 0 if none is missing."""
        there = frozenset(stems)
        return max((self.weights[stem] for stem in self.weights if not self._found(stem, there)), default=0.0)

    def _share(self, wanted: Iterable[str], there: frozenset[str]) -> float:
        total = found = 0.0
        for stem in wanted:
            total += self.weights[stem]
            found += self.weights[stem] if self._found(stem, there) else 0.0
        return found / total

    def _found(self, stem: str, there: frozenset[str]) -> bool:
        return stem in there or (stem in self.counterparts and not there.isdisjoint(self.counterparts[stem]))


class WordBook:
    """Stems, how rare they are, and which Indonesian stems stand for an English one."""

    def __init__(self, keys: Keys, weights: Mapping[str, float], counterparts: Counterparts) -> None:
        self._keys = keys
        self._weights = weights
        self.counterparts = counterparts

    def stems(self, text: str) -> frozenset[str]:
        """The stems of a text's content words."""
        return frozenset(key for word in _WORD.findall(text) if (key := self._keys.key(word)))

    def wording(self, question: str, language: Language) -> Wording:
        """The content words of a question; those of an English one may be found by their Indonesian counterparts."""
        words = _WORD.findall(question)
        stems = [self._keys.key(word) for word in words]
        named = (
            stem
            for place, (word, stem) in enumerate(zip(words, stems, strict=True))
            if stem and ((word[0].isupper() and place > 0) or any(character.isdigit() for character in word))
        )
        weights = {stem: self._weights.get(stem, UNSEEN) for stem in stems if stem}
        foreign = weights.keys() & self.counterparts.keys() if language == "en" else set()
        return Wording(
            weights, frozenset(named), {stem: frozenset(self.counterparts[stem]) for stem in foreign}
        )


def load_word_book(path: Path, keys: Keys) -> WordBook:
    """Read what `python -m training.reader` wrote: {"weights": {stem: weight}, "indonesian": {stem: [stem, …]}}."""
    learnt = _learnt(path, path.stat().st_mtime_ns)
    return WordBook(keys, learnt.weights, learnt.counterparts)


@dataclass(frozen=True, slots=True)
class _Learnt:
    weights: Mapping[str, float]
    counterparts: Counterparts


@lru_cache(maxsize=1)
def _learnt(path: Path, changed_ns: int) -> _Learnt:
    """What a file holds, read once for as long as it is the same: the reader and the confidence both go by it."""
    content = from_json(path.read_bytes())
    return _Learnt(content["weights"], content["indonesian"])
