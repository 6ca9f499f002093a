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
_LONG_ENOUGH = 30
"""Code points; a shorter line may be an item of a list, or a heading."""

_NO_HEADING = 160
"""Code points from which a line without a stop was cut, as chat clients cut long texts."""

_STOPS = tuple(".!?:;…|>\"”’')]-")
_GOES_ON = re.compile(r"[a-z]{2,20}[ ,]|[a-z]{4,20}\.")
_CONNECTING = frozenset(
    "dan di ke dari yang pada untuk dengan oleh atau para PT CV Rp adalah of the and to in at by for with".split()
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
    lines = text.split("\n")
    return "\n".join(_mended(_wrapped(lines, width) if width else lines))


def _mended(lines: list[str]) -> list[str]:
    """Join what was torn inside a sentence; the first line may be a title and stays alone."""
    joined = lines[:1]
    for line in lines[1:]:
        if len(joined) > 1 and joined[-1] and line and _is_torn(joined[-1], line):
            joined[-1] = f"{joined[-1].rstrip()} {line}"
        else:
            joined.append(line)
    return joined


def _is_torn(line: str, below: str) -> bool:
    """Whether a line ends, and the next begins, where no sentence can."""
    if len(line) < _LONG_ENOUGH or line.endswith(_STOPS) or _ITEM.match(below):
        return False
    if len(line) >= _NO_HEADING:
        return True
    return _GOES_ON.match(below) is not None or line.rsplit(maxsplit=1)[-1] in _CONNECTING


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
