"""Where sentences begin and end in Indonesian and English news text.

A rule-based splitter: a line break always ends a sentence; `.`, `!`, `?` and `…` end one unless what
stands around them says otherwise (an abbreviation, an initial, a list number, a quotation that goes on in
lower case).
"""

import re

from index.types import Span

_CLOSERS = "\"'”’»)\\]"
_CANDIDATE = re.compile(
    rf"[\n\u2028\u2029]"
    rf"|[.!?…]+[{_CLOSERS}]*[.!?…]*(?: [\"”](?=\s|$))?(?=\s|$)"
    rf"|(?<=[a-z]{{2}})[.!?],?(?=[A-Z][a-z]{{2}})"  # scraped text glues sentences
)
_LINE_BREAKS = "\n\u2028\u2029"
_BLANKS = re.compile(r"\s*")
_NEXT = re.compile(r"[^\S\n\u2028\u2029]*[\"“‘'«(\[]*\s?(\S?)")
_LAST_WORD = re.compile(r"[^\W\d_][\w.]*$")
_NUMBER_ALONE = re.compile(r"\d{1,3}")
_INITIAL = re.compile(r"[A-Z]\.")
_WEEKDAY_OR_ZONE = re.compile(
    r"(?:Senin|Selasa|Rabu|Kamis|Jumat|Sabtu|Minggu|Mon|Tues|Wednes|Thurs|Fri|Satur|Sun|WI[BT]|WITA|GMT|UTC|ES?T\b)"
)
_LONGEST_WORD = 24
_DOMAINS = ("Com", "Net", "Org", "Info")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_NEVER_LAST = _words(
    "dr drs dra ir prof hj kh tn ny sdr sdri bpk pdt jl jln gg pt cv mr mrs ms messrs ft gov lt sgt capt cmdr"
    " kol letkol mayjen brigjen letjen jend kapt komjen irjen kombes akbp akp plt plh almh"
    " vs e.g i.e a.n s.d c.q u.p d.a"
)
_NEVER_LAST_CAPITALISED = _words(
    "st mt rs rm ud ps kab kec kel prov ust rev hon gen col maj pj pol bid kep alm muh moh abd"
)
_BEFORE_BRACKETS = _words("tbk inc ltd corp co")
_BEFORE_DIGITS = _words(
    "no nos nr hal hlm pasal ayat tel telp hp tgl bln thn vol ch fig art sec pp p rp us usd idr jam pkl"
    " jan feb mar apr jun jul agu agt ags aug sep sept okt oct nov des dec"
)
_TIMES = _words("a.m p.m")


def split_sentences(text: str) -> list[Span]:
    """Split a text into sentences.

    Returns:
        Trimmed, ascending, disjoint, non-empty spans; all that lies outside them is white space.
    """
    spans: list[Span] = []
    start = _after_blanks(text, 0)
    for match in _CANDIDATE.finditer(text, start):
        mark, end = match.span()
        if text[mark] in _LINE_BREAKS:
            end = start + len(text[start:mark].rstrip())
        elif not _ends_sentence(text, start, mark, end):
            continue
        if end > start:
            spans.append(Span(start, end))
        start = _after_blanks(text, match.end())
    end = len(text.rstrip())
    if end > start:
        spans.append(Span(start, end))
    return spans


def _after_blanks(text: str, position: int) -> int:
    match = _BLANKS.match(text, position)
    return match.end() if match else position


def _ends_sentence(text: str, start: int, mark: int, end: int) -> bool:
    """Whether the punctuation `text[mark:end]` ends the sentence that began at or after `start`."""
    following = _NEXT.match(text, end)
    if following is None or not following[1]:
        return True
    if following[1].islower():
        return False
    if text[mark] != "." or end - mark != 1:
        return True
    return not _is_abbreviated(text, start, mark, following.start(1))


def _is_abbreviated(text: str, start: int, mark: int, following: int) -> bool:
    """Whether the full stop at `mark` belongs to the word before it and more of the sentence comes."""
    if text.startswith(_DOMAINS, mark + 1) or _NUMBER_ALONE.fullmatch(text, start, mark):
        return True
    match = _LAST_WORD.search(text[max(start, mark - _LONGEST_WORD) : mark])
    if match is None:
        return False
    word = match[0]
    lowered = word.lower()
    if len(word) == 1 or lowered in _NEVER_LAST_CAPITALISED:
        return word[0].isupper()
    if lowered in _NEVER_LAST:
        return True
    if lowered in _BEFORE_BRACKETS:
        return "(" in text[mark:following]
    if lowered in _BEFORE_DIGITS:
        return text[following].isdigit()
    if lowered in _TIMES:
        return _WEEKDAY_OR_ZONE.match(text, following) is not None
    return "." in word and (word.isupper() or _INITIAL.match(text, following) is not None)
