"""Running an evaluation: a fresh library, one corpus, all questions, every figure."""

import hashlib
import resource
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index.errors import InputError
from index.evaluation.abstention_metrics import RiskPoint, auroc, risk_coverage
from index.evaluation.questions import EvalQuestion
from index.evaluation.ranking_metrics import Ranked, RankingFigures, ranking_figures
from index.evaluation.text_metrics import exact_match, f1, holds
from index.ingest.importing import ImportLine, read_import
from index.library import Library
from index.types import Answer, Hit, Progress

TOP_K = 20
COVERAGES = (0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0)
STATED_COVERAGE = 0.8


@dataclass(frozen=True, slots=True)
class AnswerFigures:
    """Means over the answerable questions, each 0..1.

    `answer_in_quote`, `exact` and `f1` judge the best answer even under an abstention; `answered` says how often
    the library did answer, `delivered` how often it answered with the answer inside its first quotation.
    """

    answer_in_quote: float
    exact: float
    f1: float
    answered: float
    delivered: float


@dataclass(frozen=True, slots=True)
class AbstentionFigures:
    """Answerable questions against unanswerable ones."""

    auroc: float
    false_answers_at_80: float
    false_answers: float
    curve: tuple[RiskPoint, ...]


@dataclass(frozen=True, slots=True)
class CostFigures:
    """Import speed, whole-answer latency in milliseconds, peak memory of this process in MB."""

    passages: int
    passages_per_second: float
    latency_p50_ms: float
    latency_p95_ms: float
    peak_rss_mb: float


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All figures of one run; a part is None where no question of its kind was asked.

    `abstention` is over all questions, `left_out` over the answerable ones and those whose article was left out of
    the corpus, without the ones that no article answers.
    """

    questions: int
    answerable: int
    ranking: RankingFigures | None
    answers: AnswerFigures | None
    abstention: AbstentionFigures | None
    left_out: AbstentionFigures | None
    citations: int
    citations_resolved: int
    cost: CostFigures


def evaluate(
    library: Library,
    corpus: Path,
    questions: Sequence[EvalQuestion],
    *,
    half: bool = False,
    progress: Progress | None = None,
) -> Evaluation:
    """Import the corpus, or the half of it that `kept_in_half` names, into the empty library; ask, and measure.

    A question none of whose articles was imported counts as unanswerable: so half a corpus measures abstention.

    Raises:
        InputError: A file cannot be read, or a line of the corpus is no article.
    """
    lines = read_import(corpus)
    started = time.perf_counter()
    imported = library.import_lines(filter(_kept, lines) if half else lines)
    import_seconds = time.perf_counter() - started
    if imported.refused:
        line, reason = imported.refused[0]
        raise InputError(
            f"{len(imported.refused)} lines of {corpus} are no articles, line {line} first ({reason}); mend them, or "
            "the figures are those of another corpus."
        )
    present = {summary.external_id for summary in library.articles()}
    asked = [_present(question, present) for question in questions]
    answers = []
    for done, question in enumerate(asked, start=1):
        answers.append(library.best_answer(question.question, top_k=TOP_K))
        if progress:
            progress(done, len(asked))
    pairs = list(zip(asked, answers, strict=True))
    known = [pair for pair, question in zip(pairs, questions, strict=True) if question.answerable]
    return Evaluation(
        questions=len(pairs),
        answerable=sum(q.answerable for q, _ in pairs),
        ranking=_ranking(pairs),
        answers=_answers(pairs, library.threshold),
        abstention=_abstention(pairs, library.threshold),
        left_out=_abstention(known, library.threshold),
        citations=sum(len(a.citations) for a in answers),
        citations_resolved=sum(_resolves(library, a) for a in answers),
        cost=CostFigures(
            passages=imported.passages,
            passages_per_second=imported.passages / import_seconds,
            latency_p50_ms=_percentile(answers, 50),
            latency_p95_ms=_percentile(answers, 95),
            peak_rss_mb=_peak_rss_mb(),
        ),
    )


def kept_in_half(external_id: str) -> bool:
    """Whether the half of a corpus that `tanya eval --half` imports holds this article; the same on every machine."""
    return hashlib.sha256(external_id.encode()).digest()[0] % 2 == 0


def _kept(line: ImportLine) -> bool:
    return line.draft is None or kept_in_half(line.draft.external_id or "")


def _present(question: EvalQuestion, present: set[str | None]) -> EvalQuestion:
    there = tuple(article for article in question.article_ids if article in present)
    answerable = question.answerable and bool(there)
    return EvalQuestion(question.id, question.question, question.answers, there, answerable)


def _ranking(pairs: Iterable[tuple[EvalQuestion, Answer]]) -> RankingFigures | None:
    rankings = [
        Ranked(str(number), question.article_ids, _articles(answer.hits))
        for number, (question, answer) in enumerate(pairs)
        if question.answerable and question.article_ids
    ]
    return ranking_figures(rankings) if rankings else None


def _articles(hits: Iterable[Hit]) -> tuple[str, ...]:
    """Articles in the order of their best passage."""
    return tuple(dict.fromkeys(hit.article.external_id or str(hit.article.id) for hit in hits))


def _answers(pairs: Iterable[tuple[EvalQuestion, Answer]], threshold: float) -> AnswerFigures | None:
    rows = [
        (
            holds(answer.citations[0].quote, question.answers) if answer.citations else 0.0,
            exact_match(answer.answer or "", question.answers),
            f1(answer.answer or "", question.answers),
            float(answer.confidence >= threshold),
        )
        for question, answer in pairs
        if question.answerable and question.answers
    ]
    if not rows:
        return None
    in_quote, exact, overlap, answered = np.asarray(rows).T
    return AnswerFigures(
        answer_in_quote=float(in_quote.mean()),
        exact=float(exact.mean()),
        f1=float(overlap.mean()),
        answered=float(answered.mean()),
        delivered=float((in_quote * answered).mean()),
    )


def _abstention(pairs: Sequence[tuple[EvalQuestion, Answer]], threshold: float) -> AbstentionFigures | None:
    answerable = [answer.confidence for question, answer in pairs if question.answerable]
    unanswerable = [answer.confidence for question, answer in pairs if not question.answerable]
    if not answerable or not unanswerable:
        return None
    [stated] = risk_coverage(answerable, unanswerable, [STATED_COVERAGE])
    return AbstentionFigures(
        auroc=auroc(answerable, unanswerable),
        false_answers_at_80=stated.false_answers,
        false_answers=float(np.mean([confidence >= threshold for confidence in unanswerable])),
        curve=tuple(risk_coverage(answerable, unanswerable, COVERAGES)),
    )


def _resolves(library: Library, answer: Answer) -> int:
    return sum(library.article(c.article_id).body[c.start : c.end] == c.quote for c in answer.citations)


def _percentile(answers: Sequence[Answer], percent: float) -> float:
    return float(np.percentile([answer.elapsed_ms for answer in answers], percent)) if answers else 0.0


def _peak_rss_mb() -> float:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1e6 if sys.platform == "darwin" else 1e3)
