"""What the answer looks like: a person, a time, a place …, by the question word. What is to be done is the `Kind`."""

import re
from enum import StrEnum

from index.language.calendar import FULL_MONTHS, WEEKDAYS, either
from index.language.number_words import COUNTING
from index.search.query import AnswerKind


class Awaited(StrEnum):
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
        Awaited.TIME,
        r"kapan\w*|bilamana|(?:tahun|tanggal|hari|bulan|pukul|jam|abad) (?:berapa|apa)(?:kah)?",
    ),
    (Awaited.TIME, r"when|(?:what|which) (?:year|date|day|month|time|century|decade)"),
    (
        Awaited.NUMBER,
        r"berapa\w*|how (?:many|much|old|long|far|tall|high|big|large|often|fast|deep|wide|heavy)",
    ),
    (Awaited.PERSON, r"siapa\w*|who|whom|whose"),
    (
        Awaited.PLACE,
        r"(?:di|ke|dari) ?mana(?:kah)?|(?:kota|negara|provinsi|daerah|pulau|benua|kabupaten) (?:mana|apa)(?:kah)?",
    ),
    (Awaited.PLACE, r"where|(?:what|which) (?:city|country|province|place|island|continent|state|town)"),
    (Awaited.REASON, r"mengapa\w*|kenapa\w*|why"),
    (Awaited.MANNER, r"bagaimana\w*|how"),
    (
        Awaited.YES_NO,
        r"^(?:apakah|benarkah|adakah|is|are|was|were|do|does|did|has|have|had|can|could|will)",
    ),
    (Awaited.THING, r"apa(?:kah)?|apaan|mana(?:kah)?|yang mana|what|which"),
)
CUE_PATTERNS = tuple((kind, re.compile(rf"\b(?:{cue})\b", re.IGNORECASE)) for kind, cue in CUES)

NAME = r"(?<![.!?]\s)(?<!^)\b[A-Z][\w'-]+"
EVIDENCE = {
    Awaited.TIME: re.compile(
        rf"\b(?:{either(FULL_MONTHS)}|{either(WEEKDAYS)}|1[0-9]{{3}}|20[0-9]{{2}}|"
        r"\d{1,2}[/-]\d{1,2}|pukul \d+|abad|tahun|kemarin|besok|lusa)\b",
        re.IGNORECASE,
    ),
    Awaited.NUMBER: re.compile(rf"\d|\b(?:{either(COUNTING)})\b", re.IGNORECASE),
    Awaited.PERSON: re.compile(NAME),
    Awaited.PLACE: re.compile(rf"\b(?:di|ke|dari|in|at|from|to)\b|{NAME}"),
    Awaited.REASON: re.compile(
        r"\b(?:karena|sebab|akibat|lantaran|agar|supaya|untuk|because|due|since)\b", re.IGNORECASE
    ),
}


def awaited_by(question: str) -> Awaited:
    """The kind of answer the first matching question word asks for; `UNKNOWN` without any."""
    for kind, pattern in CUE_PATTERNS:
        if pattern.search(question):
            return kind
    return Awaited.UNKNOWN


def shows(kind: Awaited, text: str) -> bool:
    """Whether the text holds anything of that kind: a date, a number, a name…; True for kinds without outer marks."""
    pattern = EVIDENCE.get(kind)
    return pattern is None or pattern.search(text) is not None


SEARCHED = {
    Awaited.PERSON: AnswerKind.NAME,
    Awaited.TIME: AnswerKind.TIME,
    Awaited.NUMBER: AnswerKind.NUMBER,
    Awaited.PLACE: AnswerKind.PLACE,
    Awaited.REASON: AnswerKind.REASON,
}
"""What search looks for near the words of the question; for anything else it has no outer marks."""
