"""Answers that fit what was asked: a date for "kapan", a number of people for "berapa orang"; no half brackets."""

import re
from collections.abc import Sequence

from index.answering.quantities import form_of
from index.answering.reading import Candidate, Reading
from index.language.analysis import query_terms, terms
from index.language.detection import detect
from index.types import Span

RIVAL = 6.0
"""How far below the best sentence score a reading may be to be preferred for fitting the question."""

_CAPITALISED = re.compile(r"(?<=\s)[A-Z]\w+")
_POINTS_BACK = re.compile(
    r"(?:Kabar|Hal|Peristiwa|Kejadian|Informasi|Berita|Insiden|Pengumuman|Kematian)\w* (?:itu|tersebut|ini)\b"
    r"|(?:The|That|This) (?:news|announcement|incident|event|death)\b"
)


def fitting_first(
    question: str, candidates: Sequence[Candidate], readings: Sequence[Reading]
) -> list[Reading]:
    """The readings with the best one that shows what the question asks for before the others.

    Nothing changes when none near the best shows it.
    """
    chosen = _fitting(question, candidates, readings) if readings else 0
    return [*readings[chosen : chosen + 1], *readings[:chosen], *readings[chosen + 1 :]]


def _fitting(question: str, candidates: Sequence[Candidate], readings: Sequence[Reading]) -> int:
    form = form_of(question)

    def fits(reading: Reading) -> bool:
        return form is None or form.fits(candidates[reading.candidate].text[reading.start : reading.end])

    if fits(readings[0]):
        return 0
    matter = _matter(question)
    return next(
        (
            number
            for number, reading in enumerate(readings)
            if number
            and readings[0].sentence_score - reading.sentence_score <= RIVAL
            and fits(reading)
            and _tells_of(matter, candidates[reading.candidate], reading.sentence)
        ),
        0,
    )


def _matter(question: str) -> set[str]:
    """The terms of what is asked about, in both languages, without the names."""
    names = set(terms(" ".join(_CAPITALISED.findall(question))))
    return {each.term for each in query_terms(question, detect(question))} - names


def _tells_of(matter: set[str], candidate: Candidate, number: int) -> bool:
    """Whether a sentence has a word of the matter, or points back ("Kabar itu …") to one that has."""
    said = candidate.text[slice(*candidate.sentences[number])]
    if matter & set(terms(said)):
        return True
    return number > 0 and _POINTS_BACK.match(said) is not None and _tells_of(matter, candidate, number - 1)


def balanced(text: str, span: Span, sentence: Span) -> Span:
    """The span, grown inside its sentence to hold both of a pair of brackets: "Senin (21/11/2022)"."""
    start, end = span.start, span.end
    said = text[start:end]
    if said.count(")") > said.count("("):
        opening = text.rfind("(", sentence.start, start)
        if opening >= 0:
            before = re.search(r"[^\W\d_]+\s*$", text[sentence.start : opening])
            start = sentence.start + before.start() if before else opening
    elif said.count("(") > said.count(")"):
        closing = text.find(")", end, sentence.end)
        end = closing + 1 if closing >= 0 else end
    return Span(start, end)
