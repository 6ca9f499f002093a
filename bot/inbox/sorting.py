"""Reads just enough of a raw update to store it; whatever its shape, it never raises."""

import json
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

JSON = dict[str, object]

_LARGEST = 2**63 - 1
_EVENTS_WITH_CHAT = ("message", "edited_message", "channel_post", "edited_channel_post", "my_chat_member")
_EVENTS_OF_PERSON = ("inline_query", "chosen_inline_result")


@dataclass(frozen=True, slots=True)
class RawUpdate:
    """An update as it came.

    Attributes:
        update_id: Telegram's number; the key that makes a repeated update have one effect.
        lane: Updates of one lane are handled one after the other, in the order of their arrival.
        user_id: Who caused it, if that can be seen.
        body: The update as JSON text, ASCII only.
    """

    update_id: int
    lane: str
    user_id: int | None
    body: str


Receive = Callable[[Sequence[RawUpdate]], Awaitable[None]]
"""Returns when the updates are safe; SQLAlchemyError when they are not."""


def sort_update(update: object) -> RawUpdate | None:
    """Find the lane of an update, or None when it has no usable number and can never be confirmed."""
    number = whole(field(update, "update_id"))
    if number is None or number < 0:
        return None
    return RawUpdate(number, _lane(update), _user(update), json.dumps(update))


def _lane(update: object) -> str:
    for event in _EVENTS_WITH_CHAT:
        chat = whole(field(update, event, "chat", "id"))
        if chat is not None:
            return f"chat:{chat}"
    chat = whole(field(update, "callback_query", "message", "chat", "id"))
    if chat is not None:
        return f"chat:{chat}"
    user = _user(update)
    return "other" if user is None else f"person:{user}"


def _user(update: object) -> int | None:
    for event in (*_EVENTS_WITH_CHAT, "callback_query", *_EVENTS_OF_PERSON):
        user = whole(field(update, event, "from", "id"))
        if user is not None:
            return user
    return None


def field(value: object, *path: str) -> object:
    """What stands at a path in JSON, None where the path ends early."""
    for name in path:
        if not isinstance(value, dict):
            return None
        value = value.get(name)
    return value


def whole(value: object) -> int | None:
    """A whole number that the database can hold, else None."""
    usable = isinstance(value, int) and not isinstance(value, bool) and abs(value) <= _LARGEST
    return value if usable and isinstance(value, int) else None
