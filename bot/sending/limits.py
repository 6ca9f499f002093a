"""Telegram's flood limits, kept before Telegram has to enforce them."""

import asyncio
import math
import time
from collections import deque
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field

from telegram._utils.types import JSONDict
from telegram.error import RetryAfter
from telegram.ext import BaseRateLimiter

Answer = bool | JSONDict | list[JSONDict]

_COUNTED = ("send", "edit", "forward", "copy")
_NOT_COUNTED = ("sendChatAction", "sendMessageDraft")
_MANY_CHATS = 20_000
PROBE_S = 2.0
"""A request that tries out whether the bot is heard again, and gets no answer, holds up the others no longer."""

_MARGIN_S = 0.06
"""Requests overtake each other on their way: what leaves a second apart may arrive a little closer."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How often the bot may speak.

    Attributes:
        per_second: Messages and edits in all chats together.
        chat_interval_s: Sustained seconds between two in one chat.
        chat_burst: How many may go at once to a chat that was quiet.
        group_per_minute: Messages and edits in one group.
    """

    per_second: int = 30
    chat_interval_s: float = 1.0
    chat_burst: int = 3
    group_per_minute: int = 20


class Pace:
    """A token bucket: `burst` at once, then one every `interval_s`."""

    def __init__(self, interval_s: float, burst: int) -> None:
        self._interval_s = interval_s
        self._ahead_s = interval_s * (burst - 1)
        self._free_at = -math.inf

    def wait(self, moment: float) -> float:
        """Seconds until the next is allowed."""
        return max(0.0, self._free_at - self._ahead_s - moment)

    def take(self, moment: float) -> None:
        """Count one."""
        self._free_at = max(self._free_at, moment) + self._interval_s

    def busy(self, moment: float) -> bool:
        """Whether what was counted still matters."""
        return self._free_at > moment


class Window:
    """At most `count` in any `length_s` seconds; what has begun and not ended counts all the while."""

    def __init__(self, count: int, length_s: float) -> None:
        self._count = count
        self._length_s = length_s
        self._open = 0
        self._taken: deque[float] = deque()

    def wait(self, moment: float) -> float:
        """Seconds until the next may be allowed."""
        while self._taken and self._taken[0] <= moment - self._length_s:
            self._taken.popleft()
        if self._open + len(self._taken) < self._count:
            return 0.0
        return self._taken[0] + self._length_s - moment if self._taken else _MARGIN_S

    def begin(self) -> None:
        """Count one that is on its way."""
        self._open += 1

    def end(self, moment: float) -> None:
        """It has arrived, at this moment at the latest."""
        self._open -= 1
        self._taken.append(moment)

    def busy(self, moment: float) -> bool:
        """Whether what was counted still matters."""
        return self._open > 0 or (bool(self._taken) and self._taken[-1] > moment - self._length_s)


@dataclass(slots=True)
class _ChatState:
    pace: Pace
    window: Window | None
    closed_until: float = 0.0
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)


