"""A text that grows sentence by sentence from what a language model says; only supported sentences are kept."""

import re
from collections.abc import Iterator, Sequence

from index.answering.asked.question import Question
from index.answering.writer.quotations import Quotation
from index.answering.writer.supporting import supported
from index.language.sentences import split_sentences
from index.types import Citation

MOST_SENTENCES = 6
LONGEST_HELD = 4_000
"""Code points without the end of a sentence after which nothing more is expected of the model."""

# Takes citation marks, "[2]" and "[1, 3]"; not brackets with anything else in them.
_MARK = re.compile(r"\[\s*\d{1,3}(?:\s*[,;]\s*\d{1,3})*\s*\]")
# Takes marks that come after the full stop instead of before it.
_LATE_MARKS = re.compile(rf"(?P<end>[.!?…][\"”’']?)(?P<marks>(?:\s*{_MARK.pattern})+)")
# Takes addresses, handles and mark-up, which no answer may hold.
_LINKS = re.compile(
    r"https?:|www\.|\b\w+\.(?:com|id|net|org|me|io|xyz)\b|\]\(|<[a-z/]|@\w{3,}|\bt\.me\b", re.IGNORECASE
)


class Draft:
    """The supported sentences so far; citations are numbered anew in the order of their first use."""

    def __init__(self, question: Question, quotations: Sequence[Quotation]) -> None:
        self._question = question
        self._quotations = quotations
        self._cited: list[int] = []
        self._sentences: list[str] = []

    @property
    def text(self) -> str:
        """What is written so far."""
        return " ".join(self._sentences)

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Those used, in the order of their first use."""
        return tuple(self._quotations[number].citation for number in self._cited)

    @property
    def is_full(self) -> bool:
        """Whether enough is written."""
        return len(self._sentences) >= MOST_SENTENCES

    def add(self, text: str) -> bool:
        """Keep the sentence if the quotations that it cites support it."""
        numbers = [int(digits) - 1 for mark in _MARK.findall(text) for digits in re.findall(r"\d+", mark)]
        plain = " ".join(_MARK.sub(" ", text).split())
        plain = re.sub(r"\s+([.,;:!?])", r"\1", plain)
        if (
            not numbers
            or not all(0 <= number < len(self._quotations) for number in numbers)
            or _LINKS.search(plain)
        ):
            return False
        if not supported(plain, [self._quotations[number].ground for number in numbers], self._question):
            return False
        self._cited.extend(number for number in dict.fromkeys(numbers) if number not in self._cited)
        marks = "".join(f"[{self._cited.index(number) + 1}]" for number in dict.fromkeys(numbers))
        self._sentences.append(_marked(plain, marks))
        return True


def _marked(plain: str, marks: str) -> str:
    end = re.search(r"[.!?…]?[\"”’']?$", plain)
    at = end.start() if end else len(plain)
    return f"{plain[:at]} {marks}{plain[at:]}"


def sentences(pieces: Iterator[str]) -> Iterator[str]:
    """The sentences of a text that comes in pieces, each once it is whole; one that is broken off is never yielded."""
    held = ""
    for piece in pieces:
        held = _LATE_MARKS.sub(_marks_first, held + piece)
        spans = split_sentences(held)
        if len(held) > LONGEST_HELD:
            return
        ready = len(spans) - 1
        if spans and held.startswith("[", spans[-1].start):  # perhaps marks of the sentence before
            ready -= 1
        if ready > 0:
            yield from (held[span.start : span.end] for span in spans[:ready])
            held = held[spans[ready].start :]
    yield from (held[span.start : span.end] for span in split_sentences(held))


def _marks_first(match: re.Match[str]) -> str:
    return f" {match['marks'].strip()}{match['end']}"
