"""The kept questions as a table for a spreadsheet, without anybody's name or number."""

import csv
import io
from collections.abc import Iterator

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from bot.store.tables import AnswerRow, ThumbRow

MOST = 50_000
"""Rows, the newest; Telegram takes files of 50 MB."""

COLUMNS = (
    "asked_at",
    "question",
    "language",
    "mode",
    "answered",
    "answer",
    "confidence",
    "milliseconds",
    "thumbs_up",
    "thumbs_down",
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a cell begins with that a spreadsheet would run."""


def question_table(session: Session) -> bytes:
    """CSV in UTF-8 with a byte order mark, newest question first, times in UTC; empty where nothing is kept."""
    rows = list(_rows(session))
    if not rows:
        return b""
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(COLUMNS)
    writer.writerows(rows)
    return written.getvalue().encode("utf-8-sig")


def _rows(session: Session) -> Iterator[tuple[str, ...]]:
    up = func.sum(case((ThumbRow.value > 0, 1), else_=0))
    thumbs = select(ThumbRow.answer_id, up.label("up"), func.count().label("all")).group_by(
        ThumbRow.answer_id
    )
    given = thumbs.subquery()
    found = (
        select(AnswerRow, func.coalesce(given.c.up, 0), func.coalesce(given.c.all, 0))
        .outerjoin(given, given.c.answer_id == AnswerRow.id)
        .order_by(AnswerRow.asked_at.desc(), AnswerRow.id)
        .limit(MOST)
    )
    for row, liked, judged in session.execute(found):
        yield (
            row.asked_at.isoformat(timespec="seconds"),
            _harmless(row.question),
            row.language,
            row.mode,
            "no" if row.abstained else "yes",
            _harmless(row.answer or ""),
            f"{row.confidence:.3f}",
            f"{row.elapsed_ms:.0f}",
            str(liked),
            str(judged - liked),
        )


def _harmless(text: str) -> str:
    """What people wrote, so that a spreadsheet shows it and does not run it."""
    return f"'{text}" if text.startswith(_FORMULA) else text
