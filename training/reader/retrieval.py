"""Plain BM25 over split articles: the hits that a reader is tuned on, with no index to build."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

import bm25s
import numpy as np

from index.answering.encoding import Encoder
from index.answering.reading import Candidate
from index.ingest.splitting import split
from index.language.boilerplate import article_sentences
from training.reader.translation import Translations
from training.rows import read_rows

TRANSLATED_SHARE = 0.7


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A dev question with what BM25 found.

    Attributes:
        question: As asked.
        answers: Accepted answers; empty when unanswerable.
        articles: The articles that answer it.
        answerable: Whether one of those is in the corpus that was searched.
        adversarial: Whether it was unanswerable from the start, its article present or not.
        candidates: Best first.
        found: The article of each candidate.
    """

    question: str
    answers: tuple[str, ...]
    articles: frozenset[str]
    answerable: bool
    adversarial: bool
    candidates: tuple[Candidate, ...]
    found: tuple[str, ...]


def kept(article: str) -> bool:
    """The half of a corpus that stays when answers are taken out (the same half as `tanya eval --half`)."""
    return hashlib.sha256(article.encode()).digest()[0] % 2 == 0


def search(
    data: Path, name: str, encoder: Encoder, *, half: bool, words: Translations | None, depth: int = 20
) -> list[AskedQuestion]:
    """Ask every question of a dev set over its corpus, or half of it."""
    candidates: list[Candidate] = []
    owners: list[str] = []
    documents: list[list[str]] = []
    for row in read_rows(data / "dev" / f"{name}_corpus.jsonl.gz"):
        if half and not kept(row["id"]):
            continue
        for draft in split(row["text"]):
            text = row["text"][draft.start : draft.end]
            sentences = tuple((s.start, s.end) for s in article_sentences(text))
            candidates.append(Candidate(text, sentences, 0.0, draft.heading, row["title"]))
            owners.append(row["id"])
            pieces = encoder.pieces(f"{row['title']} {draft.heading} {text}")
            documents.append([key for key in pieces.keys if key] or ["-"])
    index = bm25s.BM25(k1=1.2, b=0.75)
    index.index(documents, show_progress=False)
    known = set(owners)
    asked = []
    for row in read_rows(data / "dev" / f"{name}_questions.jsonl.gz"):
        scores = scored(index, encoder, row["question"], words if name.endswith("_en") else None)
        order = np.argsort(-scores, kind="stable")[:depth]
        best = float(scores[order[0]]) or 1.0
        asked.append(
            AskedQuestion(
                row["question"],
                tuple(row["answers"]),
                frozenset(row["article_ids"]),
                row["answerable"] and bool(known & set(row["article_ids"])),
                not row["answerable"],
                tuple(with_score(candidates[n], float(scores[n]) / best) for n in order),
                tuple(owners[n] for n in order),
            )
        )
    return asked


def scored(index: bm25s.BM25, encoder: Encoder, question: str, words: Translations | None) -> np.ndarray:
    keys = [key for key in encoder.pieces(question).keys if key]
    scores = np.asarray(index.get_scores(keys or ["-"]), np.float64)
    if words is None:
        return scores
    for word in question.lower().split():
        for option, chance in words.of.get(word.strip("?.,'\""), [])[:3]:
            translated = [key for key in encoder.pieces(option).keys if key]
            if translated:
                scores = scores + TRANSLATED_SHARE * chance * index.get_scores(translated)
    return scores


def with_score(candidate: Candidate, score: float) -> Candidate:
    return Candidate(candidate.text, candidate.sentences, score, candidate.heading, candidate.title)
