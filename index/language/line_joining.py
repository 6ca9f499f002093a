"""Lines of text into paragraphs: a line break ends a sentence only where the writer meant it to.

One function for every source: text files, Markdown, PDF, pastes that a chat client cut in two.
"""

import itertools
import re

_WIDEST = 130
"""Code points; no hard-wrapped text has longer lines."""

_NARROWEST = 40
_FEWEST_LINES = 3
_MOST = 0.7
_TORN = re.compile(r"[^\s.!?:;…|>\"”’')\]\-][^\S\n]*\n(?=[a-z]{1,20}[ ,.])")
_CONNECTS = re.compile(
    r"(?<=[ \n])(?:dan|di|ke|dari|yang|pada|untuk|dengan|oleh|atau|para|PT|Rp|adalah|of|the|and|to|in)\n(?=[\w\"“(])"
)
_ITEM = re.compile(r"\s*(?:[-*•·–—+>|#]|\d{1,3}[.)] |[a-z][.)] |\([a-z\d]{1,2}\) )")
_BROKEN = re.compile(r"(?P<before>[^\W\d_]{2,})-$")


def join_lines(text: str) -> str:
    """Join the lines of each paragraph that was broken to fit a width, and of each sentence that was torn.

    Args:
        text: Clean; paragraphs of hard-wrapped text stand between blank lines, or end in a short line.
    """
    if "\n" not in text:
        return text
    width = _width(text)
    if width:
        text = "\n".join(_wrapped(text.split("\n"), width))
    text = _TORN.sub(lambda match: match[0].rstrip() + " ", text)
    return _CONNECTS.sub(lambda match: match[0].rstrip() + " ", text)


def _width(text: str) -> int:
    """The width that a text was broken to, 0 where it was not."""
    lines = [line.rstrip() for line in text.split("\n")]
    width = max(map(len, lines))
    if not _NARROWEST <= width <= _WIDEST:
        return 0
    pairs = [(line, below) for line, below in itertools.pairwise(lines) if line and below]
    full = sum(_is_full(line, below, width) for line, below in pairs)
    return width if len(pairs) + 1 >= _FEWEST_LINES and full >= _MOST * len(pairs) else 0


def _is_full(line: str, below: str, width: int) -> bool:
    """Whether the next line's first word had no room in a line."""
    return len(line) + 1 + len(below.split(maxsplit=1)[0]) > width and not _ITEM.match(below)


def _wrapped(lines: list[str], width: int) -> list[str]:
    joined: list[str] = []
    before = ""
    for line in lines:
        if joined and before.strip() and line.strip() and _is_full(before.rstrip(), line, width):
            joined[-1] = _joined(joined[-1].rstrip(), line.strip())
        else:
            joined.append(line)
        before = line
    return joined


def _joined(text: str, below: str) -> str:
    broken = _BROKEN.search(text)
    if broken is None or not below[:1].islower():
        return f"{text} {below}"
    doubled = below.lower().startswith(broken["before"].lower())
    return text + below if doubled else text[:-1] + below
