"""A tiny tokenizer, a network that finds what it is told to find, and candidates."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

from index.answering.evidence.evidence import Candidate
from index.answering.reading.encoding import PASSAGE, Encoder, Sheet
from index.answering.reading.keys import Keys
from index.answering.reading.sentence_ranking import RankingWeights
from index.answering.reading.shipped_reader import Recipe, ShippedReader
from index.answering.reading.spans import SpanScores
from index.answering.reading.windows import Reach
from index.answering.reading.wording import WordBook

SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")


class LastLetters:
    """A stemmer that drops "nya"."""

    def stemWord(self, word: str, /) -> str:  # noqa: N802
        return word.removesuffix("nya")


def tokenizer(*words: str) -> Tokenizer:
    """Every given word is one piece; any other is spelled letter by letter."""
    letters = "abcdefghijklmnopqrstuvwxyz0123456789?.,()/-"
    vocabulary = dict.fromkeys([*SPECIAL, *words, *letters, *(f"##{letter}" for letter in letters)])
    model = models.WordPiece({piece: number for number, piece in enumerate(vocabulary)}, unk_token="[UNK]")
    built = Tokenizer(model)
    built.normalizer = normalizers.BertNormalizer(lowercase=True)
    built.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return built


def keys() -> Keys:
    return Keys((LastLetters(),))


def encoder(*words: str, counterparts: Mapping[str, Sequence[str]] | None = None) -> Encoder:
    return Encoder(tokenizer(*words), keys(), counterparts or {})


def candidate(*sentences: str, score: float = 1.0, heading: str = "", title: str = "") -> Candidate:
    """The sentences with one blank between them."""
    spans, at = [], 0
    for sentence in sentences:
        spans.append((at, at + len(sentence)))
        at += len(sentence) + 1
    return Candidate(" ".join(sentences), tuple(spans), score, heading, title)


@dataclass(slots=True)
class Finder:
    """A network that scores each vocabulary number by a table, and remembers what it has read."""

    worth: Mapping[int, float]
    read: list[Sheet] = field(default_factory=list)

    def scores(self, sheet: Sheet) -> SpanScores:
        self.read.append(sheet)
        passage = sheet.ids[sheet.offset : -1]
        assert (sheet.kinds[sheet.offset : -1] >= PASSAGE).all()
        logits = np.array([self.worth.get(int(piece), -5.0) for piece in passage], np.float32)
        return SpanScores(logits, logits, 0.0, float(logits.max()))


def reader(network: Finder, words: Encoder, *, window: int = 50, total: int = 200) -> ShippedReader:
    """Orders sentences by the network alone."""
    recipe = Recipe(Reach(window, total), 1.0, RankingWeights({"margin": 1.0}))
    return ShippedReader(words, network, WordBook(keys(), {}, {}), recipe)
