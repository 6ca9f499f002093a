"""Ranking of articles: recall@k, MRR@10 and nDCG@10, computed by ir-measures (trec_eval's definitions)."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ranked:
    """One question's right articles and the articles found, best first, without repeats."""

    question_id: str
    relevant: tuple[str, ...]
    found: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RankingFigures:
    """Means over the questions, each 0..1."""

    recall_at_1: float
    recall_at_5: float
    recall_at_20: float
    mrr_at_10: float
    ndcg_at_10: float


def ranking_figures(rankings: Sequence[Ranked]) -> RankingFigures:
    """Mean figures over the questions that have a right article; a question without any is refused by the caller."""
    import ir_measures
    from ir_measures import RR, R, nDCG

    measures = (R @ 1, R @ 5, R @ 20, RR @ 10, nDCG @ 10)
    relevant = [ir_measures.Qrel(r.question_id, article, 1) for r in rankings for article in r.relevant]
    found = [
        ir_measures.ScoredDoc(r.question_id, article, -float(rank))
        for r in rankings
        for rank, article in enumerate(r.found)
    ]
    means = ir_measures.calc_aggregate(measures, relevant, found)
    return RankingFigures(*(float(means[measure]) for measure in measures))
