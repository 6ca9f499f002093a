"""What an abbreviation stands for, as the articles explain it: each long form once, the best hit's first."""

from index.answering.asked.question import Question
from index.answering.evidence.evidence import Evidence, Source
from index.answering.finders.finding import Finding, Way, finding
from index.language.abbreviations import abbreviations
from index.types import Citation, Span


def long_form(question: Question, evidence: Evidence) -> Finding | None:
    """The sentences that explain the abbreviation a question asks about, the long form marked in each.

    One abbreviation may have several long forms.
    """
    short = question.abbreviation
    explained: dict[str, Citation] = {}
    for source in evidence.sources if short else ():
        for start, end in source.candidate.sentences:
            text = source.candidate.text[start:end]
            for each in abbreviations(text):
                if each.short == short:
                    meaning = text[each.meaning.start : each.meaning.end]
                    explained.setdefault(meaning.lower(), _citation(source, start, end, each.meaning))
    return finding(Way.LONG_FORM, tuple(explained.values())) if explained else None


def _citation(source: Source, start: int, end: int, meaning: Span) -> Citation:
    """A sentence of the source, with the long form, which is counted from the sentence's beginning, marked."""
    return source.cited(Span(start, end), Span(start + meaning.start, start + meaning.end))
