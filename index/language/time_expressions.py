"""Single expressions of time in both languages and the days they mean: "minggu lalu", "March 2022", "kuartal III 2021".

A grammar of our own: general date parsers give one day where a question means a span of days.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from index.language.calendar import MONTHS, WEEKDAYS, either
from index.language.number_words import SMALL_NUMBERS, VAGUE_NUMBERS

_DAY = timedelta(days=1)
_RECENT = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Days:
    """The days of one expression; `relative` when it counts from today, `dated` when it names its year itself."""

    start: date
    end: date
    relative: bool = False
    dated: bool = True


@dataclass(frozen=True, slots=True)
class Expression:
    """Where an expression stands in a question, and its days."""

    days: Days
    start: int
    end: int


_Reading = Callable[[re.Match[str], date], Days | None]

_NOT_COUNTED = frozenset(
    "seorang sebuah kedua both ketiga keempat kelima keenam ketujuh kedelapan kesembilan kesepuluh".split()
)
"""Ordinals and what counts people and things: no number of days."""

_NUMBERS = VAGUE_NUMBERS | {word: n for word, n in SMALL_NUMBERS.items() if n and word not in _NOT_COUNTED}
_UNIT_OF = {
    word: unit
    for unit, words in (
        ("day", "hari day days"),
        ("week", "minggu pekan week weeks"),
        ("month", "bulan month months"),
        ("year", "tahun year years"),
    )
    for word in words.split()
}
_ORDINALS = {
    word: number
    for number, words in enumerate(
        ("i 1 pertama first", "ii 2 kedua second", "iii 3 ketiga third", "iv 4 keempat fourth"), start=1
    )
    for word in words.split()
}
_WORDS_OF_TIME = MONTHS.keys() | WEEKDAYS.keys() | _UNIT_OF.keys() | _NUMBERS.keys() | _ORDINALS.keys()
_FIRST_WORDS = set(
    (
        "pagi siang sore petang malam tadi today tonight this kemarin kemaren yesterday the semalam last past previous"
        " akhir awal pertengahan early earlier mid late later belakangan baru belum recently lately kuartal triwulan"
        " quarter semester"
    ).split()
)
_SHORT_MONTHS = ("mei", "may", "juni", "june", "juli", "july")


_N = rf"(?P<n>\d{{1,4}}|{either(_NUMBERS)})"
_U = rf"(?P<unit>{either(_UNIT_OF)})"
_MONTH = rf"(?P<month>{either(MONTHS)})\.?"
_FULL_MONTH = rf"(?P<month>{either(name for name in MONTHS if len(name) > 4 or name in _SHORT_MONTHS)})"
_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d|[.,]\d)"
_PART = r"(?P<part>awal|pertengahan|akhir|early|mid|late|the (?:beginning|start|middle|end) of)[ -]"
_LAST = r"(?:yang |yg )?(?:lalu|kemarin|silam)"
_THIS_OR_LAST = rf"(?P<which>ini|{_LAST})"
_WEEKDAY = rf"(?P<weekday>{either(WEEKDAYS)})"
_WEEKDAY_NOT_WEEK = rf"(?P<weekday>{either(WEEKDAYS.keys() - {'minggu'})})"
_SHARE = rf"(?P<which>{either(_ORDINALS)})"
_OF_YEAR = rf",? (?:tahun |of )?{_YEAR}"
_DAY_OF_MONTH = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_TO = r"(?:-|–|dan|and|sampai|hingga|to)"


_ANY = re.compile(
    rf"(?<!\w)(?:\d|se(?:{either(_UNIT_OF)})|q[1-4]|(?:{either(_FIRST_WORDS | _WORDS_OF_TIME)})(?!\w))",
    re.IGNORECASE,
)
_WEEKDAY_LEAD = re.compile(r"\b(?:hari|pada|on|sejak|since|until|hingga|sampai)\s+$", re.IGNORECASE)
_WEEK_LEAD = re.compile(r"\bhari\s+$", re.IGNORECASE)
_MONTH_LEAD = re.compile(
    r"\b(?:pada|di|dalam|bulan|sejak|since|mulai|in|during|selama|sepanjang|sebelum|before|setelah|after|antara|between|dari"
    r"|from|hingga|sampai|until|till|through|dan|and|to)\s+(?:bulan\s+)?$|[-–]\s*$",
    re.IGNORECASE,
)
_NUMBER_LEAD = re.compile(
    r"(?:\b(?:rp|idr|usd|pasal|nomor|no|uu|uud|pp|perpres|tipe|model|seri|sebanyak|sebesar|seharga|jalan|jl)\.?\s*|[$#€£]|\d[.,])$",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\s*(?:%|(?:orang|kasus|unit|km|kg|meter|hektare?|rupiah|persen|ton|jiwa|kali|buah|rumah|people|cases|dollars?|times)\b)",
    re.IGNORECASE,
)


def expressions(question: str, today: date) -> list[Expression]:
    """Find the expressions of time in a question, ascending and disjoint."""
    found: list[Expression] = []
    position = 0
    while match := _ANY.search(question, position):
        position = match.end()
        days = _days(question, match.start(), today)
        if days is not None:
            found.append(days)
            position = max(days.end, position)
    return found


def _days(question: str, start: int, today: date) -> Expression | None:
    """The longest expression that begins at a place."""
    best: Expression | None = None
    for form, read in _forms():
        match = form.match(question, start)
        if match is None or (best is not None and match.end() <= best.end):
            continue
        try:
            days = read(match, today)
        except (ValueError, OverflowError):
            continue
        if days is not None:
            best = Expression(days, start, match.end())
    return best


def _number(text: str) -> int:
    return int(text) if text.isdigit() else _NUMBERS[text.lower()]


def _month_of(first: date) -> Days:
    return Days(first, _months_later(first, 1) - _DAY)


def _months_later(first: date, months: int) -> date:
    """The first day of the month so many months after that of a day; before when negative."""
    count = first.year * 12 + first.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)


def _unit_back(unit: str, count: int, today: date) -> Days:
    """The whole day, week, month or year that many before the present one."""
    if unit == "day":
        day = today - count * _DAY
        return Days(day, day, relative=True)
    if unit == "week":
        monday = today - (today.weekday() + 7 * count) * _DAY
        return Days(monday, monday + 6 * _DAY, relative=True)
    if unit == "month":
        days = _month_of(_months_later(today, -count))
        return Days(days.start, days.end, relative=True)
    year = today.year - count
    return Days(date(year, 1, 1), date(year, 12, 31))


def _last_units(unit: str, count: int, today: date) -> Days:
    """From so many days, weeks, months or years ago until today."""
    if unit in ("day", "week"):
        return Days(today - count * (7 if unit == "week" else 1) * _DAY, today, relative=True)
    first = _months_later(today, -count * (12 if unit == "year" else 1))
    last_day = (_months_later(first, 1) - _DAY).day
    return Days(first.replace(day=min(today.day, last_day)), today, relative=unit == "month")


def _part(name: str, days: Days) -> Days:
    """The first, middle or last third of some days."""
    third = (days.end - days.start + _DAY) // 3
    name = name.lower()
    if name in ("awal", "early") or "beginning" in name or "start" in name:
        return Days(days.start, days.start + third - _DAY, days.relative, days.dated)
    if name in ("akhir", "late") or " end" in name:
        return Days(days.end - third + _DAY, days.end, days.relative, days.dated)
    return Days(days.start + third, days.end - third, days.relative, days.dated)


def _read_days_back(count: int) -> _Reading:
    return lambda match, today: _unit_back("day", count, today)


def _read_night(match: re.Match[str], today: date) -> Days:
    return Days(today - _DAY, today, relative=True)


def _read_recent(match: re.Match[str], today: date) -> Days:
    return Days(today - _RECENT, today)


def _read_ago(match: re.Match[str], today: date) -> Days:
    return _unit_back(_UNIT_OF[match["unit"].lower()], _number(match["n"]), today)


def _read_last_units(match: re.Match[str], today: date) -> Days:
    return _last_units(_UNIT_OF[match["unit"].lower()], _number(match.groupdict().get("n", "1")), today)


def _read_unit(match: re.Match[str], today: date) -> Days:
    back = 0 if match["which"].lower() in ("ini", "this") else 1
    return _unit_back(_UNIT_OF[match["unit"].lower()], back, today)


def _read_part_of_unit(match: re.Match[str], today: date) -> Days:
    return _part(match["part"], _read_unit(match, today))


def _read_weekend(match: re.Match[str], today: date) -> Days:
    back = 0 if match["which"].lower() in ("ini", "this") else 1
    week = _unit_back("week", back, today)
    return Days(week.start + 5 * _DAY, week.end, relative=True)


def _read_weekday(match: re.Match[str], today: date) -> Days:
    weekday = WEEKDAYS[match["weekday"].lower()]
    groups = match.groupdict()
    if groups.get("week"):
        back = 0 if groups["week"].lower() in ("ini", "this") else 1
        day = _unit_back("week", back, today).start + weekday * _DAY
    elif (groups.get("which") or "").lower() in ("ini", "this"):
        day = _unit_back("week", 0, today).start + weekday * _DAY
    else:
        day = today - ((today.weekday() - weekday - 1) % 7 + 1) * _DAY
    return Days(day, day, relative=True)


def _read_bare_weekday(match: re.Match[str], today: date) -> Days | None:
    """A weekday by itself, if the words before it say that it is one."""
    lead = _WEEK_LEAD if match["weekday"].lower() == "minggu" else _WEEKDAY_LEAD
    return _read_weekday(match, today) if lead.search(match.string, 0, match.start()) else None


def _read_day(match: re.Match[str], today: date) -> Days | None:
    groups = match.groupdict()
    month, day = MONTHS[match["month"].lower()], int(match["day"])
    if groups.get("year"):
        year = int(match["year"])
    elif groups.get("which"):
        year = _this_or_last_year(match["which"], today)
    else:
        year = today.year if (month, day) <= (today.month, today.day) else today.year - 1
    start = date(year, month, day)
    end = start.replace(day=int(groups.get("until") or day))
    return Days(min(start, end), max(start, end), dated=bool(groups.get("year") or groups.get("which")))


def _read_numeric(match: re.Match[str], today: date) -> Days:
    day = date(int(match["year"]), int(match["month"]), int(match["day"]))
    return Days(day, day)


def _read_month(match: re.Match[str], today: date) -> Days:
    groups = match.groupdict()
    month = MONTHS[match["month"].lower()]
    if groups.get("year"):
        year, dated = int(match["year"]), True
    else:
        year, dated = today.year if month <= today.month else today.year - 1, False
        if (groups.get("which") or "").lower() in ("last", "lalu") and month == today.month:
            year -= 1
    days = _month_of(date(year, month, 1))
    days = Days(days.start, days.end, dated=dated)
    return _part(match["part"], days) if groups.get("part") else days


def _read_month_of_year(match: re.Match[str], today: date) -> Days:
    year = _this_or_last_year(match["which"], today)
    days = _month_of(date(year, MONTHS[match["month"].lower()], 1))
    return _part(match["part"], days) if match["part"] else days


def _this_or_last_year(which: str, today: date) -> int:
    return today.year if which.lower() in ("ini", "this") else today.year - 1


def _read_bare_month(match: re.Match[str], today: date) -> Days | None:
    """A month without a year, if the words before it say that it is one ("May" may be a verb, "Juli" a name)."""
    return _read_month(match, today) if _MONTH_LEAD.search(match.string, 0, match.start()) else None


def _read_bare_year(match: re.Match[str], today: date) -> Days | None:
    """A number that looks like a year, unless what stands around it makes it another number."""
    if _NUMBER_LEAD.search(match.string, 0, match.start()) or _COUNTED.match(match.string, match.end()):
        return None
    return _read_year(match, today)


def _read_year(match: re.Match[str], today: date) -> Days:
    year = int(match["year"])
    days = Days(date(year, 1, 1), date(year, 12, 31))
    part = match.groupdict().get("part")
    return _part(part, days) if part else days


def _read_decade(match: re.Match[str], today: date) -> Days:
    year = int(match["year"])
    return Days(date(year, 1, 1), date(year + 9, 12, 31))


def _read_share(months: int) -> _Reading:
    """A quarter or half of a year."""

    def read(match: re.Match[str], today: date) -> Days | None:
        number = _ORDINALS[match["which"].lower()]
        if number * months > 12:
            return None
        first = date(int(match["year"]), (number - 1) * months + 1, 1)
        return Days(first, _months_later(first, months) - _DAY)

    return read


@cache
def _forms() -> list[tuple[re.Pattern[str], _Reading]]:
    """The forms, compiled for the first question that may hold one."""
    return [(re.compile(rf"(?<!\w)(?:{form})(?!\w)", re.IGNORECASE), read) for form, read in _FORMS]


_FORMS: tuple[tuple[str, _Reading], ...] = (
    (
        r"(?:hari|pagi|siang|sore|petang|malam) ini|tadi (?:pagi|siang|sore)|today|tonight",
        _read_days_back(0),
    ),
    (r"this (?:morning|afternoon|evening)", _read_days_back(0)),
    (r"kemar[ie]n(?: (?:pagi|siang|sore|malam))?|yesterday", _read_days_back(1)),
    (r"kemarin (?:lusa|dulu)|(?:the )?day before yesterday", _read_days_back(2)),
    (r"semalam|tadi malam|last night", _read_night),
    (r"(?:akhir-akhir|belakangan|baru-baru|belum lama) ini|recently|lately", _read_recent),
    (rf"{_N} ?{_U} (?:yang |yg )?(?:lalu|silam)", _read_ago),
    (rf"(?:a )?{_N} (?:of )?{_U} ago", _read_ago),
    (rf"{_N} ?{_U} (?:terakhir|belakangan(?: ini)?|ini)", _read_last_units),
    (rf"(?:last|past) {_N} {_U}", _read_last_units),
    (rf"past {_U}", _read_last_units),
    (rf"{_U} {_THIS_OR_LAST}", _read_unit),
    (rf"(?P<which>this|last|previous) {_U}", _read_unit),
    (rf"akhir (?:pekan|minggu) {_THIS_OR_LAST}", _read_weekend),
    (rf"{_PART}{_U} {_THIS_OR_LAST}", _read_part_of_unit),
    (rf"(?P<part>early|earlier|late|later) (?P<which>this|last) {_U}", _read_part_of_unit),
    (r"(?P<which>this|last) weekend", _read_weekend),
    (rf"{_WEEKDAY}", _read_bare_weekday),
    (rf"(?P<which>this|last) {_WEEKDAY_NOT_WEEK}", _read_weekday),
    (rf"{_WEEKDAY_NOT_WEEK} {_THIS_OR_LAST}", _read_weekday),
    (rf"hari {_WEEKDAY} {_THIS_OR_LAST}", _read_weekday),
    (rf"{_WEEKDAY} (?:pekan|minggu) (?P<week>ini|{_LAST})", _read_weekday),
    (rf"{_WEEKDAY} (?:of )?(?P<week>this|last) week", _read_weekday),
    (rf"{_DAY_OF_MONTH} (?:of )?{_MONTH}(?:,? {_YEAR})?", _read_day),
    (rf"{_DAY_OF_MONTH} {_MONTH} (?:tahun {_THIS_OR_LAST}|{_LAST})", _read_day),
    (rf"{_DAY_OF_MONTH} (?:of )?{_MONTH} (?P<which>last|this) year", _read_day),
    (rf"{_DAY_OF_MONTH} ?{_TO} ?(?P<until>\d{{1,2}})(?:st|nd|rd|th)? {_MONTH}(?: {_YEAR})?", _read_day),
    (rf"{_MONTH} {_DAY_OF_MONTH}(?:,? {_YEAR})?", _read_day),
    (rf"{_MONTH} {_DAY_OF_MONTH} ?{_TO} ?(?P<until>\d{{1,2}})(?:st|nd|rd|th)?(?:,? {_YEAR})?", _read_day),
    (rf"(?P<day>\d{{1,2}})[/.-](?P<month>\d{{1,2}})[/.-]{_YEAR}", _read_numeric),
    (rf"{_YEAR}-(?P<month>\d\d)-(?P<day>\d\d)", _read_numeric),
    (rf"(?:{_PART})?(?:bulan )?{_MONTH},? (?:tahun |of )?{_YEAR}", _read_month),
    (rf"(?:{_PART})?(?:bulan )?{_FULL_MONTH} {_THIS_OR_LAST}", _read_month),
    (rf"(?:{_PART})?(?:bulan )?{_MONTH} tahun {_THIS_OR_LAST}", _read_month_of_year),
    (rf"(?:{_PART})?{_MONTH} (?:of )?(?P<which>last|this) year", _read_month_of_year),
    (rf"(?P<which>last|this) {_FULL_MONTH}", _read_month),
    (rf"{_PART}(?:bulan )?{_FULL_MONTH}", _read_month),
    (_FULL_MONTH, _read_bare_month),
    (rf"{_PART}(?:tahun )?{_YEAR}", _read_year),
    (_YEAR, _read_bare_year),
    (r"(?P<year>(?:19|20)\d0)(?:-?an|'?s)", _read_decade),
    (rf"(?:kuartal|triwulan|quarter) (?:ke-?)?{_SHARE}{_OF_YEAR}", _read_share(3)),
    (rf"{_SHARE} quarter{_OF_YEAR}", _read_share(3)),
    (rf"q(?P<which>[1-4]){_OF_YEAR}", _read_share(3)),
    (rf"semester (?:ke-?)?{_SHARE}{_OF_YEAR}", _read_share(6)),
    (rf"{_SHARE} half{_OF_YEAR}", _read_share(6)),
)
