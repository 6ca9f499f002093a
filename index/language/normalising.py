"""Raw text into text that every part can hold: one form, nothing invisible, nothing a database refuses."""

import re
import unicodedata

_LINE_BREAKS = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\x85]")
_INVISIBLE = re.compile(
    "["
    "\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f"  # controls, save tab and line breaks
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u3164\uffa0"  # soft hyphen, joiners, letter fillers
    "\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"  # zero width, directions
    "\ufe00-\ufe0f\ufeff\ufff0-\ufffb"  # variation selectors, byte order mark, annotations
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"  # lone surrogates, noncharacters
    "\U000e0000-\U000e0fff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"  # tags, selectors, format controls
    "]+"
)


def clean(text: str) -> str:
    """Normalise to NFC, make every line break a line feed, and remove what nobody sees.

    Removed are controls, lone surrogates, noncharacters, zero-width and direction marks, variation selectors,
    tag characters, and blanks at line ends and around the text. Nothing else
    changes; cleaning again changes nothing.
    """
    text = _INVISIBLE.sub("", _LINE_BREAKS.sub("\n", text))
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    return "\n".join(line.rstrip() for line in text.split("\n")).strip()


def one_line(text: str) -> str:
    """Clean a text and join its lines and blanks into single spaces."""
    return " ".join(clean(text).split())
