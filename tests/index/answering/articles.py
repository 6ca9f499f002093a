"""Articles, hits and readings to compose answers from: real values, made in one line."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

from index.answering.evidence.evidence import Candidate, Evidence, Reading, Source
from index.answering.evidence.sources import source_of
from index.types import Article, Hit, Passage


def article(body: str, *, number: int = 1, title: str = "", published_at: date | None = None) -> Article:
    return Article(
        id=number,
        title=title,
        body=body,
        url=f"https://kabar.example/{number}",
        published_at=published_at,
        external_id=f"s-{number}",
        language="id",
        content_hash=f"hash of {body}",
        added_at=datetime(2026, 1, 1, tzinfo=UTC),
    )


def hit(
    body: str, *, number: int = 1, title: str = "", published_at: date | None = None, heading: str = ""
) -> Hit:
    """A hit on the only passage of an article, ranked by the article's number."""
    passage = Passage(10 * number, number, 0, len(body), heading, body)
    return Hit(
        passage, article(body, number=number, title=title, published_at=published_at), 1 / number, number
    )


def source(body: str, *, number: int = 1, title: str = "", published_at: date | None = None) -> Source:
    return source_of(hit(body, number=number, title=title, published_at=published_at))


def reading(sources: Sequence[Source], answer: str, *, score: float = 0.0, candidate: int = 0) -> Reading:
    """The reading that points at `answer`, which stands once in the candidate."""
    text = sources[candidate].candidate.text
    assert text.count(answer) == 1, f"{answer!r} stands {text.count(answer)} times"
    start = text.index(answer)
    [number] = [
        n for n, (first, last) in enumerate(sources[candidate].candidate.sentences) if first <= start < last
    ]
    return Reading(candidate, number, start, start + len(answer), score, score)


def sentences(candidate: Candidate) -> list[str]:
    return [candidate.text[start:end] for start, end in candidate.sentences]


def evidence(sources: Sequence[Source], readings: Sequence[Reading]) -> Evidence:
    """What was read, in the order that the reader gave it."""
    return Evidence(tuple(sources), tuple(readings), tuple(readings))
