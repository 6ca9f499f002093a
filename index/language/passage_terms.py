"""The terms of a text, word by word.

A word gives its stem. Function words give nothing. Besides, a name written with a hyphen gives its parts and
the whole (Yong-ju: yong, ju, yongju), and a name that can be spelled otherwise gives a key that its spellings
share (Jusuf: jusuf, ~yusuf).
"""

import re
import unicodedata
from collections.abc import Callable, Sequence

from index.language.lexicon import Lexicon
from index.language.names import fold
from index.language.numbers import number_terms
from index.language.stemming import Stems
from index.language.stopwords import ENGLISH, INDONESIAN

LONGEST_NAME = 16

_TOKEN = re.compile(r"[^\W_]+(?:[-'’.,/:][^\W_]+)*")
_JOINT = re.compile(r"[-.,/:]")
_APOSTROPHE = re.compile(r"['’]")
_STOPPED = ENGLISH | INDONESIAN
_ACRONYMS = frozenset(["AS", "IT", "US", "WHO"])
_ENGLISH_ENDINGS = frozenset(["s", "t", "d", "m", "ll", "re", "ve"])
_AROUND = "(\"'“‘[.,;:!?)]”’"
"""Marks around words, which are parts of no token there."""

_LONGEST_TOKEN = 60
_REMEMBERED = 400_000


class Analyzer:
    """Text into terms; remembers the terms of every written word it has seen. Thread-safe."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.stems = Stems(lexicon.english, lexicon.roots)
        self._lexicon = lexicon
        self._terms_of = _Remembered(self._token_terms)

    def terms(self, text: str) -> list[str]:
        """The terms of a text, in order; none holds a blank."""
        return " ".join(self.term_strings(text.split())).split()  # no token goes across a blank

    def term_strings(self, words: Sequence[str]) -> list[str]:
        """The terms of each token or written word, joined by blanks; "" for function words."""
        return list(map(self._terms_of.__getitem__, words))

    def is_common(self, word: str) -> bool:
        """Whether a lower-case word is no name: a function word, an English word, or one that translates."""
        lexicon = self._lexicon
        return word in _STOPPED or word in lexicon.english or lexicon.knows(self.stems.stem(word), "id")

    def _token_terms(self, token: str) -> list[str]:
        if token in _ACRONYMS:
            return [token.lower()]
        parts = plain_words(token)
        if parts and not token.isalpha() and any(character.isdigit() for character in token):
            return number_terms(unaccented(token).lower())
        if len(parts) > 1 and all(len(part) == 1 for part in parts):
            return ["".join(parts)]
        stems = [self.stems.stem(word) for word in parts if word not in _STOPPED]
        return list(dict.fromkeys(stems)) + (self._spellings(parts) if token[:1].isupper() else [])

    def _spellings(self, parts: list[str]) -> list[str]:
        """What a capitalised token adds: the parts of a name as one word, and its spelling key."""
        name = "".join(parts)
        if len(name) > LONGEST_NAME or (len(parts) == 1 and self.is_common(name)):
            return []
        key = fold(name)
        return ([name] if len(set(parts)) > 1 else []) + ([f"~{key}"] if key != name else [])


class _Remembered(dict[str, str]):
    """The terms of written words, joined by blanks; of a new word they are made."""

    def __init__(self, terms_of: Callable[[str], list[str]]) -> None:
        super().__init__()
        self._make = terms_of

    def __missing__(self, word: str) -> str:
        bare = word.strip(_AROUND)
        is_new = bare != word and bare not in self
        terms = self._made(word) if bare == word else self[bare]
        if is_new or len(word) > _LONGEST_TOKEN:  # most words are met once: one entry is enough for them
            return terms
        if len(self) >= _REMEMBERED:
            self.clear()
        self[word] = terms
        return terms

    def _made(self, word: str) -> str:
        return " ".join(term for token in tokens(word) for term in self._make(token[:_LONGEST_TOKEN]))


def tokens(text: str) -> list[str]:
    """Words and numbers as they are written, with the hyphens, dots and apostrophes inside them."""
    found: list[str] = _TOKEN.findall(text if text.isascii() else unicodedata.normalize("NFKC", text))
    return found


def plain_words(token: str) -> list[str]:
    """The words of a token, lower case, without accents, apostrophes and English endings."""
    if token.isascii() and token.isalpha():
        return [token.lower()]
    pieces = _JOINT.split(unaccented(token).lower())
    return [word for piece in pieces if (word := _without_apostrophe(piece))]


def is_stopped(word: str) -> bool:
    """Whether a lower-case word is a function word of either language."""
    return word in _STOPPED


def unaccented(token: str) -> str:
    """A token with plain letters for accented ones."""
    if token.isascii():
        return token
    return "".join(c for c in unicodedata.normalize("NFKD", token) if not unicodedata.combining(c))


def _without_apostrophe(piece: str) -> str:
    """A word less an English ending ("city's"), or with its apostrophe closed up ("Jum'at")."""
    first, *rest = _APOSTROPHE.split(piece)
    return first if len(rest) == 1 and rest[0] in _ENGLISH_ENDINGS else first + "".join(rest)
