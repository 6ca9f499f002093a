"""What a language model may cite: the answer's own citations, then sentences of the hits."""

from collections.abc import Iterator
from dataclasses import dataclass

from index.answering.asked.question import Question
from index.answering.evidence.quoting import needed, together
from index.answering.evidence.sources import source_of
from index.answering.writer.supporting import Ground
from index.language.analysis import terms
from index.types import Answer, Citation, Hit

MOST_QUOTATIONS = 12
MOST_HITS = 6
LONGEST_QUOTATION = 700
"""Code points of one quotation that the model is shown; longer ones are not shown."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """One numbered quotation, as the model is shown it."""

    citation: Citation
    body: str

    @property
    def ground(self) -> Ground:
        """What a sentence that cites it may rest on."""
        return Ground(self.citation.quote, self.citation.title, self.body)


def quotations_for(answer: Answer, question: Question) -> list[Quotation]:
    """What the model may cite: the answer's own citations, then the sentences of hits closest to it."""
    bodies = {hit.article.id: hit.article.body for hit in answer.hits}
    own = [Quotation(each, bodies.get(each.article_id, each.quote)) for each in answer.citations]
    asked = set(terms(question.text))
    found = [each for hit in answer.hits[:MOST_HITS] for each in _quotations_of(hit)]
    found.sort(key=lambda each: -len(asked & set(terms(each.citation.quote))))
    chosen: list[Quotation] = []
    for each in [*own, *found]:
        if len(chosen) < MOST_QUOTATIONS and not any(
            _overlap(each.citation, other.citation) for other in chosen
        ):
            chosen.append(each)
    return chosen


def _quotations_of(hit: Hit) -> Iterator[Quotation]:
    """Each sentence of the hit, with the neighbour that it needs."""
    source = source_of(hit)
    candidate = source.candidate
    for number in range(len(candidate.sentences)):
        quote = together(candidate, number, needed(candidate, number))
        if quote.end - quote.start <= LONGEST_QUOTATION and len(candidate.sentence(number).split()) > 3:
            yield Quotation(source.cited(quote, None), hit.article.body)


def _overlap(one: Citation, other: Citation) -> bool:
    return one.article_id == other.article_id and one.start < other.end and other.start < one.end
