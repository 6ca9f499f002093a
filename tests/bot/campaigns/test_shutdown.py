"""SIGTERM under load: the process is gone within eight seconds, and the next one answers what was left."""

import time
from collections import Counter

from tests.bot.campaigns import town
from tests.bot.campaigns.figures import LONG, Figure, note
from tests.bot.campaigns.nursery import Nursery
from tests.bot.campaigns.processes import TOKEN, order, running
from tests.botapi import BotApi
from tests.botapi.faults import Slow

MOST_S = 8.0
ROUNDS = 12 if LONG else 1
CHATS = 20
EACH = 3
COST_S = 0.15


def test_a_bot_under_load_ends_in_time_and_loses_nothing(nursery: Nursery) -> None:
    slowest, lost, doubled, troubles = 0.0, 0, 0, 0
    for turn in range(ROUNDS):
        with BotApi.start(token=TOKEN) as api, running(nursery, api, shelf_costs_s=COST_S) as here:
            chats = [api.private_chat(user_id=100 + number) for number in range(CHATS)]
            api.faults.add(Slow(1.0), "sendMessage", times=5)
            for question in range(EACH):
                for number, chat in enumerate(chats):
                    chat.send(town.question((number + question) % town.FACTS))
            time.sleep(0.3 + 0.2 * turn)
            began = time.monotonic()
            code = here.bot.terminate()
            slowest = max(slowest, time.monotonic() - began)
            again = nursery.start(order(api, here.home, shelf_costs_s=0.0))

            def all_answered() -> bool | None:
                return all(len({m.text for m in chat.from_bot()}) >= EACH for chat in chats) or None  # noqa: B023

            api.wait_until(all_answered, timeout=90, what="the answers that were left")
            troubles += (code != 0) + (again.terminate() != 0)
            for number, chat in enumerate(chats):
                texts = Counter(m.text for m in chat.from_bot())
                doubled += sum(count - 1 for count in texts.values())
                wanted = [(number + question) % town.FACTS for question in range(EACH)]
                lost += sum(not any(town.answers(fact, text) for text in texts) for fact in wanted)
    note(
        Figure(
            "SIGTERM under load",
            f"{ROUNDS} ends with {CHATS * EACH} questions on their way and Telegram a second late",
            "≤ 8 s, 0 lost, 0 doubled",
            f"slowest {slowest:.1f} s, {lost} lost, {doubled} doubled, {troubles} wrong exit codes",
            slowest <= MOST_S and not (lost or doubled or troubles),
        )
    )
    assert (lost, doubled, troubles) == (0, 0, 0)
    assert slowest <= MOST_S
