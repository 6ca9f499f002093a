"""Questions with their passages as word pieces, cut into the windows that the network learns from."""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.answering.reading.encoding import AskedPieces, Encoder, Pieces, Sheet
from index.language.detection import detect
from training.rows import Licences, training_rows

SPAN_SETS = ("qa_id", "qa_id_mt", "qa_en_on_id", "qa_en")
WITHOUT_SPANS = frozenset({"donnn_llm"})
WINDOW_PIECES = 120
NEWS_CHARACTERS = 900
SENTENCE_END = re.compile(r"(?<=[.!?])[\"”')]*\s+(?=[A-Z0-9\"“'(\[])|\n+")


@dataclass(frozen=True, slots=True)
class Text:
    """A passage as pieces, with the piece where each sentence begins (and the end as the last entry)."""

    text: str
    pieces: Pieces
    bounds: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """One question; `spans` are (first, last) pieces of its text, both inclusive; none when it has no answer there.

    Attributes:
        others: Texts that look right and hold no answer, most alike first.
    """

    question: AskedPieces
    text: Text
    spans: tuple[tuple[int, int], ...]
    source: str
    asked: str
    answers: tuple[str, ...]
    others: list[Text] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Target:
    """A sheet with what the network should say: positions in the sheet, (0, 0) for "no answer"."""

    sheet: Sheet
    start: int
    end: int

    @property
    def answered(self) -> bool:
        return self.end > 0


class Shelf:
    """Texts as pieces; each distinct text is cut up once."""

    def __init__(self, encoder: Encoder) -> None:
        self.encoder = encoder
        self._texts: dict[str, Text] = {}

    def text(self, text: str) -> Text:
        if text not in self._texts:
            pieces = self.encoder.pieces(text)
            starts = [0, *(match.end() for match in SENTENCE_END.finditer(text))]
            bounds = sorted(
                {int(np.searchsorted(pieces.starts, start)) for start in starts} | {len(pieces.ids)}
            )
            self._texts[text] = Text(text, pieces, tuple(bounds))
        return self._texts[text]


def load_examples(data: Path, licences: Licences, shelf: Shelf) -> list[Example]:
    """The training questions whose answers are spans, with their texts."""
    examples = []
    for name in SPAN_SETS:
        for row in training_rows(data, name, licences):
            if row["source"] in WITHOUT_SPANS:
                continue
            text = shelf.text(row["context"])
            spans = tuple(
                span
                for answer, start in zip(row["answers"], row["answer_start"], strict=False)
                if (span := locate(text.pieces, start, start + len(answer))) is not None
            )
            if row["answerable"] and not spans:
                continue
            question = shelf.encoder.asked(row["question"], detect(row["question"]))
            examples.append(
                Example(question, text, spans, row["source"], row["question"], tuple(row["answers"]))
            )
    return examples


def news_texts(data: Path, licences: Licences, shelf: Shelf) -> list[Text]:
    """The beginnings of the news articles, as more texts that do not answer."""
    return [
        shelf.text(row["body"][:NEWS_CHARACTERS])
        for row in training_rows(data, "news", licences)
        if row["body"]
    ]


def locate(pieces: Pieces, start: int, end: int) -> tuple[int, int] | None:
    """The first and last piece that cover the code points `start` to `end`."""
    first = int(np.searchsorted(pieces.ends, start, side="right"))
    last = int(np.searchsorted(pieces.starts, end, side="left")) - 1
    return (first, last) if first <= last < len(pieces.ids) else None


def window(
    text: Text, around: int | None, chance: random.Random, pieces: int = WINDOW_PIECES
) -> tuple[int, int]:
    """Consecutive whole sentences, with piece `around` if given, of at most `pieces` pieces (or one sentence cut)."""
    bounds = text.bounds
    count = len(bounds) - 1
    low = (
        chance.randrange(max(count, 1))
        if around is None
        else int(np.searchsorted(bounds, around, "right")) - 1
    )
    high = low + 1
    ways = [-1, 1] if chance.random() < 0.5 else [1, -1]
    while ways:
        way = ways[0] if chance.random() < 0.6 else ways[-1]
        first, last = (low - 1, high) if way < 0 else (low, high + 1)
        if first < 0 or last > count or bounds[last] - bounds[first] > pieces:
            ways.remove(way)
            continue
        low, high = first, last
    first, last = bounds[low], bounds[high]
    if last - first > pieces:
        centre = around if around is not None else first
        first = max(first, min(centre - pieces // 2, last - pieces))
        last = first + pieces
    return first, last


def targets(
    example: Example, encoder: Encoder, chance: random.Random, *, negatives: float
) -> Iterator[Target]:
    """The example itself in one window, and with probability `negatives` a look-alike that does not answer it."""
    if not example.spans:
        first, last = window(example.text, None, chance)
        yield Target(encoder.sheet(example.question, example.text.pieces, first, last), 0, 0)
        return
    start, end = chance.choice(example.spans)
    end = min(end, start + WINDOW_PIECES // 2)
    first, last = window(example.text, start, chance)
    if first <= start and end < last:
        sheet = encoder.sheet(example.question, example.text.pieces, first, last)
        yield Target(sheet, sheet.offset + start - first, sheet.offset + end - first)
    if example.others and chance.random() < negatives:
        other = example.others[min(int(chance.expovariate(0.7)), len(example.others) - 1)]
        around = best_overlap(example.question, other, chance)
        first, last = window(other, around, chance)
        yield Target(encoder.sheet(example.question, other.pieces, first, last), 0, 0)


def best_overlap(question: AskedPieces, text: Text, chance: random.Random) -> int | None:
    """A piece that the text shares with the question, or None."""
    sought = frozenset().union(*question.sought)
    places = [place for place, key in enumerate(text.pieces.keys) if key in sought]
    return chance.choice(places) if places else None


def add_look_alikes(examples: Sequence[Example], more: Sequence[Text], *, most: int = 6) -> None:
    """Give each answerable example the texts that BM25 finds for its question and that hold none of its answers.

    They are found among the examples' own texts and `more`.
    """
    import bm25s

    texts = {id(text): text for text in [*(example.text for example in examples), *more]}
    pool = list(texts.values())
    index = bm25s.BM25(k1=1.2, b=0.75)
    index.index([[key for key in text.pieces.keys if key] or ["-"] for text in pool], show_progress=False)
    asking = [example for example in examples if example.spans]
    queries = [sorted(frozenset().union(*example.question.sought)) or ["-"] for example in asking]
    found, _ = index.retrieve(queries, k=20, show_progress=False)
    for example, numbers in zip(asking, found, strict=True):
        answers = [answer.lower() for answer in example.answers]
        for number in numbers:
            other = pool[int(number)]
            if other is example.text or any(answer in other.text.lower() for answer in answers):
                continue
            example.others.append(other)
            if len(example.others) == most:
                break


def padded(rows: Sequence[NDArray[np.int64]], fill: int = 0) -> NDArray[np.int64]:
    """int64, (rows, longest)."""
    table = np.full((len(rows), max(len(row) for row in rows)), fill, np.int64)
    for number, row in enumerate(rows):
        table[number, : len(row)] = row
    return table
