"""Whether a text is Indonesian or English, by its function words and word shapes."""

import re

from index.language.stopwords import ENGLISH, INDONESIAN
from index.types import Language

_WORD = re.compile(r"[^\W\d_]+")


def detect(text: str) -> Language:
    """The language that more of the text's function words belong to; Indonesian when they don't tell."""
    words = [word.lower() for word in _WORD.findall(text)]
    english = sum(word in ENGLISH for word in words)
    indonesian = sum(word in INDONESIAN for word in words)
    return "en" if english > indonesian else "id"
