"""Citations: cut from the stored article, and checked again before they are shown."""

from collections.abc import Iterable
from typing import Literal

from index.types import Article, Citation, Hit, Retelling, Span

CitationState = Literal["intact", "edited", "removed"]


def cite(hit: Hit, quote: Span, answer: Span | None, *, also: Iterable[Hit] = ()) -> Citation:
    """The citation of that range of the hit's article; `answer` is a range of the body inside it; `also` its copies."""
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
        also=retellings(also),
    )


def retellings(hits: Iterable[Hit]) -> tuple[Retelling, ...]:
    """The articles of hits, each once, in their order."""
    articles = {hit.article.id: hit.article for hit in hits}
    return tuple(Retelling(each.id, each.title, each.outlet, each.url) for each in articles.values())


def state(citation: Citation, article: Article | None) -> CitationState:
    """Whether the quote still stands where it was cited; `article` is what is stored under its id today."""
    if article is None:
        return "removed"
    unchanged = article.content_hash == citation.content_hash
    intact = unchanged and article.body[citation.start : citation.end] == citation.quote
    return "intact" if intact else "edited"
