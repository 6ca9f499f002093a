"""Articles that wait for a button: to be saved, approved, or brought back after a removal."""

import json
import secrets
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from datetime import timedelta
from typing import Literal

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot.store.clock import now
from bot.store.tables import DraftRow
from index.types import Article, ArticleDraft

KEEP = timedelta(days=30)
JOINABLE = timedelta(hours=1)
"""So long an editor is offered to join a forwarded post to the one before."""

Purpose = Literal["add", "edit", "suggest", "remove"]
State = Literal["open", "done", "undone", "dropped"]


_COLUMNS = ("title", "body", "url", "published_at", "external_id")


@dataclass(frozen=True, slots=True)
class Source:
    """A message that a draft was made of."""

    message_id: int
    text: str


@dataclass(frozen=True, slots=True)
class Content:
    """A draft, the article that it replaces or was, and the messages it was made of."""

    draft: ArticleDraft
    article_id: int | None = None
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """A draft and what it waits for.

    Attributes:
        user_id: Who made it.
        purpose: What its button does: add it, put it in the place of an article, approve a suggestion; or it
            is what was removed.
        article_id: The article that it became, replaces or was.
        message_id: The preview that shows it, once it was sent.
    """

    id: str
    user_id: int
    purpose: Purpose
    state: State
    article_id: int | None
    draft: ArticleDraft
    message_id: int | None = None
    sources: tuple[Source, ...] = ()


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
            sources=_written(kept.sources),
            facts=_facts(kept.draft),
        )
    )


def rewrite(session: Session, draft_id: str, kept: Content) -> None:
    """Give an open draft another content; its buttons stay."""
    row = session.get(DraftRow, draft_id)
    if row is None:
        return
    for column in _COLUMNS:
        setattr(row, column, getattr(kept.draft, column))
    row.sources, row.facts = _written(kept.sources), _facts(kept.draft)


def made_of(session: Session, user_id: int, message_id: int) -> KeptDraft | None:
    """The newest draft of a person that was made of that message."""
    mine = select(DraftRow).where(DraftRow.user_id == user_id, DraftRow.sources.contains(f"[{message_id},"))
    found = map(_read, session.scalars(mine.order_by(DraftRow.created_at.desc())))
    return next((kept for kept in found if any(s.message_id == message_id for s in kept.sources)), None)


def last_open(session: Session, user_id: int) -> KeptDraft | None:
    """The newest addition of a person that still waits for its button, if it is of the last hour."""
    mine = select(DraftRow).where(
        DraftRow.user_id == user_id,
        DraftRow.purpose == "add",
        DraftRow.state == "open",
        DraftRow.created_at > now() - JOINABLE,
    )
    row = session.scalars(mine.order_by(DraftRow.created_at.desc()).limit(1)).first()
    return None if row is None else _read(row)


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
    """A stored article as a draft, with all its facts, so that it can be changed or brought back."""
    return ArticleDraft(**{field.name: getattr(article, field.name) for field in fields(ArticleDraft)})


def _facts(draft: ArticleDraft) -> str:
    """The fields that have no column of their own, as JSON."""
    return json.dumps({name: value for name, value in asdict(draft).items() if name not in _COLUMNS})


def _written(sources: Sequence[Source]) -> str:
    return json.dumps([[source.message_id, source.text] for source in sources])


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
    facts = json.loads(row.facts)
    facts["pages"] = tuple(facts.get("pages", ()))
    draft = ArticleDraft(row.title, row.body, row.url, row.published_at, row.external_id, **facts)
    sources = tuple(Source(message_id, text) for message_id, text in json.loads(row.sources))
    return KeptDraft(row.id, row.user_id, purpose, state, row.article_id, draft, row.message_id, sources)
