"""A small real library for tests: it answers with the sentence that shares most words."""

import re
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from index.answering.conversation import Turn, standalone
from index.errors import InputError, NotFoundError
from index.ingest.drafting import content_hash
from index.library.reindexing import ReindexResult
from index.library.serving import InService
from index.types import (
    AddResult,
    Answer,
    Article,
    ArticleDraft,
    ArticleSummary,
    Citation,
    Hit,
    Language,
    Passage,
    Progress,
)


@dataclass
class Shelf:
    """Passages are sentences; an answer needs two shared words, or one where the question has only one."""

    stored: dict[int, Article] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    before_asking: Callable[[str], None] = lambda question: None
    worded: tuple[str, ...] | None = None
    while_wording: Callable[[int], object] = lambda sentences: None
    while_reindexing: Callable[[], object] = lambda: None
    next_id: int = 1
    lock: threading.RLock = field(default_factory=threading.RLock)

    def add(self, draft: ArticleDraft) -> AddResult:
        with self.lock:
            known = content_hash(draft.body)
            for article in self.stored.values():
                if article.content_hash == known:
                    return AddResult(article.id, created=False, passages=0)
            article = self._article(self.next_id, draft)
            self.stored[article.id] = article
            self.next_id += 1
            return AddResult(article.id, created=True, passages=len(sentences(draft.body)))

    def edit(self, article_id: int, draft: ArticleDraft) -> None:
        with self.lock:
            self.article(article_id)
            self.stored[article_id] = self._article(article_id, draft)

    def bring_back(self, article_id: int, draft: ArticleDraft) -> None:
        with self.lock:
            self.stored.setdefault(article_id, self._article(article_id, draft))

    def remove(self, article_id: int) -> Article:
        with self.lock:
            article = self.article(article_id)
            del self.stored[article_id]
            return article

    def article(self, article_id: int) -> Article:
        try:
            return self.stored[article_id]
        except KeyError:
            raise NotFoundError(f"There is no article {article_id}.") from None

    def articles(self, *, query: str = "", limit: int | None = None, offset: int = 0) -> list[ArticleSummary]:
        found = [a for a in reversed(self.stored.values()) if query.lower() in a.title.lower()]
        end = None if limit is None else offset + limit
        return [
            ArticleSummary(a.id, a.title, a.url, a.published_at, a.external_id, 1, a.added_at)
            for a in found[offset:end]
        ]

    def ask(self, question: str, *, told: Callable[[str], None] | None = None) -> Answer:
        answer = self.quoted(question)
        if self.worded is None or answer.abstained:
            return answer
        for end in range(1, len(self.worded) + 1):
            self.while_wording(end)
            if told:
                told(" ".join(self.worded[:end]))
        return replace(answer, answer=" ".join(self.worded))

    @property
    def in_service(self) -> InService:
        return InService("words", "1", 7)

    def quoted(self, question: str, *, top_k: int = 20, turns: Sequence[Turn] = ()) -> Answer:
        self.before_asking(question)
        with self.lock:
            if not question.strip():
                raise InputError("A question needs at least one word; ask in Indonesian or English.")
            query = standalone(question, turns)
            self.asked.append(query)
            wanted = words(query) - EMPTY_WORDS
            hits = self._hits(wanted)[:top_k]
            best = hits[0] if hits else None
            if best is None or best.score < min(2, len(wanted)):
                return Answer(query, language_of(question), True, 0.1, None, (), tuple(hits), 1.0)
            quote = best.article.body[best.passage.start : best.passage.end]
            first = quote.split()[0]
            citation = Citation(
                best.article.id,
                None,
                best.article.title,
                best.article.url,
                best.article.published_at,
                quote,
                best.passage.start,
                best.passage.end,
                best.passage.id,
                best.score,
                best.article.content_hash,
                answer_start=0,
                answer_end=len(first),
                outlet=best.article.outlet,
                page=best.article.page(best.passage.start),
            )
            return Answer(query, language_of(question), False, 0.9, first, (citation,), tuple(hits), 1.0)

    def search(self, question: str, *, top_k: int = 20) -> list[Hit]:
        return self._hits(words(question) - EMPTY_WORDS)[:top_k]

    def reindex(self, *, progress: Progress | None = None) -> ReindexResult:
        passages = sum(len(sentences(article.body)) for article in self.stored.values())
        if progress:
            progress(len(self.stored) // 2, len(self.stored))
        self.while_reindexing()
        return ReindexResult(len(self.stored), passages, "words", 2)

    def _hits(self, wanted: set[str]) -> list[Hit]:
        scored = [
            (float(len(wanted & words(article.body[start:end]))), article, start, end)
            for article in self.stored.values()
            for start, end in sentences(article.body)
        ]
        best = sorted((s for s in scored if s[0] > 0), key=lambda s: (-s[0], s[1].id, s[2]))
        return [
            Hit(Passage(article.id * 1000 + start, article.id, start, end, "", ""), article, score, rank)
            for rank, (score, article, start, end) in enumerate(best, start=1)
        ]

    def _article(self, article_id: int, draft: ArticleDraft) -> Article:
        return Article(
            article_id,
            draft.title,
            draft.body,
            draft.url,
            draft.published_at,
            draft.external_id,
            "id",
            content_hash(draft.body),
            datetime.now(UTC),
            draft.author,
            draft.outlet,
            draft.section,
            draft.pages,
        )


def sentences(body: str) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(r"[^.\n][^.\n]*\.?", body)]


def words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower()))


def language_of(question: str) -> Language:
    return "en" if words(question) & {"who", "what", "when", "where", "is", "was", "the"} else "id"


EMPTY_WORDS = words("siapa apa kapan di mana who what when where is was the a of itu dan yang")
