"""Numbers and dates as terms: 13.000 and 13,000 are one number, 16/12 is the 16th of December."""

import re

from index.language.calendar import INDONESIAN_MONTHS

_DAY_FIRST = re.compile(r"(\d{1,2})[/-](\d{1,2})(?:[/-](\d{4}|\d{2}))?")
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_GROUPED = re.compile(r"(\d{1,3}(?:\.\d{3})+)(?:,(\d+))?|(\d{1,3}(?:,\d{3})+)(?:\.(\d+))?")
_DECIMAL = re.compile(r"(\d+)[.,:](\d+)")
_PART = re.compile(r"\d+|[^\W\d_]+")
_UNIT = re.compile(r"(?:rp|usd|ke-?)(?=\d)")
_SUFFIXES = frozenset(["st", "nd", "rd", "th", "an", "nya"])


def number_terms(token: str) -> list[str]:
    """The terms of a lower-case token that holds a digit, months by their Indonesian names."""
    token = _UNIT.sub("", token)
    return _date(token) or _number(token) or _mixed(token)


def _date(token: str) -> list[str]:
    if match := _YEAR_FIRST.fullmatch(token):
        year, month, day = match.groups()
    elif match := _DAY_FIRST.fullmatch(token):
        day, month, year = match.groups()
    else:
        return []
    if not (1 <= int(month) <= 12 and 1 <= int(day) <= 31):
        return []
    return [str(int(day)), INDONESIAN_MONTHS[int(month) - 1], *([year] if year else [])]


def _number(token: str) -> list[str]:
    if match := _GROUPED.fullmatch(token):
        whole, fraction = match[1] or match[3], match[2] or match[4]
        digits = whole.replace(".", "").replace(",", "")
        return [f"{digits}.{fraction}" if fraction else digits]
    if match := _DECIMAL.fullmatch(token):
        return [f"{match[1]}.{match[2]}"]
    return []


def _mixed(token: str) -> list[str]:
    """The runs of digits and letters, and the whole where it is a name like "covid19"."""
    parts = [part for part in _PART.findall(token) if part not in _SUFFIXES]
    whole = [token] if len(parts) == 2 and token == "".join(parts) else []
    return whole + parts
