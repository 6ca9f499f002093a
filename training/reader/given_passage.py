"""Exact match and token F1 on the dev sets when the right article is given (SQuAD's measures)."""

import re
import string
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from index.language.detection import detect
from training.reader.examples import Shelf, Text, padded
from training.reader.network import ReaderNetwork
from training.rows import read_rows

LONGEST_ANSWER = 30
PUNCTUATION = str.maketrans("", "", string.punctuation)
ARTICLES = re.compile(r"\b(?:a|an|the)\b")


def normalised(text: str) -> list[str]:
    return ARTICLES.sub(" ", text.lower().translate(PUNCTUATION)).split()


def f1(found: str, answers: list[str]) -> float:
    return max(pair_f1(normalised(found), normalised(answer)) for answer in answers)


def exact(found: str, answers: list[str]) -> float:
    return float(any(normalised(found) == normalised(answer) for answer in answers))


def pair_f1(found: list[str], answer: list[str]) -> float:
    if not found or not answer:
        return float(found == answer)
    common = sum((Counter(found) & Counter(answer)).values())
    return 2 * common / (len(found) + len(answer))


@dataclass(frozen=True, slots=True)
class DevQuestion:
    question: str
    article: str
    answers: list[str]
    answerable: bool


@dataclass(frozen=True, slots=True)
class Figures:
    """Means over the answerable questions; AUROC of answerable against not, None without the latter."""

    exact: float
    f1: float
    auroc: float | None

    def __str__(self) -> str:
        auroc = "" if self.auroc is None else f" AUROC {self.auroc:.3f}"
        return f"EM {self.exact:.3f} F1 {self.f1:.3f}{auroc}"


def dev_questions(data: Path, name: str) -> list[DevQuestion]:
    articles = {row["id"]: row["text"] for row in read_rows(data / "dev" / f"{name}_corpus.jsonl.gz")}
    return [
        DevQuestion(row["question"], articles[row["article_ids"][0]], row["answers"], row["answerable"])
        for row in read_rows(data / "dev" / f"{name}_questions.jsonl.gz")
    ]


def windows_of(text: Text, pieces: int) -> list[tuple[int, int]]:
    """Consecutive runs of whole sentences of at most `pieces` pieces; longer sentences are cut."""
    runs: list[tuple[int, int]] = []
    for low, high in zip(text.bounds, text.bounds[1:], strict=False):
        while high - low > pieces:
            runs.append((low, low + pieces))
            low += pieces
        if runs and high - runs[-1][0] <= pieces and runs[-1][1] == low:
            runs[-1] = (runs[-1][0], high)
        else:
            runs.append((low, high))
    return runs


@torch.inference_mode()
def measure(
    network: ReaderNetwork, shelf: Shelf, questions: list[DevQuestion], *, pieces: int = 120
) -> Figures:
    network.eval()
    jobs = []
    for number, question in enumerate(questions):
        typed, text = question.question, shelf.text(question.article)
        asked = shelf.encoder.asked(typed, detect(typed))
        for first, last in windows_of(text, pieces):
            jobs.append((number, first, shelf.encoder.sheet(asked, text.pieces, first, last)))
    jobs.sort(key=lambda job: len(job[2].ids))
    best: dict[int, tuple[float, str]] = {}
    answered: dict[int, float] = {}
    for at in range(0, len(jobs), 32):
        part = jobs[at : at + 32]
        ids = torch.from_numpy(padded([sheet.ids for _, _, sheet in part]))
        kinds = torch.from_numpy(padded([sheet.kinds for _, _, sheet in part]))
        with torch.autocast("cpu", dtype=torch.bfloat16):
            start, end, sure = network(ids, (ids != 0).long(), kinds)
        for row, (number, first, sheet) in enumerate(part):
            score, a, b = best_span(start[row].numpy(), end[row].numpy())
            null = float(start[row, 0] + end[row, 0])
            text = shelf.text(questions[number].article)
            a, b = a - sheet.offset + first, b - sheet.offset + first
            found = text.text[text.pieces.starts[a] : text.pieces.ends[b]]
            sureness = score - null + 2 * float(sure[row])
            answered[number] = max(answered.get(number, -1e9), sureness)
            if score - null > best.get(number, (-1e9, ""))[0]:
                best[number] = (score - null, found)
    asked_for = [number for number, question in enumerate(questions) if question.answerable]
    return Figures(
        float(np.mean([exact(best[number][1], questions[number].answers) for number in asked_for])),
        float(np.mean([f1(best[number][1], questions[number].answers) for number in asked_for])),
        auroc([answered[n] for n in range(len(questions))], [q.answerable for q in questions]),
    )


def best_span(start: np.ndarray, end: np.ndarray, longest: int = LONGEST_ANSWER) -> tuple[float, int, int]:
    length = len(start)
    table = start[1:, None] + end[None, 1:]
    table = np.where(
        np.triu(np.ones((length - 1, length - 1), bool)) & ~np.triu(np.ones_like(table, bool), longest),
        table,
        -1e9,
    )
    a, b = np.unravel_index(int(table.argmax()), table.shape)
    return float(table[a, b]), int(a) + 1, int(b) + 1


def auroc(scores: list[float], right: list[bool]) -> float | None:
    from sklearn.metrics import roc_auc_score

    return float(roc_auc_score(right, scores)) if 0 < sum(right) < len(right) else None
