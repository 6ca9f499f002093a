"""Every call with its time, parameters, uploads and answer, and the questions tests ask about them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from .json_value import JsonObject, integer_at
from .parameters import Parameters, Upload
from .types import Message

SENDS = frozenset({"sendmessage", "senddocument", "sendphoto", "forwardmessage", "copymessage"})
EDITS = frozenset({"editmessagetext", "editmessagecaption", "editmessagereplymarkup"})

#: Markup that should have become formatting, double escaping, and insides that nobody should see.
RAW_MARKUP = re.compile(
    r"</?(?:b|i|u|s|a|code|pre|em|strong|blockquote|tg-spoiler)\b[^>]*>|&(?:lt|gt|amp|quot|nbsp|#\d+);"
    r"|\*\*[^*\n]+\*\*|__[^_\n]+__|\[[^\]\n]+\]\(https?://[^)\s]+\)|Traceback \(most recent call last\)"
    r"|\\[._()!#+=|{}~>-]|%\(\w+\)s|\{[a-z_]+\}|<[\w.]+ object at 0x",
)


@dataclass(slots=True)
class Call:
    """One call of the bot.

    Attributes:
        number: Position among all calls, from 0.
        at: Monotonic seconds when it arrived; `ended_at` when its answer left.
        done: Whether it had its effect; true also when the answer was lost.
        fault: The class name of the fault that struck, or empty.
    """

    number: int
    at: float
    method: str
    parameters: Parameters
    status: int = 0
    answer: JsonObject | None = None
    done: bool = False
    fault: str = ""
    ended_at: float | None = None

    @property
    def values(self) -> Mapping[str, str]:
        """The parameters as sent, as strings."""
        return self.parameters.values

    @property
    def uploads(self) -> tuple[Upload, ...]:
        """The files that came with it."""
        return self.parameters.uploads

    @property
    def chat(self) -> str:
        """The `chat_id` as sent, or the empty string."""
        return self.parameters.text("chat_id")

    @property
    def ok(self) -> bool:
        """Whether the answer said so."""
        return self.answer is not None and self.answer.get("ok") is True

    @property
    def description(self) -> str:
        """Why it was refused."""
        found = (self.answer or {}).get("description")
        return found if isinstance(found, str) else ""

    @property
    def retry_after(self) -> int:
        """Seconds of silence that the answer asked for, or 0."""
        parameters = (self.answer or {}).get("parameters")
        return integer_at(parameters, "retry_after") if isinstance(parameters, dict) else 0

    def __str__(self) -> str:
        shown = {
            name: value if len(value) < 60 else value[:57] + "..." for name, value in self.values.items()
        }
        return (
            f"#{self.number} {self.method} {shown} -> {self.status} {self.description or self.fault}".rstrip()
        )


@dataclass(slots=True)
class Recorder:
    """The calls in the order they arrived; `broken` holds mistakes of the double itself."""

    calls: list[Call] = field(default_factory=list)
    broken: list[Exception] = field(default_factory=list)

    def begin(self, method: str, parameters: Parameters, now: float) -> Call:
        """Note a call that just arrived."""
        call = Call(len(self.calls), now, method, parameters)
        self.calls.append(call)
        return call

    def of(self, *methods: str) -> list[Call]:
        """The calls of these methods; all calls if none is named."""
        wanted = {method.lower() for method in methods}
        return [call for call in self.calls if not wanted or call.method.lower() in wanted]

    def effective(self, chat_id: int | None = None) -> list[Call]:
        """Sends and edits that happened, in one chat or in all."""
        return [
            call
            for call in self.of(*SENDS, *EDITS)
            if call.done and (chat_id is None or call.chat == str(chat_id))
        ]

    def most_in(self, seconds: float, chat_id: int | None = None) -> int:
        """The most sends and edits that happened in any window of that length, in one chat or in all."""
        times = sorted(call.at for call in self.effective(chat_id))
        first, most = 0, 0
        for last, at in enumerate(times):
            while at - times[first] >= seconds:
                first += 1
            most = max(most, last - first + 1)
        return most

    def inside_retry_after(self, *, tolerance: float = 0.05) -> list[Call]:
        """Sends and edits to a chat that arrived while an earlier 429 still asked for silence there."""
        found: list[Call] = []
        silent_until: dict[str, float] = {}
        for call in self.of(*SENDS, *EDITS):
            if call.at < silent_until.get(call.chat, 0.0) - tolerance:
                found.append(call)
            if call.retry_after:
                ended = call.ended_at if call.ended_at is not None else call.at
                silent_until[call.chat] = max(silent_until.get(call.chat, 0.0), ended + call.retry_after)
        return found

    def refused(self) -> list[Call]:
        """The calls that were answered with a refusal."""
        return [call for call in self.calls if call.answer is not None and not call.ok]

    def idle_polls_per_minute(self) -> float:
        """How often the bot polled in vain, per minute of recorded time."""
        polls = [
            call for call in self.of("getUpdates") if call.ok and (call.answer or {}).get("result") == []
        ]
        if len(polls) < 2:
            return 0.0
        return 60.0 * (len(polls) - 1) / max(polls[-1].at - polls[0].at, 1e-9)


def visible_markup(messages: Iterable[Message]) -> list[tuple[Message, str]]:
    """Messages whose reader sees raw markup, escapes, unfilled places or a traceback, with what is seen.

    Code and preformatted spans may show what they like.
    """
    found: list[tuple[Message, str]] = []
    for message in messages:
        units = message.text.encode("utf-16-le", "surrogatepass")
        for entity in message.entities:
            if entity.type in ("code", "pre", "url"):
                start, end = 2 * entity.offset, 2 * (entity.offset + entity.length)
                units = units[:start] + " ".encode("utf-16-le") * entity.length + units[end:]
        match = RAW_MARKUP.search(units.decode("utf-16-le", "surrogatepass"))
        if match:
            found.append((message, match.group()))
    return found
