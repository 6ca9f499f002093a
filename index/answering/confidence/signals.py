"""What speaks for a reading: the signals that its probability is made of."""

from collections.abc import Sequence
from dataclasses import dataclass, fields

from index.answering.asked.awaited import shows
from index.answering.asked.question import Question
from index.answering.evidence.evidence import Candidate, Reading
from index.answering.reading.wording import WordBook

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


def observe(
    question: Question, candidates: Sequence[Candidate], readings: Sequence[Reading], words: WordBook
) -> Signals | None:
    """The signals of the first reading, None without one; `readings` are best first and index `candidates`."""
    if not readings:
        return None
    best = readings[0]
    asked = words.wording(question.text, question.language)
    around = [words.stems(f"{c.title} {c.heading} {c.text}") for c in candidates]
    rivals = [reading for reading in readings[1:] if reading.candidate != best.candidate]
    start, end = best.start, best.end
    span = candidates[best.candidate].text[start:end]
    form = question.form
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
        shows_type=float(shows(question.awaited, f" {span}")),
        fits=float(form is None or form.fits(span)),
        hit_score=scores[0],
        hit_lead=behind(scores[1:2], scores[0]),
        hit_spread=behind(scores[1:], scores[0]),
        alone=float(len(candidates) == 1),
    )


def sentence_of(reading: Reading, candidates: Sequence[Candidate]) -> str:
    """The text of a reading's sentence."""
    return candidates[reading.candidate].sentence(reading.sentence)


def behind(others: Sequence[float], best: float) -> float:
    """How far the mean of `others` is behind the best score, as a share of that, 0..1; 0 without others."""
    return 1 - max(0.0, sum(others) / len(others)) / best if others and best > 0 else 0.0


def agreement(span: str, sentences: Sequence[str]) -> float:
    """The share of sentences that hold the span, whatever the case; 0 without any."""
    return (
        sum(span.lower() in sentence.lower() for sentence in sentences) / len(sentences) if sentences else 0.0
    )