class RateLimiter(BaseRateLimiter[int]):
    """Delays what would come too soon and keeps silent for as long as Telegram asks.

    A 429 closes the gate of its chat, and a gate stays closed until its time is over, whatever other
    requests do meanwhile. Telegram does not say whether it means one chat or the whole bot: after a 429 the
    other chats are tried one request at a time; the success of one that left since clears the suspicion, another
    429 closes the gate of all.
    """

    def __init__(self, limits: Limits, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._limits = limits
        self._clock = clock
        self._overall = Window(limits.per_second, 1.0 + _MARGIN_S)
        self._closed_until = 0.0
        self._suspect: int | None = None
        self._refusals = 0
        self._probe = asyncio.Lock()
        self._chats: dict[int, _ChatState] = {}

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to release."""

    async def process_request(
        self,
        callback: Callable[..., Coroutine[object, object, Answer]],
        args: object,
        kwargs: dict[str, object],
        endpoint: str,
        data: dict[str, object],
        rate_limit_args: int | None,
    ) -> Answer:
        """Make the request when it is due; a 429 closes a gate and is raised."""
        if not isinstance(args, tuple):
            raise TypeError(f"Expected the request's arguments as a tuple, got {type(args).__name__}.")
        chat_id = data.get("chat_id")
        if not endpoint.startswith(_COUNTED) or endpoint in _NOT_COUNTED or not isinstance(chat_id, int):
            return await callback(*args, **kwargs)
        chat = self._chat(chat_id)
        async with chat.turn:
            await self._until_due(chat)
            while self._suspect is not None:
                async with self._probe:
                    await self._until_due(chat)
                    if self._suspect is None:
                        break
                    probe = asyncio.ensure_future(self._request(chat_id, chat, callback(*args, **kwargs)))
                    await _ended(probe, within=PROBE_S)
                return await probe
            return await self._request(chat_id, chat, callback(*args, **kwargs))

    def expected_wait(self, chat_id: int) -> float:
        """Seconds until the next message may go to a chat, as far as that is known now."""
        chat = self._chats.get(chat_id)
        return 0.0 if chat is None else self._wait(chat)

    async def _until_due(self, chat: _ChatState) -> None:
        while wait := self._wait(chat):
            await asyncio.sleep(wait)

    async def _request(
        self, chat_id: int, chat: _ChatState, request: Coroutine[object, object, Answer]
    ) -> Answer:
        refusals = self._refusals
        windows = [window for window in (self._overall, chat.window) if window is not None]
        for window in windows:
            window.begin()
        try:
            answer = await request
        except RetryAfter as refusal:
            self._close(chat_id, chat, _seconds(refusal))
            raise
        finally:
            # When a request arrived nobody knows, but it was no later than its answer.
            moment = self._clock()
            chat.pace.take(moment)
            for window in windows:
                window.end(moment)
        if refusals == self._refusals:
            self._suspect = None
        return answer

    def _wait(self, chat: _ChatState) -> float:
        moment = self._clock()
        gates = max(self._closed_until, chat.closed_until) - moment
        rules = (rule.wait(moment) for rule in (self._overall, chat.pace, chat.window) if rule is not None)
        return max(0.0, gates, *rules)

    def _close(self, chat_id: int, chat: _ChatState, seconds: float) -> None:
        until = self._clock() + seconds + _MARGIN_S
        chat.closed_until = max(chat.closed_until, until)
        if self._suspect is not None and self._suspect != chat_id:
            self._closed_until = max(self._closed_until, until, self._chats[self._suspect].closed_until)
        self._suspect = chat_id
        self._refusals += 1

    def _chat(self, chat_id: int) -> _ChatState:
        state = self._chats.get(chat_id)
        if state is None:
            if len(self._chats) >= _MANY_CHATS:
                self._forget_quiet_chats()
            limits = self._limits
            window = Window(limits.group_per_minute, 60.0 + _MARGIN_S) if chat_id < 0 else None
            pace = Pace(limits.chat_interval_s + _MARGIN_S, limits.chat_burst)
            state = self._chats[chat_id] = _ChatState(pace, window)
        return state

    def _forget_quiet_chats(self) -> None:
        moment = self._clock()
        self._chats = {
            chat_id: state
            for chat_id, state in self._chats.items()
            if chat_id == self._suspect
            or state.turn.locked()
            or state.closed_until > moment
            or state.pace.busy(moment)
            or (state.window is not None and state.window.busy(moment))
        }


async def _ended(request: asyncio.Future[Answer], *, within: float) -> None:
    """Wait for a request, but not for ever; it ends with whoever waits for it."""
    try:
        await asyncio.wait((request,), timeout=within)
    except asyncio.CancelledError:
        request.cancel()
        raise


def _seconds(refusal: RetryAfter) -> float:
    after = refusal.retry_after
    return float(after) if isinstance(after, int) else after.total_seconds()
