"""The five dev sets as passages and questions, and recall over articles."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.types import Language
from training.rows import read_rows

NAMES = ("facqa", "idkmrc", "donnn", "xsquad_id", "xsquad_en")
WORDS, STRIDE = 100, 80


@dataclass(frozen=True, slots=True)
class DevSet:
    """Passages of one corpus with the article each belongs to, and the answerable questions."""

    name: str
    passages: list[str]
    titles: list[str]
    article_of: NDArray[np.int32]
    questions: list[str]
    targets: list[frozenset[int]]

    @property
    def language(self) -> Language:
        return "en" if self.name.endswith("_en") else "id"


@dataclass(frozen=True, slots=True)
class Recall:
    """Recall over articles, ranked by their best passage."""

    at_1: float
    at_5: float
    at_20: float
    mrr: float

    def __str__(self) -> str:
        return f"R@1 {self.at_1:.3f}  R@5 {self.at_5:.3f}  R@20 {self.at_20:.3f}  MRR@10 {self.mrr:.3f}"


def windows(text: str, words: int = WORDS, stride: int = STRIDE) -> list[str]:
    """Overlapping windows of `words` words, one every `stride`."""
    tokens = text.split()
    starts = range(0, max(1, len(tokens) - (words - stride)), stride)
    return [" ".join(tokens[start : start + words]) for start in starts]


def load_dev_set(data: Path, name: str) -> DevSet:
    passages: list[str] = []
    titles: list[str] = []
    article_of: list[int] = []
    number_of: dict[str, int] = {}
    for row in read_rows(data / "dev" / f"{name}_corpus.jsonl.gz"):
        number_of[row["id"]] = len(number_of)
        for window in windows(row["text"]):
            passages.append(window)
            titles.append(row["title"])
            article_of.append(number_of[row["id"]])
    questions: list[str] = []
    targets: list[frozenset[int]] = []
    for row in read_rows(data / "dev" / f"{name}_questions.jsonl.gz"):
        if row["answerable"]:
            questions.append(row["question"])
            targets.append(frozenset(number_of[article] for article in row["article_ids"]))
    return DevSet(name, passages, titles, np.array(article_of, np.int32), questions, targets)


def article_rank(scores: NDArray[np.float32], dev: DevSet, question: int) -> int:
    """Rank (from 1) of the first right article when articles are ordered by their best passage."""
    seen: set[int] = set()
    top = np.argpartition(-scores, 400)[:400] if len(scores) > 400 else np.arange(len(scores))
    for passage in top[np.argsort(-scores[top], kind="stable")]:
        article = int(dev.article_of[passage])
        if article in dev.targets[question]:
            return len(seen) + 1
        seen.add(article)
    return 10_000


def recall(ranks: list[int]) -> Recall:
    array = np.array(ranks)
    reciprocal = np.where(array <= 10, 1.0 / array, 0.0)
    return Recall(
        float(np.mean(array <= 1)),
        float(np.mean(array <= 5)),
        float(np.mean(array <= 20)),
        float(reciprocal.mean()),
    )


def recall_of(scores: NDArray[np.float32], dev: DevSet) -> Recall:
    """Recall for scores of float32, (questions, passages); higher is better."""
    return recall([article_rank(scores[number], dev, number) for number in range(len(dev.questions))])
