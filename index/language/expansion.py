"""The terms of a question: its own, other spellings of its names, and translations."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from index.language.lexicon import Lexicon
from index.language.names import fold
from index.language.passage_terms import LONGEST_NAME, Analyzer, is_stopped, plain_words, tokens
from index.types import Language


@dataclass(frozen=True, slots=True)
class WeightedTerm:
    """A term of a query, and how much its matches count; 1 is a word of the question itself."""

    term: str
    weight: float


@dataclass(frozen=True, slots=True)
class Weights:
    """How much the terms count that the question does not spell out.

    Measured on the dev sets with `python -m training.lexicon.tuning --data DIR`.

    Attributes:
        spelling: The spelling key of a name.
        joined: Two names in a row as one word.
        compound: A compound as one word, or its parts.
        translated_word: An English word that has translations.
        translation: A certain translation of an English word; others by the root of their probability.
        back_translation: The same of an Indonesian word.
    """

    spelling: float = 0.15
    joined: float = 0.5
    compound: float = 0.5
    translated_word: float = 0.3
    translation: float = 1.0
    back_translation: float = 0.2


class Expander:
    """Questions into weighted terms; pure but for what the analyzer remembers."""

    def __init__(self, analyzer: Analyzer, lexicon: Lexicon, weights: Weights | None = None) -> None:
        self._analyzer = analyzer
        self._stems = analyzer.stems
        self._lexicon = lexicon
        self._weights = weights or Weights()

    def query_terms(self, text: str, language: Language) -> list[WeightedTerm]:
        """The terms of a question, each once with its greatest weight."""
        weights: dict[str, float] = {}
        for term, weight in self._weighted(tokens(text), language):
            weights[term] = max(weight, weights.get(term, 0.0))
        return [WeightedTerm(term, weight) for term, weight in weights.items() if weight > 0]

    def _weighted(self, found: list[str], language: Language) -> Iterator[tuple[str, float]]:
        words = [word for token in found for word in plain_words(token)]
        for token in found:
            yield from self._own(token, language)
        for word in words:
            yield from self._translations(word, language)
        for word, following in pairwise(words):
            yield from self._joined(word, following)

    def _own(self, token: str, language: Language) -> Iterator[tuple[str, float]]:
        weight = self._weights.translated_word if self._is_translated(token, language) else 1.0
        for term in self._analyzer.terms(token):
            yield term, self._weights.spelling if term.startswith("~") else weight
        for word in plain_words(token):
            if len(word) > 1 and word.isalpha() and not self._analyzer.is_common(word):
                yield fold(word), self._weights.spelling
                yield f"~{fold(word)}", self._weights.spelling
            for part in self._lexicon.compounds.get(word, "").split():
                yield self._stems.stem(part), self._weights.compound

    def _is_translated(self, token: str, language: Language) -> bool:
        """Whether an English word is better sought by its translations."""
        word = token.lower()
        if language != "en" or word not in self._lexicon.english:
            return False
        return bool(self._lexicon.translations(self._stems.english_stem(word), "en"))

    def _translations(self, word: str, language: Language) -> Iterator[tuple[str, float]]:
        if is_stopped(word):
            return
        english = language == "en"
        stem = self._stems.english_stem(word) if english else self._stems.indonesian_stem(word)
        scale = self._weights.translation if english else self._weights.back_translation
        for translated in self._lexicon.translations(stem, language):
            yield translated.stem, scale * translated.probability**0.5

    def _joined(self, word: str, following: str) -> Iterator[tuple[str, float]]:
        """Two words that others write as one: a compound ("ibu kota"), or parts of a name ("Yong Ju")."""
        joined = word + following
        if joined in self._lexicon.compounds:
            yield self._stems.stem(joined), self._weights.compound
        elif len(joined) <= LONGEST_NAME and joined.isalpha() and self._are_names(word, following):
            yield joined, self._weights.joined
            yield f"~{fold(joined)}", self._weights.spelling

    def _are_names(self, *words: str) -> bool:
        return not any(self._analyzer.is_common(word) for word in words)
