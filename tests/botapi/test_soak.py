"""Many senders under many faults: what the record says and what readers see agree to the last message."""

import asyncio
import os
from collections import Counter

import httpx

from . import BotApi
from .faults import AnswerLost, Drop, Fault, Garbled, HtmlBody, ServerError, Slow, TooManyRequests

SENDS = int(os.environ.get("BOTAPI_SOAK_SENDS", "400"))
CHATS = range(10, 30)
FAULTS: list[Fault] = [ServerError(502), HtmlBody(), Drop(), AnswerLost(), Garbled(), Slow(0.01)]


async def send_until_answered(client: httpx.AsyncClient, url: str, chat_id: int, text: str) -> None:
    """A blind sender: it sends again until Telegram says ok."""
    while True:
        try:
            answer = await client.post(url, data={"chat_id": chat_id, "text": text})
            if answer.json()["ok"]:
                return
        except (httpx.HTTPError, ValueError):
            continue


async def send_all(api: BotApi) -> None:
    url = f"{api.base_url}{api.token}/sendMessage"
    numbers = iter(range(SENDS))
    async with httpx.AsyncClient(timeout=30, verify=False) as client:

        async def worker() -> None:
            for number in numbers:
                await send_until_answered(client, url, CHATS[number % len(CHATS)], str(number))

        await asyncio.gather(*(worker() for _ in range(16)))


def test_a_blind_sender_doubles_exactly_the_messages_whose_answers_were_lost(api: BotApi) -> None:
    chats = [api.private_chat(user_id=user_id) for user_id in CHATS]
    api.faults.randomly(0.3, FAULTS, seed=11)
    asyncio.run(send_all(api))

    seen = Counter(message.text for chat in chats for message in chat.from_bot())
    lost = Counter(made.values["text"] for made in api.calls() if made.done and made.fault == "AnswerLost")
    assert seen == Counter(str(number) for number in range(SENDS)) + lost
    assert api.recorder.broken == []
    faulty = sum(bool(made.fault) for made in api.calls())
    assert 0.2 < faulty / len(api.calls()) < 0.4


def test_every_chat_sees_its_messages_in_the_order_they_were_answered(api: BotApi) -> None:
    chats = [api.private_chat(user_id=user_id) for user_id in CHATS]
    asyncio.run(send_all(api))
    for chat in chats:
        done = [made.values["text"] for made in api.calls() if made.chat == str(chat.id)]
        assert [message.text for message in chat.from_bot()] == done


def test_a_flood_wait_stops_its_chat_and_no_other(api: BotApi) -> None:
    chats = [api.private_chat(user_id=user_id) for user_id in CHATS]
    api.faults.add(TooManyRequests(30), "sendMessage", chat_id=CHATS[0])

    async def send_once() -> list[int]:
        url = f"{api.base_url}{api.token}/sendMessage"
        async with httpx.AsyncClient(verify=False) as client:
            answers = [await client.post(url, data={"chat_id": i, "text": "x"}) for i in CHATS for _ in "ab"]
        return [answer.status_code for answer in answers]

    assert asyncio.run(send_once()) == [429, 429] + [200, 200] * (len(CHATS) - 1)
    assert chats[0].from_bot() == []
