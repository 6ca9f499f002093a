"""Whether a text is Indonesian or English: by its function words, its vocabulary and its affixes."""

import re

from index.language.lexicon import load_lexicon
from index.language.stopwords import ENGLISH, INDONESIAN
from index.types import Language

_WORD = re.compile(r"[^\W\d_]+")
_INDONESIAN_SHAPE = re.compile(r"(?:me[mn]|ber|ter|per|pe[mn]|ke|di)\w{4,}|\w{3,}(?:nya|kah|lah|kan)")
_INTERROGATIVE = re.compile(
    r"(?:(?:di|ke|dari)?mana|siapa|apa|berapa|kapan|mengapa|kenapa|bagaimana)(?:kah)?"
)
_COLLOQUIAL = frozenset(
    ["gak", "nggak", "ngga", "gimana", "kayak", "aja", "udah", "gue", "lo", "tuh", "gitu"]
)
_QUESTION_WORD = 15
_FUNCTION_WORD = 3
_KNOWN_WORD = 1
_LOOKED_AT = 400
_REMEMBERED = 100_000


def detect(text: str) -> Language:
    """The language that most of the words speak for; Indonesian when they say nothing (a bare name).

    An Indonesian question word outweighs an English title: "Kapan The Best of Both Worlds dirilis?"
    """
    balance = sum(map(_LEANINGS.__getitem__, _WORD.findall(text)[:_LOOKED_AT]))
    return "en" if balance > 0 else "id"


class _Leanings(dict[str, int]):
    """How much written words speak for English; of a new word it is found out."""

    def __missing__(self, word: str) -> int:
        leaning = _leaning(word.lower())
        if len(self) >= _REMEMBERED:
            self.clear()
        self[word] = leaning
        return leaning


_LEANINGS = _Leanings()


def _leaning(word: str) -> int:
    """How much a word speaks for English; below zero for Indonesian."""
    if _INTERROGATIVE.fullmatch(word):
        return -_QUESTION_WORD
    if word in INDONESIAN or word in _COLLOQUIAL:
        return 0 if word in ENGLISH else -_FUNCTION_WORD
    if word in ENGLISH:
        return _FUNCTION_WORD
    lexicon = load_lexicon()
    if word in lexicon.english:
        return _KNOWN_WORD
    if word in lexicon.roots or lexicon.knows(word, "id") or _INDONESIAN_SHAPE.fullmatch(word):
        return -_KNOWN_WORD
    return 0
