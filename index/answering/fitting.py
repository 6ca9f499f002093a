"""Which reading comes first: a date for "kapan", people for "berapa orang", a brother for a brother."""

import re
from collections.abc import Sequence

from index.answering.asked.question import Question
from index.answering.evidence.evidence import Candidate, Reading
from index.language.analysis import query_terms, terms
from index.language.kin import names_relative

RIVAL = 6.0
"""How far below the best sentence score a reading may be to be preferred for fitting the question."""

TOLD = 1.5
"""The same where the best fits, but its sentence has no word of what is asked about."""

# Takes a sentence that begins with "Kabar itu …" and so tells of the one before it; "Kabar duka datang" does not.
_POINTS_BACK = re.compile(
    r"(?:Kabar|Hal|Peristiwa|Kejadian|Informasi|Berita|Insiden|Pengumuman|Kematian)\w* (?:itu|tersebut|ini)\b"
    r"|(?:The|That|This) (?:news|announcement|incident|event|death)\b"
)


def fitting_first(
    question: Question, candidates: Sequence[Candidate], readings: Sequence[Reading]
) -> list[Reading]:
    """The readings with the best one first whose span has the form asked for and whose sentence tells of the matter.

    Of a question for a relative, one whose sentence names the relation comes before one that names another; of one for
    a death or the like, one that may tell it of the person asked about before one that tells it of another. Nothing
    changes when none near the best fits, or when nothing of that was asked for.
    """
    chosen = (
        _fitting(question, candidates, readings)
        or _related(question, candidates, readings)
        or _befallen(question, candidates, readings)
        if readings
        else 0
    )
    return [*readings[chosen : chosen + 1], *readings[:chosen], *readings[chosen + 1 :]]


def tells_of_another(question: Question, candidates: Sequence[Candidate], reading: Reading) -> bool:
    """Whether the reading's sentence tells what was asked about one person of another."""
    event = question.event
    return event is not None and event.befell_another(_said(candidates, reading))


def _befallen(question: Question, candidates: Sequence[Candidate], readings: Sequence[Reading]) -> int:
    """The best reading, unless its sentence tells the event asked about of another person and one near it does not."""
    event, form = question.event, question.form
    if event is None or form is None or not event.befell_another(_said(candidates, readings[0])):
        return 0
    for number, reading in enumerate(readings[1:], start=1):
        if readings[0].sentence_score - reading.sentence_score > RIVAL:
            break
        said = _said(candidates, reading)
        fits = form.fits(candidates[reading.candidate].text[reading.start : reading.end])
        if fits and event.is_told(said) and not event.befell_another(said):
            return number
    return 0


def _related(question: Question, candidates: Sequence[Candidate], readings: Sequence[Reading]) -> int:
    """The best reading, unless its sentence names other relations only and one near it names the one asked for."""
    kinship = question.kinship
    said = _said(candidates, readings[0])
    if kinship is None or kinship.told_by(said) or not names_relative(said):
        return 0
    near = (n for n, r in enumerate(readings) if readings[0].sentence_score - r.sentence_score <= RIVAL)
    return next((n for n in near if kinship.told_by(_said(candidates, readings[n]))), 0)


def _said(candidates: Sequence[Candidate], reading: Reading) -> str:
    return candidates[reading.candidate].sentence(reading.sentence)


def _fitting(question: Question, candidates: Sequence[Candidate], readings: Sequence[Reading]) -> int:
    form = question.form
    if form is None:
        return 0
    matter = _matter(question)

    def fits(reading: Reading) -> bool:
        return form.fits(candidates[reading.candidate].text[reading.start : reading.end])

    def tells(reading: Reading) -> bool:
        return _tells_of(matter, candidates[reading.candidate], reading.sentence)

    def reach(reading: Reading) -> float:
        return (
            RIVAL if not best_fits or points_back(candidates[reading.candidate], reading.sentence) else TOLD
        )

    best = readings[0]
    best_fits = fits(best)
    if best_fits and (not matter or tells(best)):
        return 0
    return next(
        (
            number
            for number, reading in enumerate(readings[1:], start=1)
            if best.sentence_score - reading.sentence_score <= reach(reading)
            and fits(reading)
            and tells(reading)
        ),
        0,
    )


def _matter(question: Question) -> set[str]:
    """The terms of what is asked about, in both languages, without the names."""
    return {each.term for each in query_terms(question.text, question.language)} - question.names


def _tells_of(matter: set[str], candidate: Candidate, number: int) -> bool:
    """Whether a sentence has a word of the matter, or points back ("Kabar itu …") to one that has."""
    said = candidate.sentence(number)
    if matter & set(terms(said)):
        return True
    return points_back(candidate, number) and _tells_of(matter, candidate, number - 1)


def points_back(candidate: Candidate, number: int) -> bool:
    """Whether sentence `number` begins with "Kabar itu …" or the like and so tells of the one before it."""
    return number > 0 and _POINTS_BACK.match(candidate.sentence(number)) is not None
