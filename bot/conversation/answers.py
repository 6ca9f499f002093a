"""Answers that were given, kept so that every button under them works for ever and feedback can teach."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.orm import Session

from bot.store.clock import now
from bot.store.tables import ANSWER_HITS, ANSWERS, AnswerHitRow, AnswerRow, ThumbRow
from index.library.serving import InService
from index.types import Answer, Language

CONVERSATION_LASTS = timedelta(minutes=30)
"""A question after a longer pause stands alone."""

TYPING_LASTS = timedelta(minutes=2)
"""Telegram asks again with every pause in someone's typing; only the last of those is their question."""

KEPT_HITS = 20

_KEEP = insert(ANSWERS)
_KEEP_HIT = insert(ANSWER_HITS)
_LAST_QUERY = (
    select(ANSWERS.c.query)
    .where(
        ANSWERS.c.chat_id == bindparam("chat", type_=ANSWERS.c.chat_id.type),
        ANSWERS.c.user_id == bindparam("person", type_=ANSWERS.c.user_id.type),
        ANSWERS.c.asked_at > bindparam("since", type_=ANSWERS.c.asked_at.type),
    )
    .order_by(ANSWERS.c.asked_at.desc())
    .limit(1)
)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a question was asked; `mode` is chat or inline."""

    chat_id: int
    user_id: int
    message_id: int | None
    mode: str = "chat"


@dataclass(frozen=True, slots=True)
class KeptHit:
    """A passage as it was found: `article.body[start:end]` while the article's hash is the same."""

    article_id: int
    external_id: str | None
    passage_id: int
    start: int
    end: int
    content_hash: str
    score: float
    rank: int
    cited: bool


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """An answer that was given; `shown` is its message, packed, "" where none was kept."""

    id: str
    asked_at: datetime
    chat_id: int
    user_id: int | None
    question_message_id: int | None
    reply_message_id: int | None
    question: str
    language: Language
    abstained: bool
    hits: tuple[KeptHit, ...]
    shown: str


def new_answer_id() -> str:
    """An id nobody can guess, short enough for a button."""
    return secrets.token_urlsafe(9)


def keep(
    session: Session,
    answer_id: str,
    origin: Origin,
    question: str,
    answer: Answer,
    in_service: InService,
    *,
    shown: str = "",
) -> None:
    """Write an answer down; `shown` is its message, packed."""
    connection = session.connection()
    row = {
        "id": answer_id,
        "asked_at": now(),
        "chat_id": origin.chat_id,
        "user_id": origin.user_id,
        "question_message_id": origin.message_id,
        "question": question,
        "query": answer.question,
        "language": answer.language,
        "mode": origin.mode,
        "abstained": answer.abstained,
        "confidence": answer.confidence,
        "answer": answer.answer,
        "elapsed_ms": answer.elapsed_ms,
        "model": in_service.model[:80],
        "generation": in_service.generation,
        "shown": shown,
    }
    connection.execute(_KEEP, row)
    hits = _hit_rows(answer_id, answer)
    if hits:
        connection.execute(_KEEP_HIT, hits)


def find(session: Session, answer_id: str) -> KeptAnswer | None:
    """The answer of that id, unless it was forgotten."""
    row = session.get(AnswerRow, answer_id)
    return None if row is None else _read(session, row)


def find_by_question(session: Session, chat_id: int, message_id: int) -> KeptAnswer | None:
    """The answer to the question in that message."""
    there = select(AnswerRow).where(AnswerRow.chat_id == chat_id, AnswerRow.question_message_id == message_id)
    row = session.scalars(there.order_by(AnswerRow.asked_at.desc()).limit(1)).first()
    return None if row is None else _read(session, row)


def find_by_reply(session: Session, chat_id: int, message_id: int) -> KeptAnswer | None:
    """The answer that the bot gave in that message."""
    there = select(AnswerRow).where(AnswerRow.chat_id == chat_id, AnswerRow.reply_message_id == message_id)
    row = session.scalars(there.order_by(AnswerRow.asked_at.desc()).limit(1)).first()
    return None if row is None else _read(session, row)


def last_query(session: Session, chat_id: int, user_id: int) -> str:
    """The last question of a person in a chat, in the form that stood alone, or "" when there is none."""
    here = {"chat": chat_id, "person": user_id, "since": now() - CONVERSATION_LASTS}
    return session.connection().execute(_LAST_QUERY, here).scalar() or ""


def forget_conversation(session: Session, chat_id: int, user_id: int) -> None:
    """The next question of that person in that chat stands alone."""
    mine = update(AnswerRow).where(AnswerRow.chat_id == chat_id, AnswerRow.user_id == user_id)
    session.execute(mine.values(query=""))


def forget_beginnings(session: Session, user_id: int, question: str) -> None:
    """Forget the inline questions that a person was typing a moment ago on the way to this one, or back from it."""
    recent = select(AnswerRow.id, AnswerRow.question).where(
        AnswerRow.user_id == user_id, AnswerRow.mode == "inline", AnswerRow.asked_at > now() - TYPING_LASTS
    )
    for row in session.execute(recent).all():
        if question.startswith(row.question) or row.question.startswith(question):
            forget(session, row.id)


def shown_in(session: Session, answer_id: str, message_id: int) -> None:
    """Remember which message shows an answer."""
    session.execute(update(AnswerRow).where(AnswerRow.id == answer_id).values(reply_message_id=message_id))


def forget(session: Session, answer_id: str) -> None:
    """Forget an answer, its hits and thumbs."""
    session.execute(delete(AnswerRow).where(AnswerRow.id == answer_id))


def thumb(session: Session, answer_id: str, user_id: int, value: int) -> bool:
    """Keep what a person thinks of an answer, the last word counts; False when the answer is forgotten."""
    if session.get(AnswerRow, answer_id) is None:
        return False
    session.merge(ThumbRow(answer_id=answer_id, user_id=user_id, value=value, given_at=now()))
    return True


def _hit_rows(answer_id: str, answer: Answer) -> list[dict[str, object]]:
    cited = {citation.passage_id for citation in answer.citations}
    return [
        {
            "answer_id": answer_id,
            "rank": hit.rank,
            "article_id": hit.article.id,
            "external_id": hit.article.external_id,
            "passage_id": hit.passage.id,
            "start": hit.passage.start,
            "end": hit.passage.end,
            "content_hash": hit.article.content_hash,
            "score": hit.score,
            "cited": hit.passage.id in cited,
        }
        for hit in answer.hits[:KEPT_HITS]
    ]


def _read(session: Session, row: AnswerRow) -> KeptAnswer:
    hits = session.scalars(
        select(AnswerHitRow).where(AnswerHitRow.answer_id == row.id).order_by(AnswerHitRow.rank)
    )
    return KeptAnswer(
        id=row.id,
        asked_at=row.asked_at,
        chat_id=row.chat_id,
        user_id=row.user_id,
        question_message_id=row.question_message_id,
        reply_message_id=row.reply_message_id,
        question=row.question,
        language="id" if row.language == "id" else "en",
        abstained=row.abstained,
        hits=tuple(
            KeptHit(
                hit.article_id,
                hit.external_id,
                hit.passage_id,
                hit.start,
                hit.end,
                hit.content_hash,
                hit.score,
                hit.rank,
                hit.cited,
            )
            for hit in hits
        ),
        shown=row.shown,
    )
