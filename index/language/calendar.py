"""Months and weekdays by their names in both languages: the one table that everything else takes them from."""

from collections.abc import Iterable


def numbered(*rows: str, start: int) -> dict[str, int]:
    """Every word of each row, with the row's number."""
    return {name: number for number, row in enumerate(rows, start=start) for name in row.split()}


FULL_MONTHS = numbered(
    "januari january",
    "februari february",
    "maret march",
    "april",
    "mei may",
    "juni june",
    "juli july",
    "agustus august",
    "september",
    "oktober october",
    "november nopember",
    "desember december",
    start=1,
)
"""Month numbers, 1 to 12, by their whole names, lower case."""

SHORT_MONTHS = numbered(
    "jan",
    "feb peb pebruari",
    "mar",
    "apr",
    "",
    "jun",
    "jul",
    "agu agt ags agst aug",
    "sep sept",
    "okt oct",
    "nov nop",
    "des dec",
    start=1,
)
"""The same by the short and the rare forms that dates are written with."""

MONTHS = FULL_MONTHS | SHORT_MONTHS
"""Both."""

INDONESIAN_MONTHS = (
    *("januari", "februari", "maret", "april", "mei", "juni"),
    *("juli", "agustus", "september", "oktober", "november", "desember"),
)
"""In the order of the year."""

WEEKDAYS = numbered(
    "senin monday",
    "selasa tuesday",
    "rabu wednesday",
    "kamis thursday",
    "jumat jum'at friday",
    "sabtu saturday",
    "minggu ahad sunday",
    start=0,
)
"""Weekday numbers, Monday 0, by their names, lower case; "minggu" is a week, too."""


def either(words: Iterable[str]) -> str:
    """Alternatives of a pattern that takes any of the words; longer ones are tried first."""
    return "|".join(sorted(words, key=len, reverse=True))
