"""The vocabulary of the library: what is stored, what is asked, what is answered.

Offsets are Unicode code points into `Article.body`, half open. Scores: higher is better. Dates are calendar
dates in the outlet's own time zone; instants are aware UTC.
"""

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

Language = Literal["id", "en"]
"""The two languages of questions and answers, by their ISO 639-1 codes."""

Progress = Callable[[int, int], None]
"""Told (done, total) as work advances; total is 0 while it is unknown."""


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of code points in some text: `text[start:end]`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Imprint:
    """Who made an article: its writers, its outlet, the outlet's section; None where nobody says."""

    author: str | None = None
    outlet: str | None = None
    section: str | None = None


UNSIGNED = Imprint()
"""Nobody says who made it."""


@dataclass(frozen=True, slots=True)
class ArticleDraft:
    """A clean article that is not stored yet.

    Attributes:
        title: One line, may be empty.
        body: The whole text as it is stored; never empty.
        url: Where the article can be read, http or https.
        published_at: The day of publication.
        external_id: The "id" that an import gave it; unique in a library.
        author: Who wrote it, names separated by commas.
        outlet: Who published it, as it calls itself.
        section: The part of the outlet that it stood in.
        pages: Where in the body pages of print begin, from the second on; empty where it has none.
    """

    title: str
    body: str
    url: str | None = None
    published_at: date | None = None
    external_id: str | None = None
    author: str | None = None
    outlet: str | None = None
    section: str | None = None
    pages: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """A stored article; `id` is never reused."""

    id: int
    title: str
    body: str
    url: str | None
    published_at: date | None
    external_id: str | None
    language: Language
    content_hash: str
    added_at: datetime
    author: str | None = None
    outlet: str | None = None
    section: str | None = None
    pages: tuple[int, ...] = ()

    def page(self, place: int) -> int | None:
        """The page of print, from 1, that holds a place in the body; None where it has no pages."""
        return bisect_right(self.pages, place) + 1 if self.pages else None


@dataclass(frozen=True, slots=True)
class ArticleSummary:
    """A stored article without its body, for lists."""

    id: int
    title: str
    url: str | None
    published_at: date | None
    external_id: str | None
    passages: int
    added_at: datetime
    author: str | None = None
    outlet: str | None = None


@dataclass(frozen=True, slots=True)
class PassageDraft:
    """A part of a body that splitting made: `body[start:end]`, and what of it is searched.

    Attributes:
        start: First code point in the body.
        end: One past the last code point.
        heading: The sub-heading or numbered headline that the passage stands under, or "".
        text: What is embedded and indexed: the heading, then the slice without boilerplate lines.
    """

    start: int
    end: int
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A stored passage; `id` is its key in every index and is never reused."""

    id: int
    article_id: int
    start: int
    end: int
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that a search found, joined back to SQL; rank 1 is the best."""

    passage: Passage
    article: Article
    score: float
    rank: int


@dataclass(frozen=True, slots=True)
class Retelling:
    """Another article that tells the same in the same words."""

    article_id: int
    title: str
    outlet: str | None
    url: str | None


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a quote stands: `quote == article.body[start:end]`, character for character.

    Attributes:
        content_hash: The article's hash when it was quoted; another hash today means the article was edited.
        answer_start: Where in `quote` the answer span begins, or None when the whole quote is the answer.
        answer_end: One past its last code point.
        page: The page of print that the quote begins on, from 1.
        also: Other articles with a near copy of the passage, best first.
    """

    article_id: int
    external_id: str | None
    title: str
    url: str | None
    published_at: date | None
    quote: str
    start: int
    end: int
    passage_id: int
    score: float
    content_hash: str
    answer_start: int | None = None
    answer_end: int | None = None
    outlet: str | None = None
    page: int | None = None
    also: tuple[Retelling, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one message: cited, or an abstention (then `answer` is None and `citations` is empty).

    Attributes:
        kind: What was asked for: "who", "why", "list" …; "small_talk" for one that asks nothing of the articles.
        small_talk: What kind of small talk that is: "greeting", "thanks" …; else "".
    """

    question: str
    language: Language
    abstained: bool
    confidence: float
    answer: str | None
    citations: tuple[Citation, ...]
    hits: tuple[Hit, ...]
    elapsed_ms: float
    kind: str = ""
    small_talk: str = ""


@dataclass(frozen=True, slots=True)
class AddResult:
    """What adding did: `created` is False when the same text was there already (then `article_id` names that one)."""

    article_id: int
    created: bool
    passages: int


@dataclass(frozen=True, slots=True)
class ImportResult:
    """Counts of one import; `refused` lines are listed with their line number and the reason.

    Attributes:
        undated: The dates that could not be read, with their line numbers; those articles are stored without a day.
    """

    created: int
    unchanged: int
    passages: int
    refused: tuple[tuple[int, str], ...]
    undated: tuple[tuple[int, str], ...] = ()
