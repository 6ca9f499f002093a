"""Examples as pairs of pieces with the network's right answers, window by window."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from index.language.boilerplate import article_sentences
from training.network.examples import Example, Range, Tempting, Text, Told, as_typed
from training.network.pairs import PADDING, Pair, PairEncoder, Pieces, pair

WINDOW_PIECES = 170
UNKNOWN = -1


@dataclass(frozen=True, slots=True)
class Target:
    """A pair with what the network should say.

    Attributes:
        span: First and last piece of the answer in `pair.ids`; (0, 0) for none.
        sentences: For each sentence of the window its half-open pieces in `pair.ids` and whether it is evidence (1, 0),
            `UNKNOWN` where nobody said.
        items: int8, (n,): which pieces belong to an item.
        answered: Whether the passage answers.
        affirmed: 1, 0, or `UNKNOWN` where that was not asked or not answered.
    """

    pair: Pair
    span: tuple[int, int]
    sentences: tuple[tuple[int, int, int], ...]
    items: NDArray[np.int8]
    answered: bool
    affirmed: int


@dataclass(frozen=True, slots=True)
class Laid:
    """A text as pieces, with its heading and the pieces of its sentences."""

    text: Text
    heading: NDArray[np.int64]
    pieces: Pieces
    sentences: tuple[Range, ...]


class Desk:
    """Lays texts out, each once."""

    def __init__(self, encoder: PairEncoder) -> None:
        self.encoder = encoder
        self._laid: dict[str, Laid] = {}

    def laid(self, text: Text) -> Laid:
        if text.key not in self._laid:
            pieces = self.encoder.pieces(text.body)
            ranges = (pieces.between(span.start, span.end) for span in article_sentences(text.body))
            sentences = tuple((first, last) for first, last in ranges if first < last)
            heading = self.encoder.heading(text.title, text.day)
            self._laid[text.key] = Laid(text, heading, pieces, sentences or ((0, len(pieces.ids)),))
        return self._laid[text.key]

    def told(self, example: Example, told: Told, chance: random.Random) -> Target:
        """A window of a text that answers, with at least one sentence of the evidence."""
        laid = self.laid(told.text)
        known = [laid.pieces.between(*at) for at in told.evidence]
        centre = chance.choice(known)[0] if known else None
        first, last, inside = window(laid.sentences, centre, chance)
        sheet = pair(self._question(example, chance), laid.heading, laid.pieces, first, last)
        shift = sheet.offset - first

        def marked(low: int, high: int) -> int:
            overlap = sum(max(0, min(high, b) - max(low, a)) for a, b in known)
            return int(overlap * 2 >= high - low) if told.sure else UNKNOWN

        sentences = tuple(
            (max(low, first) + shift, min(high, last) + shift, marked(low, high))
            for low, high in laid.sentences[slice(*inside)]
        )
        items = np.zeros(len(sheet.ids), np.int8)
        for at in told.items:
            low, high = laid.pieces.between(*at)
            items[max(low, first) + shift : max(first, min(high, last)) + shift] = 1
        span = (0, 0) if told.sure else (UNKNOWN, UNKNOWN)
        for at in told.spans:
            low, high = laid.pieces.between(*at)
            if first <= low < high <= last:
                span = (low + shift, high - 1 + shift)
        affirmed = UNKNOWN if example.affirmed is None else int(example.affirmed)
        return Target(sheet, span, sentences, items, True, affirmed)

    def tempting(self, example: Example, tempting: Tempting, chance: random.Random) -> Target:
        """A window of a text that does not answer."""
        laid = self.laid(tempting.text)
        around = laid.pieces.between(*tempting.around) if tempting.around else None
        centre = chance.randrange(*around) if around and around[0] < around[1] else None
        if centre is None and len(laid.pieces.ids) > WINDOW_PIECES:
            centre = chance.randrange(len(laid.pieces.ids))
        first, last, inside = window(laid.sentences, centre, chance)
        sheet = pair(self._question(example, chance), laid.heading, laid.pieces, first, last)
        shift = sheet.offset - first
        sentences = tuple(
            (max(low, first) + shift, min(high, last) + shift, 0)
            for low, high in laid.sentences[slice(*inside)]
        )
        return Target(sheet, (0, 0), sentences, np.zeros(len(sheet.ids), np.int8), False, UNKNOWN)

    def _question(self, example: Example, chance: random.Random) -> NDArray[np.int64]:
        return self.encoder.question(as_typed(chance.choice(example.wordings), chance))


def window(
    sentences: Sequence[Range], centre: int | None, chance: random.Random, *, pieces: int = WINDOW_PIECES
) -> tuple[int, int, Range]:
    """Consecutive sentences around a piece: their pieces, and which they are; a long one alone may be cut."""
    at = 0
    if centre is not None:
        at = next((n for n, (_, high) in enumerate(sentences) if centre < high), len(sentences) - 1)
    low, high = at, at + 1
    ways = [-1, 1]
    while ways:
        way = chance.choice(ways)
        a, b = (low - 1, high) if way < 0 else (low, high + 1)
        if a < 0 or b > len(sentences) or sentences[b - 1][1] - sentences[a][0] > pieces:
            ways.remove(way)
            continue
        low, high = a, b
    first, last = sentences[low][0], sentences[high - 1][1]
    return first, min(last, first + pieces), (low, high)


@dataclass(frozen=True, slots=True)
class Batch:
    """Targets padded to one length; (batch, length) but for `answered`, `affirmed`, `start`, `end`: (batch,).

    Attributes:
        sentence_of: For each piece the number of its sentence in the batch, -1 outside; `evidence` has their labels.
    """

    ids: Tensor
    mask: Tensor
    sides: Tensor
    start: Tensor
    end: Tensor
    sentence_of: Tensor
    evidence: Tensor
    items: Tensor
    answered: Tensor
    affirmed: Tensor


def collate(targets: Sequence[Target]) -> Batch:
    size = (len(targets), max(len(target.pair.ids) for target in targets))
    ids = np.full(size, PADDING, np.int64)
    sides, items = np.zeros(size, np.int64), np.zeros(size, np.int64)
    sentence_of = np.full(size, -1, np.int64)
    evidence: list[int] = []
    for row, target in enumerate(targets):
        length = len(target.pair.ids)
        ids[row, :length] = target.pair.ids
        sides[row, target.pair.offset : length - 1] = 1
        items[row, :length] = target.items
        for low, high, label in target.sentences:
            sentence_of[row, low:high] = len(evidence)
            evidence.append(label)
    return Batch(
        torch.from_numpy(ids),
        torch.from_numpy((ids != PADDING).astype(np.int64)),
        torch.from_numpy(sides),
        torch.tensor([target.span[0] for target in targets]),
        torch.tensor([target.span[1] for target in targets]),
        torch.from_numpy(sentence_of),
        torch.tensor(evidence),
        torch.from_numpy(items),
        torch.tensor([float(target.answered) for target in targets]),
        torch.tensor([target.affirmed for target in targets]),
    )
