"""What quantity a question asks for, an age, a sum of money, a length…, and whether a text names one."""

import re
from dataclasses import dataclass
from enum import StrEnum

from index.answering.asked.awaited import Awaited, awaited_by
from index.language.amounts import amounts, days
from index.language.calendar import FULL_MONTHS, WEEKDAYS, either
from index.language.number_words import JOINTS, SCALES, SMALL_NUMBERS
from index.language.units import AGES, LENGTHS, MONEY, ONE_OF_A_TIME, SPEEDS, TIMES, WEIGHTS, unit_of


class Quantity(StrEnum):
    """A kind of answer whose form tells it apart."""

    TIME = "time"
    MONEY = "money"
    AGE = "age"
    DURATION = "duration"
    LENGTH = "length"
    SPEED = "speed"
    WEIGHT = "weight"
    NUMBER = "number"


_MONEY = (
    r"biaya|harga|gaji|honor|denda|tarif|anggaran|dana|uang|bayaran|ongkos|upah|kerugian|pendapatan|keuntungan|laba|"
    r"utang|pajak|modal|investasi|santunan|tebusan|bonus"
)
_LENGTH = r"tinggi|panjang|lebar|jauh|jarak|kedalaman|ketinggian|diameter"

# The order matters: "how long did" asks for a duration before "how long" may ask for a length.
_CUES = tuple(
    (quantity, re.compile(rf"\b(?:{cue})", re.IGNORECASE))
    for quantity, cue in (
        (
            Quantity.MONEY,
            rf"berapa(?:kah)? (?:(?:besar|total|jumlah|banyak|nilai)(?:nya)? )*(?:{_MONEY})(?:nya)?\b"
            rf"|(?:{_MONEY})(?:nya)?\b[^?]*\bberapa\W*$"
            r"|how (?:much money|expensive)\b"
            r"|how much\b[^?]*\b(?:cost|pay|paid|earn|spend|spent|worth|sold|fined?|fee)\b",
        ),
        (Quantity.AGE, r"how old\b|berapa(?:kah)? (?:usia|umur)|(?:ber)?(?:usia|umur)\w*\b[^?]*\bberapa\W*$"),
        (
            Quantity.DURATION,
            r"(?:se)?berapa(?:kah)? (?:lama|waktu)\b"
            r"|how long (?:did|does|do|has|have|had|will|would|must|can)\b|how long\b[^?]*\blast",
        ),
        (
            Quantity.LENGTH,
            rf"how (?:tall|high|deep|far|wide|long)\b|(?:se)?berapa(?:kah)? (?:{_LENGTH})(?:nya)?\b"
            rf"|seberapa dalam\b|(?:{_LENGTH})(?:nya)?\b[^?]*\bberapa\W*$",
        ),
        (
            Quantity.SPEED,
            r"how fast\b|(?:se)?berapa(?:kah)? (?:cepat|kecepatan)|kecepatan\w*\b[^?]*\bberapa\W*$",
        ),
        (
            Quantity.WEIGHT,
            r"how heavy\b|(?:se)?berapa(?:kah)? (?:berat|bobot)|(?:berat|bobot)\w*\b[^?]*\bberapa\W*$",
        ),
    )
)
_ASKED_UNIT = re.compile(
    r"\b(?:berapa(?:kah)?(?:\s+(?:banyak|jumlah))?|how\s+many)\s+(?P<unit>[^\W\d_]+)", re.IGNORECASE
)

_NAMED = {
    Quantity.MONEY: rf"{MONEY}|\b(?:{'|'.join(SCALES)})\b",
    Quantity.AGE: AGES,
    Quantity.DURATION: rf"{TIMES}|\b{ONE_OF_A_TIME}\b",
    Quantity.LENGTH: LENGTHS,
    Quantity.SPEED: SPEEDS,
    Quantity.WEIGHT: WEIGHTS,
}
_NAMES = {quantity: re.compile(pattern, re.IGNORECASE) for quantity, pattern in _NAMED.items()}
_WORDS_OF_NUMBERS = either((*SMALL_NUMBERS, *SCALES))

