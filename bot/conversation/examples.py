"""Example questions from the stored articles: about people whom the library can introduce."""

import re
import time
from collections.abc import Iterator, Sequence
from typing import Protocol

from bot.locales.voice import Voice
from index.errors import NotFoundError
from index.language.offices import OFFICES, TRADES
from index.types import Answer, Article, ArticleSummary

WANTED = 3
FRESH_S = 600.0
_LOOK_AT = 30
_TRIES = 12
_NAME = re.compile(r"\b[A-Z][a-z]+(?: [A-Z][a-z]+){1,3}\b")
_KIN = (
    "adik|kakak|istri|suami|putra|putri|anak(?! perusahaan)|ibu|ayah|paman|bibi|cucu|janda|wife|husband|son|"
    "daughter|mother|father|brother|sister|uncle|aunt|widow"
)
_INTRODUCED = re.compile(
    r"(?:,| adalah| merupakan| was| is) (?:(?:the|a|an|his|her|former|seorang|mantan|juga) )*"
    rf"(?:{OFFICES}|{TRADES}|{_KIN})\b",
    re.IGNORECASE,
)
"""A comma alone introduces palaces and headlines too; an office, a trade or a relation is a person's."""


class Examined(Protocol):
    """What finding examples needs of the library."""

    def quoted(self, question: str, *, top_k: int = 20) -> Answer:
        """The answer, or an abstention."""
        ...

    def articles(self, *, query: str = "", limit: int | None = None, offset: int = 0) -> list[ArticleSummary]:
        """The articles, newest first."""
        ...

    def article(self, article_id: int) -> Article:
        """One article."""
        ...


class Examples:
    """Finds example questions and remembers them for ten minutes."""

    def __init__(self, library: Examined) -> None:
        self._library = library
        self._found: dict[str, tuple[float, Sequence[str]]] = {}

    def questions(self, voice: Voice) -> Sequence[str]:
        """At most three questions in the voice's language; it takes a while when they are not fresh."""
        at, found = self._found.get(voice.language, (0.0, ()))
        if not at or time.monotonic() - at > FRESH_S:
            found = tuple(self._answered(voice))
            self._found[voice.language] = (time.monotonic(), found)
        return found

    def _answered(self, voice: Voice) -> Iterator[str]:
        found = 0
        for tried, name in enumerate(self._names()):
            if found == WANTED or tried == _TRIES:
                return
            question = voice.say("Who is {name}?", name=name)
            answer = self._library.quoted(question)
            if answer.citations and _introduces(answer.citations[0].quote, name):
                found += 1
                yield question

    def _names(self) -> list[str]:
        """One name an article, so that the examples differ; those that most articles name first, then the newest."""
        bodies = list(self._bodies())
        names = dict.fromkeys(name for name in map(_introduced_name, bodies) if name)
        return sorted(names, key=lambda name: -sum(name in body for body in bodies))

    def _bodies(self) -> Iterator[str]:
        for summary in self._library.articles(limit=_LOOK_AT):
            try:
                yield self._library.article(summary.id).body
            except NotFoundError:
                # It was removed a moment ago.
                continue


def _introduces(quote: str, name: str) -> bool:
    """Whether a quotation tells who somebody is: what is shown first must not be a passing mention."""
    names = re.finditer(re.escape(name), quote)
    return any(_INTRODUCED.match(quote, match.end()) for match in names)


def _introduced_name(body: str) -> str:
    """The first name that the text tells something about, or ""."""
    names = (match for match in _NAME.finditer(body) if _INTRODUCED.match(body, match.end()))
    return next((match.group() for match in names), "")
