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

LEAST_LETTERS, MANY_LETTERS = 5, 7
"""Shorter words are left alone; from the second on, a word may have an error that is no slip of the finger."""

EDITS = 2
SELDOM, OFTENER = 4, 20
"""A word of at most so many passages may be an error of theirs too, where so many times as many have a near one."""

# Takes a word of letters alone; not "covid19", "co-branding" or an address.
_WORD = re.compile(r"(?<![\w.@/'’-])[^\W\d_]{5,}(?![\w@/'’-]|\.\w)")


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
        found = None if is_known(word) else _nearest(word.lower(), vocabulary)
        if found is None:
            return word
        return found[:1].upper() + found[1:] if word[0].isupper() else found

    return _WORD.sub(mend, text)


def is_known(word: str) -> bool:
    """Whether a lexicon has the word in whatever form."""
    lowered = word.lower()
    lexicon = load_lexicon()
    stems = [*terms(lowered), lowered]
    return (
        not terms(lowered)
        or analyzer().is_common(lowered)
        or any(s in lexicon.roots or s in lexicon.rarities or lexicon.translations(s, "en") for s in stems)
    )


def _nearest(word: str, vocabulary: Vocabulary) -> str | None:
    """The likeliest term that was meant; None for a word that many passages have, or without one near enough."""
    own = max(map(vocabulary.holding, (*terms(word), word, f"~{fold(word)}")))
    if own > SELDOM:
        return None
    near = process.extract(
        word, _candidates(word[0], vocabulary), scorer=OSA.distance, score_cutoff=EDITS, limit=50
    )
    likely = [
        (_unlikeliness(word, term, int(distance)), -vocabulary.holding(term), term)
        for term, distance, _ in near
        if term != word
    ]
    return next(
        (
            term
            for unlikely, held, term in sorted(likely)
            if unlikely <= EDITS and -held >= OFTENER * max(own, 0.1)
        ),
        None,
    )


def _unlikeliness(word: str, term: str, edits: int) -> float:
    """How far a term is from what was typed: by the edits, and more where they are not such as fingers make.

    Fingers leave out vowels, take them for each other, double letters, and exchange two. Anything else is doubtful, and
    in a short word or with letters to spare it is another word, or another form of this one.
    """
    if _skeleton(word) == _skeleton(term) or sorted(word) == sorted(term):
        return edits
    return edits + 0.5 if edits == 1 and len(word) >= MANY_LETTERS and len(term) >= len(word) else 9.0


def _skeleton(word: str) -> str:
    """The consonants, each once in a row."""
    return re.sub(r"(.)\1+", r"\1", re.sub(r"[aeiou]", "", word))


def _candidates(letter: str, vocabulary: Vocabulary) -> list[str]:
    """The terms that begin with a letter and are words."""
    return [term for term in vocabulary.beginning(letter) if len(term) >= LEAST_LETTERS and term.isalpha()]
