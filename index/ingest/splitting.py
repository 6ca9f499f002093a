"""An article's body into passages, at the article's own joints.

Numbered headlines and sub-headings begin a passage and head every passage of their item. Within an item,
passages are whole paragraphs where these fit, else whole sentences; a sentence is never cut.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.language.boilerplate import boilerplate, without_boilerplate
from index.language.sentences import split_sentences
from index.types import PassageDraft, Span

SPLITTER_VERSION = "2"

_LINE = re.compile(r"[^\n\u2028\u2029]+")
_NUMBER = re.compile(r"#?(\d{1,2}) ?[.)](?:\s+|(?=[^\W\d]))(?=\S)")
_BARE_DATE = re.compile(
    r"(?:[\d\s.,:/()-]|\b(?:jan|[fp]eb|mar|apr|mei|may|jun|jul|agu|aug|sep|o[ck]t|no[vp]|de[cs])\w*\b)*",
    re.IGNORECASE,
)
_LONGEST_HEADLINE = 160
_LONGEST_SENTENCE = 80
_LONGEST_HEADING = 80
_MOST_HEADING_WORDS = 12
_NOT_IN_HEADINGS = ('"', "“", "'", "‘", "(", "[", "-", "–", "—", "•", "*")
_LONGEST_QUESTION = 60
"""Words of an interviewer's question."""

_ASKS = ("?", '?"', "?”", "?'", "?*")
_PARAGRAPH_ENDS = tuple(".!?…:;,\"”’')]-–—")


@dataclass(frozen=True, slots=True)
class SplitParameters:
    """How long passages are.

    Attributes:
        target: Words that a passage should have.
        most: Words that a passage never exceeds, unless it is one sentence.
        overlap: Sentences of the passage before that a passage repeats within its item.
    """

    target: int = 100
    most: int = 150
    overlap: int = 0


DEFAULTS = SplitParameters()


def split(body: str, parameters: SplitParameters = DEFAULTS) -> list[PassageDraft]:
    """Split a body into passages, ascending.

    All of the body but white space and boilerplate is in some passage, and a passage begins and ends with a
    sentence.
    """
    skipped = boilerplate(body)
    passages: list[PassageDraft] = []
    for item in _items(body, _lines(body, skipped)):
        passages.extend(_passages(body, item, skipped, parameters))
    return passages


@dataclass(frozen=True, slots=True)
class _Line:
    """A line, or what boilerplate leaves of it, without the white space around it."""

    start: int
    end: int
    text: str
    number: int | None
    short: bool


@dataclass(frozen=True, slots=True)
class _Item:
    """The lines under one joint; `heading` is empty before the first joint and in items without one."""

    heading: str
    number: int | None
    lines: list[_Line]


@dataclass(frozen=True, slots=True)
class _Unit:
    """What is packed into passages: a paragraph, or a sentence of a long one."""

    start: int
    end: int
    words: int


def _lines(body: str, skipped: list[Span]) -> list[_Line]:
    lines: list[_Line] = []
    for part in without_boilerplate(body, 0, len(body), skipped):
        for match in _LINE.finditer(body, part.start, part.end):
            text = match[0].strip()
            if not text:
                continue
            start = match.end() - len(match[0].lstrip())
            lines.append(_Line(start, start + len(text), text, _number(text), _is_short(text)))
    return lines


def _number(text: str) -> int | None:
    """The number before a line such as "4. Headline of the item"."""
    match = _NUMBER.match(text)
    if match is None or _BARE_DATE.fullmatch(text, match.end()):
        return None
    return int(match[1])


def _is_short(text: str) -> bool:
    """Whether a line looks like a heading: a few words, no date, no final punctuation."""
    if len(text) > _LONGEST_HEADING or text.endswith(_PARAGRAPH_ENDS) or text.startswith(_NOT_IN_HEADINGS):
        return False
    if text[0].islower() or _BARE_DATE.fullmatch(text):
        return False
    return len(text.split(maxsplit=_MOST_HEADING_WORDS)) <= _MOST_HEADING_WORDS


