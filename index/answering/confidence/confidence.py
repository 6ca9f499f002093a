"""How sure an answer is: the only place that makes a probability, always of the answer that is shown."""

from pathlib import Path

from index.answering.asked.question import Question
from index.answering.confidence.calibration import SHIPPED, Calibration, load_calibration, probability
from index.answering.confidence.signals import observe
from index.answering.evidence.evidence import Evidence, Reading
from index.answering.finders.finding import Finding, Way
from index.answering.fitting import points_back, tells_of_another
from index.answering.reading.keys import load_keys
from index.answering.reading.wording import WORDS, WordBook, load_word_book
from index.errors import ModelError

DOUBT = 0.5
"""What is left of the confidence in a sentence that tells the event asked about of another person."""

ASSURANCES = {
    Way.LONG_FORM: 0.9,
    Way.HOLDER: 0.85,
}
"""Probabilities below which no answer found in that way falls, whatever the reader thinks.

A long form whose words give the letters of the very abbreviation; a name beside the very office (FacQA: 16 of 19; the
others held it in another year).
"""

LEAST_DEFINED, PLAINNESS = 0.5, 0.4
"""A definition of the very name in the question is its answer: plainer ones more surely (0.74 to 0.9).

On the dev sets and the sample every definition found for a name was right, where the reader's own confidence, which
is made for spans, fell below the threshold for half of them.
"""


class Confidence:
    """Judges findings with one calibration."""

    def __init__(self, words: WordBook, calibration: Calibration) -> None:
        self._words = words
        self.calibration = calibration

    @property
    def threshold(self) -> float:
        """The least confidence of an answer, 0..1."""
        return self.calibration.threshold

    def of(self, question: Question, evidence: Evidence, finding: Finding) -> float:
        """The probability, 0..1, that the finding answers the question."""
        return max(self._reading(question, evidence), assurance(finding))

    def _reading(self, question: Question, evidence: Evidence) -> float:
        """The probability that the first reading answers the question; 0 without readings.

        A sentence that points back ("Kabar itu …") has few of the question's words itself, and so has one ("Ia sendiri
        wafat …") that comes before the reader's best because that tells of somebody else. There the reader's own best
        may speak for the passage.
        """
        sure = self._first(question, evidence, evidence.readings)
        if not evidence.readings:
            return sure
        first, candidates = evidence.readings[0], evidence.candidates
        if tells_of_another(question, candidates, first):
            return DOUBT * sure
        best = evidence.read[0]
        beside = first.candidate == best.candidate and tells_of_another(question, candidates, best)
        if beside or points_back(candidates[first.candidate], first.sentence):
            return max(sure, self._first(question, evidence, evidence.read))
        return sure

    def _first(self, question: Question, evidence: Evidence, readings: tuple[Reading, ...]) -> float:
        signals = observe(question, evidence.candidates, readings, self._words)
        return probability(signals, self.calibration) if signals else 0.0


def assurance(finding: Finding) -> float:
    """The probability that the way of finding alone gives; 0 for readings, whose network judges itself."""
    if finding.way is Way.DEFINITION:
        return LEAST_DEFINED + PLAINNESS * finding.plainness
    return ASSURANCES.get(finding.way, 0.0)


def load_confidence(directory: Path = SHIPPED) -> Confidence:
    """The word book and the calibration in a directory that `python -m training.reader` wrote.

    Raises:
        ModelError: A file is missing or damaged.
    """
    try:
        words = load_word_book(directory / WORDS, load_keys())
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(
            f"The word book in {directory} must be a whole file ({WORDS}), but: {error!r}. Install the package again."
        ) from error
    return Confidence(words, load_calibration(directory))
