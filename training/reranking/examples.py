"""Questions with the passages that a search puts first, right and wrong, as features."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.answering.asked.question import understood
from index.embedding.protocol import Embedder
from index.language.analysis import query_terms, terms
from index.search.reranking import Candidate, Reranker, shipped_reranker
from index.types import Language
from training.bm25 import Bm25
from training.dev_sets import DevSet, windows
from training.rows import Licences, training_rows

LOOKED_AT = 20
LEXICAL_SHARE = 0.7
NEWS_ARTICLES = 2500
INDONESIAN_QUESTIONS, TWIN_QUESTIONS = 3000, 1500
AT_ONCE = 250


@dataclass(frozen=True, slots=True)
class Example:
    """One question.

    Attributes:
        features: float32, (passages, features), best fused score first.
        right: bool, (passages,): of an article that answers.
        articles: int, (passages,).
    """

    features: NDArray[np.float32]
    right: NDArray[np.bool_]
    articles: NDArray[np.int64]


def training_examples(data: Path, licences: Licences, embedder: Embedder, seed: int = 1) -> list[Example]:
    """Indonesian questions among news, and twin questions among their passages."""
    choice = random.Random(seed)
    news = list(training_rows(data, "news", licences))
    questions = [row for row in training_rows(data, "qa_id", licences) if row["answerable"]]
    twins = [row for row in training_rows(data, "qa_en_on_id", licences) if row["answerable"]]
    contexts = list(dict.fromkeys(row["context"] for row in questions))
    texts = contexts + [row["body"] for row in choice.sample(news, min(NEWS_ARTICLES, len(news)))]
    asked = choice.sample(questions, min(INDONESIAN_QUESTIONS, len(questions)))
    number = {text: n for n, text in enumerate(texts)}
    targets = [frozenset([number[row["context"]]]) for row in asked]
    found = examples(as_dev_set("facqa", texts, [row["question"] for row in asked], targets), "id", embedder)
    texts = list(dict.fromkeys(row["context"] for row in training_rows(data, "qa_en_on_id", licences)))
    asked = choice.sample(twins, min(TWIN_QUESTIONS, len(twins)))
    number = {text: n for n, text in enumerate(texts)}
    targets = [frozenset([number[row["context"]]]) for row in asked]
    sides: list[tuple[str, Language]] = [("question", "en"), ("question_id", "id")]
    for field, language in sides:
        found += examples(
            as_dev_set(field, texts, [row[field] for row in asked], targets), language, embedder
        )
    return found


def as_dev_set(name: str, texts: list[str], questions: list[str], targets: list[frozenset[int]]) -> DevSet:
    """Texts cut into passages, in the form of a dev set."""
    passages = [(window, n) for n, text in enumerate(texts) for window in windows(text)]
    article_of = np.array([n for _, n in passages], np.int32)
    return DevSet(name, [text for text, _ in passages], [""] * len(passages), article_of, questions, targets)


def examples(dev: DevSet, language: Language, embedder: Embedder) -> list[Example]:
    """The questions of a set with the passages that both searches together put first."""
    bm25 = Bm25([terms(passage) for passage in dev.passages])
    vectors = embedder.embed_passages(dev.passages)
    reranker = shipped_reranker(embedder)
    found: list[Example] = []
    for start in range(0, len(dev.questions), AT_ONCE):
        questions = dev.questions[start : start + AT_ONCE]
        lexical = bm25.scores([{t.term: t.weight for t in query_terms(q, language)} for q in questions])
        dense = np.maximum(embedder.embed_queries(questions) @ vectors.T, 0)
        for n, question in enumerate(questions):
            shares = share_of_best(lexical[n]), share_of_best(dense[n])
            found.append(example(dev, question, language, shares, dev.targets[start + n], reranker))
    return found


def example(
    dev: DevSet,
    question: str,
    language: Language,
    shares: tuple[NDArray[np.float32], NDArray[np.float32]],
    targets: frozenset[int],
    reranker: Reranker,
) -> Example:
    """One question with the features of the passages of the best fused score."""
    lexical, dense = shares
    fused = LEXICAL_SHARE * lexical + (1 - LEXICAL_SHARE) * dense
    best = np.argsort(-fused, kind="stable")[:LOOKED_AT]
    candidates: Sequence[Candidate] = [
        Candidate(dev.passages[n], float(lexical[n]), float(dense[n])) for n in best
    ]
    articles = dev.article_of[best].astype(np.int64)
    right = np.array([int(article) in targets for article in articles])
    return Example(
        reranker.features(replace(understood(question).query, language=language), candidates), right, articles
    )


def share_of_best(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """Scores as shares of the greatest."""
    return scores / max(float(scores.max(initial=0)), 1e-9)
