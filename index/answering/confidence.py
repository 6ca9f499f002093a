"""How sure an answer is: several signals, one calibrated probability, and the threshold below which we abstain.

The weights are fitted by `python -m training.reader` on questions whose article was taken out of the corpus and on
adversarial ones; with another reader (`READER_MODEL`) they still order answers, but the stated rates no longer hold.
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

from index.answering.keys import load_keys
from index.answering.quantities import form_of
from index.answering.question_type import question_type, shows
from index.answering.reading import Candidate, Reading
from index.answering.wording import WordBook, load_word_book
from index.errors import ModelError
from index.language.detection import detect

SHIPPED = Path(__file__).parent / "model"
WORDS, CALIBRATION = "words.json", "confidence.json"
FAR_AHEAD = 4.0
"""The lead of a reading that has no rival, in sentence scores."""


@dataclass(frozen=True, slots=True)
class Signals:
    """What speaks for the best reading.

    Attributes:
        span: Its span over "no answer here", logits.
        answered: Log-odds that the text around it answers the question.
        best_answered: The highest of these among all readings.
        score: Its sentence score.
        lead: How far that is ahead of the best reading of another candidate, at most `FAR_AHEAD`.
        cover: Weighted share of the question's words in its sentence, 0..1.
        near_cover: The same over its candidate, heading and title.
        best_near_cover: The highest such share of any candidate.
        name_cover: Weighted share of the question's names in its candidate, heading and title, 0..1.
        rarest_missing: Weight of the rarest word of the question that these lack.
        agreement: Share of the next readings of other candidates whose sentence holds the same span, 0..1.
        shows_type: 1 if the span holds what the question word asks for.
        fits: 1 if the span is of the kind that the question asks for: a sum of money, an age, so many people.
        hit_score: The highest retrieval score among the candidates.
        hit_lead: How far the next candidate's score is behind that, as a share of it; 0 without a next one.
        hit_spread: The same for the mean score of all other candidates.
        alone: 1 without another candidate, which is then no rival to be ahead of.
    """

    span: float
    answered: float
    best_answered: float
    score: float
    lead: float
    cover: float
    near_cover: float
    best_near_cover: float
    name_cover: float
    rarest_missing: float
    agreement: float
    shows_type: float
    fits: float
    hit_score: float
    hit_lead: float
    hit_spread: float
    alone: float


SIGNALS = tuple(field.name for field in fields(Signals))


@dataclass(frozen=True, slots=True)
class Calibration:
    """A logistic model over the signals.

    Attributes:
        intercept: Log-odds when all signals are 0.
        weights: Log-odds that one unit of each signal adds.
        threshold: The least confidence of an answer.
        false_answers: The share of unanswerable questions that reach the threshold, as fitted.
        coverage: The share of answerable questions that reach it, as fitted.
    """

    intercept: float
    weights: Mapping[str, float]
    threshold: float
    false_answers: float
    coverage: float


def probability(signals: Signals, calibration: Calibration) -> float:
    """The probability, 0..1, that the best reading answers the question."""
    odds = calibration.intercept + sum(calibration.weights[name] * getattr(signals, name) for name in SIGNALS)
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, odds))))


def observe(
    question: str, candidates: Sequence[Candidate], readings: Sequence[Reading], words: WordBook
) -> Signals | None:
    """The signals of the first reading, None without one; `readings` are best first and index `candidates`."""
    if not readings:
        return None
    best = readings[0]
    asked = words.wording(question, detect(question))
    around = [words.stems(f"{c.title} {c.heading} {c.text}") for c in candidates]
    rivals = [reading for reading in readings[1:] if reading.candidate != best.candidate]
    start, end = best.start, best.end
    span = candidates[best.candidate].text[start:end]
    form = form_of(question)
    scores = sorted((candidate.score for candidate in candidates), reverse=True)
    return Signals(
        span=best.span_score,
        answered=best.answered,
        best_answered=max(reading.answered for reading in readings),
        score=best.sentence_score,
        lead=min(FAR_AHEAD, best.sentence_score - rivals[0].sentence_score) if rivals else FAR_AHEAD,
        cover=asked.cover(words.stems(sentence_of(best, candidates))),
        near_cover=asked.cover(around[best.candidate]),
        best_near_cover=max(asked.cover(stems) for stems in around),
        name_cover=asked.name_cover(around[best.candidate]),
        rarest_missing=asked.rarest_missing(around[best.candidate]),
        agreement=agreement(span, [sentence_of(reading, candidates) for reading in rivals[:4]]),
        shows_type=float(shows(question_type(question), f" {span}")),
        fits=float(form is None or form.fits(span)),
        hit_score=scores[0],
        hit_lead=behind(scores[1:2], scores[0]),
        hit_spread=behind(scores[1:], scores[0]),
        alone=float(len(candidates) == 1),
    )


def sentence_of(reading: Reading, candidates: Sequence[Candidate]) -> str:
    """The text of a reading's sentence."""
    candidate = candidates[reading.candidate]
    start, end = candidate.sentences[reading.sentence]
    return candidate.text[start:end]


def behind(others: Sequence[float], best: float) -> float:
    """How far the mean of `others` is behind the best score, as a share of that, 0..1; 0 without others."""
    return 1 - max(0.0, sum(others) / len(others)) / best if others and best > 0 else 0.0


def agreement(span: str, sentences: Sequence[str]) -> float:
    """The share of sentences that hold the span, whatever the case; 0 without any."""
    return (
        sum(span.lower() in sentence.lower() for sentence in sentences) / len(sentences) if sentences else 0.0
    )


class Confidence:
    """Signals to probability with one calibration."""

    def __init__(self, words: WordBook, calibration: Calibration) -> None:
        self._words = words
        self.calibration = calibration

    @property
    def threshold(self) -> float:
        """The least confidence of an answer, 0..1."""
        return self.calibration.threshold

    def __call__(self, question: str, candidates: Sequence[Candidate], readings: Sequence[Reading]) -> float:
        """The probability, 0..1, that the first reading answers the question; 0 without readings."""
        signals = observe(question, candidates, readings, self._words)
        return probability(signals, self.calibration) if signals else 0.0


def load_confidence(directory: Path = SHIPPED) -> Confidence:
    """The calibration in a directory that `python -m training.reader` wrote.

    Raises:
        ModelError: A file is missing or damaged.
    """
    try:
        words = load_word_book(directory / WORDS, load_keys())
        content = json.loads((directory / CALIBRATION).read_text(encoding="utf-8"))
        weights = {name: float(content["weights"][name]) for name in SIGNALS}
        calibration = Calibration(
            float(content["intercept"]),
            weights,
            float(content["threshold"]),
            float(content["false_answers"]),
            float(content["coverage"]),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ModelError(
            f"The calibration in {directory} must be two whole files ({WORDS}, {CALIBRATION}), but: {error!r}. "
            "Install the package again."
        ) from error
    return Confidence(words, calibration)
