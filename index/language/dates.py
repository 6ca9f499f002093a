"""Dates as Indonesian and English texts write them."""

import re
from datetime import date

from index.language.calendar import MONTHS

_WEEKDAY = (
    r"(?:(?:senin|selasa|rabu|kamis|jumat|jum['’]at|sabtu|minggu|ahad"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|tue|wed|thu|fri|sat|sun)\b\.?)\s*,?\s*)?"
)
_TIME = (
    r"(?:[\sT,|-]*(?:pukul|jam|at)?\s*\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:[.,]\d+)?)?"
    r"\s*(?:WI[BT]|WITA|GMT|UTC|Z|[AP]M)?(?:[+-]\d{2}:?\d{2})?)?"
)
_ISO = re.compile(
    rf"{_WEEKDAY}(?P<year>\d{{4}})-(?P<month>\d{{1,2}})-(?P<day>\d{{1,2}}){_TIME}", re.IGNORECASE
)
_FORMS = (
    _ISO,
    re.compile(
        rf"{_WEEKDAY}\(?(?P<day>\d{{1,2}})(?P<mark>[/.-])(?P<month>\d{{1,2}})(?P=mark)(?P<year>\d{{4}})\)?{_TIME}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"{_WEEKDAY}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s-]+(?:of\s+)?(?P<name>[a-z]{{3,10}})\.?,?[\s-]+(?P<year>\d{{4}}){_TIME}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"{_WEEKDAY}(?P<name>[a-z]{{3,10}})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}}){_TIME}",
        re.IGNORECASE,
    ),
)
_LONGEST = 80


def read_date(text: str) -> date | None:
    """Read a text that is one whole date, or None when it is not.

    Read are ISO dates and times ("2021-12-16T08:00:00+07:00"), day/month/year ("16/12/2021"), and dates in
    words in both languages ("Kamis, 16 Desember 2021 08.00 WIB", "December 16, 2021"). A time of
    day is passed over.
    """
    text = text.strip()
    if len(text) > _LONGEST or not text.isascii():
        return None
    for form in _FORMS:
        match = form.fullmatch(text)
        if match:
            parts = match.groupdict()
            month = MONTHS.get(parts["name"].lower()) if "name" in parts else int(parts["month"])
            try:
                return date(int(parts["year"]), month or 0, int(parts["day"]))
            except ValueError:
                return None
    return None
