"""Terms of lexical search: what of a text is matched, in passages and in queries."""

import re
from dataclasses import dataclass
from functools import lru_cache

import Stemmer

from index.language.stopwords import ENGLISH, INDONESIAN
from index.types import Language

ANALYSIS_VERSION = "0"

_WORD = re.compile(r"[^\W_]+")
_STOPPED = ENGLISH | INDONESIAN
_STEMMER = Stemmer.Stemmer("indonesian")


@dataclass(frozen=True, slots=True)
class WeightedTerm:
    """A term of a query, and how much its matches count; 1 is a word of the question itself."""

    term: str
    weight: float


def terms(text: str) -> list[str]:
    """The terms of a passage, in order."""
    return [_stem(word) for word in _WORD.findall(text.lower()) if word not in _STOPPED]


def query_terms(text: str, language: Language) -> list[WeightedTerm]:
    """The terms of a question, each once."""
    return [WeightedTerm(term, 1.0) for term in dict.fromkeys(terms(text))]


@lru_cache(maxsize=200_000)
def _stem(word: str) -> str:
    return str(_STEMMER.stemWord(word))
