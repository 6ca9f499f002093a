"""Typing errors, mended against the words that the articles have: "wamna" becomes "wamena", "pelath" "pelatih".

Method: candidates within one or two edits (optimal string alignment, Damerau 1964) that begin with the same letter, the
commonest of the nearest; as SymSpell does, words that are known are never touched.
"""

import re
from collections.abc import Iterable
from typing import Protocol

from rapidfuzz import process
from rapidfuzz.distance import OSA

from index.language.analysis import analyzer, terms
from index.language.lexicon import load_lexicon
from index.language.names import fold

LEAST_LETTERS, MANY_LETTERS = 4, 7
"""Shorter words are left alone; longer ones than the second may have two errors, others one."""

OFTEN = 2
"""How many passages must have a word that is put in the place of another."""

# Takes a word of letters alone; not "covid19", "co-branding" or an address.
_WORD = re.compile(r"(?<![\w.@/'’-])[^\W\d_]{4,}(?![\w@/'’-]|\.\w)")


class Vocabulary(Protocol):
    """The terms of all stored passages."""

    def holding(self, term: str) -> int:
        """How many passages hold a term."""
        ...

    def beginning(self, prefix: str) -> Iterable[str]:
        """The terms that begin so."""
        ...


def mended(text: str, vocabulary: Vocabulary) -> str:
    """The text with each word that neither articles nor lexicon know exchanged for a near one that articles have."""

    def mend(match: re.Match[str]) -> str:
        word = match.group()
        if is_known(word, vocabulary):
            return word
        found = _nearest(word.lower(), vocabulary)
        return word if found is None else found[:1].upper() + found[1:] if word[0].isupper() else found

    return _WORD.sub(mend, text)


def is_known(word: str, vocabulary: Vocabulary) -> bool:
    """Whether a lexicon or any passage has the word, in whatever form or spelling."""
    lowered = word.lower()
    lexicon = load_lexicon()
    stems = [*terms(lowered), lowered]
    if not terms(lowered) or analyzer().is_common(lowered) or lowered in lexicon.roots:
        return True
    if any(stem in lexicon.rarities or lexicon.translations(stem, "en") for stem in stems):
        return True
    return any(vocabulary.holding(stem) for stem in (*stems, f"~{fold(lowered)}"))


def _nearest(word: str, vocabulary: Vocabulary) -> str | None:
    """The nearest term, of equals the one that most passages have; None without one near enough."""
    edits = 2 if len(word) >= MANY_LETTERS else 1
    near = process.extract(
        word, _candidates(word[0], vocabulary), scorer=OSA.distance, score_cutoff=edits, limit=20
    )
    common = [
        (distance, -vocabulary.holding(term), term)
        for term, distance, _ in near
        if not word.startswith(term)  # another form of a word is no error
    ]
    return next((term for _, count, term in sorted(common) if -count >= OFTEN), None)


def _candidates(letter: str, vocabulary: Vocabulary) -> list[str]:
    """The terms that begin with a letter and are words."""
    return [term for term in vocabulary.beginning(letter) if len(term) >= LEAST_LETTERS and term.isalpha()]
