"""The reader that ships with the library: a small network in ONNX Runtime, one thread, no torch."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from index.answering.asked.awaited import Awaited, shows
from index.answering.asked.question import Question
from index.answering.evidence.evidence import Candidate, Reading
from index.answering.reading.encoding import AskedPieces, Encoder, Pieces, Sheet
from index.answering.reading.keys import load_keys
from index.answering.reading.onnx_network import OnnxNetwork
from index.answering.reading.sentence_ranking import RankingWeights, SentenceSigns
from index.answering.reading.spans import BestSpan, SpanScores, best_spans
from index.answering.reading.windows import Reach, Window, piece_bounds, windows
from index.answering.reading.wording import WORDS, WordBook, Wording, load_word_book
from index.errors import ModelError

SHIPPED = Path(__file__).parent / "model"
NETWORK, TOKENIZER, RECIPE = "reader.onnx", "tokenizer.json", "reader.json"


class Network(Protocol):
    """Scores one sheet."""

    def scores(self, sheet: Sheet) -> SpanScores:
        """The logits of its passage's pieces."""
        ...


@dataclass(frozen=True, slots=True)
class Recipe:
    """How the network's answers become readings.

    Attributes:
        reach: How much of the candidates is read.
        retrieval: How much a window's retrieval score counts, against its wording, for being read at all.
        ranking: The weights of the sentence score.
    """

    reach: Reach
    retrieval: float
    ranking: RankingWeights


@dataclass(frozen=True, slots=True)
class Prepared:
    """One candidate as pieces, with the piece range and the cover of each sentence."""

    candidate: Candidate
    pieces: Pieces
    bounds: list[tuple[int, int]]
    worth: list[float]
    around: frozenset[str]
    relative: float


@dataclass(frozen=True, slots=True)
class Judged:
    """A reading with the signs that placed it."""

    reading: Reading
    signs: SentenceSigns


