"""The office whose holder a question asks for: "Siapa Menteri Perhubungan?", "Who is the founder of North Korea?"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.language.analysis import query_terms, terms
from index.language.countries import SAME_COUNTRIES
from index.language.detection import detect
from index.language.kin import names_relative
from index.language.offices import HELD, OFFICES_IN_ENGLISH
from index.types import Language

LINKS = frozenset(["dari", "di", "untuk", "of", "the", "for", "in", "at"])
"""Words that may stand inside an office's name."""

_LEAST_WORDS, _MOST_WORDS = 2, 6
# Takes a question that names one office and nothing else of its holder; not "Siapa yang menggantikan presiden?".
_ASKS = re.compile(
    r"""^\W*(?:
        (?:siapa(?:kah)?|who(?:['’]s|\s+(?:is|was))) (?:\s+(?:nama|yang\s+(?:menjadi|menjabat(?:\s+sebagai)?)))?
      | (?:what\s+(?:is|was)|what['’]s)\s+the\s+name\s+of
    )\s+(?:(?:the|sang)\s+)?(?P<office>\S.*?)(?:\s+(?:sekarang|saat\s+ini|kini|now|currently|today))?\W*$""",
    re.IGNORECASE | re.VERBOSE,
)
# Takes what says more of the holder than the office: a clause, a time, a second thing.
_SAYS_MORE = re.compile(
    r"\b(?:yang|who|that|which|whose|pada|saat|ketika|when|while|dalam|selama|during|setelah|after|before|sebelum|to|ke|"
    r"with|dengan|oleh|by|ini|itu|tersebut|dan|and|atau|or|bukan|not)\b|[,;:()\d]",
    re.IGNORECASE,
)
# Takes a whole word that names an office one person holds at a time; not "anggota" or "pemain".
HELD_OFFICE = re.compile(rf"(?:{HELD})\w*", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’]s\b")


@dataclass(frozen=True, slots=True)
class Office:
    """An office that a question asks the holder of.

    Attributes:
        names: The ways to name it; each has, for each of its words, the terms that a text may have for that word.
    """

    names: tuple[tuple[frozenset[str], ...], ...]


def asked_office(question: str) -> Office | None:
    """The office that a question asks the holder of, when it says nothing more of him; None for other questions."""
    match = _ASKS.match(question)
    if match is None or _SAYS_MORE.search(match["office"]) or names_relative(question):
        return None
    words = [w.lower() for w in _WORD.findall(_POSSESSIVE.sub("", match["office"])) if w.lower() not in LINKS]
    if not _LEAST_WORDS <= len(words) <= _MOST_WORDS:
        return None
    if not (HELD_OFFICE.fullmatch(words[0]) or HELD_OFFICE.fullmatch(words[-1])):
        return None
    language = detect(question)
    names = [tuple(_terms_for(word, language) for word in name) for name in _renamed(words)]
    return Office(tuple(name for name in names if all(name)))


def _renamed(words: Sequence[str]) -> Iterator[list[str]]:
    """The words, then those with another name of the same country."""
    yield list(words)
    said = f" {' '.join(words)} "
    for names in SAME_COUNTRIES:
        for name in names:
            own = f" {name.lower()} "
            if own in said:
                yield from (said.replace(own, f" {other} ").split() for other in names if other != name)


def _terms_for(word: str, language: Language) -> frozenset[str]:
    """The terms that a text may have for a word of the question."""
    others = [pair[1 - pair.index(word)] for pair in OFFICES_IN_ENGLISH if word in pair]
    found = {each.term for each in query_terms(word, language)}
    return frozenset(found.union(*map(terms, (word, *others))))
