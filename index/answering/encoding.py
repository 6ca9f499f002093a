"""Question and passage as the reader's network sees them: word pieces with four marks a piece.

The mark ("kind") of a piece says where it stands and what its word looks like: question or passage, capitalised or not,
shared by both sides or not. Names and matching words are what a small network finds hardest to learn from little text.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

KINDS = 8
PASSAGE, CAPITAL, SHARED = 4, 2, 1
QUESTION_PIECES = 48
FUNCTION_WORDS = frozenset(
    """ada adalah agar akan antara apa apakah atas atau bagaimana bagi bahwa banyak beberapa berapa berapakah bisa dalam
    dan dapat dari dengan di dia dimana hal hanya harus ia ini itu jika juga kapan kapankah karena ke kemana kepada ketika
    lagi lain lalu mana manakah mengapa mereka namun nya oleh pada para pun saat saja salah satu sang sangat saya sebagai
    sebuah secara sedang sehingga sejak seorang serta siapa siapakah suatu sudah telah tentang terhadap tersebut tetapi
    tidak untuk yaitu yakni yang
    a an and are as at be been being by can could did do does for from had has have he her his how in into is it its many
    much of on or she that the their them there these they this those to was were what when where which who whom whose why
    will with would""".split()
)


class Stem(Protocol):
    """One word to its stem."""

    def stemWord(self, word: str) -> str: ...  # noqa: N802 - PyStemmer's name


class Tokens(Protocol):
    """What the tokenizer returns for one text."""

    @property
    def ids(self) -> Sequence[int]: ...
    @property
    def offsets(self) -> Sequence[tuple[int, int]]: ...
    @property
    def word_ids(self) -> Sequence[int | None]: ...


class Tokenizer(Protocol):
    """Text to word pieces; offsets are code points."""

    def encode(self, sequence: str, *, add_special_tokens: bool = True) -> Tokens: ...
    def token_to_id(self, token: str) -> int | None: ...


@dataclass(frozen=True, slots=True)
class Pieces:
    """The word pieces of one text.

    Attributes:
        ids: int32, (n,): vocabulary numbers.
        starts: int32, (n,): first code point of each piece in the text.
        ends: int32, (n,): one past its last.
        capital: bool, (n,): whether the piece's word begins with a capital letter.
        keys: The stem of each piece's word; "" for function words and punctuation.
    """

    ids: NDArray[np.int32]
    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    capital: NDArray[np.bool_]
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One question with one stretch of a passage, ready for the network.

    Attributes:
        ids: int64, (n,): [CLS] question [SEP] passage [SEP].
        kinds: int64, (n,): the marks.
        offset: Where the passage's pieces begin in `ids`.
    """

    ids: NDArray[np.int64]
    kinds: NDArray[np.int64]
    offset: int


class Encoder:
    """Turns texts into word pieces and pairs of them into sheets. Not for concurrent use."""

    def __init__(self, tokenizer: Tokenizer, stems: Sequence[Stem]) -> None:
        self._tokenizer = tokenizer
        self._stems = tuple(stems)
        self._key = lru_cache(maxsize=50_000)(self._stemmed)
        self._opening = self._special("[CLS]")
        self._closing = self._special("[SEP]")

    def pieces(self, text: str) -> Pieces:
        tokens = self._tokenizer.encode(text, add_special_tokens=False)
        count = len(tokens.ids)
        offsets = np.array(tokens.offsets, np.int32).reshape(count, 2)
        keys: list[str] = []
        capital = np.zeros(count, np.bool_)
        spans: dict[int | None, tuple[int, int]] = {}
        for word, (start, end) in zip(tokens.word_ids, tokens.offsets, strict=True):
            spans[word] = (spans[word][0] if word in spans else start, end)
        known = {word: (self._key(text[a:b].lower()), text[a:b][:1].isupper()) for word, (a, b) in spans.items()}
        for number, word in enumerate(tokens.word_ids):
            key, upper = known[word]
            keys.append(key)
            capital[number] = upper
        return Pieces(np.array(tokens.ids, np.int32), offsets[:, 0], offsets[:, 1], capital, tuple(keys))

    def sheet(self, question: Pieces, passage: Pieces, first: int, last: int) -> Sheet:
        """The question beside pieces `first` to `last` (half open) of a passage."""
        asked = min(len(question.ids), QUESTION_PIECES)
        offset = asked + 2
        ids = np.empty(offset + last - first + 1, np.int64)
        ids[0], ids[offset - 1], ids[-1] = self._opening, self._closing, self._closing
        ids[1 : asked + 1] = question.ids[:asked]
        ids[offset:-1] = passage.ids[first:last]
        kinds = np.zeros(len(ids), np.int64)
        kinds[offset:-1] = PASSAGE
        kinds[1 : asked + 1] += CAPITAL * question.capital[:asked]
        kinds[offset:-1] += CAPITAL * passage.capital[first:last]
        kinds[1 : asked + 1] += SHARED * shared(question.keys[:asked], frozenset(passage.keys[first:last]))
        kinds[offset:-1] += SHARED * shared(passage.keys[first:last], frozenset(question.keys))
        return Sheet(ids, kinds, offset)

    def _stemmed(self, word: str) -> str:
        if word in FUNCTION_WORDS or not any(letter.isalnum() for letter in word):
            return ""
        for stem in self._stems:
            word = stem.stemWord(word)
        return word

    def _special(self, token: str) -> int:
        number = self._tokenizer.token_to_id(token)
        if number is None:
            raise ValueError(f"the vocabulary must hold {token}")
        return number


def shared(keys: Sequence[str], others: frozenset[str]) -> NDArray[np.bool_]:
    return np.fromiter((key != "" and key in others for key in keys), np.bool_, len(keys))
