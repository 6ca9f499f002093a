"""Which finder answers: the first in the table that finds anything."""

from index.answering.asked.question import Question
from index.answering.evidence.evidence import Evidence
from index.answering.finders.disagreement import disagreement
from index.answering.finders.finding import Finder, Finding
from index.answering.finders.long_form import long_form
from index.answering.finders.office_holder import office_holder
from index.answering.finders.profile import profile
from index.answering.finders.sentence import best_sentence

FINDERS: tuple[Finder, ...] = (
    long_form,  # before profile: "Apa itu KPK?" wants the long form, not what else is said of KPK
    office_holder,  # before profile: an office in lower case may look like a name ("siapa ketua kpk")
    profile,  # before the readings: a span of one article says less of a name than what several say it is
    disagreement,  # before the best sentence, which is one of the voices
    best_sentence,  # last: it always finds something
)


def found(question: Question, evidence: Evidence) -> Finding | None:
    """The answer to the question; None when nothing was read."""
    if not evidence.readings:
        return None
    return next((finding for find in FINDERS if (finding := find(question, evidence))), None)
