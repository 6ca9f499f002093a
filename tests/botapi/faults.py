"""What goes wrong on purpose: scripted faults, and random ones from a seed."""

import random
import threading
from collections.abc import Sequence
from dataclasses import dataclass

DOWNLOAD = "download"
WEBHOOK = "webhook"


@dataclass(frozen=True, slots=True)
class TooManyRequests:
    """429; calls to the same chat inside the window are refused as well (`everywhere`: to all chats)."""

    retry_after: int = 1
    everywhere: bool = False


@dataclass(frozen=True, slots=True)
class Refused:
    """The call is refused with exactly this status and description."""

    status: int
    description: str


@dataclass(frozen=True, slots=True)
class ServerError:
    """Telegram's own troubles: 500, 502 and so on, with a JSON body."""

    status: int = 502


@dataclass(frozen=True, slots=True)
class HtmlBody:
    """A proxy's error page instead of JSON."""

    status: int = 502


@dataclass(frozen=True, slots=True)
class Drop:
    """The connection breaks and nothing was done."""


@dataclass(frozen=True, slots=True)
class AnswerLost:
    """Everything was done, then the connection breaks: who sends again sends twice."""


@dataclass(frozen=True, slots=True)
class Hang:
    """Nothing is done and no answer comes for `seconds`; then the connection closes."""

    seconds: float = 60.0


@dataclass(frozen=True, slots=True)
class Slow:
    """The right answer, `seconds` late."""

    seconds: float = 1.0


@dataclass(frozen=True, slots=True)
class Garbled:
    """Nothing is done, and the answer is status 200 with a body that is not JSON."""


Fault = TooManyRequests | Refused | ServerError | HtmlBody | Drop | AnswerLost | Hang | Slow | Garbled

BLOCKED = Refused(403, "Forbidden: bot was blocked by the user")
CHAT_NOT_FOUND = Refused(400, "Bad Request: chat not found")
CANNOT_PARSE = Refused(400, "Bad Request: can't parse entities: Unexpected end tag at byte offset 0")
INVALID_TOKEN = Refused(401, "Unauthorized")


@dataclass(slots=True)
class Plan:
    """A fault and when it strikes.

    Attributes:
        fault: What happens.
        method: The method it happens to; empty: to any; `DOWNLOAD` for /file/, `WEBHOOK` for deliveries.
        chat_id: Only in this chat.
        times: How often; `None`: always.
        skip: How many matching calls pass before the first.
        struck: How often it has happened.
    """

    fault: Fault
    method: str = ""
    chat_id: int | None = None
    times: int | None = 1
    skip: int = 0
    struck: int = 0

    def matches(self, method: str, chat: str) -> bool:
        """Whether this call is meant."""
        wanted = self.method.lower()
        return (not wanted or wanted == method.lower()) and (
            self.chat_id is None or str(self.chat_id) == chat
        )

    def strikes(self) -> bool:
        """Count one matching call and say whether the fault happens to it."""
        if self.skip > 0:
            self.skip -= 1
            return False
        if self.times is not None and self.struck >= self.times:
            return False
        self.struck += 1
        return True


@dataclass(frozen=True, slots=True)
class Weather:
    """Random faults: calls to `methods` (empty: all but `spared`) fail with probability `rate`."""

    rate: float
    faults: Sequence[Fault]
    methods: frozenset[str] = frozenset()
    spared: frozenset[str] = frozenset({"getupdates", "getme"})

    def touches(self, method: str) -> bool:
        """Whether this method is out in the open."""
        return method.lower() in self.methods if self.methods else method.lower() not in self.spared


class Faults:
    """The list of planned faults. Safe to use from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._plans: list[Plan] = []
        self._weather: Weather | None = None
        self._random = random.Random(0)

    def add(
        self,
        fault: Fault,
        method: str = "",
        *,
        chat_id: int | None = None,
        times: int | None = 1,
        skip: int = 0,
    ) -> Plan:
        """Plan a fault; what it returns counts how often it struck."""
        plan = Plan(fault, method, chat_id, times, skip)
        with self._lock:
            self._plans.append(plan)
        return plan

    def randomly(
        self, rate: float, faults: Sequence[Fault], *, seed: int, methods: Sequence[str] = ()
    ) -> None:
        """Let each call fail with probability `rate`, the same calls for the same seed and order of calls."""
        with self._lock:
            self._weather = Weather(rate, tuple(faults), frozenset(name.lower() for name in methods))
            self._random = random.Random(seed)

    def clear(self) -> None:
        """From now on everything works."""
        with self._lock:
            self._plans.clear()
            self._weather = None

    def strike(self, method: str, chat: str) -> Fault | None:
        """The fault that happens to this call, if any; scripted ones come first."""
        with self._lock:
            for plan in self._plans:
                if plan.matches(method, chat) and plan.strikes():
                    return plan.fault
            weather = self._weather
            if weather is None or not weather.touches(method) or self._random.random() >= weather.rate:
                return None
            return self._random.choice(list(weather.faults))
