"""Pairs of texts that should lie close together, made from the training rows."""

import random
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from training.rows import Licences, training_rows

WINDOW_WORDS = 100
SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
BOILERPLATE = re.compile(r"Baca (?:juga|selengkapnya).*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Pair:
    """One text and one that belongs to it.

    Attributes:
        left: A question, a title, a sentence.
        right: What belongs to it.
        source: The whole text that `right` was cut from, where it was.
        answers: What a passage says that answers the question; empty where that is not known.
    """

    left: str
    right: str
    source: str = ""
    answers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PairSet:
    """Pairs of one kind: a batch holds one kind only, so that its other rows are telling negatives."""

    name: str
    pairs: list[Pair]
    weight: float


def around(text: str, position: int, words: int = WINDOW_WORDS) -> str:
    """About `words` words of `text` around a character position."""
    starts = [match.start() for match in re.finditer(r"\S+", text)]
    if len(starts) <= words:
        return text
    centre = sum(start <= position for start in starts)
    first = max(0, min(centre - words // 2, len(starts) - words))
    end = starts[first + words] if first + words < len(starts) else len(text)
    return text[starts[first] : end]


def parallel_pairs(data: Path, licences: Licences) -> Iterator[Pair]:
    for row in training_rows(data, "parallel", licences):
        if row["kind"] != "mined" and len(row["id"].split()) >= 3:
            yield Pair(row["en"], row["id"])


def headline_pairs(data: Path, licences: Licences) -> Iterator[Pair]:
    for row in training_rows(data, "news", licences):
        body = BOILERPLATE.sub("", row["body"])
        if row["title"] and len(body) > 200:
            yield Pair(row["title"], " ".join(body.split()[:WINDOW_WORDS]))


def sentence_pairs(data: Path, licences: Licences) -> Iterator[Pair]:
    """A sentence out of a window, and the window without it (inverse cloze)."""
    choice = random.Random(11)
    for row in training_rows(data, "news", licences):
        words = BOILERPLATE.sub("", row["body"]).split()
        for start in range(0, max(1, len(words) - 50), 2 * WINDOW_WORDS):
            sentences = SENTENCE_END.split(" ".join(words[start : start + WINDOW_WORDS + 20]))
            if len(sentences) < 3:
                continue
            chosen = choice.randrange(len(sentences))
            rest = sentences if choice.random() < 0.2 else sentences[:chosen] + sentences[chosen + 1 :]
            if 6 <= len(sentences[chosen].split()) <= 60:
                yield Pair(sentences[chosen], " ".join(rest))


def question_pairs(data: Path, licences: Licences, file: str) -> Iterator[Pair]:
    """Questions and the window of their passage that holds the answer.

    The unanswerable questions of IDK-MRC have a foreign entity swapped in, so they do not belong to their passage;
    those of SQuAD do.
    """
    for row in training_rows(data, file, licences):
        if row["answerable"] or row["source"] != "idkmrc":
            start = row["answer_start"][0] if row["answer_start"] else 0
            yield about(row, "question", max(0, start))


def about(row: Mapping[str, Any], field: str, start: int) -> Pair:
    """The question in `field` with the window of its passage around a character position."""
    return Pair(row[field], around(row["context"], start), row["context"], tuple(row["answers"] or ()))


def twin_questions(data: Path, licences: Licences) -> Iterator[Pair]:
    """The same question in English and Indonesian."""
    for row in training_rows(data, "qa_en_on_id", licences):
        yield Pair(row["question"], row["question_id"])


def twin_passages(data: Path, licences: Licences) -> Iterator[Pair]:
    """The Indonesian question on the passage that its English twin was asked of."""
    for row in training_rows(data, "qa_en_on_id", licences):
        start = row["answer_start"][0] if row["answer_start"] else 0
        yield about(row, "question_id", max(0, start))


def alike_pairs(data: Path, licences: Licences) -> Iterator[Pair]:
    for row in training_rows(data, "similarity", licences):
        label = row.get("label")
        if label in ("para", "paraphrase", "entailment", 1, "1"):
            yield Pair(row["text1"], row["text2"])


def pair_sets(data: Path, licences: Licences) -> list[PairSet]:
    """Every set with the weight of its batches per epoch (1 = each pair seen once an epoch)."""
    makers: list[tuple[str, float, Callable[[], Iterator[Pair]]]] = [
        ("parallel", 1.0, lambda: parallel_pairs(data, licences)),
        ("headlines", 1.0, lambda: headline_pairs(data, licences)),
        ("sentences", 1.0, lambda: sentence_pairs(data, licences)),
        ("qa_id", 4.0, lambda: question_pairs(data, licences, "qa_id")),
        ("qa_id_mt", 4.0, lambda: question_pairs(data, licences, "qa_id_mt")),
        ("qa_en_on_id", 6.0, lambda: question_pairs(data, licences, "qa_en_on_id")),
        ("qa_en", 2.0, lambda: question_pairs(data, licences, "qa_en")),
        ("twin_questions", 2.0, lambda: twin_questions(data, licences)),
        ("twin_passages", 4.0, lambda: twin_passages(data, licences)),
        ("alike", 1.0, lambda: alike_pairs(data, licences)),
    ]
    return [PairSet(name, list(make()), weight) for name, weight, make in makers]