class ShippedReader:
    """Chooses windows by wording, lets the network read them, orders the sentences."""

    def __init__(self, encoder: Encoder, network: Network, words: WordBook, recipe: Recipe) -> None:
        self._encoder = encoder
        self._network = network
        self._words = words
        self._recipe = recipe

    def read(self, question: Question, candidates: Sequence[Candidate]) -> list[Reading]:
        """At most one reading per sentence, best first; sentences out of reach have none."""
        return [judged.reading for judged in self.judge(question, candidates)]

    def judge(self, question: Question, candidates: Sequence[Candidate]) -> list[Judged]:
        """Like `read`, with the reasons."""
        pieces = self._encoder.asked(question.text, question.language)
        asked = self._words.wording(question.text, question.language)
        prepared = self._prepare(asked, candidates)
        judged = [
            judgement
            for window in self._chosen(pieces, asked, prepared)
            for judgement in self._judge_window(question, pieces, asked, prepared, window)
        ]
        return sorted(
            judged, key=lambda j: (-j.reading.sentence_score, j.reading.candidate, j.reading.sentence)
        )

    def _prepare(self, asked: Wording, candidates: Sequence[Candidate]) -> list[Prepared]:
        best = max((candidate.score for candidate in candidates), default=0.0)
        prepared = []
        for candidate in candidates:
            pieces = self._encoder.pieces(candidate.text)
            bounds = piece_bounds(pieces, candidate.sentences)
            prepared.append(
                Prepared(
                    candidate,
                    pieces,
                    bounds,
                    [asked.cover(pieces.keys[low:high]) for low, high in bounds],
                    self._words.stems(f"{candidate.title} {candidate.heading}"),
                    candidate.score / best if best > 0 else 0.0,
                )
            )
        return prepared

    def _chosen(self, question: AskedPieces, asked: Wording, prepared: Sequence[Prepared]) -> list[Window]:
        """The most promising windows, as many as the reach allows, at least one."""
        reach = self._recipe.reach
        found = [
            window
            for number, part in enumerate(prepared)
            for window in windows(number, part.bounds, part.worth, reach.window)
        ]
        promise = {window: self._promise(asked, prepared[window.candidate], window) for window in found}
        chosen: list[Window] = []
        left = reach.total
        for window in sorted(found, key=lambda w: (-promise[w], w.candidate, w.first)):
            left -= window.last - window.first + len(question.pieces.ids)
            if left < 0 and chosen:
                break
            chosen.append(window)
        return chosen

    def _promise(self, asked: Wording, part: Prepared, window: Window) -> float:
        cover = asked.cover(part.around.union(part.pieces.keys[window.first : window.last]))
        return self._recipe.retrieval * part.relative + cover

    def _judge_window(
        self,
        question: Question,
        pieces: AskedPieces,
        asked: Wording,
        prepared: Sequence[Prepared],
        window: Window,
    ) -> list[Judged]:
        part = prepared[window.candidate]
        scores = self._network.scores(self._encoder.sheet(pieces, part.pieces, window.first, window.last))
        numbers = range(*window.sentences)
        bounds = [
            (
                max(part.bounds[n][0], window.first) - window.first,
                min(part.bounds[n][1], window.last) - window.first,
            )
            for n in numbers
        ]

        form = question.form

        def fits(first: int, last: int) -> bool:
            start, end = part.pieces.starts[window.first + first], part.pieces.ends[window.first + last]
            return form is None or form.fits(part.candidate.text[int(start) : int(end)])

        spans = best_spans(scores, bounds, fits if form else None)
        return [
            self._judged(asked, question.awaited, part, window, number, span, scores.answered)
            for number, span in zip(numbers, spans, strict=True)
            if span is not None
        ]

    def _judged(
        self,
        asked: Wording,
        kind: Awaited,
        part: Prepared,
        window: Window,
        number: int,
        span: BestSpan,
        answered: float,
    ) -> Judged:
        start = int(part.pieces.starts[window.first + span.first])
        end = int(part.pieces.ends[window.first + span.last])
        low, high = part.bounds[number]
        own = part.pieces.keys[low:high]
        near_low, near_high = (
            part.bounds[max(0, number - 1)][0],
            part.bounds[min(len(part.bounds), number + 2) - 1][1],
        )
        near = part.around.union(part.pieces.keys[near_low:near_high])
        sentence = part.candidate.sentence(number)
        signs = SentenceSigns(
            margin=span.margin,
            mass=max(span.mass, -12.0),
            answered=answered,
            retrieval=part.relative,
            first_rank=1.0 / (1 + window.candidate),
            cover=asked.cover(own),
            near_cover=asked.cover(near),
            name_cover=asked.name_cover(own),
            near_name_cover=asked.name_cover(near),
            shows_type=float(shows(kind, sentence)),
            new_type=float(shows(kind, " " + part.candidate.text[start:end])),
            opening=float(number == 0),
        )
        score = self._recipe.ranking.score(signs)
        return Judged(Reading(window.candidate, number, start, end, span.margin, score, answered), signs)


def load_shipped_reader(directory: Path = SHIPPED) -> ShippedReader:
    """Open the reader in a directory that `python -m training.reader` wrote.

    Raises:
        ModelError: A file is missing or damaged.
    """
    from tokenizers import Tokenizer

    try:
        tokenizer = Tokenizer.from_file(str(directory / TOKENIZER))
        keys = load_keys()
        recipe = recipe_from(json.loads((directory / RECIPE).read_bytes()))
        network = OnnxNetwork(directory / NETWORK)
        words = load_word_book(directory / WORDS, keys)
        encoder = Encoder(tokenizer, keys, words.counterparts)
    except Exception as error:  # each of the four formats has its own
        raise ModelError(
            f"The reader in {directory} must be four whole files ({NETWORK}, {TOKENIZER}, {WORDS}, {RECIPE}), "
            f"but: {error}. Install the package again or set READER_MODEL."
        ) from error
    return ShippedReader(encoder, network, words, recipe)


def recipe_from(values: dict[str, dict[str, float]]) -> Recipe:
    """The content of `reader.json`."""
    reach = values["reach"]
    return Recipe(
        Reach(int(reach["window"]), int(reach["total"])),
        float(reach["retrieval"]),
        RankingWeights(values["ranking"]),
    )
