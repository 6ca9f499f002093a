"""The words of a query: groups of terms that mean the same, how rare each is, and the kind of the answer."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from index.language.lexicon import Lexicon
from index.language.names import fold
from index.language.passage_terms import Analyzer, is_stopped, plain_words, tokens
from index.search.query import AnswerKind, Query
from index.types import Language


@dataclass(frozen=True, slots=True)
class Group:
    """One word of the question: whichever of its terms a passage holds, the word is found.

    Attributes:
        surface: The word as it is written, lower case.
        weight: How rare it is, by the corpora the lexicon was learned from.
    """

    surface: str
    weight: float
    is_name: bool
    is_number: bool


@dataclass(frozen=True, slots=True)
class QueryWords:
    """A query made ready to be compared with passages.

    Attributes:
        groups: Its words, in order.
        terms: The groups that a term stands for, with how well it does (0..1).
    """

    groups: tuple[Group, ...]
    terms: dict[str, tuple[tuple[int, float], ...]]
    awaited: AnswerKind
    language: Language


_SPELLING = 0.7


class QueryReader:
    """Makes questions ready, with the analysis that indexed the passages."""

    def __init__(self, analyzer: Analyzer, lexicon: Lexicon) -> None:
        self._analyzer = analyzer
        self._lexicon = lexicon

    def read(self, query: Query) -> QueryWords:
        """The groups of a query's words that carry meaning."""
        language = query.language
        found: dict[str, tuple[Group, dict[str, float]]] = {}
        for token in tokens(query.text):
            for surface, terms in self._words(token, language):
                group = self._group(surface, terms)
                found.setdefault(surface, (group, terms))
        members: dict[str, list[tuple[int, float]]] = {}
        for number, (_, terms) in enumerate(found.values()):
            for term, strength in terms.items():
                members.setdefault(term, []).append((number, strength))
        for number, (first, second) in enumerate(pairwise(found)):
            for joined in (first + second, f"~{fold(first + second)}"):
                members.setdefault(joined, []).extend([(number, 1.0), (number + 1, 1.0)])
        groups = tuple(group for group, _ in found.values())
        return QueryWords(groups, {t: tuple(m) for t, m in members.items()}, query.awaited, language)

    def _words(self, token: str, language: Language) -> Iterator[tuple[str, dict[str, float]]]:
        """The meaningful words of a token with their terms."""
        if any(character.isdigit() for character in token):
            for term in self._analyzer.terms(token):
                yield term, {term: 1.0}
            return
        for word in plain_words(token):
            if not is_stopped(word):
                yield word, self._word_terms(word, language)

    def _word_terms(self, word: str, language: Language) -> dict[str, float]:
        stems = self._analyzer.stems
        stem = stems.english_stem(word) if language == "en" else stems.indonesian_stem(word)
        terms = {found.stem: found.probability**0.5 for found in self._lexicon.translations(stem, language)}
        if not self._analyzer.is_common(word):
            terms |= {fold(word): _SPELLING, f"~{fold(word)}": _SPELLING}
        for part in self._lexicon.compounds.get(word, "").split():
            terms[stems.stem(part)] = 0.5
        return terms | {stems.stem(word): 1.0, word: 1.0}

    def _group(self, surface: str, terms: dict[str, float]) -> Group:
        is_number = surface[:1].isdigit()
        rarity = min(self._lexicon.rarity(term) for term, strength in terms.items() if strength >= 0.5)
        is_name = not is_number and not self._analyzer.is_common(surface)
        return Group(surface, rarity, is_name, is_number)
