"""Figures and dates in a text, in a form that can be compared: "48 orang", "Rp 60 juta", "Sabtu (4/12/2021)"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from index.language.calendar import MONTHS, either
from index.language.number_words import SCALES
from index.language.units import PREFIXED, UNITS
from index.types import Span

_CLOCKS = frozenset({"wib", "wita", "wit", "gmt", "utc", "am", "pm"})
_DIGITS = r"\d{1,3}(?:[.,]\d{3})+(?:[.,]\d+)?(?!\d)|\d+(?:[.,]\d+)?"
_AMOUNT = re.compile(
    rf"(?:(?P<before>rp|us\$|\$|(?:ber)?magnitudo|magnitude)\.?\s?)?(?<![\d/.,:(-])(?P<digits>{_DIGITS})(?![\d/:)])"
    rf"(?:\s(?P<scale>{'|'.join(SCALES)})\b)?(?:\s?(?P<after>[^\W\d_]+|%))?",
    re.IGNORECASE,
)
_NUMERIC_DATE = re.compile(r"(?<!\d)(\d{1,2})[/-](\d{1,2})(?:[/-](\d{4}))?(?!\d)")
_NAMED = either(MONTHS)
_DAY_FIRST = re.compile(rf"(?<!\d)(\d{{1,2}})\s(?P<month>{_NAMED})\b(?:,?\s(\d{{4}}))?", re.IGNORECASE)
_MONTH_FIRST = re.compile(rf"\b(?P<month>{_NAMED})\s(\d{{1,2}})(?!\d)(?:,?\s(\d{{4}}))?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure with its unit, lower case; `span` is where it stands."""

    value: Decimal
    unit: str
    span: Span


@dataclass(frozen=True, slots=True)
class Day:
    """A day of a month, of a year where the text gives one."""

    day: int
    month: int
    year: int | None
    span: Span


def amounts(text: str) -> Iterator[Amount]:
    """The figures that have a unit, in order; dates, times of day and bare numbers are none."""
    for match in _AMOUNT.finditer(text):
        before, after = match["before"], match["after"]
        unit = UNITS.get((before or "").lower().removeprefix("ber"), "")
        if unit not in PREFIXED:
            unit = UNITS.get((after or "").lower(), (after or "").lower())
            end = match.end()
        else:
            end = match.end("scale") if match["scale"] else match.end("digits")
        if unit and unit not in MONTHS and unit not in _CLOCKS:
            yield Amount(_value(match["digits"], match["scale"]), unit, Span(match.start(), end))


def days(text: str) -> Iterator[Day]:
    """The days named in a text, in order of their form."""
    for match in _NUMERIC_DATE.finditer(text):
        yield from _day(match[1], int(match[2]), match[3], match)
    for match in _DAY_FIRST.finditer(text):
        yield from _day(match[1], MONTHS[match["month"].lower()], match[3], match)
    for match in _MONTH_FIRST.finditer(text):
        yield from _day(match[2], MONTHS[match["month"].lower()], match[3], match)


def _day(day: str, month: int, year: str | None, match: re.Match[str]) -> Iterator[Day]:
    if 1 <= int(day) <= 31 and 1 <= month <= 12:
        yield Day(int(day), month, int(year) if year else None, Span(match.start(), match.end()))


def _value(digits: str, scale: str | None) -> Decimal:
    """The number, its thousands grouped and its decimals marked in either language's way."""
    whole, mark, rest = _decimals(digits)
    value = Decimal(whole.replace(".", "").replace(",", "") + ("." + rest if mark else ""))
    return value * (SCALES[scale.lower()] if scale else 1)


def _decimals(digits: str) -> tuple[str, str, str]:
    last = max(digits.rfind("."), digits.rfind(","))
    grouped = last >= 0 and len(digits) - last == 4 and digits[0] != "0"
    if last < 0 or grouped:
        return digits, "", ""
    return digits[:last], digits[last], digits[last + 1 :]
