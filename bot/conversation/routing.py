"""The form of the routing table: the first route that accepts an event handles it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.inbox.turn import Turn
from bot.messages.incoming import InlineQuestion, Membership, Message, Press
from bot.people.records import Role


@dataclass(frozen=True, slots=True)
class MessageRoute:
    """Messages that `accepts` finds go to `handle`, for people with the role."""

    name: str
    accepts: Callable[[Message, Turn], bool]
    handle: Callable[[Turn, Message], Awaitable[None]]
    needs: Role = "reader"


@dataclass(frozen=True, slots=True)
class PressRoute:
    """Buttons whose data begins with `key` and a colon go to `handle` with the rest, cut at colons."""

    key: str
    handle: Callable[[Turn, Press, list[str]], Awaitable[None]]
    needs: Role = "reader"


@dataclass(frozen=True, slots=True)
class Routes:
    """The whole table."""

    messages: tuple[MessageRoute, ...]
    presses: tuple[PressRoute, ...]
    inline: Callable[[Turn, InlineQuestion], Awaitable[None]]
    membership: Callable[[Turn, Membership], Awaitable[None]]


def command(*names: str) -> Callable[[Message, Turn], bool]:
    """Accepts a new message with one of the commands."""
    return lambda message, turn: message.command in names


def doing(*tasks: str) -> Callable[[Message, Turn], bool]:
    """Accepts what a person writes in the middle of one of the tasks."""
    return lambda message, turn: turn.task is not None and turn.task.kind in tasks and not message.command
