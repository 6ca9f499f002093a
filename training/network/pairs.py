"""Question and passage as the network sees them: `<s> question </s> heading </s> passage </s>`.

The heading is the article's title and day, so that a passage knows where it comes from.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

QUESTION_PIECES = 64
HEADING_PIECES = 40
OPENING, PADDING, CLOSING = 0, 1, 2

MONTHS = "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember".split()


@dataclass(frozen=True, slots=True)
class Pieces:
    """The pieces of one text.

    Attributes:
        ids: int64, (n,): vocabulary numbers.
        starts: int64, (n,): first code point of each piece, without the space before it.
        ends: int64, (n,): one past its last.
    """

    ids: NDArray[np.int64]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]

    def between(self, start: int, end: int) -> tuple[int, int]:
        """The half-open range of the pieces that lie in the code points `start` to `end`, if only in part."""
        first = int(np.searchsorted(self.ends, start, side="right"))
        last = int(np.searchsorted(self.starts, end, side="left"))
        return first, max(first, last)


@dataclass(frozen=True, slots=True)
class Pair:
    """One question with one stretch of a passage.

    Attributes:
        ids: int64, (n,).
        offset: Where the passage's pieces begin in `ids`; the last piece of `ids` is no longer of the passage.
    """

    ids: NDArray[np.int64]
    offset: int


class PairEncoder:
    """Turns texts into pieces, and pieces into pairs. One call at a time."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer

    def pieces(self, text: str) -> Pieces:
        """The pieces of a text."""
        tokens = self._tokenizer.encode(text, add_special_tokens=False)
        offsets = np.array(tokens.offsets, np.int64).reshape(-1, 2)
        starts, ends = offsets[:, 0], offsets[:, 1]
        blank = np.array([text[start : start + 1].isspace() for start in starts.tolist()], np.bool_)
        return Pieces(np.array(tokens.ids, np.int64), np.minimum(starts + blank, ends), ends)

    def question(self, text: str) -> NDArray[np.int64]:
        """The beginning of a question."""
        return self.pieces(text).ids[:QUESTION_PIECES]

    def heading(self, title: str, day: date | None) -> NDArray[np.int64]:
        """The title and the day of an article."""
        return self.pieces(f"{title} ({written(day)})" if day else title).ids[:HEADING_PIECES]


def pair(
    question: NDArray[np.int64], heading: NDArray[np.int64], passage: Pieces, first: int, last: int
) -> Pair:
    """A question beside pieces `first` to `last` (half open) of a passage."""
    closing = np.array([CLOSING], np.int64)
    parts = [np.array([OPENING], np.int64), question, closing, heading, closing]
    offset = sum(len(part) for part in parts)
    return Pair(np.concatenate([*parts, passage.ids[first:last], closing]), offset)


def written(day: date) -> str:
    """A day as news writes it: "16 Desember 2021"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