# Takes a figure or a word that counts, vague ones ("puluhan", "hundreds") and durations of one ("sehari") too.
_COUNTED = re.compile(
    rf"\d|\b(?:{_WORDS_OF_NUMBERS}|{'|'.join(JOINTS)}|seratus|seribu|sejuta|setengah|half|dozens?|"
    r"hundreds?|thousands?|millions?|billions?|puluhan|belasan|ratusan|ribuan|jutaan|once|twice|sekali|"
    rf"{ONE_OF_A_TIME})\b",
    re.IGNORECASE,
)
# Takes a text that is a number and nothing else: "12.500", "dua puluh lima"; not "25 orang".
_BARE_NUMBER = re.compile(rf"\W*(?:(?:\d[\d.,]*|{_WORDS_OF_NUMBERS}|{'|'.join(JOINTS)})\W*)+", re.IGNORECASE)
# Takes dates and times of day, whose figures are no quantity; not "jam" in "dua jam", nor "minggu" as a week.
_CALENDAR = re.compile(
    rf"""\b(?:pukul|jam)\s\d{{1,2}}(?:[.:]\d\d)?(?:\s?(?:wib|wita|wit))?\b
    |\b\d{{1,2}}[.:]\d\d\s(?:wib|wita|wit|gmt|utc)\b
    |\b\d{{1,2}}[/-]\d{{1,2}}(?:[/-]\d{{2,4}})?\b
    |\b(?:\d{{1,2}}\s)?(?:{either(FULL_MONTHS)})(?:\s\d{{1,2}}\b,?)?(?:\s\d{{4}}\b)?
    |\b(?:{either(WEEKDAYS.keys() - {"minggu"})})\b""",
    re.IGNORECASE | re.VERBOSE,
)
# Takes what may answer "kapan": a weekday, a month, a year, a numeric date, a century; not a figure as such.
_TIME = re.compile(
    rf"""\b(?:{either(WEEKDAYS)}|{either(FULL_MONTHS)})\b
    |\b(?:1[0-9]|20)\d\d\b|\d[/-]\d|\bpukul\b|\b(?:abad|musim)\b|kemarin|\b(?:last|this|next)\b""",
    re.IGNORECASE | re.VERBOSE,
)


def asked_unit(question: str) -> str | None:
    """What "berapa …" or "how many …" counts, in one form for both languages; None where it counts nothing known."""
    asked = _ASKED_UNIT.search(question)
    return unit_of(asked["unit"]) if asked else None


def asked_quantity(question: str) -> Quantity | None:
    """The quantity that a question asks for; None for questions that ask for something else."""
    found = next((quantity for quantity, cue in _CUES if cue.search(question)), None)
    if found is not None:
        return found
    match awaited_by(question):
        case Awaited.TIME:
            return Quantity.TIME
        case Awaited.NUMBER:
            return Quantity.NUMBER
        case _:
            return None


def names(quantity: Quantity, text: str) -> bool:
    """Whether a text names such a quantity. A bare number may be any of them but a time; a date is none but a time."""
    if quantity is Quantity.TIME:
        return _TIME.search(text) is not None or any(days(text))
    rest = _CALENDAR.sub(" ", text)
    if _COUNTED.search(rest) is None:
        return False
    if quantity is Quantity.NUMBER or _BARE_NUMBER.fullmatch(rest):
        return True
    also = quantity is Quantity.LENGTH and _NAMES[Quantity.DURATION].search(rest) is not None
    return also or _NAMES[quantity].search(rest) is not None


def counts(unit: str, text: str) -> bool:
    """Whether a text has a figure of that unit, or a bare number, which may count anything."""
    return any(amount.unit == unit for amount in amounts(text)) or _BARE_NUMBER.fullmatch(text) is not None


@dataclass(frozen=True, slots=True)
class Form:
    """What the answer to a question looks like: a quantity, or a figure of a unit."""

    quantity: Quantity
    unit: str | None

    def fits(self, span: str) -> bool:
        """Whether a span looks like that."""
        return counts(self.unit, span) if self.unit is not None else names(self.quantity, span)


def form_of(question: str) -> Form | None:
    """The form of the answer; None for questions whose answers have no form of their own."""
    quantity = asked_quantity(question)
    return Form(quantity, asked_unit(question)) if quantity else None
