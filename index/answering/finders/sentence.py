"""The best sentence that was read, with the span that answers marked in it."""

import re

from index.answering.asked.awaited import Awaited
from index.answering.asked.kinds import Kind
from index.answering.asked.question import Question
from index.answering.evidence.balancing import balanced
from index.answering.evidence.evidence import Evidence, Reading
from index.answering.evidence.quoting import cited
from index.answering.finders.finding import Finding, Way, finding
from index.types import Span

# Takes all before the figure that was reached: "dari 162 menjadi " in "dari 162 menjadi 602 orang".
_CHANGE = re.compile(r"^.*\b(?:menjadi|to)\s+(?=\d)", re.DOTALL)


def best_sentence(question: Question, evidence: Evidence) -> Finding | None:
    """The sentence of the first reading; there is always one."""
    best = evidence.readings[0]
    marked = _marked(question, evidence, best)
    citation = cited(evidence.source(best), best, evidence.readings, answer=marked)
    return finding(Way.SENTENCE, (citation,))


def _marked(question: Question, evidence: Evidence, reading: Reading) -> Span:
    """What of the reading's sentence is the answer: all of it to yes or no, else its span.

    A figure that changed ("dari 162 menjadi 602 orang") is answered by the one that was reached.
    """
    candidate = evidence.source(reading).candidate
    whole = candidate.sentence_span(reading.sentence)
    if question.kind is Kind.YES_NO:
        return whole
    change = _CHANGE.match(evidence.span(reading)) if question.awaited is Awaited.NUMBER else None
    marked = Span(reading.start + (change.end() if change else 0), reading.end)
    return balanced(candidate.text, marked, whole)
