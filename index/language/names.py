"""How names are written, some in more than one way: Soeharto and Suharto, Yong-ju and Yong Yu, Muhammad and Mohamad."""

import re

NAME = r"[A-Z][^\W\d_]*(?:[-'’][^\W\d_]+)*"
"""Of a pattern: one word of a name, as it is written."""

PARTICLES = frozenset("bin binti van von de del der den da al el la le".split())
"""What stands in lower case between the words of a name."""

NAME_PARTICLES = PARTICLES | {"of", "the", "dan", "and", "di"}
"""The same with those of the names of things."""

# Takes what stands before the first word of a sentence, a line or a quotation; not a comma.
_BEGINS_SENTENCE = re.compile(r"(?:^|[.!?:\n\"“(]|[-–—]\s)\s*\Z")

_REPLACED = (
    ("oe", "u"),
    ("dj", "j"),
    ("tj", "c"),
    ("kh", "h"),
    ("ch", "h"),
    ("ph", "f"),
    ("sj", "s"),
    ("sy", "s"),
    ("sh", "s"),
    ("th", "t"),
    ("dh", "d"),
    ("j", "y"),
    ("v", "f"),
    ("q", "k"),
    ("x", "s"),
    ("z", "s"),
    ("o", "u"),
    ("ie", "i"),
    ("ee", "i"),
)
_DOUBLED = re.compile(r"(.)\1")


def fold(name: str) -> str:
    """One key for the common spellings of a lower-case name; unlike names may share it too."""
    for written, key in _REPLACED:
        name = name.replace(written, key)
    name = _DOUBLED.sub(r"\1", name)
    return name[:-1] if len(name) > 3 and name.endswith("h") else name


def named_in(name: str, text: str) -> bool:
    """Whether the text writes the name as a name: each of its words capitalised, one word not only for a sentence."""
    return any(
        _is_written_as_name(found.group())
        and (" " in name or not _BEGINS_SENTENCE.search(text, 0, found.start()))
        for found in name_pattern(name).finditer(text)
    )


def _is_written_as_name(words: str) -> bool:
    return all(
        word[0].isupper() or word.lower() in NAME_PARTICLES or not word[0].isalpha() for word in words.split()
    )


def name_pattern(name: str) -> re.Pattern[str]:
    """The name in any case, its words joined by blanks or hyphens ("Kim Yong-ju")."""
    return re.compile(
        r"\b" + r"[\s-]+".join(map(re.escape, re.split(r"[\s-]+", name))) + r"\b", re.IGNORECASE
    )
