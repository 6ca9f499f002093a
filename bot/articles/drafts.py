"""Articles that wait for a button: to be saved, approved, or brought back after a removal."""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot.store.clock import now
from bot.store.tables import DraftRow
from index.types import Article, ArticleDraft

KEEP = timedelta(days=30)

Purpose = Literal["add", "edit", "suggest", "remove"]
State = Literal["open", "done", "undone", "dropped"]


@dataclass(frozen=True, slots=True)
class Content:
    """A draft, and the article that it replaces or was."""

    draft: ArticleDraft
    article_id: int | None = None


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """A draft and what it waits for.

    Attributes:
        user_id: Who made it.
        purpose: What its button does: add it, put it in the place of an article, approve a suggestion; or it
            is what was removed.
        article_id: The article that it became, replaces or was.
    """

    id: str
    user_id: int
    purpose: Purpose
    state: State
    article_id: int | None
    draft: ArticleDraft


def keep(session: Session, draft_id: str, user_id: int, purpose: Purpose, kept: Content) -> None:
    """Write a draft down; the same id again changes nothing."""
    if session.get(DraftRow, draft_id) is not None:
        return
    session.add(
        DraftRow(
            id=draft_id,
            user_id=user_id,
            purpose=purpose,
            article_id=kept.article_id,
            title=kept.draft.title,
            body=kept.draft.body,
            url=kept.draft.url,
            published_at=kept.draft.published_at,
            external_id=kept.draft.external_id,
            created_at=now(),
            state="open",
        )
    )


def find(session: Session, draft_id: str) -> KeptDraft | None:
    """The draft of that id, unless it was forgotten."""
    row = session.get(DraftRow, draft_id)
    return None if row is None else _read(row)


def close(session: Session, draft_id: str, state: State, article_id: int | None = None) -> None:
    """Say what became of a draft."""
    row = session.get(DraftRow, draft_id)
    if row is not None:
        row.state = state
        row.article_id = article_id if article_id is not None else row.article_id


def open_suggestions(session: Session) -> int:
    """How many suggestions wait for an editor."""
    waiting = select(DraftRow.id).where(DraftRow.purpose == "suggest", DraftRow.state == "open")
    return len(session.scalars(waiting).all())


def purge(session: Session) -> None:
    """Forget old drafts."""
    session.execute(delete(DraftRow).where(DraftRow.created_at < now() - KEEP))


def new_draft_id() -> str:
    """An id nobody can guess, short enough for a button."""
    return secrets.token_urlsafe(9)


def draft_of(article: Article) -> ArticleDraft:
    """A stored article as a draft, so that it can be brought back."""
    return ArticleDraft(article.title, article.body, article.url, article.published_at, article.external_id)


def _read(row: DraftRow) -> KeptDraft:
    purpose: Purpose = "add"
    if row.purpose == "edit":
        purpose = "edit"
    elif row.purpose == "suggest":
        purpose = "suggest"
    elif row.purpose == "remove":
        purpose = "remove"
    state: State = "open"
    if row.state == "done":
        state = "done"
    elif row.state == "undone":
        state = "undone"
    elif row.state == "dropped":
        state = "dropped"
    draft = ArticleDraft(row.title, row.body, row.url, row.published_at, row.external_id)
    return KeptDraft(row.id, row.user_id, purpose, state, row.article_id, draft)
