"""The numbers that Word prints before the items of its lists; they stand in no text of the file."""

from collections import defaultdict
from dataclasses import dataclass, field

from lxml import etree

_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass(slots=True)
class Lists:
    """Counts the items of a document's lists as they come."""

    formats: dict[tuple[str, int], tuple[str, str]]
    starts: dict[tuple[str, int], int]
    counts: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))

    @classmethod
    def of(cls, numbering: etree._Element | None) -> "Lists":
        """Read the formats of a numbering part."""
        formats: dict[tuple[str, int], tuple[str, str]] = {}
        starts: dict[tuple[str, int], int] = {}
        if numbering is not None:
            abstract = {value(a, "abstractNumId"): a for a in numbering.iterfind("{*}abstractNum")}
            for number in numbering.iterfind("{*}num"):
                kind = abstract.get(value_of(number, "abstractNumId"))
                for level in () if kind is None else kind.iterfind("{*}lvl"):
                    key = value(number, "numId"), _number(value(level, "ilvl"))
                    formats[key] = value_of(level, "numFmt"), value_of(level, "lvlText")
                    starts[key] = _number(value_of(level, "start")) or 1
        return cls(formats, starts)

    def label(self, number: str, level: int) -> str:
        """The next item's number, with a blank behind it; "" for bullets and unknown lists."""
        kind, text = self.formats.get((number, level), ("", ""))
        counts = self.counts[number]
        counts[level] = counts.get(level, self.starts.get((number, level), 1) - 1) + 1
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]
        if kind in ("", "bullet", "none"):
            return ""
        for place in range(level + 1):
            of_place = self.formats.get((number, place), ("decimal", ""))[0]
            text = text.replace(f"%{place + 1}", _printed(counts.get(place, 1), of_place))
        return f"{text} " if text.strip() else ""


def value(element: etree._Element, name: str) -> str:
    """An attribute, whatever its namespace; Word has two."""
    return next((text for key, text in element.items() if etree.QName(key).localname == name), "")


def value_of(element: etree._Element, child: str) -> str:
    """The `val` of a child, "" where there is none."""
    found = element.find("{*}" + child)
    return "" if found is None else value(found, "val")


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 6 else 0


def _printed(number: int, kind: str) -> str:
    if kind in ("lowerLetter", "upperLetter") and 0 < number <= 26:
        letter = chr(ord("a") + number - 1)
        return letter.upper() if kind == "upperLetter" else letter
    if kind in ("lowerRoman", "upperRoman") and 0 < number < 40:
        roman = _roman(number)
        return roman.upper() if kind == "upperRoman" else roman
    return str(number)


def _roman(number: int) -> str:
    text = ""
    for figure, letters in _ROMAN:
        while number >= figure:
            text, number = text + letters, number - figure
    return text
