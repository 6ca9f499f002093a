"""Token, passwords and private words: none in a log, in somebody else's chat, or in a database that has forgotten them.

A bot lives through everything that makes programs talkative: refusals, broken answers, timeouts, a library that puts
the question into its error, updates that cannot be read.
"""

import contextlib
import logging
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.process.logs import RedactingFormatter
from tests.bot.campaigns import town
from tests.bot.campaigns.figures import LONG, Figure, note
from tests.bot.campaigns.nursery import ROOT, Nursery
from tests.bot.campaigns.processes import ADMIN, TOKEN, Running, database_of, running
from tests.botapi import BotApi, PrivateChat
from tests.botapi.faults import AnswerLost, Drop, Garbled, HtmlBody, Refused, ServerError, TooManyRequests

SECRET_PART = TOKEN.partition(":")[2]
PASSWORD = "kata-sandi-kenari-9f3b"
PRIVATE = "penyakitkuyangmemalukan"
QUESTIONS = 60 if LONG else 8


@pytest.fixture
def talk(nursery: Nursery) -> Iterator[tuple[BotApi, Running, list[str]]]:
    with (
        BotApi.start(token=TOKEN, flood=None) as api,
        running(nursery, api, shelf_costs_s=0.0, loose=True) as here,
    ):
        yield api, here, []


def live_through_trouble(api: BotApi, ani: PrivateChat) -> int:
    """Ask private things while everything goes wrong; how many things were said."""
    faults = [ServerError(500), HtmlBody(502), Drop(), AnswerLost(), Garbled(), TooManyRequests(1)]
    for fault in (Garbled(), HtmlBody(502), AnswerLost(), ServerError(500)):
        api.faults.add(fault, "getUpdates")
    for refused, skip in ((f"can't parse entities: near {PRIVATE}", 0), ("MESSAGE_TOO_ODD", 2)):
        # Only hers: a reply refused for good is never sent again, and others wait for theirs.
        api.faults.add(Refused(400, f"Bad Request: {refused}"), "sendMessage", chat_id=ani.id, skip=skip)
    api.faults.randomly(0.2, faults, seed=3)
    for number in range(QUESTIONS):
        ani.send(f"Apakah {PRIVATE} {number} menular?")
        ani.send(f"Mengapa {PRIVATE} {town.EXPLOSIVE} {number}?")
        ani.send(f"/articles {PRIVATE}{number}")
        body = {
            "message_id": 5000 + number,
            "date": "kapan",
            "chat": {"id": ani.id, "type": "private"},
            "from": {"id": ani.id, "is_bot": False, "first_name": "Ani"},
            "text": f"{PRIVATE} tak terbaca",
        }
        api.raw_update({"message": body})
    return 4 * QUESTIONS


def test_no_secret_and_no_private_word_gets_out(talk: tuple[BotApi, Running, list[str]]) -> None:
    api, here, found = talk
    ani, budi, admin = (api.private_chat(user_id=user_id) for user_id in (7, 8, ADMIN))
    said = live_through_trouble(api, ani)
    budi.send(town.question(3))
    budi.wait_for_message(timeout=60)
    api.faults.clear()
    ani.send("/privacy")
    ani.wait_for_message(timeout=60 + 2 * said, where=lambda m: m.keyboard is None and "/forgetme" in m.text)
    ani.send("/forgetme")
    asked = ani.wait_for_message(
        timeout=30, where=lambda m: m.keyboard is not None and len(m.keyboard.buttons) == 2
    )
    ani.press(asked, asked.keyboard.buttons[0].text)
    ani.wait_for_edit(asked, timeout=30)
    assert here.bot.terminate() == 0
    log = here.log()
    found += [
        f"log: {line[:160]}" for line in log.splitlines() if SECRET_PART in line or PRIVATE in line.lower()
    ]
    for chat in (ani, budi, admin):
        found += [f"reply: {m.text[:80]}" for m in chat.from_bot() if SECRET_PART in m.text]
    for chat in (budi, admin):
        found += [
            f"somebody else's reply: {m.text[:80]}" for m in chat.from_bot() if PRIVATE in m.text.lower()
        ]
    found += [
        f"reply: {m.text[:80]}" for m in ani.from_bot() if "RuntimeError" in m.text or "Traceback" in m.text
    ]
    dumped = list(dump(here.home))
    found += [f"database: {line[:120]}" for line in dumped if SECRET_PART in line]
    found += [f"database, after /forgetme: {line[:160]}" for line in dumped if PRIVATE in line.lower()]
    note(
        Figure(
            "secrets",
            f"{said} private messages under faults, library errors and unreadable updates; "
            f"{len(log.splitlines())} log lines, {len(dumped)} rows",
            "0 occurrences of token or private words in logs, other chats, and the database after /forgetme",
            f"{len(found)} occurrences",
            not found,
        )
    )
    assert found == []
    assert len(log.splitlines()) > 5


def dump(home: Path) -> Iterator[str]:
    """Every row of the bot's database as text."""
    with contextlib.closing(sqlite3.connect(database_of(home))) as connection:
        yield from (line for line in connection.iterdump() if line.startswith("INSERT"))


def test_a_database_that_cannot_be_reached_does_not_give_its_password_away(tmp_path: Path) -> None:
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "TANYA_HOME": str(tmp_path),
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "DATABASE_URL": f"postgresql+psycopg://tanya:{PASSWORD}@127.0.0.1:9/tanya",
    }
    ended = subprocess.run(
        [sys.executable, "-m", "bot"],
        env=environment,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert ended.returncode == 1
    assert ended.stderr.strip()
    assert "Traceback" not in ended.stderr
    assert PASSWORD not in ended.stderr + ended.stdout
    assert SECRET_PART not in ended.stderr + ended.stdout


def test_a_password_alone_is_taken_out_of_a_log_line() -> None:
    url = f"postgresql+psycopg://tanya:{PASSWORD}@db.example/tanya"
    formatter = RedactingFormatter((TOKEN, "", url))
    for text in (
        f"cannot reach {url}",
        f"password={PASSWORD} refused",
        f"POST /bot{TOKEN}/getMe",
        SECRET_PART,
    ):
        record = logging.LogRecord("x", logging.ERROR, "x.py", 1, "%s", (text,), None)
        line = formatter.format(record)
        assert PASSWORD not in line
        assert SECRET_PART not in line


def test_a_broken_answer_of_telegram_is_not_logged_as_a_whole() -> None:
    program = (
        "import logging, sys; from bot.process.logs import set_up_logs; set_up_logs(('4321:KENARI-abcdef',));"
        "from telegram.request import BaseRequest\n"
        "try: BaseRequest.parse_json_payload(sys.argv[1].encode())\n"
        "except Exception as error: logging.getLogger('bot.x').error('broken', exc_info=error)"
    )
    body = f'{{"ok":true,"result":[{{"message":{{"text":"{PRIVATE}"'
    ended = subprocess.run(
        [sys.executable, "-c", program, body],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert "broken" in ended.stderr
    assert PRIVATE not in ended.stderr
