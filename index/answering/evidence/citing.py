"""Citations: cut from the stored article, and checked again before they are shown."""

from typing import Literal

from index.types import Article, Citation, Hit, Span

CitationState = Literal["intact", "edited", "removed"]


def cite(hit: Hit, quote: Span, answer: Span | None) -> Citation:
    """The citation of that range of the hit's article; `answer` is a range of the body inside it."""
    article = hit.article
    part = None if answer == quote else answer
    return Citation(
        article_id=article.id,
        external_id=article.external_id,
        title=article.title,
        url=article.url,
        published_at=article.published_at,
        quote=article.body[quote.start : quote.end],
        start=quote.start,
        end=quote.end,
        passage_id=hit.passage.id,
        score=hit.score,
        content_hash=article.content_hash,
        answer_start=None if part is None else part.start - quote.start,
        answer_end=None if part is None else part.end - quote.start,
        outlet=article.outlet,
        page=article.page(quote.start),
    )


def state(citation: Citation, article: Article | None) -> CitationState:
    """Whether the quote still stands where it was cited; `article` is what is stored under its id today."""
    if article is None:
        return "removed"
    unchanged = article.content_hash == citation.content_hash
    intact = unchanged and article.body[citation.start : citation.end] == citation.quote
    return "intact" if intact else "edited"
