"""Long polling: what arrived is stored before the next call confirms it."""

import asyncio
import logging
from typing import Protocol

from sqlalchemy.exc import SQLAlchemyError
from telegram.error import Conflict, EndPointNotFound, InvalidToken, RetryAfter, TelegramError

from bot.inbox.sorting import Receive, sort_update
from bot.messages.outgoing import Parameters

ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "inline_query", "my_chat_member")
"""Everything else is never sent to the bot."""

LONG_POLL_S = 25
MAX_CONFLICTS = 4
NOT_ALONE = (
    "Another program fetches this bot's updates with the same token; stop it, or use a token of your own, "
    "and start again."
)
REJECTED = "Telegram rejects TELEGRAM_BOT_TOKEN; ask @BotFather for the right one."

_log = logging.getLogger(__name__)


class Requests(Protocol):
    """Makes raw calls of the Bot API."""

    async def request(self, method: str, parameters: Parameters) -> object:
        """The raw result of any method; errors are those of `telegram.error`."""
        ...


class IntakeError(Exception):
    """Updates cannot be fetched and never will be; the text is for the person who runs the bot."""


class Poller:
    """Fetches updates until it is cancelled."""

    def __init__(self, api: Requests, receive: Receive) -> None:
        self._api = api
        self._receive = receive
        self._offset: int | None = None
        self.polls = 0

    async def run(self) -> None:
        """Poll for ever.

        Raises:
            IntakeError: Another bot polls with the same token, or Telegram rejects the token.
        """
        failures = conflicts = 0
        while True:
            try:
                await self._poll()
            except Conflict:
                conflicts += 1
                if conflicts >= MAX_CONFLICTS:
                    raise IntakeError(NOT_ALONE) from None
                await asyncio.sleep(conflicts)
            except (InvalidToken, EndPointNotFound):
                raise IntakeError(REJECTED) from None
            except RetryAfter as wait:
                after = wait.retry_after
                await asyncio.sleep(after if isinstance(after, int) else after.total_seconds())
            except (TelegramError, SQLAlchemyError) as trouble:
                failures += 1
                _log.warning("Updates cannot be fetched, trying again: %s", type(trouble).__name__)
                await asyncio.sleep(min(30.0, 0.25 * 2 ** min(failures, 7)))
            else:
                failures = conflicts = 0

    async def _poll(self) -> None:
        parameters: Parameters = {"timeout": LONG_POLL_S, "allowed_updates": list(ALLOWED_UPDATES)}
        if self._offset is not None:
            parameters["offset"] = self._offset
        self.polls += 1
        result = await self._api.request("getUpdates", parameters)
        updates = result if isinstance(result, list) else []
        raw = [sorted_ for sorted_ in map(sort_update, updates) if sorted_ is not None]
        if len(raw) < len(updates):
            _log.error("%d updates have no usable number and are dropped", len(updates) - len(raw))
        if not raw:
            # An empty poll has confirmed everything. Telegram may number the next update lower than the last.
            self._offset = None
            return
        await self._receive(raw)
        # Whoever handles them goes first: the next poll may be a moment later.
        await asyncio.sleep(0)
        self._offset = max(update.update_id for update in raw) + 1
