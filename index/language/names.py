"""How names are written, some in more than one way: Soeharto and Suharto, Yong-ju and Yong Yu, Muhammad and Mohamad."""

import re

NAME = r"[A-Z][^\W\d_]*(?:[-'’][^\W\d_]+)*"
"""Of a pattern: one word of a name, as it is written."""

PARTICLES = frozenset("bin binti van von de del der den da al el la le".split())
"""What stands in lower case between the words of a name."""

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
