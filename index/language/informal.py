"""Informal spelling brought to the standard one: "knp blm dtg" is "mengapa belum datang"."""

import re
from functools import cache

from index.language.detection import detect
from index.language.lexicon import DIRECTORY, load_lexicon

# Takes a word in small letters, or the first of a sentence, its digits and hyphens with it; "LG" is a name.
_WORD = re.compile(r"(?:(?<![\w.@/-])[a-z]|(?:^|(?<=[.?!:]\s))[A-Z](?=[a-z]))[a-z0-9'-]*(?![\w@/]|\.\w)")
# Takes a small letter that stands three times or more in a row: "siapaaa"; not "XIII".
_STRETCHED = re.compile(r"([a-z])\1{2,}")
# Takes a word that is said twice, written with a 2: "anak2nya"; not "x2" nor "covid19".
_TWICE = re.compile(r"(?<![\w-])([a-z]{3,})2(nya|an)?(?!\w)")
# Takes "macam mana", Malay for "bagaimana", and "apa apa saja".
_PHRASES = (
    (re.compile(r"\bmacam mana\b", re.IGNORECASE), "bagaimana"),
    (re.compile(r"\bapa apa saja\b"), "apa saja"),
)


def standard(text: str) -> str:
    """The text with its informal words in the standard spelling, mood particles left out; names stay as they are."""
    text = _STRETCHED.sub(r"\1", text)
    english = detect(text) == "en"

    def form(match: re.Match[str]) -> str:
        word = match.group()
        found = informal_words().get(word.lower())
        if found is None or (english and word.lower() in load_lexicon().english):
            return word
        return found[:1].upper() + found[1:] if word[0].isupper() else found

    text = _WORD.sub(form, text)
    text = _TWICE.sub(lambda match: f"{match[1]}-{match[1]}{match[2] or ''}", text)
    for pattern, phrase in _PHRASES:
        text = pattern.sub(phrase, text)
    return " ".join(text.split()).replace(" ,", ",").replace(" ?", "?")


@cache
def informal_words() -> dict[str, str]:
    """The standard form of each informal word, "" for one that is left out; read once."""
    lines = (DIRECTORY / "informal.txt").read_text("utf-8").splitlines()
    pairs = (line.partition(" ") for line in lines if line and not line.startswith("#"))
    return {word: form for word, _, form in pairs}
