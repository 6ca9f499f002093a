"""getUpdates: one long poll at a time, woken when an update arrives."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

from .refusal import Refusal, refuse

T = TypeVar("T")
MAX_TIMEOUT_S = 50

OTHER_POLL = "terminated by other getUpdates request; make sure that only one bot instance is running"
SET_WEBHOOK = "terminated by setWebhook request"
WEBHOOK_ACTIVE = (
    "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)


class ClientGoneError(Exception):
    """Who asked has hung up."""


class LongPoll:
    """The waiting getUpdates call, if there is one. Lives on the event loop; `wake` is for any thread."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._waiter: asyncio.Future[None] | None = None
        self._owner: object = None

    def wake(self) -> None:
        """An update was added."""
        try:
            self._loop.call_soon_threadsafe(self._resolve)
        except RuntimeError:
            return  # the loop is closed: nobody polls any more

    def _resolve(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)

    def end(self, reason: Exception) -> None:
        """End the waiting call, if any, with this."""
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_exception(reason)
        self._waiter = None

    async def wait(self, owner: object, look: Callable[[], list[T]], timeout_s: float) -> list[T]:
        """What `look` finds, as soon as it finds something, at the latest after the timeout.

        `owner` stands for the connection that asks.

        Raises:
            Refusal: 409, when another getUpdates or setWebhook came meanwhile.
            ClientGoneError: The client hung up.
        """
        self.end(conflict(OTHER_POLL))
        self._owner = owner
        deadline = self._loop.time() + min(max(timeout_s, 0), MAX_TIMEOUT_S)
        while True:
            waiter = self._waiter = self._loop.create_future()
            found = look()
            left = deadline - self._loop.time()
            if found or left <= 0:
                self._forget(waiter)
                return found
            try:
                await asyncio.wait_for(waiter, left)
            except TimeoutError:
                pass
            finally:
                self._forget(waiter)

    def _forget(self, waiter: "asyncio.Future[None]") -> None:
        if self._waiter is waiter:
            self._waiter = None

    def hang_up(self, owner: object) -> None:
        """This connection is closed; if its call is the waiting one, it ends."""
        if self._owner is owner:
            self.end(ClientGoneError())


def conflict(message: str) -> Refusal:
    """A 409."""
    return refuse(409, message)
