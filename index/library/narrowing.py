"""A question that is put to one outlet's or writer's articles is answered from theirs alone."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from index.answering.answerer import Searcher
from index.answering.asked.cleaning import clean_question
from index.language.asked_of import asked_of
from index.search.query import Query
from index.store.store import Store
from index.types import Hit

POOL = 200
"""Hits looked through at first; ten times as many until enough are of that outlet or writer."""

MOST = 20_000


@dataclass(frozen=True, slots=True)
class Narrowed:
    """A question, and whose articles it is put to.

    Attributes:
        typed: The whole question, on one line.
        question: What is asked, without the outlet or writer.
        articles: The ids of the only articles that may answer; None where all may.
    """

    typed: str
    question: str
    articles: frozenset[int] | None

    def among(self, searcher: Searcher) -> Searcher:
        """What finds passages of those articles alone."""
        return searcher if self.articles is None else Among(searcher, self.articles)


def narrowed(question: str, store: Store) -> Narrowed:
    """Take apart a question that names an outlet or a writer of stored articles; any other stays whole.

    Raises:
        InputError: The question is empty or too long.
    """
    typed = clean_question(question)
    for asked in asked_of(typed):
        articles = store.made_by(outlet=asked.outlet, author=asked.author)
        if articles:
            return Narrowed(typed, asked.question, articles)
    return Narrowed(typed, typed, None)


@dataclass(frozen=True, slots=True)
class Among:
    """Finds passages of some articles alone."""

    searcher: Searcher
    articles: frozenset[int]

    def search(self, query: Query, *, top_k: int) -> list[Hit]:
        """The best passages of those articles, best first, ranked anew."""
        pool = max(POOL, top_k)
        while True:
            hits = self.searcher.search(query, top_k=pool)
            theirs = [hit for hit in hits if hit.article.id in self.articles][:top_k]
            if len(theirs) == top_k or len(hits) < pool or pool >= MOST:
                return [replace(hit, rank=rank) for rank, hit in enumerate(theirs, start=1)]
            pool *= 10

    def holding(self, term: str) -> int:
        """How many passages of all articles hold a term."""
        return self.searcher.holding(term)

    def beginning(self, prefix: str) -> Iterable[str]:
        """The terms of all articles that begin so."""
        return self.searcher.beginning(prefix)
