"""The rate limiter: buckets and windows against brute force, gates that hold, one probe after a 429."""

import asyncio
import itertools
import random
from collections.abc import Callable, Coroutine

import pytest
from telegram.error import RetryAfter

from bot.sending.limits import Limits, Pace, RateLimiter, Window

pytestmark = pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")

WIDE = Limits(per_second=1000, chat_interval_s=0.0, chat_burst=1000, group_per_minute=1000)


class Clock:
    """A clock that sleeping moves."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr("bot.sending.limits.asyncio.sleep", clock.sleep)
    return clock


def sends(
    limiter: RateLimiter, clock: Clock, chat_id: int, times: list[float]
) -> Coroutine[object, object, object]:
    async def deliver() -> bool:
        times.append(clock.now)
        return True

    return limiter.process_request(deliver, (), {}, "sendMessage", {"chat_id": chat_id}, None)


def most_within(times: list[float], seconds: float) -> int:
    return max(sum(start <= time < start + seconds for time in times) for start in times)


def test_one_chat_gets_three_at_once_and_then_one_a_second(clock: Clock) -> None:
    async def speak() -> list[float]:
        limiter, times = RateLimiter(Limits(), clock=clock), []
        for _ in range(10):
            await sends(limiter, clock, 7, times)
        return times

    times = asyncio.run(speak())
    assert times[:3] == [1000.0] * 3
    assert all(later - earlier >= 1.0 for earlier, later in itertools.pairwise(times[2:]))


def test_a_group_gets_twenty_a_minute_and_all_chats_thirty_a_second(clock: Clock) -> None:
    async def speak() -> tuple[list[float], list[float]]:
        limiter, group, others = RateLimiter(Limits(), clock=clock), [], []
        for _ in range(50):
            await sends(limiter, clock, -100, group)
        for chat_id in range(200):
            await sends(limiter, clock, chat_id, others)
        return group, others

    group, others = asyncio.run(speak())
    assert most_within(group, 60.0) == 20
    assert most_within(others, 1.0) == 30


def test_a_window_never_lets_more_through_than_brute_force_counts() -> None:
    chance = random.Random(1)
    window, taken, moment = Window(5, 10.0), [], 0.0
    for _ in range(2000):
        moment += chance.random() * 3
        allowed = sum(time > moment - 10.0 for time in taken) < 5
        assert (window.wait(moment) == 0.0) is allowed
        if allowed:
            window.begin()
            window.end(moment)
            taken.append(moment)


def test_a_pace_lets_through_what_a_token_bucket_counted_by_hand_has() -> None:
    chance = random.Random(2)
    pace, tokens, last, moment = Pace(2.0, 3), 3.0, 0.0, 0.0
    for _ in range(2000):
        moment += chance.random() * 3
        tokens, last = min(3.0, tokens + (moment - last) / 2.0), moment
        assert (pace.wait(moment) <= 1e-9) is (tokens >= 1.0 - 1e-9)
        if tokens >= 1.0:
            pace.take(moment)
            tokens -= 1.0


def answering(
    clock: Clock, log: list[tuple[float, int]], chat_id: int, refusals: list[int]
) -> Callable[..., object]:
    async def deliver() -> bool:
        log.append((clock.now, chat_id))
        if refusals:
            raise RetryAfter(refusals.pop())
        return True

    return deliver


def test_a_gate_holds_for_its_chat_while_others_go_on(clock: Clock) -> None:
    log: list[tuple[float, int]] = []

    async def speak() -> None:
        limiter = RateLimiter(WIDE, clock=clock)

        async def send(chat_id: int, refusals: list[int]) -> None:
            request = answering(clock, log, chat_id, refusals)
            await limiter.process_request(request, (), {}, "sendMessage", {"chat_id": chat_id}, None)

        with pytest.raises(RetryAfter):
            await send(1, [30])
        await send(2, [])
        await send(3, [])
        await send(1, [])

    asyncio.run(speak())
    assert [chat_id for _, chat_id in log] == [1, 2, 3, 1]
    assert log[2][0] == 1000.0
    assert log[3][0] >= 1030.0


def test_a_second_chat_s_429_closes_the_gate_of_all_until_the_longer_wait_is_over(clock: Clock) -> None:
    log: list[tuple[float, int]] = []

    async def speak() -> None:
        limiter = RateLimiter(WIDE, clock=clock)

        async def send(chat_id: int, refusals: list[int]) -> None:
            request = answering(clock, log, chat_id, refusals)
            await limiter.process_request(request, (), {}, "sendMessage", {"chat_id": chat_id}, None)

        with pytest.raises(RetryAfter):
            await send(1, [30])
        with pytest.raises(RetryAfter):
            await send(2, [25])
        await send(3, [])

    asyncio.run(speak())
    assert log[-1] == (pytest.approx(1030.06), 3)


def test_after_a_429_the_other_chats_are_tried_one_request_at_a_time() -> None:
    running, most = 0, 0

    async def slow() -> bool:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(0.01)
        running -= 1
        raise RetryAfter(0) if most > 1 else RetryAfter(1)

    async def speak() -> int:
        limiter = RateLimiter(WIDE)

        async def refuse() -> bool:
            raise RetryAfter(1)

        with pytest.raises(RetryAfter):
            await limiter.process_request(refuse, (), {}, "sendMessage", {"chat_id": 1}, None)
        others = (
            limiter.process_request(slow, (), {}, "sendMessage", {"chat_id": chat_id}, None)
            for chat_id in range(2, 5)
        )
        await asyncio.gather(*others, return_exceptions=True)
        return most

    assert asyncio.run(speak()) == 1


def test_a_probe_that_hangs_does_not_hold_up_the_other_chats(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.sending.limits.PROBE_S", 0.05)
    answered: list[int] = []

    async def speak() -> None:
        limiter, hangs = RateLimiter(WIDE), asyncio.Event()

        async def send(chat_id: int, request: Callable[[], Coroutine[object, object, bool]]) -> None:
            await limiter.process_request(request, (), {}, "sendMessage", {"chat_id": chat_id}, None)
            answered.append(chat_id)

        async def refuse() -> bool:
            raise RetryAfter(30)

        async def hang() -> bool:
            await hangs.wait()
            return True

        async def succeed() -> bool:
            return True

        with pytest.raises(RetryAfter):
            await send(1, refuse)
        probe = asyncio.create_task(send(2, hang))
        await asyncio.wait_for(asyncio.gather(*(send(chat_id, succeed) for chat_id in range(3, 8))), 5)
        assert answered == [3, 4, 5, 6, 7]
        hangs.set()
        await probe

    asyncio.run(speak())
    assert answered[-1] == 2


def test_a_probe_ends_with_whoever_waits_for_it() -> None:
    ended: list[str] = []

    async def speak() -> None:
        limiter, begun = RateLimiter(WIDE), asyncio.Event()

        async def refuse() -> bool:
            raise RetryAfter(30)

        async def hang() -> bool:
            begun.set()
            try:
                await asyncio.Event().wait()
            finally:
                ended.append("probe")
            return True

        with pytest.raises(RetryAfter):
            await limiter.process_request(refuse, (), {}, "sendMessage", {"chat_id": 1}, None)
        probe = asyncio.create_task(
            limiter.process_request(hang, (), {}, "sendMessage", {"chat_id": 2}, None)
        )
        await begun.wait()
        probe.cancel()
        with pytest.raises(asyncio.CancelledError):
            await probe
        await asyncio.sleep(0)

    asyncio.run(speak())
    assert ended == ["probe"]


def test_a_success_that_left_before_the_429_does_not_clear_the_suspicion() -> None:
    running = most = 0

    async def speak() -> None:
        limiter, arrives = RateLimiter(WIDE), asyncio.Event()

        async def early() -> bool:
            await arrives.wait()
            return True

        async def refuse() -> bool:
            raise RetryAfter(30)

        async def late() -> bool:
            nonlocal running, most
            running += 1
            most = max(most, running)
            await asyncio.sleep(0.01)
            running -= 1
            raise RetryAfter(0)

        def send(
            chat_id: int, request: Callable[[], Coroutine[object, object, bool]]
        ) -> asyncio.Task[object]:
            return asyncio.ensure_future(
                limiter.process_request(request, (), {}, "sendMessage", {"chat_id": chat_id}, None)
            )

        first = send(2, early)
        await asyncio.sleep(0)
        with pytest.raises(RetryAfter):
            await send(1, refuse)
        arrives.set()
        await first
        others = [send(chat_id, late) for chat_id in (3, 4)]
        await asyncio.wait(others, timeout=0.2)
        for other in others:
            other.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    asyncio.run(speak())
    assert most == 1


def test_typing_and_answers_to_buttons_are_never_delayed(clock: Clock) -> None:
    async def speak() -> None:
        limiter = RateLimiter(Limits(per_second=1, chat_burst=1), clock=clock)

        async def done() -> bool:
            return True

        for endpoint in ("sendChatAction", "answerCallbackQuery", "answerInlineQuery", "getMe") * 5:
            await limiter.process_request(done, (), {}, endpoint, {"chat_id": 1}, None)

    asyncio.run(speak())
    assert clock.now == 1000.0
