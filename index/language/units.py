"""Units of figures: their names in both languages, as words and as alternatives of patterns."""

UNITS = {
    word: unit
    for unit, words in (
        ("person", "orang jiwa korban people persons person dead deaths victims fatalities"),
        ("metre", "meter metre metres meters m"),
        ("kilometre", "kilometer kilometre kilometres kilometers km"),
        ("percent", "persen percent %"),
        ("rupiah", "rp rupiah"),
        ("dollar", "$ us$ dollar dolar dollars"),
        ("year", "tahun years year"),
        ("day", "hari days day"),
        ("hour", "jam hours hour"),
        ("minute", "menit minutes minute"),
        ("magnitude", "magnitudo bermagnitudo magnitude"),
    )
    for word in words.split()
}
"""The name of a unit by the words for it, lower case."""

PREFIXED = frozenset({"rupiah", "dollar", "magnitude"})
"""Units that stand before their figure: "Rp 5.000", "magnitudo 5,6"."""

TIMES = (
    r"(?:detik|menit|jam|hari|malam|minggu|pekan|bulan|tahun|windu|dekade|dasawarsa|abad|"
    r"seconds?|minutes?|hours?|days?|nights?|weeks?|months?|years?|decades?|centur(?:y|ies))"
)
"""Takes the units of durations, "seminggu" too; must not be used without a figure beside it."""

ONE_OF_A_TIME = r"se(?:jam|hari|malam|minggu|pekan|bulan|tahun|abad)"
"""Takes a duration of one: "sehari"; not "sekali" or "sebulat"."""

LENGTHS = (
    r"(?:k|c|m)?m\b|(?:kilo|senti|mili|centi|milli)?met(?:er|re)s?\b|kaki\b|fe?et\b|foot\b|inci\b|inch|mil\b|miles?\b|"
    r"lantai\b|store?y|tahun cahaya|light[- ]years?"
)
"""Takes the units of lengths and heights, storeys too; "mil" but not "milik"."""

SPEEDS = rf"{LENGTHS}|knot|mach|mph|kph|/jam|per jam"
"""Takes the units of speeds; a length alone counts, as in "120 kilometer tiap jam"."""

WEIGHTS = r"\b(?:k|m)?g\b|gram|\bton|kuintal|\bpon\b|pounds?\b|\blbs?\b"
"""Takes the units of weights; not "ponsel"."""

MONEY = r"\brp|rupiah|dolar|dollar|\busd?\b|us\$|[$€£¥]|\beuro|\byen\b|\bwon\b|ringgit|\bpound|yuan"
"""Takes currencies; not "wonderful" or "yen"-something."""

AGES = r"tahun|bulan|years?|months?|weeks?|days? old"
"""Takes the units of ages."""


def unit_of(word: str) -> str | None:
    """The unit that a word names, in one form for both languages; None for a word that names none."""
    return UNITS.get(word.lower())
