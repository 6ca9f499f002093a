"""What kind of thing a question asks for, from its question words, Indonesian and English."""

import re
from enum import StrEnum


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

MONTHS = (
    "januari|februari|maret|april|mei|juni|juli|agustus|september|oktober|november|nopember|desember|"
    "january|february|march|may|june|july|august|october|december"
)
DAYS = "senin|selasa|rabu|kamis|jumat|jum'at|sabtu|minggu|monday|tuesday|wednesday|thursday|friday|saturday|sunday"
NUMBER_WORDS = (
    "satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|sebelas|belas|puluh|seratus|ratus|seribu|ribu|juta|"
    "miliar|milyar|triliun|one|two|three|four|five|six|seven|eight|nine|ten|hundred|thousand|million|billion"
)
NAME = r"(?<![.!?]\s)(?<!^)\b[A-Z][\w'-]+"
EVIDENCE = {
    QuestionType.TIME: re.compile(
        rf"\b(?:{MONTHS}|{DAYS}|1[0-9]{{3}}|20[0-9]{{2}}|\d{{1,2}}[/-]\d{{1,2}}|pukul \d+|abad|tahun|"
        r"kemarin|besok|lusa)\b",
        re.IGNORECASE,
    ),
    QuestionType.NUMBER: re.compile(rf"\d|\b(?:{NUMBER_WORDS})\b", re.IGNORECASE),
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
