"""What the questions tell: statistics of a day and of a year, and the table to download."""

import csv
import io
from datetime import timedelta
from pathlib import Path

import pytest

from bot.insight.statistics import Day, statistics
from bot.store.clock import now
from bot.store.database import Database, open_database
from bot.store.tables import AnswerRow
from tests.bot.living import ADMIN, living_bot
from tests.bot.shelf import Shelf
from tests.botapi import BotApi


def asked(database: Database, *days_ago: int) -> None:
    for number, days in enumerate(days_ago):
        row = AnswerRow(
            id=f"answer {number}",
            asked_at=now() - timedelta(days=days),
            chat_id=7,
            user_id=7,
            question="Siapa Kim?",
            query="Siapa Kim?",
            language="id",
            mode="chat",
            abstained=days > 0,
            confidence=0.5,
            elapsed_ms=10.0,
            model="words",
            generation=1,
        )
        database.transact(lambda session, row=row: session.add(row))  # type: ignore[misc]


def test_days_are_counted_one_by_one_and_a_year_by_week(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'bot.db'}")
    asked(database, 0, 0, 3, 20, 364)
    few = database.transact(lambda session: statistics(session, length=7))
    year = database.transact(lambda session: statistics(session, length=365))
    database.close()
    today = now().date()
    assert few.days[-1] == Day(today, 2, 0)
    assert few.days[-4] == Day(today - timedelta(days=3), 0, 1)
    assert (len(few.days), few.questions, few.by_week) == (7, 3, False)
    assert year.days[0] == Day(today - timedelta(days=364), 0, 1)
    assert (len(year.days), year.questions, year.by_week) == (53, 5, True)


@pytest.mark.parametrize(
    ("language", "empty", "day", "year", "caption"),
    [
        (
            "id",
            "Belum ada pertanyaan.",
            "1 hari terakhir",
            "365 hari terakhir",
            "Pertanyaan yang disimpan, tanpa nama.",
        ),
        (
            "en",
            "Nobody has asked anything yet.",
            "The last 1 day",
            "The last 365 days",
            "The questions that are kept, without names.",
        ),
    ],
)
def test_an_editor_looks_at_a_day_and_a_year_and_downloads_the_questions(
    tmp_path: Path, shelf: Shelf, language: str, empty: str, day: str, year: str, caption: str
) -> None:
    with BotApi.start(flood=None) as api, living_bot(api, tmp_path, shelf):
        admin = api.private_chat(user_id=ADMIN, language_code=language)
        ani = api.private_chat(user_id=777001, first_name="Ani Rahasia")
        admin.send("/export")
        assert admin.wait_for_message().text == empty
        ani.send("Siapa Kim Yong Ju?")
        ani.wait_for_answer(ani.press(ani.wait_for_message(), "👍"))
        ani.send("=HYPERLINK() berapa gaji pekerja pelabuhan?")
        ani.wait_for_message()
        admin.send("/stats 1")
        assert admin.wait_for_message().marked("bold")[0] == day
        admin.send("/stats 365")
        assert admin.wait_for_message().marked("bold")[0] == year
        admin.send("/export")
        sent = admin.wait_for_message()
        assert sent.text == caption
        assert sent.attachment is not None
        table = sent.attachment.file.content.decode("utf-8-sig")
    newest, first = csv.DictReader(io.StringIO(table))
    assert newest["question"] == "'=HYPERLINK() berapa gaji pekerja pelabuhan?"
    assert (newest["answered"], newest["answer"]) == ("no", "")
    assert (first["question"], first["answered"], first["thumbs_up"]) == ("Siapa Kim Yong Ju?", "yes", "1")
    assert "Rahasia" not in table
    assert "777001" not in table
