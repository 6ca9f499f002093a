"""The time that a question speaks of: "kemarin", "minggu lalu", "between 2014 and 2019", "sejak 2020"."""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from index.language.time_expressions import Days, Expression, expressions
from index.types import Span

_DAY = timedelta(days=1)
_LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Period:
    """The days that a question speaks of.

    Attributes:
        start: The first day; `date.min` when it is open.
        end: The last day, inclusive.
        span: Where the expression stands in the question.
        strict: Whether articles of other days can be left out. Otherwise the time may belong to the fact that is
            asked for ("Siapa juara Piala Dunia 2022?"), which articles of any day may tell: it only orders them.
    """

    start: date
    end: date
    span: Span
    strict: bool


def period(question: str, *, today: date) -> Period | None:
    """Find the days that a question speaks of.

    Days and weeks count from `today`; a month or day without a year is the last one; weeks begin on Monday. Of several
    expressions the first that counts from today wins, then the first.
    """
    question = question[:_LONGEST]
    found = _joined(question, expressions(question, today), today)
    if not found:
        return None
    best = next((one for one in found if one.days.relative), found[0])
    strict = best.days.relative or _ABOUT_NEWS.search(question) is not None
    return Period(best.days.start, best.days.end, Span(best.start, best.end), strict)


_ABOUT_NEWS = re.compile(
    r"\b(?:berita|kabar|artikel|liputan|diberitakan|terbit|dimuat|news|headlines?|articles?|reported|published"
    r"|apa(?:kah)?(?: saja)?(?: yang| yg)? (?:terjadi|peristiwa|kejadian)|(?:peristiwa|kejadian) apa"
    r"|what(?:'s| has| is| was| have)?(?: been)? happen(?:s|ed|ing)?)\b",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"\s*(?P<joint>-|–|dan|and|hingga|sampai(?: dengan)?|s\.?d\.?|to|until|till|through)\s+"
    r"(?:(?:tahun|bulan|tanggal|the) )*"
    r"|\s*[-–/]\s*",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"\b(?P<word>antara|between|dari|from|sejak|since|mulai|semenjak|sebelum|before|setelah|sesudah|after|hingga|sampai"
    r"|until|pada|di|dalam|selama|sepanjang|in|on|during|throughout|over|within)"
    r"\s+(?:(?:the|tahun|bulan|tanggal|hari|year|month|of)\s+){0,3}$",
    re.IGNORECASE,
)
_NAME = re.compile(r"\b(?:tahun|bulan|tanggal|hari|year|the year)\s+$", re.IGNORECASE)
_SINCE = ("sejak", "since", "mulai", "semenjak")
_RANGES = ("antara", "between", "dari", "from", *_SINCE)


def _joined(question: str, found: list[Expression], today: date) -> list[Expression]:
    """Join expressions with each other and the words before them: "antara … dan …", "sejak …", "sebelum …"."""
    joined: list[Expression] = []
    while found:
        one, *found = found
        lead = _LEAD.search(question, 0, one.start)
        word = lead["word"].lower() if lead else ""
        if found and _is_range(one, found[0], word, question[one.end : found[0].start]):
            last, *found = found
            days, end = _range(one.days, last.days), last.end
        else:
            days, end = _opened(word, one.days, today), one.end
        named = lead or _NAME.search(question, 0, one.start)
        joined.append(Expression(days, named.start() if named else one.start, end))
    return joined


def _is_range(first: Expression, last: Expression, word: str, gap: str) -> bool:
    """Whether the text between two expressions makes them one; "and" does so after "between" or between full dates."""
    match = _BETWEEN.fullmatch(gap)
    if match is None:
        return False
    if word in _RANGES or (match["joint"] or "").lower() not in ("dan", "and"):
        return True
    return not (first.days.relative or last.days.relative) and first.days.dated and last.days.dated


def _range(first: Days, last: Days) -> Days:
    start = first.start
    if not first.dated:
        start = _in_year(start, last.start.year)
        if start > last.end and start.year > date.min.year:
            start = _in_year(start, start.year - 1)
    return Days(min(start, last.start), max(start, last.end), first.relative or last.relative)


def _in_year(day: date, year: int) -> date:
    return day.replace(year=year, day=28 if (day.month, day.day) == (2, 29) else day.day)


def _opened(word: str, days: Days, today: date) -> Days:
    """The days that a word such as "since" or "before" makes of those that it stands before."""
    if word in _SINCE:
        return replace(days, end=max(today, days.start))
    if word in ("sebelum", "before"):
        return replace(days, start=date.min, end=max(days.start, date.min + _DAY) - _DAY)
    if word in ("setelah", "sesudah", "after"):
        start = min(days.end, date.max - _DAY) + _DAY
        return replace(days, start=start, end=max(today, start))
    if word in ("hingga", "sampai", "until"):
        return replace(days, start=date.min)
    return days
