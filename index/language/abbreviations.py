"""Abbreviations and what they stand for, where a text says it: "Komisi Pemilihan Umum (KPU)", "KPU (Komisi …)".

Method: Schwartz and Hearst 2003, "A simple algorithm for identifying abbreviation definitions in biomedical text": the
long form is sought beside a bracket. Here each of its words must give letters, in order, but for links and one word of
a long one; that also fits Indonesian abbreviations, which are often made of syllables (Puskopad, Kemenhub).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.types import Span

MOST_WORDS = 10
"""Words of a long form, at most."""

STRICT = 4
"""Up to so many capitals each word gives its first letter; longer ones are often made of syllables. From so many on
one word inside may give none (Quick Response Code Indonesian Standard, QRIS)."""

_LONGEST = 200
"""Characters before a bracket in which a long form is sought."""

_BRACKET = re.compile(r"\((?P<inside>[^()]{2,120})\)")
_SHORT = re.compile(r"[^\W\d_][\w&-]{1,14}(?: [A-Z][\w&-]{1,14})?")
_WORD = re.compile(r"[^\W_][\w'’]*(?:[-/][^\W_][\w'’]*)*")
_BREAK = re.compile(r"[.,;:!?\"“”\[\]()]")
_SHORT_BEFORE = re.compile(r"(?<![\w-])[A-Z][\w&-]{1,14}(?=\s$)")
_LINKS = frozenset("dan atau di ke dari untuk pada bagi serta the of and for in on to a an de la".split())

_ASKED = re.compile(
    r"^\s*(?:apa(?:kah)?\s+)?(?P<first>[^?]+?)\s+(?:itu\s+|adalah\s+|merupakan\s+)?(?:kepanjangan|singkatan|akronim)(?:nya)?"
    r"(?:\s+dari)?\s+apa(?:kah)?\b"
    r"|\b(?:kepanjangan|singkatan|akronim)(?:nya)?\b(?:\s+(?:dari(?:pada)?|untuk|kata|istilah))*\s+(?P<id>[^?]+)"
    r"|\bwhat\s+(?:do|does|did)\s+(?:the\s+)?(?:(?:acronym|abbreviation|letters|initials)\s+)?(?P<does>[^?]+?)"
    r"\s+stands?\s+for\b"
    r"|\bwhat(?:\s+is|\s+was|['’]s)\s+(?P<short>[^?]+?)\s+(?:short\s+for|(?:an\s+)?(?:abbreviation|acronym)\s+(?:of|for))\b"
    r"|^\s*(?:the\s+)?(?P<ends>[^?]+?)\s+stands?\s+for\s+what\b"
    r"|\b(?:full\s+(?:form|name)|long\s+form)\s+of\s+(?:the\s+)?(?:(?:acronym|abbreviation)\s+)?(?P<full>[^?]+)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """An abbreviation that a text explains.

    Attributes:
        short: As `key` gives it.
        meaning: Where the long form stands, in code points.
    """

    short: str
    meaning: Span


def abbreviations(text: str) -> Iterator[Abbreviation]:
    """The abbreviations that a text explains, in order."""
    for bracket in _BRACKET.finditer(text) if "(" in text else ():
        yield from _bracketed_short(text, bracket)
        yield from _bracketed_meaning(text, bracket)


def asked_abbreviation(question: str) -> str | None:
    """The abbreviation whose long form a question asks for, as `key` gives it."""
    asked = _ASKED.search(" ".join(question.split()))
    if asked is None:
        return None
    words = [word for word in _WORD.findall(next(filter(None, asked.groups()))) if word.lower() not in _LINKS]
    capital = [word for word in words if word[:1].isupper()]
    if len(words) > 1 and len(capital) == 1 and capital[0].isupper():
        return key(capital[0])
    return key(words[0]) if len(words) == 1 else None


def key(short: str) -> str:
    """One form for all ways to write an abbreviation: its letters and digits, lower case."""
    return "".join(character for character in short.lower() if character.isalnum())


def _bracketed_short(text: str, bracket: re.Match[str]) -> Iterator[Abbreviation]:
    """ "Komisi Pemilihan Umum (KPU)"; of "(DK PBB)" also what PBB stands for."""
    inside = bracket["inside"]
    if not _SHORT.fullmatch(inside) or text[bracket.start() - 1 : bracket.start()] != " ":
        return
    earliest = max(0, bracket.start() - _LONGEST)
    for mark in _BREAK.finditer(text, earliest, bracket.start()):
        earliest = mark.end()
    words = list(_WORD.finditer(text, earliest, bracket.start()))[-MOST_WORDS:]
    for short in dict.fromkeys([inside, inside.split()[-1]]):
        initial = short[0].lower()
        for first in range(len(words) - 1, -1, -1):
            if words[first][0][0].lower() == initial and _spells([word[0] for word in words[first:]], short):
                yield Abbreviation(key(short), Span(words[first].start(), words[-1].end()))
                break


def _bracketed_meaning(text: str, bracket: re.Match[str]) -> Iterator[Abbreviation]:
    """ "KPU (Komisi Pemilihan Umum)"."""
    short = _SHORT_BEFORE.search(text, max(0, bracket.start() - 17), bracket.start())
    if short is None or short[0][0].lower() != bracket["inside"][0].lower():
        return
    words = list(_WORD.finditer(text, bracket.start(), bracket.end()))
    if words and _spells([word[0] for word in words], short[0]):
        yield Abbreviation(key(short[0]), Span(words[0].start(), words[-1].end()))


def _spells(words: Sequence[str], short: str) -> bool:
    """Whether several words give the letters of an abbreviation, each some of them, links aside."""
    parts = tuple(part.lower() for word in words for part in re.split(r"[-/]", word) if part)
    letters = key(short)
    is_named = sum(map(str.isupper, short)) >= 2 or short.istitle()
    if not is_named or not 2 <= len(parts) <= len(letters) + 4 or parts[0][0] != letters[0]:
        return False
    return _gives(parts, letters, short.isupper() and len(letters) <= STRICT, int(len(letters) >= STRICT))


@lru_cache(maxsize=4096)  # or a text made to that end has the same rests tried millions of times
def _gives(parts: tuple[str, ...], letters: str, strict: bool, silent: int) -> bool:
    """Whether the parts give exactly the letters, in order; links and up to `silent` inner parts may give none."""
    if not parts:
        return not letters
    part, rest = parts[0], parts[1:]
    if part in _LINKS and _gives(rest, letters, strict, silent):
        return True
    if not letters or (strict and part[0] != letters[0]):
        return False
    found = -1
    for taken, letter in enumerate(letters, start=1):
        found = part.find(letter, found + 1)
        if found < 0:
            return False
        left = letters[taken:]
        if _gives(rest, left, strict, silent):
            return True
        if silent and len(rest) > 1 and _gives(rest[1:], left, strict, silent - 1):
            return True
    return False
