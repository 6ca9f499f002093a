"""Profiles: "Siapa X?", "Who was X?", "Apa itu X?" want the sentence that says what X is."""

import re

from index.language.names import NAME_PARTICLES
from index.language.offices import OFFICES

_ASKS_FOR_PROFILE = re.compile(
    r"""^\s*(?:
        (?:siapa|apa)(?:kah)?(?:\s+(?:itu|sih|sebenarnya|sosok|dia))*\s+
      | (?:who|what)\s+(?:is|was|are|were|the\s+hell\s+is)\s+ | (?:who|what)['’]s\s+
      | (?:profil|profile\s+of|tentang|about)\s+
    )(?P<name>\S.*?)(?:\s+(?:itu|sih|ya))?[\s?!.]*$""",
    re.IGNORECASE | re.VERBOSE,
)
_ASKS_WHAT = re.compile(r"\s*(?:apa(?:kah)? itu|what (?:is|are|was|were))\b", re.IGNORECASE)
_NAME_WORDS = 6
_OFFICE = re.compile(rf"(?:{OFFICES})\b", re.IGNORECASE)


def described_name(question: str) -> str | None:
    """The name that a question asks to be described, or None when it asks for anything else.

    "Siapa presiden Indonesia?" asks who holds an office; only a name as such makes a profile. A question
    all in lower case may name anyone: whether it does, the articles tell (`language.names.named_in`).
    """
    match = _ASKS_FOR_PROFILE.match(question)
    if not match:
        return None
    name = match["name"].strip("\"'“”‘’ ")
    words = name.split()
    if not words or len(words) > _NAME_WORDS:
        return None
    if _OFFICE.match(name):
        return None
    named = (
        all(w[0].isupper() or w[0].isdigit() or w.lower() in NAME_PARTICLES for w in words)
        and words[0][0].isupper()
    )
    return name if named or name == name.lower() else None


def asks_what(question: str) -> bool:
    """Whether the question asks what a thing is, in so many words: then it needs no name to be described."""
    return _ASKS_WHAT.match(question) is not None
