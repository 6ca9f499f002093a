"""The time that a question speaks of decides which hits are read, or how they are ordered."""

from collections.abc import Sequence
from dataclasses import replace

from index.answering.asked.timing import Timing
from index.language.periods import Period
from index.types import Hit

OVER_FETCH = 200
"""Hits fetched at least when many may lie outside the period."""

PREFERENCE = 0.15
"""What a fitting date adds to a hit's score, as a share of the best score, when time only orders."""


def timely(hits: Sequence[Hit], asked: Timing) -> list[Hit]:
    """The hits that the time allows, best first.

    A strict period keeps the dated articles of its days; undated ones follow behind them, with scores below theirs.
    Otherwise a date of the period, or a new one where that is asked, weighs a little.
    """
    if asked.period and asked.period.strict:
        within = [hit for hit in hits if _within(hit, asked.period)]
        undated = [hit for hit in hits if hit.article.published_at is None]
        return _ranked([*within, *_below(undated, within)])
    bonus = {hit.passage.id: PREFERENCE * _fit(hit, hits, asked) for hit in hits}
    if not any(bonus.values()):
        return list(hits)
    best = max(hit.score for hit in hits)
    moved = [replace(hit, score=hit.score + bonus[hit.passage.id] * best) for hit in hits]
    return _ranked(sorted(moved, key=lambda hit: (-hit.score, hit.passage.id)))


def _within(hit: Hit, days: Period) -> bool:
    day = hit.article.published_at
    return day is not None and days.start <= day <= days.end


def _below(undated: Sequence[Hit], dated: Sequence[Hit]) -> list[Hit]:
    """The undated hits with scores pressed below the last dated one's."""
    if not dated or not undated:
        return list(undated)
    highest = max(hit.score for hit in undated)
    ceiling = 0.99 * min(hit.score for hit in dated)
    shrink = min(1.0, ceiling / highest) if highest > 0 else 1.0
    return [replace(hit, score=hit.score * shrink) for hit in undated]


def _fit(hit: Hit, hits: Sequence[Hit], asked: Timing) -> float:
    """How well the article's date fits, 0..1."""
    day = hit.article.published_at
    if day is None:
        return 0.0
    if asked.period:
        return float(_within(hit, asked.period))
    if asked.newest:
        known = sorted({h.article.published_at for h in hits if h.article.published_at})
        return (known.index(day) + 1) / len(known)
    return 0.0


def _ranked(hits: Sequence[Hit]) -> list[Hit]:
    return [replace(hit, rank=rank) for rank, hit in enumerate(hits, start=1)]
