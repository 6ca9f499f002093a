"""Who holds an office, where a sentence says so in as many words.

"kata Menteri Perhubungan Hatta Rajasa", "Kim Il Sung, pendiri Korea Utara," name the holder beside the office. A
question that names nothing but the office ("Siapa Menteri Perhubungan?", "Who is the founder of North Korea?") is
answered by that name, whatever other names the passage has. Strict on purpose: where the office or what stands around
it is not quite the one asked for (a deputy, a former one, a longer name of the country), nothing is found.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.answering.kinship import names_relative
from index.answering.roles import HELD, OFFICES
from index.language.analysis import query_terms, terms
from index.language.detection import detect
from index.language.names import NAME, PARTICLES
from index.types import Language, Span

_LEAST_WORDS, _MOST_WORDS = 2, 6
_LEAST_NAMES, _MOST_NAMES = 2, 5

_REACH = 120
"""Characters before an office among which its holder's name may stand."""

_ASKS = re.compile(
    r"""^\W*(?:
        (?:siapa(?:kah)?|who(?:['’]s|\s+(?:is|was))) (?:\s+(?:nama|yang\s+(?:menjadi|menjabat(?:\s+sebagai)?)))?
      | (?:what\s+(?:is|was)|what['’]s)\s+the\s+name\s+of
    )\s+(?:(?:the|sang)\s+)?(?P<office>\S.*?)(?:\s+(?:sekarang|saat\s+ini|kini|now|currently|today))?\W*$""",
    re.IGNORECASE | re.VERBOSE,
)
_SAYS_MORE = re.compile(
    r"\b(?:yang|who|that|which|whose|pada|saat|ketika|when|while|dalam|selama|during|setelah|after|before|sebelum|to|ke|"
    r"with|dengan|oleh|by|ini|itu|tersebut|dan|and|atau|or|bukan|not)\b|[,;:()\d]",
    re.IGNORECASE,
)
_TRANSLATIONS = (
    ("founder", "pendiri"),
    ("minister", "menteri"),
    ("governor", "gubernur"),
    ("mayor", "wali"),
    ("regent", "bupati"),
    ("chair", "ketua"),
    ("chairman", "ketua"),
    ("chairwoman", "ketua"),
    ("chief", "kepala"),
    ("head", "kepala"),
    ("director", "direktur"),
    ("director", "sutradara"),
    ("vice", "wakil"),
    ("deputy", "wakil"),
    ("coach", "pelatih"),
    ("captain", "kapten"),
    ("commander", "panglima"),
    ("spokesperson", "juru"),
    ("ambassador", "duta"),
    ("secretary", "sekretaris"),
    ("author", "penulis"),
)
"""Of offices, in both directions: the lexicon has not all of them."""

_ALIASES = (
    ("Amerika Serikat", "AS", "United States", "United States of America", "US", "USA"),
    ("Indonesia", "RI", "Republik Indonesia"),
    ("Inggris", "United Kingdom", "UK", "Britain", "Great Britain"),
    ("Uni Emirat Arab", "UEA", "United Arab Emirates", "UAE"),
    ("Korea Selatan", "Korsel", "South Korea"),
    ("Korea Utara", "Korut", "North Korea"),
)
"""Names of countries for each other."""

_LINKS = frozenset(["dari", "di", "untuk", "of", "the", "for", "in", "at"])
_HELD = re.compile(rf"(?:{HELD})\w*", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’]s\b")

_OTHER_OFFICE = re.compile(
    rf"(?:{OFFICES}|mantan|calon|bakal|eks|bekas|former|acting|plt|pj|penjabat|ex|bicara|utusan|staf|penasihat|ajudan|asisten|"
    r"keluarga|tim|kuasa|pengacara|pendukung|kandidat|candidate|assistant|istri|suami|wife|husband)\w*",
    re.IGNORECASE,
)
"""Before an office it makes another person's: the name behind "juru bicara presiden" may be either's."""

_GOES_ON = frozenset(
    "utara selatan barat timur tengah tenggara raya serikat baru republik kabupaten kota provinsi negara bidang urusan "
    "senin selasa rabu kamis jumat sabtu minggu januari februari maret april mei juni juli agustus september oktober "
    "november desember monday tuesday wednesday thursday friday saturday sunday january february march may june july "
    "august october december north south east west".split()
)
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


@dataclass(frozen=True, slots=True)
class Office:
    """An office that a question asks the holder of.

    Attributes:
        names: The ways to name it; each has, for each of its words, the terms that a text may have for that word.
    """

    names: tuple[tuple[frozenset[str], ...], ...]

    def holder(self, sentence: str) -> Span | None:
        """Where a sentence names the holder beside the office, None where it does not."""
        if not _HELD.search(sentence):
            return None
        places = (place for name in self.names for place in _named_in(sentence, name))
        return next((found for place in places if (found := _holder(sentence, place))), None)


def asked_office(question: str) -> Office | None:
    """The office that a question asks the holder of, when it says nothing more of him; None for other questions."""
    match = _ASKS.match(question)
    if match is None or _SAYS_MORE.search(match["office"]) or names_relative(question):
        return None
    words = [
        w.lower() for w in _WORD.findall(_POSSESSIVE.sub("", match["office"])) if w.lower() not in _LINKS
    ]
    if not _LEAST_WORDS <= len(words) <= _MOST_WORDS:
        return None
    if not (_HELD.fullmatch(words[0]) or _HELD.fullmatch(words[-1])):
        return None
    language = detect(question)
    names = [tuple(_terms_for(word, language) for word in name) for name in _renamed(words)]
    return Office(tuple(name for name in names if all(name)))


def _renamed(words: Sequence[str]) -> Iterator[list[str]]:
    """The words, then those with another name of the same country."""
    yield list(words)
    said = f" {' '.join(words)} "
    for names in _ALIASES:
        for name in names:
            own = f" {name.lower()} "
            if own in said:
                yield from (said.replace(own, f" {other} ").split() for other in names if other != name)


def _terms_for(word: str, language: Language) -> frozenset[str]:
    """The terms that a text may have for a word of the question."""
    others = [pair[1 - pair.index(word)] for pair in _TRANSLATIONS if word in pair]
    found = {each.term for each in query_terms(word, language)}
    return frozenset(found.union(*map(terms, (word, *others))))


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
            if apart or not (numbers or (covered and at.group().lower() in _LINKS)):
                break
            covered |= numbers
            reached = at.end()
            end = reached if numbers else end
        office = Span(word.start(), end)
        if len(covered) == len(name) and _HELD.search(sentence, office.start, office.end):
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
