"""Question and passage as the reader's network sees them: word pieces with four marks a piece.

The mark ("kind") of a piece says where it stands and what its word looks like: question or passage, capitalised or not,
shared by both sides or not. Names and matching words are what a small network finds hardest to learn from little text.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from index.answering.reading.keys import Keys
from index.types import Language

KINDS = 8
PASSAGE, CAPITAL, SHARED = 4, 2, 1
QUESTION_PIECES = 48

Counterparts = Mapping[str, Sequence[str]]
"""For the stem of an English word, the Indonesian stems that stand for it."""


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
class AskedPieces:
    """A question's pieces, and for each the stems that stand for its word in a passage: its own, its translations."""

    pieces: Pieces
    wanted: tuple[frozenset[str], ...]


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

    def __init__(self, tokenizer: Tokenizer, keys: Keys, counterparts: Counterparts) -> None:
        self._tokenizer = tokenizer
        self._keys = keys
        self._counterparts = counterparts
        self._opening = self._special("[CLS]")
        self._closing = self._special("[SEP]")

    def pieces(self, text: str) -> Pieces:
        """The word pieces of a text."""
        tokens = self._tokenizer.encode(text, add_special_tokens=False)
        offsets = np.array(tokens.offsets, np.int32).reshape(-1, 2)
        words = np.array(tokens.word_ids, np.int32)
        first = np.flatnonzero(np.diff(words, prepend=-1))
        last = np.append(first[1:], len(words)) - 1
        spans = zip(offsets[first, 0].tolist(), offsets[last, 1].tolist(), strict=True) if len(words) else ()
        written = [text[start:end] for start, end in spans]
        pieces_each = np.diff(np.append(first, len(words)))
        capital = np.repeat([word[:1].isupper() for word in written], pieces_each).astype(np.bool_)
        keys = np.repeat(np.array([self._keys.key(word) for word in written], object), pieces_each).tolist()
        return Pieces(np.array(tokens.ids, np.int32), offsets[:, 0], offsets[:, 1], capital, tuple(keys))

    def asked(self, question: str, language: Language) -> AskedPieces:
        """A question's pieces; the words of an English one also stand for their Indonesian counterparts."""
        pieces = self.pieces(question)
        foreign = self._counterparts if language == "en" else {}
        return AskedPieces(
            pieces,
            tuple(frozenset((key, *foreign.get(key, ()))) if key else frozenset() for key in pieces.keys),
        )

    def sheet(self, question: AskedPieces, passage: Pieces, first: int, last: int) -> Sheet:
        """The question beside pieces `first` to `last` (half open) of a passage."""
        asked = min(len(question.pieces.ids), QUESTION_PIECES)
        offset = asked + 2
        ids = np.empty(offset + last - first + 1, np.int64)
        ids[0], ids[offset - 1], ids[-1] = self._opening, self._closing, self._closing
        ids[1 : asked + 1] = question.pieces.ids[:asked]
        ids[offset:-1] = passage.ids[first:last]
        kinds = np.zeros(len(ids), np.int64)
        kinds[offset:-1] = PASSAGE
        kinds[1 : asked + 1] += CAPITAL * question.pieces.capital[:asked]
        kinds[offset:-1] += CAPITAL * passage.capital[first:last]
        keys = passage.keys[first:last]
        there, known = frozenset(keys), frozenset().union(*question.wanted)
        kinds[1 : asked + 1] += SHARED * flags(
            not there.isdisjoint(stems) for stems in question.wanted[:asked]
        )
        kinds[offset:-1] += SHARED * flags(key in known for key in keys)
        return Sheet(ids, kinds, offset)

    def _special(self, token: str) -> int:
        number = self._tokenizer.token_to_id(token)
        if number is None:
            raise ValueError(f"the vocabulary must hold {token}")
        return number


def flags(values: Iterable[bool]) -> NDArray[np.bool_]:
    """bool, (n,)."""
    return np.fromiter(values, np.bool_)
