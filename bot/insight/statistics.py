"""What the kept answers tell: questions a day, share answered, thumbs, slow ones, what was asked in vain."""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.store.clock import now
from bot.store.tables import AnswerRow, ThumbRow, WaitRow

DAYS = 30
MOST_DAYS = 366
BY_DAY = 62
"""Up to so many days each is shown by itself, beyond that each week."""


@dataclass(frozen=True, slots=True)
class Day:
    """The questions of one day, or of the week that begins with it, UTC."""

    day: date
    answered: int
    unanswered: int


@dataclass(frozen=True, slots=True)
class Statistics:
    """The last days.

    Attributes:
        length: How many days.
        days: Each day, or each week where there are many, oldest first, without gaps.
        inline: How many of the questions were asked inline.
        good: Thumbs up.
        bad: Thumbs down.
        median_ms: The middle answering time of the library, 0 without questions.
        slowest: The slowest questions with their milliseconds.
    """

    length: int
    days: tuple[Day, ...]
    inline: int
    good: int
    bad: int
    median_ms: float
    slowest: tuple[tuple[str, float], ...]

    @property
    def by_week(self) -> bool:
        """Whether what is shown together are weeks."""
        return self.length > BY_DAY

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
    """A question that was asked in vain: by thumb down or without an answer; so many people wait for its answer."""

    answer_id: str
    question: str
    times: int
    waiting: int


def statistics(session: Session, *, length: int = DAYS, slowest: int = 3) -> Statistics:
    """Count the last days, today included."""
    step = 7 if length > BY_DAY else 1
    since = (now() - timedelta(days=length - 1)).replace(hour=0, minute=0, second=0, microsecond=0)
    rows = session.execute(
        select(
            AnswerRow.asked_at, AnswerRow.abstained, AnswerRow.elapsed_ms, AnswerRow.question, AnswerRow.mode
        )
        .where(AnswerRow.asked_at >= since)
        .order_by(AnswerRow.asked_at)
    ).all()
    answered = Counter((row.asked_at - since).days // step for row in rows if not row.abstained)
    unanswered = Counter((row.asked_at - since).days // step for row in rows if row.abstained)
    firsts = [since.date() + timedelta(days=n) for n in range(0, length, step)]
    times = sorted(row.elapsed_ms for row in rows)
    slow = sorted(rows, key=lambda row: -row.elapsed_ms)[:slowest]
    return Statistics(
        length=length,
        days=tuple(Day(first, answered[n], unanswered[n]) for n, first in enumerate(firsts)),
        inline=sum(row.mode == "inline" for row in rows),
        good=_thumbs(session, 1, since),
        bad=_thumbs(session, -1, since),
        median_ms=times[len(times) // 2] if times else 0.0,
        slowest=tuple((row.question, row.elapsed_ms) for row in slow),
    )


def unanswered(session: Session, *, limit: int, offset: int = 0) -> list[Unanswered]:
    """What people asked in vain, most asked first, then newest; what an editor has set aside is left out."""
    down = select(ThumbRow.answer_id).where(ThumbRow.value < 0)
    vain = select(AnswerRow.id, AnswerRow.question).where(
        AnswerRow.abstained | AnswerRow.id.in_(down), AnswerRow.set_aside.is_(False)
    )
    groups: dict[str, list[tuple[str, str]]] = {}
    for id_, text in session.execute(vain.order_by(AnswerRow.asked_at.desc(), AnswerRow.id)):
        groups.setdefault(sense(text), []).append((id_, text))
    # The sort is stable: of those asked equally often the newest stay first.
    most_asked = sorted(groups.values(), key=len, reverse=True)[offset : offset + limit]
    waiting = Counter(map(sense, session.scalars(select(WaitRow.question).where(WaitRow.state == "waiting"))))
    return [Unanswered(*asked[0], len(asked), waiting[sense(asked[0][1])]) for asked in most_asked]


def sense(question: str) -> str:
    """What a question reads like whatever its case, blanks and punctuation."""
    return " ".join(re.findall(r"\w+", question.casefold()))


def set_aside(session: Session, answer_id: str) -> None:
    """An editor has seen to a question and all that read the same."""
    row = session.get(AnswerRow, answer_id)
    if row is None:
        return
    wanted = sense(row.question)
    for other in session.scalars(select(AnswerRow).where(AnswerRow.set_aside.is_(False))):
        other.set_aside = other.set_aside or sense(other.question) == wanted


def _thumbs(session: Session, value: int, since: datetime) -> int:
    given = select(func.count()).where(ThumbRow.value == value, ThumbRow.given_at >= since)
    return session.scalar(given) or 0