def _items(body: str, lines: list[_Line]) -> Iterator[_Item]:
    """Group lines under the joint they follow.

    A numbered line that is no joint ends the item before it, unless it belongs to a list inside that item: such a
    list counts from one again.
    """
    item = _Item("", None, [])
    nested = False
    for index, line in enumerate(lines):
        heads = (line.number is not None or line.short) and _is_joint(body, lines, index)
        if not heads and line.number is not None and item.number is not None:
            nested = nested or line.number <= item.number
        if heads or (line.number is not None and item.number is not None and not nested):
            if item.lines:
                yield item
            item, nested = _Item(line.text if heads else "", line.number if heads else None, []), False
        item.lines.append(line)
    if item.lines:
        yield item


def _is_joint(body: str, lines: list[_Line], index: int) -> bool:
    """Whether a heading-like line stands alone on its line over a paragraph; lines of a list do not."""
    line = lines[index]
    if index + 1 == len(lines) or not _stands_alone(body, line):
        return False
    before, after = lines[index - 1] if index else None, lines[index + 1]
    if line.number is not None:
        longest = _LONGEST_SENTENCE if line.text.endswith(".") else _LONGEST_HEADLINE
        return (
            len(line.text) <= longest and after.number is None and (before is None or before.number is None)
        )
    if after.number is not None or after.short or not any(map(str.isalpha, line.text)):
        return False
    return before is None or not (before.short or before.number is not None)


def _stands_alone(body: str, line: _Line) -> bool:
    """Whether nothing but white space shares the body's line with it (boilerplate may have)."""
    start = body.rfind("\n", 0, line.start) + 1
    end = body.find("\n", line.end)
    return (
        not body[start : line.start].strip() and not body[line.end : end if end >= 0 else len(body)].strip()
    )


def _passages(
    body: str, item: _Item, skipped: list[Span], parameters: SplitParameters
) -> Iterator[PassageDraft]:
    before: Span | None = None
    for group in _packed(body, item, parameters):
        start = _with_overlap(body, group.start, before, parameters.overlap)
        before = group
        inside = without_boilerplate(body, start, group.end, skipped)
        text = "\n".join(kept for part in inside if (kept := body[part.start : part.end].strip()))
        if item.heading and start != item.lines[0].start:
            text = f"{item.heading}\n{text}"
        yield PassageDraft(start, group.end, item.heading, text)


def _packed(body: str, item: _Item, parameters: SplitParameters) -> Iterator[Span]:
    """Pack an item's units into spans of about equal length, as near to the target as their number allows."""
    units = _units(body, item, parameters.most)
    words = sum(unit.words for unit in units)
    aim = words if words <= parameters.most else words / round(words / parameters.target)
    start, end, packed = units[0].start, units[0].end, units[0].words
    for unit in units[1:]:
        longer = packed + unit.words
        if longer > parameters.most or longer - aim > aim - packed:
            yield Span(start, end)
            start, packed, longer = unit.start, 0, unit.words
        end, packed = unit.end, longer
    yield Span(start, end)


def _units(body: str, item: _Item, most: int) -> list[_Unit]:
    """An item's paragraphs, long ones in sentences; a headline and an interview's question join what follows."""
    units: list[_Unit] = []
    asked = False
    for line in item.lines:
        words = len(line.text.split())
        if asked and units[-1].words + words <= most:
            units[-1] = _Unit(units[-1].start, line.end, units[-1].words + words)
        elif words <= most:
            units.append(_Unit(line.start, line.end, words))
        else:
            for sentence in split_sentences(line.text):
                start, end = line.start + sentence.start, line.start + sentence.end
                units.append(_Unit(start, end, len(body[start:end].split())))
        asked = words <= _LONGEST_QUESTION and line.text.endswith(_ASKS)
    if item.heading and len(units) > 1:
        first, second = units[:2]
        units[:2] = [_Unit(first.start, second.end, first.words + second.words)]
    return units


def _with_overlap(body: str, start: int, before: Span | None, overlap: int) -> int:
    """The start of a passage that repeats the last sentences of the passage before."""
    if before is None or not overlap:
        return start
    sentences = split_sentences(body[before.start : before.end])
    return before.start + sentences[-overlap:][0].start
