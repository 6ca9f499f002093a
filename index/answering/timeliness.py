"""The time that a question speaks of decides which articles are read: "kemarin", "Desember 2021", "terbaru"."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, timezone

from index.language.analysis import terms
from index.language.periods import Period, period
from index.types import Hit

Today = Callable[[], date]
"""Tells what day it is."""

OVER_FETCH = 200
"""Hits fetched at least when many may lie outside the period."""

PREFERENCE = 0.15
"""What a fitting date adds to a hit's score, as a share of the best score, when time only orders."""

_JAKARTA = timezone(timedelta(hours=7), "WIB")
_NEWEST = re.compile(
    r"\b(?:terbaru|terkini|teranyar|termutakhir|latest|newest|most recent|sekarang|saat ini|currently)\b",
    re.IGNORECASE,
)


def today_in_jakarta() -> date:
    """The day in western Indonesia."""
    return datetime.now(_JAKARTA).date()


@dataclass(frozen=True, slots=True)
class Timing:
    """When a question asks for.

    Attributes:
        query: The question without a time that counts from today: no article writes "kemarin" for that day.
        period: The days that it names.
        newest: Whether it asks for what is new.
    """

    query: str
    period: Period | None
    newest: bool

    @property
    def strict(self) -> bool:
        """Whether articles of other days are left out."""
        return self.period is not None and self.period.strict


def timing(question: str, today: date) -> Timing:
    """When a question, in the form that stands alone, asks for."""
    found = period(question, today=today)
    query = question
    if found and found.strict:
        rest = f"{question[: found.span.start].rstrip()} {question[found.span.end :].lstrip()}".strip()
        query = rest if _counts_from_today(question, found, today) and terms(rest) else question
    return Timing(query, found, bool(_NEWEST.search(question)))


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


def _counts_from_today(question: str, found: Period, today: date) -> bool:
    """Whether the expression means other days on another day."""
    later = period(question, today=today + timedelta(days=400))
    return later is None or (later.start, later.end) != (found.start, found.end)


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
