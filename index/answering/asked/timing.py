"""The time that a question speaks of: "kemarin", "Desember 2021", "terbaru"."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

from index.language.analysis import terms
from index.language.periods import Period, period

Today = Callable[[], date]
"""Tells what day it is."""

_JAKARTA = timezone(timedelta(hours=7), "WIB")
# Takes what asks for the newest; "baru" alone is also "new" of a thing and is not taken.
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


def _counts_from_today(question: str, found: Period, today: date) -> bool:
    """Whether the expression means other days on another day."""
    later = period(question, today=today + timedelta(days=400))
    return later is None or (later.start, later.end) != (found.start, found.end)
