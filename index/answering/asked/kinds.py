"""What kind of thing a question asks for, from its question words, Indonesian and English."""

import re
from enum import StrEnum

from index.language.calendar import FULL_MONTHS, WEEKDAYS, either
from index.language.number_words import COUNTING
from index.search.query import AnswerKind


class QuestionType(StrEnum):
    """The kind of the answer that a question expects."""

    PERSON = "person"
    TIME = "time"
    PLACE = "place"
    NUMBER = "number"
    REASON = "reason"
    MANNER = "manner"
    YES_NO = "yes_no"
    THING = "thing"
    UNKNOWN = "unknown"


# The order matters: "tahun berapa" is a time before "berapa" is a number, "apakah" is yes/no before "apa" is a thing.
CUES = (
    (
        QuestionType.TIME,
        r"kapan\w*|bilamana|(?:tahun|tanggal|hari|bulan|pukul|jam|abad) (?:berapa|apa)(?:kah)?",
    ),
    (QuestionType.TIME, r"when|(?:what|which) (?:year|date|day|month|time|century|decade)"),
    (
        QuestionType.NUMBER,
        r"berapa\w*|how (?:many|much|old|long|far|tall|high|big|large|often|fast|deep|wide|heavy)",
    ),
    (QuestionType.PERSON, r"siapa\w*|who|whom|whose"),
    (
        QuestionType.PLACE,
        r"(?:di|ke|dari) ?mana(?:kah)?|(?:kota|negara|provinsi|daerah|pulau|benua|kabupaten) (?:mana|apa)(?:kah)?",
    ),
    (QuestionType.PLACE, r"where|(?:what|which) (?:city|country|province|place|island|continent|state|town)"),
    (QuestionType.REASON, r"mengapa\w*|kenapa\w*|why"),
    (QuestionType.MANNER, r"bagaimana\w*|how"),
    (
        QuestionType.YES_NO,
        r"^(?:apakah|benarkah|adakah|is|are|was|were|do|does|did|has|have|had|can|could|will)",
    ),
    (QuestionType.THING, r"apa(?:kah)?|apaan|mana(?:kah)?|yang mana|what|which"),
)
CUE_PATTERNS = tuple((kind, re.compile(rf"\b(?:{cue})\b", re.IGNORECASE)) for kind, cue in CUES)

NAME = r"(?<![.!?]\s)(?<!^)\b[A-Z][\w'-]+"
EVIDENCE = {
    QuestionType.TIME: re.compile(
        rf"\b(?:{either(FULL_MONTHS)}|{either(WEEKDAYS)}|1[0-9]{{3}}|20[0-9]{{2}}|"
        r"\d{1,2}[/-]\d{1,2}|pukul \d+|abad|tahun|kemarin|besok|lusa)\b",
        re.IGNORECASE,
    ),
    QuestionType.NUMBER: re.compile(rf"\d|\b(?:{either(COUNTING)})\b", re.IGNORECASE),
    QuestionType.PERSON: re.compile(NAME),
    QuestionType.PLACE: re.compile(rf"\b(?:di|ke|dari|in|at|from|to)\b|{NAME}"),
    QuestionType.REASON: re.compile(
        r"\b(?:karena|sebab|akibat|lantaran|agar|supaya|untuk|because|due|since)\b", re.IGNORECASE
    ),
}


def question_type(question: str) -> QuestionType:
    """The kind of answer the first matching question word asks for; `UNKNOWN` without any."""
    for kind, pattern in CUE_PATTERNS:
        if pattern.search(question):
            return kind
    return QuestionType.UNKNOWN


def shows(kind: QuestionType, text: str) -> bool:
    """Whether the text holds anything of that kind: a date, a number, a name…; True for kinds without outer marks."""
    pattern = EVIDENCE.get(kind)
    return pattern is None or pattern.search(text) is not None


# What search looks for near the words of the question. A city counts as a place here, "an age" as a number.
_SOUGHT = (
    (AnswerKind.TIME, r"kapan\w*|when|(?:tahun|tanggal|hari|bulan|pukul|jam) (?:berapa|apa)\w*|"
     r"(?:what|which) (?:year|day|date|month|century|decade)|what time"),
    (AnswerKind.PLACE, r"(?:di|ke|dari) ?mana\w*|where|(?:negara|kota|provinsi|daerah|tempat) (?:apa|mana)\w*|"
     r"(?:what|which) (?:city|country|state|province|region|place)"),
    (AnswerKind.NUMBER, r"berapa\w*|how (?:many|much|long|old|far|big|large|tall|high|often)"),
    (AnswerKind.NAME, r"siapa\w*|who|whom|whose"),
    (AnswerKind.REASON, r"mengapa\w*|kenapa\w*|why"),
)  # fmt: skip
_SOUGHT_PATTERNS = [(kind, re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE)) for kind, pattern in _SOUGHT]


def awaited(question: str) -> AnswerKind:
    """What should stand where the answer is, by the question words in either language."""
    return next((kind for kind, pattern in _SOUGHT_PATTERNS if pattern.search(question)), AnswerKind.OTHER)
