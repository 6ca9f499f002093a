"""Roots of Indonesian words: every way to take affixes off, kept where the meaning stays.

The meaning is what the parallel sentences translate a word to, and where the embedding model puts it.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from index.language.stopwords import INDONESIAN

_PARTICLES = ("lah", "kah", "tah", "pun", "ku", "mu", "nya")
_ENDINGS = ("kan", "an", "i")
_PREFIXES = ("di", "ke", "se", "ter", "ber", "per", "be", "te", "pe", "bel", "pel")
_VOWELS = "aeiou"
_SHORTEST = 3
_LEAST_COUNT = 3

Similarity = Callable[[str, str], float | None]


@dataclass(frozen=True, slots=True)
class Evidence:
    """When two words count as forms of one: either likeness suffices.

    Chosen by the recall of BM25 on the dev sets: better than (.04, .12), (.1, .2) and none.
    """

    translation: float = 0.02
    nearness: float = 0.08
    opposed: float = -0.05


def find_roots(
    counts: Counter[str], translation: Similarity, nearness: Similarity, evidence: Evidence | None = None
) -> dict[str, str]:
    """The root of every word of `counts` that has one, followed to its end."""
    evidence = evidence or Evidence()
    nearest: dict[str, str] = {}
    for word, count in counts.items():
        if count >= _LEAST_COUNT and len(word) > _SHORTEST + 1:
            best = max(_accepted(word, counts, translation, nearness, evidence), default=None)
            if best is not None:
                nearest[word] = best[1]
    return {word: _end(word, nearest) for word in nearest}


def _accepted(
    word: str, counts: Counter[str], translation: Similarity, nearness: Similarity, evidence: Evidence
) -> Iterator[tuple[float, str]]:
    for root in candidates(word):
        if counts[root] < _LEAST_COUNT or root in INDONESIAN:
            continue
        same, near = translation(word, root), nearness(word, root) or 0.0
        translated = same is not None and same >= evidence.translation and near > evidence.opposed
        if translated or near >= evidence.nearness:
            yield (same or 0.0) + near + 0.03 * (len(word) - len(root)), root


def _end(word: str, nearest: dict[str, str]) -> str:
    seen = {word}
    while word in nearest and nearest[word] not in seen:
        word = nearest[word]
        seen.add(word)
    return word


def candidates(word: str) -> set[str]:
    """Every form that taking off up to two suffix layers and two prefixes can leave."""
    return {form for base in _without_suffixes(word) for form in _without_prefixes(base)} - {word}


def _without_suffixes(word: str) -> set[str]:
    forms = {word}
    for endings in (_PARTICLES, _PARTICLES, _ENDINGS):
        forms |= {
            form[: -len(ending)]
            for form in forms
            for ending in endings
            if form.endswith(ending) and len(form) - len(ending) >= _SHORTEST
        }
    return forms


def _without_prefixes(word: str) -> set[str]:
    forms, last = {word}, {word}
    for _ in range(2):
        last = {form for base in last for form in _one_prefix_less(base) if len(form) >= _SHORTEST} - forms
        forms |= last
    return forms


def _one_prefix_less(word: str) -> Iterator[str]:
    for prefix in _PREFIXES:
        if word.startswith(prefix):
            yield word[len(prefix) :]
    for prefix in ("me", "pe"):
        if word.startswith(prefix):
            yield from _nasal_undone(word[len(prefix) :])


def _nasal_undone(rest: str) -> Iterator[str]:
    """The beginnings that meN- and peN- turn into this one: menulis from tulis, memukul from pukul."""
    if rest.startswith("nge"):
        yield rest[3:]
    if rest.startswith("ny"):
        yield "s" + rest[2:]
    elif rest.startswith("ng"):
        yield rest[2:]
        yield "k" + rest[2:]
    elif rest.startswith(("n", "m")):
        yield rest[1:]
        if rest[1:2] and rest[1] in _VOWELS:
            yield ("t" if rest[0] == "n" else "p") + rest[1:]
            yield rest
    else:
        yield rest
