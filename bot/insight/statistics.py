"""What the kept answers tell: questions a day, share answered, thumbs, slow ones, what was asked in vain."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.store.clock import now
from bot.store.tables import AnswerRow, ThumbRow

DAYS = 30


@dataclass(frozen=True, slots=True)
class Day:
    """One day's questions, UTC."""

    day: date
    answered: int
    unanswered: int


@dataclass(frozen=True, slots=True)
class Statistics:
    """The last thirty days.

    Attributes:
        days: Each day, oldest first, without gaps.
        inline: How many of the questions were asked inline.
        good: Thumbs up.
        bad: Thumbs down.
        median_ms: The middle answering time of the library, 0 without questions.
        slowest: The slowest questions with their milliseconds.
    """

    days: tuple[Day, ...]
    inline: int
    good: int
    bad: int
    median_ms: float
    slowest: tuple[tuple[str, float], ...]

    @property
    def questions(self) -> int:
        """All questions."""
        return sum(day.answered + day.unanswered for day in self.days)

    @property
    def share_answered(self) -> float:
        """0..1; 0 without questions."""
        return sum(day.answered for day in self.days) / self.questions if self.questions else 0.0


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A question that was asked in vain: by thumb down or without an answer."""

    answer_id: str
    question: str
    times: int


def statistics(session: Session, *, slowest: int = 3) -> Statistics:
    """Count the last thirty days."""
    since = now() - timedelta(days=DAYS - 1)
    rows = session.execute(
        select(
            AnswerRow.asked_at, AnswerRow.abstained, AnswerRow.elapsed_ms, AnswerRow.question, AnswerRow.mode
        )
        .where(AnswerRow.asked_at >= since.replace(hour=0, minute=0, second=0, microsecond=0))
        .order_by(AnswerRow.asked_at)
    ).all()
    answered = Counter(row.asked_at.date() for row in rows if not row.abstained)
    unanswered = Counter(row.asked_at.date() for row in rows if row.abstained)
    days = [since.date() + timedelta(days=n) for n in range(DAYS)]
    times = sorted(row.elapsed_ms for row in rows)
    slow = sorted(rows, key=lambda row: -row.elapsed_ms)[:slowest]
    return Statistics(
        days=tuple(Day(day, answered[day], unanswered[day]) for day in days),
        inline=sum(row.mode == "inline" for row in rows),
        good=_thumbs(session, 1),
        bad=_thumbs(session, -1),
        median_ms=times[len(times) // 2] if times else 0.0,
        slowest=tuple((row.question, row.elapsed_ms) for row in slow),
    )


def unanswered(session: Session, *, limit: int, offset: int = 0) -> list[Unanswered]:
    """What people asked in vain, most asked first, then newest; what an editor has set aside is left out."""
    question = func.lower(func.trim(AnswerRow.question))
    down = select(ThumbRow.answer_id).where(ThumbRow.value < 0)
    groups = (
        select(
            func.max(AnswerRow.id), func.max(AnswerRow.question), func.count(), func.max(AnswerRow.asked_at)
        )
        .where(AnswerRow.abstained | AnswerRow.id.in_(down), AnswerRow.set_aside.is_(False))
        .group_by(question)
        .order_by(func.count().desc(), func.max(AnswerRow.asked_at).desc(), question)
        .limit(limit)
        .offset(offset)
    )
    return [Unanswered(id_, text, times) for id_, text, times, _ in session.execute(groups)]


def set_aside(session: Session, answer_id: str) -> None:
    """An editor has seen to a question and all that read the same."""
    row = session.get(AnswerRow, answer_id)
    if row is None:
        return
    wanted = func.lower(func.trim(row.question))
    same = select(AnswerRow).where(func.lower(func.trim(AnswerRow.question)) == wanted)
    for other in session.scalars(same):
        other.set_aside = True


def _thumbs(session: Session, value: int) -> int:
    return session.scalar(select(func.count()).select_from(ThumbRow).where(ThumbRow.value == value)) or 0
