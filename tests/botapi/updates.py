"""The queue of updates: identifiers, acknowledgement by offset, remembered `allowed_updates`, redelivery."""

import random
from collections.abc import Callable
from dataclasses import dataclass

from .json_value import JsonObject, integer_at

#: What a bot gets when it never named `allowed_updates`: everything but these three.
OPT_IN = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
FIRST_UPDATE_ID = 500_000_001


@dataclass(frozen=True, slots=True)
class Update:
    """One update; `kind` is the name of its payload, empty for raw ones."""

    update_id: int
    kind: str
    body: JsonObject


class UpdateQueue:
    """Updates that wait for the bot. All calls happen under the world's lock."""

    def __init__(self) -> None:
        self.allowed: frozenset[str] = frozenset()
        self.waiting: list[Update] = []
        self.log: dict[int, Update] = {}
        self.withheld = 0
        self._again: list[Update] = []
        self._rate, self._random = 0.0, random.Random(0)
        self._next_id = FIRST_UPDATE_ID
        self._listeners: list[Callable[[], None]] = []

    def on_added(self, listener: Callable[[], None]) -> None:
        """Call `listener` (from any thread) whenever something was added."""
        self._listeners.append(listener)

    def wants(self, kind: str) -> bool:
        """Whether the bot asked for this kind of update."""
        return kind in self.allowed if self.allowed else kind not in OPT_IN

    def add(self, kind: str, payload: JsonObject) -> int | None:
        """Queue an update; `None` when the bot didn't ask for its kind, which loses it for ever."""
        if not self.wants(kind):
            self.withheld += 1
            return None
        return self._queue(kind, {kind: payload})

    def add_raw(self, body: JsonObject) -> int:
        """Queue exactly this body, broken or not; an `update_id` is added when it has none."""
        return self._queue("", dict(body))

    def redeliver(self, update_id: int) -> None:
        """Deliver an update once more, acknowledged or not, as Telegram does after its own troubles.

        Raises:
            KeyError: There never was such an update.
        """
        self._again.append(self.log[update_id])
        self._notify()

    def duplicate(self, rate: float, source: random.Random) -> None:
        """Deliver some of the coming updates twice."""
        self._rate, self._random = rate, source

    def take(self, *, offset: int, limit: int) -> list[Update]:
        """Acknowledge what lies before `offset` and return what waits, oldest first.

        A negative offset counts from the end and forgets everything older.
        """
        if offset > 0:
            self.waiting = [update for update in self.waiting if update.update_id >= offset]
        elif offset < 0:
            self.waiting = self.waiting[offset:]
        again, self._again = self._again, []
        return (again + self.waiting)[:limit]

    def take_for_webhook(self) -> list[Update]:
        """Hand everything over to the webhook's delivery; nothing waits here afterwards."""
        taken = self._again + self.waiting
        self._again, self.waiting = [], []
        return taken

    def drop_pending(self) -> None:
        """Forget what waits."""
        self.waiting, self._again = [], []

    def _queue(self, kind: str, body: JsonObject) -> int:
        update_id = integer_at(body, "update_id") or self._next_id
        self._next_id = max(self._next_id, update_id + 1)
        update = Update(update_id, kind, {"update_id": update_id, **body})
        self.log[update_id] = update
        self.waiting.append(update)
        if self._rate and self._random.random() < self._rate:
            self._again.append(update)
        self._notify()
        return update_id

    def _notify(self) -> None:
        for listener in self._listeners:
            listener()
