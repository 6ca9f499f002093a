"""Signs that matter only now: typing, answers to buttons, inline results; sent once, never kept."""

import asyncio
import logging
from collections.abc import AsyncIterator, Coroutine, Sequence
from contextlib import asynccontextmanager

from telegram.error import TelegramError

from bot.messages.outgoing import Parameters, Place
from bot.sending.api import Api

TYPING_AFTER_S = 0.25
"""An answer that comes sooner needs no announcement."""

TYPING_LASTS_S = 4.5

_log = logging.getLogger(__name__)


class Signals:
    """Sends signs in the background; one that Telegram refuses is forgotten."""

    def __init__(self, api: Api) -> None:
        self._api = api
        self._running: set[asyncio.Task[None]] = set()

    @asynccontextmanager
    async def typing(self, place: Place) -> AsyncIterator[None]:
        """Show that the bot works, for as long as it does."""
        done = asyncio.Event()
        self._run(self._keep_typing(place, done))
        try:
            yield
        finally:
            done.set()

    def answer_press(self, press_id: str, text: str) -> None:
        """Let the button rest, with a short notice or none."""
        self._send("answerCallbackQuery", {"callback_query_id": press_id, "text": text[:200]})

    def answer_inline(
        self, query_id: str, results: Sequence[Parameters], *, cache_s: int, button: Parameters | None = None
    ) -> None:
        """Show inline results."""
        parameters: Parameters = {
            "inline_query_id": query_id,
            "results": list(results),
            "cache_time": cache_s,
            "is_personal": True,
        }
        self._send("answerInlineQuery", parameters | ({"button": button} if button else {}))

    async def rest(self, seconds: float) -> None:
        """Wait for what is on its way."""
        if self._running:
            await asyncio.wait(self._running, timeout=seconds)

    def _send(self, method: str, parameters: Parameters) -> None:
        self._run(self._attempt(method, parameters))

    def _run(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(work)
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def _attempt(self, method: str, parameters: Parameters) -> None:
        try:
            await self._api.request(method, parameters)
        except TelegramError as trouble:
            _log.debug("%s was not taken: %s", method, type(trouble).__name__)

    async def _keep_typing(self, place: Place, done: asyncio.Event) -> None:
        parameters: Parameters = {"chat_id": place.chat_id, "action": "typing"}
        if place.thread_id is not None:
            parameters["message_thread_id"] = place.thread_id
        pause = TYPING_AFTER_S
        while not await _comes_true(done, within=pause):
            await self._attempt("sendChatAction", parameters)
            pause = TYPING_LASTS_S


async def _comes_true(event: asyncio.Event, *, within: float) -> bool:
    try:
        await asyncio.wait_for(event.wait(), within)
    except TimeoutError:
        return False
    return True
