"""Terms of lexical search: what of a text is matched, in passages and in queries."""

from functools import cache

from index.language.abbreviations import abbreviations, asked_abbreviation
from index.language.expansion import Expander, WeightedTerm
from index.language.lexicon import load_lexicon
from index.language.passage_terms import Analyzer
from index.types import Language

__all__ = ["ANALYSIS_VERSION", "WeightedTerm", "analyzer", "query_terms", "terms"]

ANALYSIS_VERSION = "2-eb2ed215"
"""Changes whenever `terms` would give other terms, the files of the lexicon included."""


def terms(text: str) -> list[str]:
    """The terms of a passage, in order, then one for each abbreviation that it explains; none holds a blank."""
    return analyzer().terms(text) + [explained(each.short) for each in abbreviations(text)]


def query_terms(text: str, language: Language) -> list[WeightedTerm]:
    """The terms of a question, each once, with other spellings of its names and with translations.

    An English question also finds Indonesian words, and the other way about. One that asks what an abbreviation
    stands for finds where it is explained.
    """
    asked = asked_abbreviation(text)
    found = _expander().query_terms(text, language)
    return found if asked is None else [*found, WeightedTerm(explained(asked), 1.0)]


def explained(abbreviation: str) -> str:
    """The term of a passage that says what an abbreviation stands for."""
    return f"={abbreviation}"


@cache
def analyzer() -> Analyzer:
    """The analyzer with the shipped lexicon, one for all."""
    return Analyzer(load_lexicon())


@cache
def _expander() -> Expander:
    return Expander(analyzer(), load_lexicon())
