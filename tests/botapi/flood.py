"""Telegram's flood rules: how often a bot may speak, and how long it is silenced when it overdoes it."""

import math
from collections import deque
from dataclasses import dataclass

#: Calls that put something before a reader's eyes.
COUNTED_PREFIXES = ("send", "edit", "forward", "copy")
NOT_COUNTED = frozenset({"sendchataction", "sendmessagedraft"})


@dataclass(frozen=True, slots=True)
class FloodRules:
    """The limits; defaults are Telegram's published ones.

    Attributes:
        overall_per_second: Sends and edits of the bot in all chats together.
        chat_per_second: Sustained rate in one chat.
        chat_burst: How many may come at once in a chat that was silent.
        group_per_minute: Sends and edits in one group, supergroup or channel.
        minute_s: Length of the group's window in seconds; tests may shorten it.
        tolerance_s: How much too early a call may arrive, because the network shakes what was well spaced.
    """

    overall_per_second: float = 30.0
    chat_per_second: float = 1.0
    chat_burst: int = 3
    group_per_minute: int = 20
    minute_s: float = 60.0
    tolerance_s: float = 0.05


class _Bucket:
    """A token bucket that starts full."""

    def __init__(self, rate: float, size: float) -> None:
        self._rate, self._size = rate, size
        self._level, self._at = size, 0.0

    def wait(self, now: float) -> float:
        """Seconds until one token is there."""
        self._level = min(self._size, self._level + (now - self._at) * self._rate)
        self._at = now
        return max(0.0, (1.0 - self._level) / self._rate)

    def spend(self) -> None:
        self._level -= 1.0


class _Window:
    """At most `count` events in any `length` seconds."""

    def __init__(self, count: int, length: float) -> None:
        self._count, self._length = count, length
        self._events: deque[float] = deque()

    def wait(self, now: float) -> float:
        while self._events and self._events[0] <= now - self._length:
            self._events.popleft()
        return 0.0 if len(self._events) < self._count else self._events[0] + self._length - now

    def spend(self, now: float) -> None:
        self._events.append(now)


class FloodControl:
    """Applies the rules (none: only the holds) and remembers who was told to wait.

    A hold refuses the counted calls to its chat, or to all chats, until it is over; a scripted 429 opens one.
    """

    def __init__(self, rules: FloodRules | None) -> None:
        self.rules = rules
        self._overall: _Bucket | None = None
        self._chats: dict[str, _Bucket] = {}
        self._groups: dict[str, _Window] = {}
        self._holds: dict[str, float] = {}

    def hold(self, chat: str, until: float) -> None:
        """Refuse calls to `chat` (empty: to all chats) until that moment."""
        self._holds[chat] = max(until, self._holds.get(chat, 0.0))

    def judge(self, method: str, chat: str, *, is_group: bool, now: float) -> int | None:
        """Count a call; the seconds to wait if it comes too soon, else `None`."""
        name = method.lower()
        if not name.startswith(COUNTED_PREFIXES) or name in NOT_COUNTED:
            return None
        tolerance = self.rules.tolerance_s if self.rules else 0.0
        held = max(self._holds.get(chat, 0.0), self._holds.get("", 0.0)) - now
        if held > tolerance:
            return max(1, math.ceil(held))
        if self.rules is None:
            return None
        return self._count(self.rules, chat, is_group=is_group, now=now)

    def _count(self, rules: FloodRules, chat: str, *, is_group: bool, now: float) -> int | None:
        if self._overall is None:
            self._overall = _Bucket(rules.overall_per_second, rules.overall_per_second)
        bucket = self._chats.setdefault(chat, _Bucket(rules.chat_per_second, rules.chat_burst))
        window = self._groups.setdefault(chat, _Window(rules.group_per_minute, rules.minute_s))
        overall, own = self._overall.wait(now), bucket.wait(now)
        group = window.wait(now) if is_group else 0.0
        longest = max(overall, own, group)
        if longest > rules.tolerance_s:
            seconds = max(1, math.ceil(longest))
            self.hold("" if overall == longest else chat, now + seconds)
            return seconds
        self._overall.spend()
        bucket.spend()
        if is_group:
            window.spend(now)
        return None
