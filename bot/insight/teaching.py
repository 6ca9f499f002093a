"""Feedback that teaches: thumbs and editors' verdicts become evaluation questions."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.store.clock import now
from bot.store.database import open_database
from bot.store.tables import AnswerHitRow, AnswerRow, ThumbRow, VerdictRow
from index.errors import InputError


@dataclass(frozen=True, slots=True)
class TaughtQuestion:
    """A question with what people said of it, in the form that `tanya eval` reads.

    Attributes:
        id: The answer's id.
        answers: The answer that was liked; empty where only the article is known.
        article_ids: The "id" that import gave to the article, else the article's number.
        answerable: False where an editor said that no article tells.
    """

    id: str
    question: str
    answers: tuple[str, ...]
    article_ids: tuple[str, ...]
    answerable: bool


def give_verdict(session: Session, answer_id: str, user_id: int, article_id: int | None) -> None:
    """An editor says which article answers a question, or that none does."""
    if session.get(AnswerRow, answer_id) is not None:
        session.merge(VerdictRow(answer_id=answer_id, user_id=user_id, article_id=article_id, given_at=now()))


def taught_questions(session: Session) -> list[TaughtQuestion]:
    """Every question that people taught, oldest first; an editor's verdict outweighs thumbs."""
    verdicts = {row.answer_id: row for row in session.scalars(select(VerdictRow))}
    liked = set(
        session.scalars(
            select(ThumbRow.answer_id).group_by(ThumbRow.answer_id).having(func.sum(ThumbRow.value) > 0)
        )
    )
    wanted = select(AnswerRow).where(AnswerRow.id.in_(liked | set(verdicts)))
    rows = session.scalars(wanted.order_by(AnswerRow.asked_at, AnswerRow.id)).all()
    return list(_without_repeats(_taught(session, row, verdicts.get(row.id)) for row in rows))


def export_feedback(database_url: str, file: Path) -> int:
    """Write the taught questions to a .jsonl file; how many.

    Raises:
        StoreError: The database cannot be opened.
        InputError: The file cannot be written.
    """
    database = open_database(database_url)
    try:
        questions = database.transact(taught_questions)
    finally:
        database.close()
    lines = (json.dumps(asdict(question), ensure_ascii=False) + "\n" for question in questions)
    try:
        file.write_text("".join(lines), encoding="utf-8")
    except OSError as error:
        raise InputError(
            f"The questions must go to a file that can be written, but {file}: {error.strerror}."
        ) from None
    return len(questions)


def _taught(session: Session, row: AnswerRow, verdict: VerdictRow | None) -> TaughtQuestion:
    hits = session.scalars(
        select(AnswerHitRow).where(AnswerHitRow.answer_id == row.id).order_by(AnswerHitRow.rank)
    ).all()
    if verdict is None:
        article_ids = dict.fromkeys(_name(hit) for hit in hits if hit.cited)
        return TaughtQuestion(row.id, row.query, (row.answer or "",), tuple(article_ids), answerable=True)
    if verdict.article_id is None:
        return TaughtQuestion(row.id, row.query, (), (), answerable=False)
    names = {hit.article_id: _name(hit) for hit in hits}
    article = names.get(verdict.article_id, str(verdict.article_id))
    return TaughtQuestion(row.id, row.query, (), (article,), answerable=True)


def _without_repeats(questions: Iterator[TaughtQuestion]) -> Iterator[TaughtQuestion]:
    seen: set[str] = set()
    for question in questions:
        key = " ".join(question.question.lower().split())
        if key not in seen:
            seen.add(key)
            yield question


def _name(hit: AnswerHitRow) -> str:
    return hit.external_id or str(hit.article_id)
