"""What is to be seen in a chat, now or when the bot gets around to it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from .json_value import Json
from .recorder import Recorder
from .types import Chat, Message
from .waiting import wait_for
from .world import Query, Room, World

T = TypeVar("T")
PATIENCE_S = 10.0


@dataclass(frozen=True, slots=True)
class CallbackAnswer:
    """What a person sees after a press: a short notice or an alert."""

    text: str
    show_alert: bool
    url: str


class Sight:
    """The screen of one chat. Every method may be called from any thread."""

    def __init__(self, world: World, recorder: Recorder, room: Room) -> None:
        self._world, self._recorder, self._room = world, recorder, room

    @property
    def id(self) -> int:
        """The chat's id."""
        return self._room.chat.id

    @property
    def chat(self) -> Chat:
        """The chat as a value."""
        return self._room.chat

    def messages(self) -> list[Message]:
        """All messages of the chat as they look now, oldest first."""
        with self._world.changed:
            return list(self._room.messages.values())

    def from_bot(self) -> list[Message]:
        """The bot's messages as they look now, oldest first; deleted ones are left out."""
        with self._world.changed:
            return [self._room.messages[i] for i in self._room.by_bot if i in self._room.messages]

    def look(self, message: Message | int) -> Message | None:
        """A message as it looks now, or `None` when it was deleted."""
        with self._world.changed:
            return self._room.messages.get(_id(message))

    def versions(self, message: Message | int) -> list[Message]:
        """All looks that a message has had."""
        with self._world.changed:
            return list(self._room.versions.get(_id(message), []))

    def drafts(self) -> list[Message]:
        """The drafts that were streamed here, in order; `message_id` is the draft's id."""
        with self._world.changed:
            return list(self._room.drafts)

    def actions(self) -> list[str]:
        """The chat actions ("typing") shown here, in order."""
        with self._world.changed:
            return list(self._room.actions)

    def pinned(self) -> list[int]:
        """Ids of the pinned messages, latest last."""
        with self._world.changed:
            return list(self._room.pinned)

    def reactions(self, message: Message | int) -> list[Json]:
        """The bot's reactions to a message, as sent."""
        with self._world.changed:
            return list(self._room.reactions.get(_id(message), []))

    def wait_for_message(
        self,
        *,
        after: Message | int | None = None,
        timeout: float = PATIENCE_S,
        where: Callable[[Message], bool] = lambda message: True,
    ) -> Message:
        """The bot's next message that satisfies `where`, as it looks now.

        Without `after` it is the next one that no earlier call has returned; with it, the first newer one.

        Raises:
            NothingCameError: It did not come in time.
        """

        def look() -> Message | None:
            room = self._room
            start = room.read_by_test if after is None else 0
            for index in range(start, len(room.by_bot)):
                message_id = room.by_bot[index]
                message = room.messages.get(message_id) or room.versions[message_id][-1]
                if (after is None or message_id > _id(after)) and where(message):
                    room.read_by_test = index + 1
                    return message
            return None

        return self._wait(look, timeout, f"a message in chat {self.id}")

    def wait_for_edit(
        self,
        message: Message,
        *,
        timeout: float = PATIENCE_S,
        where: Callable[[Message], bool] = lambda message: True,
    ) -> Message:
        """The message once it looks different from `message` and satisfies `where`.

        Raises:
            NothingCameError: It did not change in time.
        """

        def look() -> Message | None:
            now = self._room.messages.get(message.message_id)
            return now if now is not None and now != message and where(now) else None

        return self._wait(look, timeout, f"an edit of message {message.message_id} in chat {self.id}")

    def wait_for_deletion(self, message: Message, *, timeout: float = PATIENCE_S) -> None:
        """Return when the message is gone.

        Raises:
            NothingCameError: It is still there.
        """
        self._wait(
            lambda: True if message.message_id not in self._room.messages else None,
            timeout,
            f"the deletion of message {message.message_id} in chat {self.id}",
        )

    def wait_for_action(self, action: str = "typing", *, timeout: float = PATIENCE_S) -> None:
        """Return when the bot has shown this action here at least once.

        Raises:
            NothingCameError: It did not.
        """
        self._wait(lambda: True if action in self._room.actions else None, timeout, f"action {action!r}")

    def wait_for_answer(self, press: Query, *, timeout: float = PATIENCE_S) -> CallbackAnswer:
        """What the bot answers to a press.

        Raises:
            NothingCameError: The little clock on the button still turns.
        """
        body = self._wait(lambda: press.answer, timeout, f"the answer to button {press.data!r}")
        return CallbackAnswer(str(body["text"]), body["show_alert"] is True, str(body["url"]))

    def _wait(self, look: Callable[[], T | None], timeout: float, what: str) -> T:
        return wait_for(self._world, self._recorder, look, timeout=timeout, what=what)


def _id(message: Message | int) -> int:
    return message if isinstance(message, int) else message.message_id
