"""How a passage matches a question: which words it holds, how close together, and what stands beside them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from index.language.calendar import FULL_MONTHS, either
from index.language.number_words import COUNTING
from index.language.passage_terms import Analyzer, tokens
from index.search.query import AnswerKind
from index.search.query_words import QueryWords

NEAR = 12
"""Tokens of a clause."""

AROUND = 30
"""Tokens of a sentence or two."""


class Match(NamedTuple):
    """A token of a passage that stands for a word of the question."""

    position: int
    group: int
    strength: float


@dataclass(frozen=True, slots=True)
class Matching:
    """How a passage matches; every figure but the last four is a share (0..1) of the question's weight.

    Attributes:
        covered: Of all its words, those found.
        clause: Those found together within `NEAR` tokens, at best.
        sentence: Those found together within `AROUND` tokens, at best.
        in_order: Words found right after the one before them in the question.
        close: Words found near the one before them.
        names: Of its names, those found; 1 without names.
        numbers: Of its numbers, those found; 1 without numbers.
        exact: Words found in the form they are written in.
        heaviest_missing: The weightiest word that is not found.
        repeated: How often words are found, dampened.
        answer_near: 1 when something of the answer's kind stands by the best sentence.
        answer_anywhere: 1 when it stands anywhere.
        defines: 1 when a found word is followed by "is", "adalah", or a bracket.
        first: Where the first word is found, as a share of the tokens.
    """

    covered: float
    clause: float
    sentence: float
    in_order: float
    close: float
    names: float
    numbers: float
    exact: float
    heaviest_missing: float
    repeated: float
    answer_near: float
    answer_anywhere: float
    defines: float
    first: float


# Takes a whole word that says when: a month by its full name, "pukul"; not "Meilani" or a short "mar".
_MONTH = re.compile(rf"{either(FULL_MONTHS)}|pukul|abad|tahun", re.IGNORECASE)
_YEAR = re.compile(r"(?:1\d|20)\d\d|\d{1,2}/\d{1,2}(?:/\d{2,4})?|\d{4}-\d\d-\d\d|\d{1,2}[.:]\d\d")
_NUMBER_WORD = frozenset((*COUNTING, "persen", "percent", "setengah"))
_REASONS = frozenset(["karena", "sebab", "akibat", "lantaran", "because", "due", "since", "agar", "supaya"])
_PLACE_BEFORE = frozenset(["di", "ke", "dari", "in", "at", "near", "kota", "provinsi", "kabupaten", "desa"])
_DEFINES = frozenset(["adalah", "merupakan", "ialah", "yaitu", "yakni", "is", "was", "disebut", "dikenal"])


class Matcher:
    """Compares passages with one question after another. Thread-safe."""

    def __init__(self, analyzer: Analyzer) -> None:
        self._analyzer = analyzer

    def match(self, asked: QueryWords, text: str) -> Matching:
        """How a passage matches a question."""
        words = tokens(text)
        return _matching(asked, words, self._matches(asked, words))

    def _matches(self, asked: QueryWords, words: Sequence[str]) -> list[Match]:
        strings = self._analyzer.term_strings(words)
        distinct = set(strings)
        groups = {terms: asked.terms[terms] for terms in asked.terms.keys() & distinct}
        for several in (terms for terms in distinct if " " in terms):
            groups[several] = tuple(g for term in several.split() for g in asked.terms.get(term, ()))
        return [
            Match(position, group, strength)
            for position, terms in enumerate(strings)
            if terms in groups
            for group, strength in groups[terms]
        ]


def _matching(asked: QueryWords, words: Sequence[str], found: list[Match]) -> Matching:
    total = sum(group.weight for group in asked.groups) or 1.0
    best = _best_each(found)
    weights = [group.weight for group in asked.groups]
    clause, _ = _densest(found, weights, NEAR)
    sentence, start = _densest(found, weights, AROUND)
    in_order, close = _neighbours(found, weights)
    answers = _answer_places(asked, words, {match.position for match in found})
    low, high = start - AROUND // 2, start + AROUND + AROUND // 2
    lower = set(map(str.lower, words))
    return Matching(
        covered=sum(weights[g] * s for g, s in best.items()) / total,
        clause=clause / total,
        sentence=sentence / total,
        in_order=in_order / total,
        close=close / total,
        names=_share(asked, best, [group.is_name for group in asked.groups]),
        numbers=_share(asked, best, [group.is_number for group in asked.groups]),
        exact=sum(group.weight for group in asked.groups if group.surface in lower) / total,
        heaviest_missing=max((w for g, w in enumerate(weights) if g not in best), default=0.0) / total,
        repeated=_repeated(found, weights) / total,
        answer_near=float(any(low <= place <= high for place in answers)),
        answer_anywhere=float(bool(answers)),
        defines=float(_defines(words, found)),
        first=found[0].position / len(words) if found else 1.0,
    )


def _best_each(found: Sequence[Match]) -> dict[int, float]:
    best: dict[int, float] = {}
    for match in found:
        if match.strength > best.get(match.group, 0.0):
            best[match.group] = match.strength
    return best


def _densest(found: Sequence[Match], weights: Sequence[float], width: int) -> tuple[float, int]:
    """The greatest weight within `width` tokens, and where that stretch begins."""
    most, where = 0.0, 0
    for first, (opening, _, _) in enumerate(found):
        best: dict[int, float] = {}
        weight = 0.0
        for position, group, strength in islice(found, first, None):
            if position >= opening + width:
                break
            gain = strength - best.get(group, 0.0)
            if gain > 0:
                best[group] = strength
                weight += weights[group] * gain
        if weight > most:
            most, where = weight, opening
    return most, where


def _neighbours(found: Sequence[Match], weights: Sequence[float]) -> tuple[float, float]:
    """The weight of words found right after, and of words found near, the word before them in the question."""
    places: dict[int, list[int]] = {}
    for match in found:
        places.setdefault(match.group, []).append(match.position)
    in_order = close = 0.0
    for group, positions in places.items():
        before = places.get(group - 1)
        if before:
            gaps = [position - other for position in positions for other in before]
            in_order += weights[group] * any(0 <= gap <= 2 for gap in gaps)
            close += weights[group] * any(-6 <= gap <= 6 for gap in gaps)
    return in_order, close


def _share(asked: QueryWords, best: dict[int, float], chosen: Sequence[bool]) -> float:
    weight = sum(group.weight for group, yes in zip(asked.groups, chosen, strict=True) if yes)
    held = sum(asked.groups[g].weight * s for g, s in best.items() if chosen[g])
    return held / weight if weight else 1.0


def _repeated(found: Sequence[Match], weights: Sequence[float]) -> float:
    counts: dict[int, float] = {}
    for match in found:
        counts[match.group] = counts.get(match.group, 0.0) + match.strength
    return sum(weights[group] * count / (count + 1) for group, count in counts.items())


def _answer_places(asked: QueryWords, words: Sequence[str], found: set[int]) -> list[int]:
    """Where something of the answer's kind stands that is not a word of the question."""
    kind = asked.awaited
    if kind is AnswerKind.OTHER:
        return []
    if kind is AnswerKind.PLACE:
        return [
            n
            for n in range(1, len(words))
            if n not in found and words[n][:1].isupper() and words[n - 1].lower() in _PLACE_BEFORE
        ]
    if kind is AnswerKind.NAME:
        return [
            n
            for n in range(1, len(words))
            if n not in found and words[n][:1].isupper() and words[n - 1][:1].isupper()
        ]
    return [n for n, word in enumerate(words) if _is_of_kind(word, kind) and n not in found]


@lru_cache(maxsize=100_000)
def _is_of_kind(word: str, kind: AnswerKind) -> bool:
    if kind is AnswerKind.TIME:
        return bool(_MONTH.fullmatch(word) or _YEAR.fullmatch(word))
    if kind is AnswerKind.NUMBER:
        return any(character.isdigit() for character in word) or word.lower() in _NUMBER_WORD
    return word.lower() in _REASONS


def _defines(words: Sequence[str], found: Sequence[Match]) -> bool:
    """Whether a found word is explained on the spot."""
    return any(
        word.lower() in _DEFINES for match in found for word in words[match.position + 1 : match.position + 3]
    )
