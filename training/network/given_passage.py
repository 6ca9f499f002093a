"""Exact match, token F1 and AUROC on the dev sets when the right article is given (SQuAD's measures)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from training.network.examples import Text
from training.network.network import AnsweringNetwork
from training.network.pairs import PADDING, pair
from training.network.targets import WINDOW_PIECES, Desk
from training.reader.given_passage import DevQuestion, Figures, auroc, best_span, exact, f1

TOGETHER = 16


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the network says of one question and one text.

    Attributes:
        span: The best span's text.
        margin: How much likelier the span is than none, in logits.
        answered: The greatest log-odds of a window that the text answers.
        evidence: For each sentence of the text its log-odds to carry the answer.
    """

    span: str
    margin: float
    answered: float
    evidence: NDArray[np.float32]


def windows_of(sentences: Sequence[tuple[int, int]], pieces: int) -> list[tuple[int, int]]:
    """Consecutive runs of whole sentences of at most `pieces` pieces, as pieces; longer sentences are cut."""
    runs: list[tuple[int, int]] = []
    for low, high in sentences:
        if runs and high - runs[-1][0] <= pieces:
            runs[-1] = (runs[-1][0], high)
        else:
            runs.extend((at, min(at + pieces, high)) for at in range(low, high, pieces))
    return runs


@torch.inference_mode()
def verdicts(
    network: AnsweringNetwork, desk: Desk, asked: Sequence[tuple[str, Text]], *, pieces: int = WINDOW_PIECES
) -> list[Verdict]:
    """One verdict for each question with its text."""
    network.eval()
    jobs = []
    for number, (question, text) in enumerate(asked):
        laid, ids = desk.laid(text), desk.encoder.question(question)
        for first, last in windows_of(laid.sentences, pieces):
            jobs.append((number, first, pair(ids, laid.heading, laid.pieces, first, last)))
    jobs.sort(key=lambda job: len(job[2].ids))
    spans = [("", -1e9)] * len(asked)
    answered = [-1e9] * len(asked)
    evidence = [np.full(len(desk.laid(text).sentences), -1e9, np.float32) for _, text in asked]
    for at in range(0, len(jobs), TOGETHER):
        part = jobs[at : at + TOGETHER]
        longest = max(len(each.ids) for _, _, each in part)
        ids = np.full((len(part), longest), PADDING, np.int64)
        sides = np.zeros_like(ids)
        for row, (_, _, each) in enumerate(part):
            ids[row, : len(each.ids)] = each.ids
            sides[row, each.offset : len(each.ids) - 1] = 1
        table = torch.from_numpy(ids)
        scores = network(table, (table != PADDING).long(), torch.from_numpy(sides))
        for row, (number, first, each) in enumerate(part):
            laid = desk.laid(asked[number][1])
            shift = each.offset - first
            score, a, b = best_span(scores.start[row].numpy(), scores.end[row].numpy())
            margin = score - float(scores.start[row, 0] + scores.end[row, 0])
            if margin > spans[number][1]:
                low, high = int(laid.pieces.starts[a - shift]), int(laid.pieces.ends[b - shift])
                spans[number] = (laid.text.body[low:high], margin)
            answered[number] = max(answered[number], float(scores.answered[row]))
            for place, (low, high) in enumerate(laid.sentences):
                inside = scores.evidence[
                    row, max(low, first) + shift : min(high, len(each.ids) - each.offset + first - 1) + shift
                ]
                if len(inside) and low >= first:
                    evidence[number][place] = max(evidence[number][place], float(inside.mean()))
    return [
        Verdict(span, margin, sure, sentences)
        for (span, margin), sure, sentences in zip(spans, answered, evidence, strict=True)
    ]


def measure(network: AnsweringNetwork, desk: Desk, questions: Sequence[DevQuestion]) -> Figures:
    """The figures over a dev set."""
    asked = [(q.question, Text(q.article, "", None, q.article)) for q in questions]
    found = verdicts(network, desk, asked)
    answerable = [number for number, question in enumerate(questions) if question.answerable]
    return Figures(
        float(np.mean([exact(found[n].span, questions[n].answers) for n in answerable])),
        float(np.mean([f1(found[n].span, questions[n].answers) for n in answerable])),
        auroc([each.answered for each in found], [question.answerable for question in questions]),
    )
