"""A second look at the best passages: how each matches the question, word by word.

The score is linear in what `matching` finds and in both search scores, so that it can be read and costs little. It
was fitted to rank the right passage first (softmax over the first twenty) on the questions of the training set. There
the meaning was scored by a table that no question had trained; otherwise it would be trusted too much.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index.embedding.protocol import Embedder
from index.embedding.static import StaticEmbedder
from index.language.analysis import analyzer
from index.language.lexicon import load_lexicon
from index.search.fusion import Candidates
from index.search.matching import Matcher, Matching
from index.search.query import Query
from index.search.query_words import QueryReader
from index.types import Hit

POOL = 20
"""Passages that are looked at again."""

_GENTLENESS = 8.0
"""How far a passage must fall behind the best for half its score."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage as the search found it.

    Attributes:
        lexical: BM25, as a share of the query's best.
        dense: Cosine, as a share of the query's best, at least 0.
    """

    text: str
    lexical: float
    dense: float


class Closeness(Protocol):
    """Compares texts with a query token by token; static embedding models do."""

    def closeness(self, query: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """One figure a text, float32 (n,), higher is better."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What each feature adds to a passage's score.

    Made by `python -m training.reranking --data DIR`; but `alike`, the closeness of tokens, was set by the dev sets
    (2, 5 and 10 tried): the table that no question has trained does not tell what the trained one's closeness is worth.
    """

    covered: float = 1.7
    clause: float = 1.81
    sentence: float = 2.31
    in_order: float = 1.01
    close: float = 1.26
    names: float = 0.57
    numbers: float = 0.41
    exact: float = 1.26
    heaviest_missing: float = 0.73
    repeated: float = -1.75
    answer_near: float = 0.99
    answer_anywhere: float = 0.67
    defines: float = 0.33
    first: float = -2.1
    lexical: float = 4.3
    dense: float = 1.6
    lexical_lead: float = 0.19
    dense_lead: float = -0.35
    english_covered: float = 6.81
    english_dense: float = 0.87
    alike: float = 10.0


FEATURES = tuple(field.name for field in fields(Weights))


class Reranker:
    """Scores the best passages of a search anew. Thread-safe."""

    def __init__(
        self,
        words: QueryReader,
        matcher: Matcher,
        *,
        closeness: Closeness | None = None,
        weights: Weights | None = None,
    ) -> None:
        self._words = words
        self._matcher = matcher
        self._closeness = closeness
        chosen = weights or Weights()
        self._weights = np.array([getattr(chosen, name) for name in FEATURES], np.float32)

    def rerank(self, query: Query, hits: Sequence[Hit], found: Candidates) -> list[Hit]:
        """The first `POOL` hits in their new order, then the others; scores keep the scale that fusion gave them.

        Args:
            query: What was searched.
            hits: Passages by fused score, best first.
            found: Both search scores of every passage among them.
        """
        again, others = hits[:POOL], hits[POOL:]
        if not again:
            return []
        scores = self.scores(query, candidates_of(again, found))
        best = again[0].score
        order = sorted(range(len(again)), key=lambda n: (-scores[n], again[n].passage.id))
        first = [(again[n], best * float(scores[n])) for n in order]
        scale = min(1.0, first[-1][1] / again[-1].score) if again[-1].score > 0 else 1.0
        rest = [(hit, hit.score * scale) for hit in others]
        return [
            Hit(hit.passage, hit.article, score, rank)
            for rank, (hit, score) in enumerate(first + rest, start=1)
        ]

    def scores(self, query: Query, candidates: Sequence[Candidate]) -> NDArray[np.float32]:
        """One score a candidate, float32, in (0, 1]; the best has 1, higher is better."""
        if not candidates:
            return np.zeros(0, np.float32)
        raw = self.features(query, candidates) @ self._weights
        scores: NDArray[np.float32] = 1 / (1 + (raw.max() - raw) / np.float32(_GENTLENESS))
        return scores

    def features(self, query: Query, candidates: Sequence[Candidate]) -> NDArray[np.float32]:
        """float32, (candidates, features), in the order of `FEATURES`."""
        asked = self._words.read(query)
        lexical_lead = _leads([candidate.lexical for candidate in candidates])
        dense_lead = _leads([candidate.dense for candidate in candidates])
        texts = [candidate.text for candidate in candidates]
        matches = [self._matcher.match(asked, text) for text in texts]
        rows = [
            _row(match, each, leads, is_english=query.language == "en")
            for match, each, *leads in zip(matches, candidates, lexical_lead, dense_lead, strict=True)
        ]
        alike = self._alike(query.text, texts)
        return np.column_stack([np.array(rows, np.float32), alike])

    def _alike(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """Zero for all where the model cannot tell: then it moves nothing."""
        return (
            self._closeness.closeness(question, texts)
            if self._closeness
            else np.zeros(len(texts), np.float32)
        )


def shipped_reranker(embedder: Embedder | None = None) -> Reranker:
    """The re-ranker with the shipped lexicon and weights; a static model compares the tokens besides."""
    closeness = embedder if isinstance(embedder, StaticEmbedder) else None
    return Reranker(QueryReader(analyzer(), load_lexicon()), Matcher(analyzer()), closeness=closeness)


def candidates_of(hits: Sequence[Hit], found: Candidates) -> list[Candidate]:
    """The hits with their search scores, each as a share of the best of its kind."""
    row = {passage: n for n, passage in enumerate(found.ids.tolist())}
    lexical = float(found.lexical.max(initial=0)) or 1.0
    dense = max(float(found.dense.max(initial=0)), 0.0) or 1.0
    return [
        Candidate(
            hit.passage.text,
            float(found.lexical[row[hit.passage.id]]) / lexical,
            max(float(found.dense[row[hit.passage.id]]), 0.0) / dense,
        )
        for hit in hits
    ]


def _leads(scores: Sequence[float]) -> list[float]:
    """One by the rank that each score has among all: 1, 1/2, 1/3, …"""
    order = np.argsort(-np.array(scores, np.float32), kind="stable")
    leads = np.empty(len(scores))
    leads[order] = 1 / np.arange(1, len(scores) + 1)
    return [float(lead) for lead in leads]


def _row(match: Matching, candidate: Candidate, leads: Sequence[float], *, is_english: bool) -> list[float]:
    return [
        match.covered,
        match.clause,
        match.sentence,
        match.in_order,
        match.close,
        match.names,
        match.numbers,
        match.exact,
        match.heaviest_missing,
        match.repeated,
        match.answer_near,
        match.answer_anywhere,
        match.defines,
        match.first,
        candidate.lexical,
        candidate.dense,
        *leads,
        match.covered * is_english,
        candidate.dense * is_english,
    ]
