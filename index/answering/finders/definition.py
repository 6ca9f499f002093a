"""What a sentence says that a name is: "X adalah …", "X, …,", "…, X,", "presiden X"."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from index.answering.asked.awaited import Awaited
from index.answering.asked.topic import BARE_PREDICATES, words_of
from index.language.names import name_pattern
from index.language.offices import PEOPLE, ROLES, TRADES
from index.types import Span

_COPULA = r"(?i:adalah|ialah|merupakan|yakni|yaitu|dikenal\s+sebagai|is|was|are|were|(?:is|was)\s+known\s+as)"
_ONCE = r"(?i:pernah|juga|kini|dulu|sudah|telah|lama|memang|once|also|now|then|was|is|had|been|long)"
_KNOWN_AS = (
    r"(?i:(?:dianggap|dikenal|disebut|dikenang|menjabat|bertugas|bekerja)\s+sebagai|menjabat|"
    r"(?:known|regarded|considered|described|seen|remembered|served)\s+as)"
)
_PHRASE = r"(?P<phrase>[^\s,;:()][^,;:()]{2,160}?)"
_END = r"(?=\s*(?:[,;:()]|[.!?](?:\s|$)|$))"
_ASIDE = r"(?:\s*\([^)]{0,80}\))?"
_FORMERLY = r"(?:(?:mantan|bekas|eks|calon|wakil|former|late|ex|vice)[\s-]+){0,2}"
_TITLE = re.compile(
    rf"(?:{ROLES}|{TRADES}|mantan|sang|si|pak|bu|bapak|almarhum|mendiang|dr|prof|h|hj|ir|former|late|the|mr|mrs|ms)\.?",
    re.IGNORECASE,
)
_PERSON = re.compile(rf"(?:{PEOPLE})", re.IGNORECASE)
_CLAUSE = re.compile(rf"\b(?:{_COPULA}|yang|who|which|that)\b")
_LONGEST_PHRASE, _LONGEST_BEFORE = 18, 9
_TITLE_ALONE = 0.5
"""Only the weakest pattern may give one word: "presiden"."""

_CLAUSE_OPENERS = words_of(
    """
    yang demikian dan tetapi tapi namun saat ketika karena setelah sebelum jika bahwa meski walau
    sementara serta lalu kemudian kata ujar ucap tutur menurut pada di dari ke untuk dengan telah sudah
    akan sedang tidak bukan who which that and but when while because after before if although as said
    says told has had have will would not on in at from to for with
    """
)
_ADVERB = re.compile(
    r"(?:seperti|yaitu|yakni|termasuk|antara|including|such|namely|especially|\w{4,}nya)$",
    re.IGNORECASE,
)
_RELATIVE = re.compile(r"\s(?:yang|who|which|that|whose)\s")
_VERB = re.compile(r"(?:me[mn]|meng|meny|me[lry]|ber|di|ter)[a-z]{3,}|tersebut")
_NOUNS_LIKE_VERBS = re.compile(
    r"menteri|mentor|menantu|mertua|direktur|dirigen|diplomat|dinasti|terapis|terdakwa|tersangka|terpidana|berkas|berita|"
    r"meriam|merek|meter|dinas|divisi|digital|diskusi|terbaik|ter[a-z]+(?:ar|ng|ik|il|at)$"
)


@dataclass(frozen=True, slots=True)
class Definition:
    """Where a text says what a name is; `strength` orders the ways of saying it, higher is plainer."""

    span: Span
    strength: float


_Holds = Callable[[str, re.Match[str]], bool]


def definition(sentence: str, name: str, kind: Awaited) -> Definition | None:
    """The phrase of a sentence that says what the name is.

    Method: the lexico-syntactic patterns of Hearst (1992) and Joho and Sanderson (2000), in both languages. Of a
    name that stands in an apposition to another ("Gibran, putra sulung Joko Widodo, adalah …") nothing is said.

    Args:
        sentence: Any text.
        name: As the question writes it.
        kind: `PERSON` when the question asks who: only people have titles.
    """
    if sentence.endswith("?"):
        return None
    for strength, pattern, holds in _patterns(f"(?i:{name_pattern(name).pattern})", kind):
        for match in re.finditer(pattern, sentence):
            words = match["phrase"].split()
            fits = len(words) <= _LONGEST_PHRASE and (len(words) > 1 or strength <= _TITLE_ALONE)
            named = name_pattern(name).search(match["phrase"])
            if fits and not named and not _is_clause(words[0]) and holds(sentence, match):
                return Definition(Span(match.start("phrase"), _unquoted(sentence, match)), strength)
    return None


def _patterns(name: str, kind: Awaited) -> list[tuple[float, str, _Holds]]:
    n = rf"(?P<name>{name})"
    person = kind is Awaited.PERSON
    common: list[tuple[float, str, _Holds]] = [
        (1.0, rf"{n}{_ASIDE},?\s+{_COPULA}\s+{_PHRASE}{_END}", _is_subject),
        (0.9, rf"{n}{_ASIDE},\s+(?=[a-z]){_PHRASE}{_END}", _is_person if person else _is_described),
        (
            0.8,
            rf"(?:^|[,;:“\"]\s*)(?=[A-Za-z]){_PHRASE},\s+{n}(?=[,.;:])",
            _describes_person if person else _describes,
        ),
        (0.7, rf"{n}(?:,\s[^,;:]{{2,80}},)?\s+(?:{_ONCE}\s+)*(?:{_KNOWN_AS})\s+{_PHRASE}{_END}", _is_subject),
    ]
    if not person:
        return [*common, (0.75, rf"{n}:\s+(?=[a-z]){_PHRASE}{_END}", _always)]
    title = rf"{_FORMERLY}(?i:{ROLES}|{TRADES})"
    return [
        *common,
        (0.6, rf"\b(?P<phrase>{title}(?:\s+[^\s,;:()]+){{1,6}}?)\s+{n}", _is_title),
        (0.5, rf"\b(?P<phrase>{title})\s+{n}", _always),
    ]


def _always(sentence: str, match: re.Match[str]) -> bool:
    return True


def _is_subject(sentence: str, match: re.Match[str]) -> bool:
    """Whether nothing but a title stands between the name and the beginning of its clause."""
    before = _before(sentence, match).split()
    return not before or bool(
        _TITLE.fullmatch(before[0]) and all(_TITLE.fullmatch(word) or word[0].isupper() for word in before)
    )


def _is_described(sentence: str, match: re.Match[str]) -> bool:
    """Whether a description follows the name, which does not itself end one: "adik pendiri Korea Utara"."""
    before = _before(sentence, match)
    ends_one = before and before[0].islower() and "," in sentence[: match.start("name")]
    return not ends_one and _is_plain(match["phrase"])


def _describes(sentence: str, match: re.Match[str]) -> bool:
    """Whether the phrase before the name describes it, and is not another item of a list."""
    first, *rest = match["phrase"].split()
    begins = match.start("phrase") == 0 and any(word.islower() for word in rest)
    return (first.islower() or begins) and _is_plain(match["phrase"])


def _is_person(sentence: str, match: re.Match[str]) -> bool:
    """Whether the description that follows is one of a person."""
    return bool(_PERSON.fullmatch(match["phrase"].split()[0])) and _is_described(sentence, match)


def _describes_person(sentence: str, match: re.Match[str]) -> bool:
    """Whether the short phrase before the name is about a person."""
    words = match["phrase"].split()
    short = len(words) <= _LONGEST_BEFORE and not _CLAUSE.search(match["phrase"])
    return short and any(_PERSON.fullmatch(word) for word in words) and _describes(sentence, match)


def _is_title(sentence: str, match: re.Match[str]) -> bool:
    """Whether the phrase is a title and no clause: "pelatih ganda putri", not "pemain yang mengalahkan"."""
    words = match["phrase"].replace("lalu lintas", "lalu-lintas").split()
    return not any(word.islower() and _is_clause(word) for word in words[1:])


def _before(sentence: str, match: re.Match[str]) -> str:
    """What stands between the name and the comma, colon or quotation mark before it."""
    return re.split(r"[,;:“\"(]|\s[-–—]\s", sentence[: match.start("name")])[-1].strip()


def _is_plain(phrase: str) -> bool:
    """Whether a phrase has no verb before its relative clause, and does not begin with an adverb."""
    words = _RELATIVE.split(phrase)[0].split()
    return not _ADVERB.match(words[0]) and not any(_is_verb(word) for word in words)


def _is_clause(word: str) -> bool:
    """Whether the word begins a clause."""
    lowered = word.lower()
    return _is_verb(lowered) or lowered in _CLAUSE_OPENERS or lowered in BARE_PREDICATES


def _is_verb(word: str) -> bool:
    return bool(_VERB.fullmatch(word)) and not _NOUNS_LIKE_VERBS.match(word)


def _unquoted(sentence: str, match: re.Match[str]) -> int:
    """Where the phrase ends; a quotation that it begins is kept whole."""
    end = match.end("phrase")
    closing = sentence.find('"', end) if match["phrase"].count('"') % 2 else -1
    return end if closing < 0 else closing + 1
