"""Where a sentence names the holder of an office beside the office: "kata Menteri Perhubungan Hatta Rajasa".

Strict on purpose: where the office or what stands around it is not quite the one asked for (a deputy, a former one, a
longer name of the country), nothing is found.
"""

import re
from collections.abc import Iterator, Sequence

from index.answering.asked.office import HELD_OFFICE, LINKS, Office
from index.language.analysis import terms
from index.language.calendar import FULL_MONTHS, WEEKDAYS
from index.language.kin import names_relative
from index.language.names import NAME, PARTICLES
from index.language.offices import OFFICES
from index.types import Span

_LEAST_NAMES, _MOST_NAMES = 2, 5

_REACH = 120
"""Characters before an office among which its holder's name may stand."""

_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")

_OTHER_OFFICE = re.compile(
    rf"(?:{OFFICES}|mantan|calon|bakal|eks|bekas|former|acting|plt|pj|penjabat|ex|bicara|utusan|staf|penasihat|ajudan|asisten|"
    r"keluarga|tim|kuasa|pengacara|pendukung|kandidat|candidate|assistant|istri|suami|wife|husband)\w*",
    re.IGNORECASE,
)
"""Before an office it makes another person's: the name behind "juru bicara presiden" may be either's."""

_GOES_ON = frozenset(
    "utara selatan barat timur tengah tenggara raya serikat baru republik kabupaten kota provinsi negara bidang urusan "
    "north south east west".split()
).union(FULL_MONTHS, WEEKDAYS)
"""Capitalised words that are no name: the rest of a country's, or the day."""

_OPENERS = frozenset("kata ujar ucap tutur menurut demikian said says according menanggapi kepada".split())
_NAME_PART = re.compile(rf"(?:[A-Z]|Dr|Prof|Ir|Drs|Dra|Hj?|KH|Mr|Mrs|Ms)\.|{NAME}")
_NAME_WORD = re.compile(r"\s*(?P<word>[^\s,;:()\"“”]+)")
_BESIDE = re.compile(r"(?P<named>,\s+)?(?P<word>[^\W_]+)\s+[\"“'‘]?$")
_NAMES_IT = re.compile(r"\s+(?:(?:adalah|ialah|yaitu|yakni|is|was)\s+)?")
_IS_APPOSED = re.compile(r",\s+(?:the\s+|a\s+)?$")
_IS_LINKED = re.compile(
    r"(?:,?\s+(?:is|was|(?:yang\s+)?(?:resmi\s+)?(?:terpilih|dilantik|diangkat|ditunjuk|menjabat|elected|appointed)))?"
    r"\s+(?:adalah|ialah|merupakan|selaku|sebagai|menjadi|is|was|as)\s+(?:the\s+|a\s+)?$",
    re.IGNORECASE,
)
_APPOSITION = re.compile(r",\s+")
_FULL_STOPS = ("", ".", "?", "!")
_ENDS = re.compile(r"\s*(?:[,.;)!?]|$)")
_NO_NAME = re.compile(r"(?!\s+[A-Z])")


def holder(office: Office, sentence: str) -> Span | None:
    """Where a sentence names the holder beside the office, None where it does not."""
    if not HELD_OFFICE.search(sentence):
        return None
    places = (place for name in office.names for place in _named_in(sentence, name))
    return next((found for place in places if (found := _holder(sentence, place))), None)


def _named_in(sentence: str, name: Sequence[frozenset[str]]) -> Iterator[Span]:
    """Where the sentence has all words of an office side by side, and no other among them."""
    found = list(_WORD.finditer(sentence))
    matched = [_matched(word.group(), name) for word in found]
    for first, word in enumerate(found):
        covered: set[int] = set()
        end = reached = word.start()
        longest = slice(first, first + 2 * len(name))
        for at, numbers in zip(found[longest], matched[longest], strict=True):
            apart = sentence[reached : at.start()].strip()
            if apart or not (numbers or (covered and at.group().lower() in LINKS)):
                break
            covered |= numbers
            reached = at.end()
            end = reached if numbers else end
        office = Span(word.start(), end)
        if len(covered) == len(name) and HELD_OFFICE.search(sentence, office.start, office.end):
            yield office


def _matched(word: str, name: Sequence[frozenset[str]]) -> set[int]:
    own = set(terms(word))
    return {number for number, wanted in enumerate(name) if own & wanted}


def _holder(sentence: str, office: Span) -> Span | None:
    """The name behind the office at that place, or else the one before it."""
    reach = max(0, office.start - _REACH)
    beside = _BESIDE.search(sentence[reach : office.start])
    word = beside["word"] if beside else ""
    if _OTHER_OFFICE.fullmatch(word):
        return None
    if not names_relative(word):
        return _behind(sentence, office.end) or _ahead(sentence, reach, office)
    # "Kim Yong Ju, adik presiden Kim Il Sung": whose brother he is; without the first name it may be his own.
    return _behind(sentence, office.end) if beside and beside["named"] else None


def _behind(sentence: str, end: int) -> Span | None:
    """The name of two words or more; one alone may be a place: "ketua PSSI Maluku"."""
    gap = _NAMES_IT.match(sentence, end)
    if gap and (name := _name(sentence, gap.end())):
        return name
    apart = _APPOSITION.match(sentence, end)
    name = _name(sentence, apart.end()) if apart else None
    return name if name and sentence[name.end : name.end + 1] == "," else None


def _ahead(sentence: str, reach: int, office: Span) -> Span | None:
    before = sentence[reach : office.start]
    apposed, linked = _IS_APPOSED.search(before), _IS_LINKED.search(before)
    gap = linked or apposed
    if gap is None or not (_NO_NAME if linked else _ENDS).match(sentence, office.end):
        return None
    parts = list(re.finditer(r"\S+", sentence[reach : reach + gap.start()]))
    first = len(parts)
    while first and _NAME_PART.fullmatch(parts[first - 1].group()):
        first -= 1
    if first < len(parts) and parts[first].group().lower() in _OPENERS:
        first += 1
    if not _LEAST_NAMES <= len(parts) - first <= _MOST_NAMES:
        return None
    return Span(reach + parts[first].start(), reach + parts[-1].end())


def _name(sentence: str, start: int) -> Span | None:
    """The name that begins there: capitalised words, with what may stand between them."""
    end = at = start
    count = 0
    while count < _MOST_NAMES and (word := _NAME_WORD.match(sentence, at)):
        part, at = word["word"], word.end()
        if count and part in PARTICLES:
            continue
        named = _NAME_PART.match(part)
        if named is None or part[named.end() :] not in _FULL_STOPS or named.group().lower() in _GOES_ON:
            break
        count, end = count + 1, word.start("word") + named.end()
        if named.end() < len(part):
            break
    first = sentence[start:end].partition(" ")[0]
    if count < _LEAST_NAMES or (first.isupper() and len(first) > 1 and not first.endswith(".")):
        return None  # "AS", "RI": not a name but the rest of the office's
    return Span(start, end)
