"""Found by the storm: a request that arrives late moves the moment from which Telegram counts."""

import asyncio
import time

from bot.sending.limits import Limits, RateLimiter

LATE_S = 0.3


def send_four(limits: Limits, chats: tuple[int, ...]) -> list[tuple[float, float]]:
    """When four requests began and ended; the first is late on its way."""
    limiter = RateLimiter(limits)
    spans: list[tuple[float, float]] = []

    async def request() -> bool:
        began = time.monotonic()
        await asyncio.sleep(0 if spans else LATE_S)
        spans.append((began, time.monotonic()))
        return True

    async def send_all() -> None:
        for chat in chats:
            await limiter.process_request(request, (), {}, "sendMessage", {"chat_id": chat}, None)

    asyncio.run(send_all())
    return spans


def test_a_late_request_delays_what_follows_in_its_chat() -> None:
    spans = send_four(Limits(chat_interval_s=0.2, chat_burst=3), (7, 7, 7, 7))
    assert spans[3][0] >= spans[0][1] + 0.2


def test_a_late_request_counts_in_the_second_of_its_arrival() -> None:
    spans = send_four(Limits(per_second=3), (7, 8, 9, 10))
    assert spans[3][0] >= spans[0][1] + 1.0


def test_a_late_request_counts_in_the_minute_of_its_arrival() -> None:
    limiter = RateLimiter(Limits(group_per_minute=1), clock=lambda: clock[0])
    clock = [0.0]

    async def request() -> bool:
        clock[0] += 5.0
        return True

    async def send() -> None:
        await limiter.process_request(request, (), {}, "sendMessage", {"chat_id": -7}, None)

    async def look() -> None:
        await send()
        clock[0] = 64.0
        waiting = asyncio.create_task(send())
        await asyncio.sleep(0.05)
        assert not waiting.done()
        waiting.cancel()

    asyncio.run(look())
