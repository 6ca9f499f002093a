"""Questions that wait for an article. Every function works inside the caller's transaction."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, func, or_, select, update
from sqlalchemy.orm import Session

from bot.conversation.answers import KeptAnswer
from bot.messages.outgoing import Place
from bot.store.clock import now
from bot.store.tables import AnswerRow, WaitRow
from index.types import Language

MOST = 20
"""Questions that one person may wait for at a time."""

KEEP = timedelta(days=90)
"""So long a question waits."""

ASK_AGAIN = timedelta(days=1)
"""A changed article may answer too: without new ones a question is asked again so often."""


@dataclass(frozen=True, slots=True)
class Wait:
    """A question that waits; `query` is its form that stands alone."""

    answer_id: str
    place: Place
    user_id: int
    question: str
    query: str
    language: Language


def begin(session: Session, kept: KeptAnswer, user_id: int, thread_id: int | None) -> None:
    """Let a question wait; one that was waited for before waits again."""
    query = session.scalar(select(AnswerRow.query).where(AnswerRow.id == kept.id))
    session.merge(
        WaitRow(
            answer_id=kept.id,
            chat_id=kept.chat_id,
            thread_id=thread_id,
            user_id=user_id,
            message_id=kept.question_message_id,
            question=kept.question,
            # A new conversation forgets the form that stands alone.
            query=query or kept.question,
            language=kept.language,
            state="waiting",
            begun_at=now(),
            # What came in since the question was asked may answer it already.
            newest_article=0,
            asked_at=now(),
        )
    )


def count(session: Session, user_id: int) -> int:
    """How many questions a person waits for."""
    mine = select(func.count()).where(WaitRow.user_id == user_id, WaitRow.state == "waiting")
    return session.scalar(mine) or 0


def owner(session: Session, answer_id: str) -> int | None:
    """Who waits for a question; None when nobody does any more."""
    return session.scalar(
        select(WaitRow.user_id).where(WaitRow.answer_id == answer_id, WaitRow.state == "waiting")
    )


def stop(session: Session, answer_id: str) -> None:
    """Wait for a question no longer."""
    this = update(WaitRow).where(WaitRow.answer_id == answer_id, WaitRow.state == "waiting")
    session.execute(this.values(state="stopped"))


def stop_all(session: Session, user_id: int) -> None:
    """A person waits for nothing any more."""
    mine = update(WaitRow).where(WaitRow.user_id == user_id, WaitRow.state == "waiting")
    session.execute(mine.values(state="stopped"))


def any_waiting(session: Session) -> bool:
    """Whether anything waits."""
    return (
        session.scalars(select(WaitRow.answer_id).where(WaitRow.state == "waiting").limit(1)).first()
        is not None
    )


def due(session: Session, newest_article: int, *, limit: int) -> list[Wait]:
    """Questions that were not asked since the newest article came in, those asked longest ago first."""
    unasked = or_(WaitRow.newest_article != newest_article, WaitRow.asked_at < now() - ASK_AGAIN)
    rows = session.scalars(
        select(WaitRow)
        .where(WaitRow.state == "waiting", unasked)
        .order_by(WaitRow.asked_at, WaitRow.answer_id)
        .limit(limit)
    )
    return [_read(row) for row in rows]


def asked_in_vain(session: Session, answer_id: str, newest_article: int) -> None:
    """The articles up to that one do not answer."""
    this = update(WaitRow).where(WaitRow.answer_id == answer_id)
    session.execute(this.values(newest_article=newest_article, asked_at=now()))


def take(session: Session, answer_id: str) -> bool:
    """End the wait because its answer goes out in this transaction; False when it was ended before."""
    this = update(WaitRow).where(WaitRow.answer_id == answer_id, WaitRow.state == "waiting")
    taken = session.execute(this.values(state="done").returning(WaitRow.answer_id))
    return taken.first() is not None


def purge(session: Session) -> None:
    """Forget what was waited for long ago."""
    session.execute(delete(WaitRow).where(WaitRow.begun_at < now() - KEEP))


def _read(row: WaitRow) -> Wait:
    place = Place(row.chat_id, row.thread_id, row.message_id)
    language: Language = "id" if row.language == "id" else "en"
    return Wait(row.answer_id, place, row.user_id, row.question, row.query, language)
