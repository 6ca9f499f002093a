"""Dates as Indonesian and English texts write them."""

import re
from datetime import date, datetime, timedelta, timezone

from index.language.calendar import MONTHS

_LABEL = (
    r"(?:(?:di)?(?:publikasikan|terbitkan|unggah|rilis|tayangkan|posting)(?:\s+pada)?|terbit|tayang|rilis|tanggal|tgl\.?"
    r"|published(?:\s+on)?|posted(?:\s+on)?|date|on)\s*:?\s*"
)
_WEEKDAY = (
    r"(?:(?:senin|selasa|rabu|kamis|jumat|jum'at|sabtu|minggu|ahad|sen|sel|rab|kam|jum|sab|mgg|min"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|tues?|wed|thu(?:rs)?|fri|sat|sun))\b\.?\s*[,|/-]?\s*)?"
)
_TIME = (
    r"(?:[\sT,|*/-]*(?:pukul|jam|at)?\s*(?P<hour>\d{1,2})[:.]\d{2}(?:[:.]\d{2}(?:[.,]\d+)?)?"
    r"\s*(?P<half>[AP]M)?\s*\(?(?P<zone>WI[BT]A?|WITA|GMT|UTC|Z)?\)?\s*(?P<offset>[+-]\d{2}(?::?\d{2})?)?)?"
)
_SHORT_YEAR = r"|\d{2}(?!\d|[:.]\d)"
_NAMED = (
    r"(?P<day>\d{1,2})(?:st|nd|rd|th)?[\s-]+(?:of\s+)?(?P<name>[a-z]{3,10})\.?,?[\s-]+"
    rf"(?P<year>\d{{4}}{_SHORT_YEAR})"
)
_NAME_FIRST = r"(?P<name>[a-z]{3,10})\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>\d{4})"
_YEAR_FIRST = r"(?P<year>\d{4})(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})"
_DAY_FIRST = (
    rf"\(?(?P<day>\d{{1,2}})(?P<mark>[/.-])(?P<month>\d{{1,2}})(?P=mark)(?P<year>\d{{4}}{_SHORT_YEAR})\)?"
)
_COMPACT = r"(?P<year>(?:19|20)\d{2})(?P<month>\d{2})(?P<day>\d{2})"
_WHOLE = tuple(
    re.compile(rf"(?:{_LABEL})?{_WEEKDAY}{form}{_TIME}", re.IGNORECASE)
    for form in (_YEAR_FIRST, _DAY_FIRST, _NAMED, _NAME_FIRST, _COMPACT)
)
_INSIDE = tuple(
    re.compile(rf"(?<![\w/.-]){form.replace(_SHORT_YEAR, '')}{_TIME}(?![\w/])", re.IGNORECASE)
    for form in (_YEAR_FIRST, _NAMED, _NAME_FIRST, _DAY_FIRST)
)
_INSTANT = re.compile(r"1\d{9}(?:\d{3})?")
_PLAIN = str.maketrans("’‘`´–—−•·\xa0", "''''---** ")
_LONGEST = 80
_LONGEST_LINE = 300
_JAKARTA = timezone(timedelta(hours=7))
_THIS_CENTURY = 70
"""Two figures below this are a year of this century."""


def read_date(text: str) -> date | None:
    """Read a text that is one whole date, or None when it is not.

    Read are ISO dates and times ("2021-12-16T08:00:00+07:00", also as PostgreSQL prints them), day/month/year
    ("16/12/2021", "16/12/21"; month/day/year where there is no such month), year/month/day, seconds since 1970,
    and dates in words in both languages ("Kamis, 16 Desember 2021 08.00 WIB", "December 16, 2021"). An instant
    in UTC counts as its day in Jakarta; any other time of day is passed over.
    """
    text = text.translate(_PLAIN).strip()
    if len(text) > _LONGEST or not text.isascii():
        return None
    if _INSTANT.fullmatch(text):
        return datetime.fromtimestamp(int(text[:10]), _JAKARTA).date()
    for form in _WHOLE:
        match = form.fullmatch(text)
        if match:
            return _date(match)
    return None


def find_date(line: str) -> date | None:
    """Find the first whole date in a line, None where it has none."""
    line = line[:_LONGEST_LINE].translate(_PLAIN)
    matches = [match for form in _INSIDE for match in form.finditer(line)]
    found = ((match.start(), _date(match)) for match in sorted(matches, key=re.Match.start))
    return next((day for _, day in found if day), None)


def _date(match: re.Match[str]) -> date | None:
    parts = match.groupdict()
    year, day = int(parts["year"]), int(parts["day"])
    month = MONTHS.get(parts["name"].lower(), 0) if parts.get("name") else int(parts["month"])
    if len(parts["year"]) == 2:
        year += 2000 if year < _THIS_CENTURY else 1900
    if month > 12 >= day and match.start("day") < match.start("year"):
        month, day = day, month
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return _in_jakarta(found, parts)


def _in_jakarta(day: date, parts: dict[str, str | None]) -> date:
    """The day in Jakarta of an instant given in UTC."""
    zone, offset = (parts["zone"] or "").upper(), (parts["offset"] or "").replace(":", "")
    in_utc = (zone in ("Z", "UTC", "GMT") and not offset.strip("+-0")) or offset in ("+00", "+0000", "-0000")
    if not in_utc or parts["hour"] is None or day == date.max:
        return day
    hour = int(parts["hour"]) % 12 + 12 if (parts["half"] or "").upper() == "PM" else int(parts["hour"])
    return day + timedelta(days=1) if hour + 7 >= 24 else day
