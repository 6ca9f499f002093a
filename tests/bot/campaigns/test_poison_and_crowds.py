"""One bad update in ten, and one person with a thousand messages: nobody else notices."""

import random
import threading
import time
from itertools import pairwise

from tests.bot.campaigns import town
from tests.bot.campaigns.figures import LONG, Figure, note, percentile
from tests.bot.campaigns.nursery import Nursery
from tests.bot.campaigns.processes import TOKEN, running
from tests.botapi import BotApi, Call, Message, PrivateChat
from tests.botapi.json_value import Json, JsonObject

GOOD = 450 if LONG else 45
POISONS: tuple[JsonObject, ...] = (
    {"message": {"message_id": "x", "chat": {"id": 1}}},
    {"message": {"message_id": 1, "date": "gestern", "chat": {"id": 9, "type": "private"}, "text": "hai"}},
    {"message": {"message_id": 1, "date": 1, "chat": {"id": 9}, "text": "tanpa jenis"}},
    {
        "message": {
            "message_id": 1,
            "date": 1,
            "chat": {"id": 9, "type": "private"},
            "entities": [{"type": 7}],
        }
    },
    {"message": {"message_id": 1, "date": 10**30, "chat": {"id": 9, "type": "private"}, "text": "lama"}},
    {"message": [1, 2, 3]},
    {"message": "teks saja"},
    {"callback_query": {"id": 4, "from": {"id": 9}}},
    {"callback_query": None},
    {"inline_query": {"id": "q", "from": "siapa", "query": 5}},
    {"my_chat_member": {"chat": {"id": 9, "type": "private"}}},
    {"edited_message": {"chat": {"id": 2**80, "type": "private"}, "message_id": 1, "date": 1}},
    {"message": {"message_id": 1, "date": 1, "chat": {"id": 9, "type": "private"}, "text": "\x00\ud800 nol"}},
    {"sesuatu_yang_baru": {"id": 1}},
    {},
)


def test_one_bad_update_in_ten_costs_the_others_nothing(nursery: Nursery) -> None:
    chance, sent = random.Random(4), 0
    with BotApi.start(token=TOKEN, flood=None) as api, running(nursery, api, shelf_costs_s=0.0) as here:
        chats = [api.private_chat(user_id=2000 + number) for number in range(GOOD)]
        polls_before = len(api.calls("getUpdates"))
        for number, chat in enumerate(chats):
            chat.send(town.question(number % town.FACTS))
            if number % 9 == 8:
                api.raw_update(poison(chance, sent))
                sent += 1
        replies = [first_reply(chat) for chat in chats]
        right = sum(town.answers(number % town.FACTS, reply.text) for number, reply in enumerate(replies))
        polls = api.calls("getUpdates")[polls_before:]
        carried = sum(bool((poll.answer or {}).get("result")) for poll in polls)
        again = repeated_polls(polls[: carried + 1])
        set_aside = here.log().count("is set aside")
        assert here.bot.terminate() == 0
    note(
        Figure(
            "poison updates",
            f"{GOOD} questions, {sent} bad updates of {len(POISONS)} kinds among them",
            "all others answered, ≤ 2 extra polls",
            f"{right} of {GOOD} answered, {again} polls repeated, {set_aside} set aside, the rest without effect",
            right == GOOD and again <= 2,
        )
    )
    assert right == GOOD
    assert again <= 2


def poison(chance: random.Random, number: int) -> JsonObject:
    """Each kind once, then any of them with something else broken."""
    body = dict(POISONS[number % len(POISONS)])
    if number >= len(POISONS):
        broken: list[Json] = [None, [], {}, "x", -1, 2**70, True]
        body[chance.choice(["message", "edited_message", "callback_query"])] = chance.choice(broken)
    return body


def first_reply(chat: PrivateChat) -> Message:
    """The bot's reply to a chat's only question."""
    return chat.wait_for_message(timeout=60)


def repeated_polls(polls: list[Call]) -> int:
    """How many polls asked again for what an earlier one had brought."""
    offsets = [poll.values.get("offset", "") for poll in polls]
    return sum(a == b != "" for a, b in pairwise(offsets))


CROWD = 1000
NEIGHBOURS = 20
ROUNDS = 8 if LONG else 2
PAUSE_S = 0.12
COST_S = 0.03
"""What an answer takes: about what the shipped models need on a processor of its own."""

PATIENCE_RATIO = 1.5 if LONG else 6.0
"""The goal is 1.5; other work shakes the few samples of the short form (4 at load 17), and served in order of arrival
everybody would wait a hundred times as long."""


def latencies(api: BotApi, chats: list[PrivateChat], rounds: int) -> list[float]:
    """Seconds from each question to its answer; everybody asks at their own moment."""
    asked: list[tuple[PrivateChat, float]] = []
    for turn in range(rounds):
        for number, chat in enumerate(chats):
            asked.append((chat, time.monotonic()))
            chat.send(town.question((number + turn) % town.FACTS))
            time.sleep(PAUSE_S)
    for chat in chats:
        for _ in range(rounds):
            chat.wait_for_message(timeout=60)
    calls = api.calls("sendMessage")
    return [next(c.at for c in calls if c.chat == str(chat.id) and c.at > at) - at for chat, at in asked]


def test_a_thousand_messages_of_one_person_do_not_slow_the_others(nursery: Nursery) -> None:
    with BotApi.start(token=TOKEN) as api, running(nursery, api, shelf_costs_s=COST_S) as here:
        chats = [api.private_chat(user_id=3000 + number) for number in range(NEIGHBOURS)]
        latencies(api, chats[:4], 1)
        quiet = percentile(latencies(api, chats, ROUNDS), 0.95)
        flooder = api.private_chat(user_id=66)
        flood = threading.Thread(target=send_crowd, args=(flooder, ROUNDS * NEIGHBOURS * PAUSE_S))
        flood.start()
        crowded = percentile(latencies(api, chats, ROUNDS), 0.95)
        flood.join()
        for number in range(CROWD):
            flooder.send(f"sekaligus {number}")
        at_once = latencies(api, chats, 1)
        notices = sum("sekaligus" in message.text for message in flooder.from_bot())
        replies = len(flooder.from_bot())
        assert here.bot.terminate() == 0
    ratio = crowded / quiet
    note(
        Figure(
            "one person with 1,000 messages",
            f"{NEIGHBOURS} others, {ROUNDS * NEIGHBOURS} questions before and during, {COST_S * 1000:.0f} ms an answer",
            "others' p95 ≤ 1.5 × quiet; few notices",
            f"p95 {crowded * 1000:.0f} ms, quiet {quiet * 1000:.0f} ms: {ratio:.2f} ×; {replies} "
            f"replies to the flooder "
            f"meanwhile, {notices} of them notices. After 1,000 more in one instant, which Telegram delivers first, "
            f"the next question waits {max(at_once[:1]) * 1000:.0f} ms, the median of 20 "
            f"{percentile(at_once, 0.5) * 1000:.0f} ms",
            ratio <= 1.5,
        )
    )
    assert ratio <= PATIENCE_RATIO
    assert notices <= 2


def send_crowd(flooder: PrivateChat, seconds: float) -> None:
    """Send a thousand messages, twenty at a time."""
    for number in range(CROWD):
        flooder.send(f"pesan {number}")
        if number % 20 == 19:
            time.sleep(seconds * 20 / CROWD)
