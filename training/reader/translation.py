"""Word translations learnt from the parallel sentences: IBM model 1 (Brown et al. 1993), Indonesian to English."""

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from training.rows import Licences, training_rows

WORD = re.compile(r"[^\W\d_]+")
LONGEST = 30
ROUNDS = 5
LEAST_COUNT = 2
LEAST_PROBABILITY = 0.04


@dataclass(frozen=True, slots=True)
class Translations:
    """`of[word]`: the likeliest counterparts of a word with their probabilities, best first."""

    of: dict[str, list[tuple[str, float]]]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Every (source word, target word) meeting in a sentence pair, flattened.

    Attributes:
        pair: int32, (n,): which distinct word pair.
        place: int32, (n,): which target word of which sentence.
        source: int32, (pairs,): the source word of each distinct pair.
        target: int32, (pairs,): its target word.
    """

    pair: NDArray[np.int32]
    place: NDArray[np.int32]
    source: NDArray[np.int32]
    target: NDArray[np.int32]


def sentence_pairs(data: Path, licences: Licences) -> list[tuple[list[str], list[str]]]:
    """Lower-cased words of the parallel sentences, (Indonesian, English)."""
    pairs = []
    for row in training_rows(data, "parallel", licences):
        source, target = WORD.findall(row["id"].lower()), WORD.findall(row["en"].lower())
        if row["kind"] != "mined" and 0 < len(source) <= LONGEST and 0 < len(target) <= LONGEST:
            pairs.append((source, target))
    return pairs


def translations(sentences: list[tuple[list[str], list[str]]]) -> Translations:
    """Distributions over target words for each source word that is seen at least `LEAST_COUNT` times."""
    sources = frequent(source for source, _ in sentences)
    targets = frequent(target for _, target in sentences)
    meeting = meet(sentences, sources, targets)
    chance = expectation_maximisation(meeting, len(sources))
    return read_off(meeting, chance, list(sources), list(targets))


def frequent(sentences) -> dict[str, int]:  # type: ignore[no-untyped-def]  # any iterable of word lists
    counts = Counter(word for sentence in sentences for word in sentence)
    return {word: number for number, word in enumerate(w for w, n in counts.items() if n >= LEAST_COUNT)}


def meet(
    sentences: list[tuple[list[str], list[str]]], sources: dict[str, int], targets: dict[str, int]
) -> Pairs:
    keys, places, place = [], [], 0
    for source, target in sentences:
        left = np.array([sources[word] for word in source if word in sources], np.int64)
        right = np.array([targets[word] for word in target if word in targets], np.int64)
        keys.append((left[None, :] * len(targets) + right[:, None]).ravel())
        places.append(np.repeat(np.arange(place, place + len(right), dtype=np.int32), len(left)))
        place += len(right)
    distinct, pair = np.unique(np.concatenate(keys), return_inverse=True)
    return Pairs(
        pair.astype(np.int32),
        np.concatenate(places),
        (distinct // len(targets)).astype(np.int32),
        (distinct % len(targets)).astype(np.int32),
    )


def expectation_maximisation(meeting: Pairs, sources: int) -> NDArray[np.float64]:
    """Probability of the target word given the source word, for each distinct pair."""
    chance = np.ones(len(meeting.source))
    for _ in range(ROUNDS):
        weight = chance[meeting.pair]
        weight /= np.bincount(meeting.place, weight)[meeting.place]
        expected = np.bincount(meeting.pair, weight, len(chance))
        chance = expected / np.bincount(meeting.source, expected, sources)[meeting.source]
    return chance


def read_off(
    meeting: Pairs, chance: NDArray[np.float64], sources: list[str], targets: list[str]
) -> Translations:
    of: dict[str, list[tuple[str, float]]] = {}
    for number in np.flatnonzero(chance >= LEAST_PROBABILITY):
        word = sources[meeting.source[number]]
        of.setdefault(word, []).append((targets[meeting.target[number]], float(chance[number])))
    for options in of.values():
        options.sort(key=lambda option: (-option[1], option[0]))
    return Translations(of)
