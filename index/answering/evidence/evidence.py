"""What an answer is made from: the passages that were read, and what a reader points at in them."""

from dataclasses import dataclass

from index.answering.evidence.citing import cite
from index.types import Citation, Hit, Span


@dataclass(frozen=True, slots=True)
class Candidate:
    """One passage of a hit, as a reader is given it.

    Attributes:
        text: The exact slice `body[start:end]` of the article.
        sentences: Half-open code-point ranges of its sentences in `text`, ascending.
        score: What retrieval gave it; higher is better.
        heading: The sub-heading that it stands under, or "".
        title: The article's title, or "".
    """

    text: str
    sentences: tuple[tuple[int, int], ...]
    score: float
    heading: str
    title: str

    def sentence(self, number: int) -> str:
        """The text of one sentence."""
        start, end = self.sentences[number]
        return self.text[start:end]

    def sentence_span(self, number: int) -> Span:
        """Where one sentence stands."""
        return Span(*self.sentences[number])


@dataclass(frozen=True, slots=True)
class Reading:
    """A span of one sentence of one candidate, proposed as the answer.

    Attributes:
        candidate: Which candidate, counted from 0.
        sentence: Which of its sentences, counted from 0.
        start: First code point of the span in the candidate's text; the span lies inside the sentence.
        end: One past its last code point.
        span_score: How much likelier the span is than "no answer here", in logits; 0 is even.
        sentence_score: What the readings are ordered by.
        answered: Log-odds that the text around the sentence answers the question at all.
    """

    candidate: int
    sentence: int
    start: int
    end: int
    span_score: float
    sentence_score: float
    answered: float = 0.0


@dataclass(frozen=True, slots=True)
class Source:
    """A hit, and what a reader is given of it."""

    hit: Hit
    candidate: Candidate

    @property
    def offset(self) -> int:
        """Where the candidate's text begins in the body."""
        return self.hit.passage.start

    def cited(self, quote: Span, answer: Span | None) -> Citation:
        """The citation of a range of the candidate's text, with the answer, another range of it, marked."""
        return cite(self.hit, self._in_body(quote), self._in_body(answer) if answer else None)

    def _in_body(self, span: Span) -> Span:
        return Span(self.offset + span.start, self.offset + span.end)


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that may answer a question.

    Attributes:
        sources: What was read, best hit first.
        read: The readings in the reader's own order; they index `sources`.
        readings: The same, the one first that fits best what was asked.
    """

    sources: tuple[Source, ...]
    read: tuple[Reading, ...]
    readings: tuple[Reading, ...]

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        """The passages as the reader was given them."""
        return tuple(source.candidate for source in self.sources)

    def source(self, reading: Reading) -> Source:
        """What a reading reads."""
        return self.sources[reading.candidate]

    def sentence(self, reading: Reading) -> str:
        """The text of a reading's sentence."""
        return self.source(reading).candidate.sentence(reading.sentence)

    def span(self, reading: Reading) -> str:
        """The text of a reading's span."""
        return self.source(reading).candidate.text[reading.start : reading.end]
