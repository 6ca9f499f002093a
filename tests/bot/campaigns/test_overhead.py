"""The bot's own share of an answer's time, and how much of the library's speed is left when 32 chats ask at once.

Times are read from the double: an update is in when the answer to getUpdates leaves, a reply is out when its call
arrives. What the library took for it is taken off: the fixed cost of a small library, or what the real one measured.
"""

import contextlib
import os
import sqlite3
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from bot.running.serving import WORKER_THREADS
from index.library import open_library
from index.settings import Settings
from tests.bot.campaigns import town
from tests.bot.campaigns.figures import LONG, Figure, note, percentile
from tests.bot.campaigns.nursery import Nursery
from tests.bot.campaigns.processes import TOKEN, Running, database_of, running
from tests.botapi import BotApi
from tests.botapi.json_value import as_list, as_object, integer_at
from tests.campaigns.scratch import scratch

ALONE = 300 if LONG else 15
CHATS = 32
EACH = 20 if LONG else 2
COST_S = 0.025
"""An answer of the small library, one at a time: 40 a second, more than Telegram takes from a bot."""

GOAL_S = 0.015
PATIENCE_S = 0.015 if LONG else 0.25
SHARE = 0.9 if LONG else 0.1
"""The goals are 15 ms and 90 %; the short form runs beside other work and only sees what is badly wrong."""


def test_the_bot_adds_little_to_one_answer(nursery: Nursery) -> None:
    fixed, processor_s = own_share(nursery, COST_S)
    real, _ = own_share(nursery, None)
    p95 = percentile(fixed, 0.95)
    note(
        Figure(
            "the bot's own share, 1 chat",
            f"{ALONE} questions to a library of fixed cost, {ALONE} to the real one",
            "p95 ≤ 15 ms",
            f"p50 {percentile(fixed, 0.5) * 1000:.1f} ms, p95 {p95 * 1000:.1f} ms with the fixed cost; "
            f"p50 {percentile(real, 0.5) * 1000:.1f} ms, p95 {percentile(real, 0.95) * 1000:.1f} ms "
            f"with the real library; "
            f"{processor_s * 1000:.1f} ms of processor time for each",
            p95 <= GOAL_S,
        )
    )
    assert p95 <= PATIENCE_S


def own_share(nursery: Nursery, cost_s: float | None) -> tuple[list[float], float]:
    """Seconds of each answer that were not the library's, and the process's processor seconds for one answer."""
    with (
        BotApi.start(token=TOKEN, flood=None) as api,
        running(nursery, api, shelf_costs_s=cost_s, loose=True) as here,
    ):
        ani, used = api.private_chat(user_id=7), 0.0
        for number in range(ALONE + 5):
            used = processor_seconds(here.bot.pid) if number == 5 else used
            ani.send(town.question(number % town.FACTS))
            ani.wait_for_message(timeout=60)
        used = processor_seconds(here.bot.pid) - used
        outs = [call.at for call in api.calls("sendMessage") if call.chat == "7"]
        ins = [
            poll.ended_at or 0.0
            for poll in api.calls("getUpdates")
            for update in as_list((poll.answer or {}).get("result")) or []
            if integer_at(as_object(update) or {}, "update_id")
        ]
        assert here.bot.terminate() == 0
        costs = [cost_s] * len(outs) if cost_s is not None else measured_costs(here.home)
    spans = [out - came - cost for came, out, cost in zip(ins, outs, costs, strict=True)]
    return spans[5:], used / ALONE


def processor_seconds(pid: int) -> float:
    """What a process has used, in all its threads."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def measured_costs(home: Path) -> list[float]:
    """What the library says each answer took, in the order of the questions."""
    with contextlib.closing(sqlite3.connect(database_of(home))) as connection:
        rows = connection.execute("SELECT elapsed_ms FROM bot_answers ORDER BY asked_at").fetchall()
    return [row[0] / 1000 for row in rows]


def test_thirty_two_chats_get_nearly_all_that_the_library_can_give(nursery: Nursery) -> None:
    questions = [town.question(number % town.FACTS) for number in range(CHATS * EACH)]
    shelf = town.shelf_of_facts(COST_S)
    bare_fixed = bare_throughput(questions, shelf.ask)
    with scratch() as home:
        town.fill(home)
        with open_library(Settings(_env_file=None, tanya_home=home, min_confidence=0.0)) as library:
            library.ask(questions[0])
            bare_real = bare_throughput(questions, library.ask)
    fixed = throughput(nursery, COST_S)
    real = throughput(nursery, None)
    note(
        Figure(
            "32 chats at once",
            f"{CHATS * EACH} questions",
            "≥ 90 % of the library's bare throughput",
            f"{fixed:.1f}/s of {bare_fixed:.1f}/s ({fixed / bare_fixed:.0%}) with a library of fixed cost; "
            f"{real:.1f}/s "
            f"of {bare_real:.1f}/s ({real / bare_real:.0%}) with the real one, which shares its "
            f"processors with the bot "
            f"and the double",
            fixed >= 0.9 * bare_fixed,
        )
    )
    assert fixed >= SHARE * bare_fixed


def bare_throughput(questions: list[str], ask: Callable[[str], object]) -> float:
    """Answers a second of the library alone, asked by as many threads as the bot has."""
    with ThreadPoolExecutor(WORKER_THREADS) as pool:
        began = time.monotonic()
        answered = len(list(pool.map(ask, questions)))
        return answered / (time.monotonic() - began)


def throughput(nursery: Nursery, cost_s: float | None) -> float:
    """Answers a second through the bot, when everybody's questions are there at once."""
    with (
        BotApi.start(token=TOKEN, flood=None) as api,
        running(nursery, api, shelf_costs_s=cost_s, loose=True) as here,
    ):
        warm = api.private_chat(user_id=6)
        warm.send(town.question(0))
        warm.wait_for_message(timeout=60)
        chats = [api.private_chat(user_id=100 + number) for number in range(CHATS)]
        began = time.monotonic()
        for turn in range(EACH):
            for number, chat in enumerate(chats):
                chat.send(town.question((number + turn) % town.FACTS))
        last = api.wait_for_call("sendMessage", count=1 + CHATS * EACH, timeout=300)
        assert right_answers(here, chats_seen=[len(chat.from_bot()) for chat in chats])
        assert here.bot.terminate() == 0
    return CHATS * EACH / (last.at - began)


def right_answers(here: Running, *, chats_seen: list[int]) -> bool:
    """Whether every chat got every answer, and no trouble is in the log."""
    return chats_seen == [EACH] * CHATS and "Incident" not in here.log()
