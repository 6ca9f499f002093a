"""Indonesian–English sentence pairs: the parallel corpora, twin questions, and twin passages cut into sentences."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from training.rows import Licences, training_rows

SENTENCE_END = re.compile(r"(?<=[.!?;])\s+")
MOST_LOPSIDED = 1.8


@dataclass(frozen=True, slots=True)
class Translation:
    """One sentence in both languages."""

    english: str
    indonesian: str


def parallel_sentences(data: Path, licences: Licences) -> Iterator[Translation]:
    """Every sentence pair that is not mined, and those inside the question sets."""
    for row in training_rows(data, "parallel", licences):
        if row["kind"] != "mined":
            yield Translation(row["en"], row["id"])
    english_of = {row["id"]: row["context"] for row in training_rows(data, "qa_en", licences)}
    twins: dict[str, str] = {}
    for row in training_rows(data, "qa_en_on_id", licences):
        yield Translation(row["question"], row["question_id"])
        english = english_of.get(row["id"].removeprefix("x-"))
        if english is not None:
            twins[row["context"]] = english
    for indonesian, english in twins.items():
        yield from aligned_sentences(english, indonesian)


def aligned_sentences(english: str, indonesian: str) -> Iterator[Translation]:
    """The sentences of two translated passages one by one, where both have as many of like length."""
    left, right = SENTENCE_END.split(english), SENTENCE_END.split(indonesian)
    if len(left) == len(right):
        for one, other in zip(left, right, strict=True):
            if 1 / MOST_LOPSIDED < len(one) / len(other) < MOST_LOPSIDED:
                yield Translation(one, other)
