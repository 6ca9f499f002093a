"""An answer that really grows is shown growing: drafts in a private chat, then the message itself."""

import asyncio
from collections.abc import Callable

from telegram.error import TelegramError

from bot.messages.outgoing import Parameters, Place
from bot.messages.utf16 import prefix_utf16
from bot.sending.api import Api

EVERY_S = 0.8
MAX_LENGTH = 4096


class GrowingDraft:
    """Shows the latest text as a draft, at a pace that Telegram bears; ends at the first refusal.

    Used as a context: when it is left, no draft is on its way any more, so that none comes after the message.
    """

    def __init__(self, api: Api, place: Place, draft_id: int) -> None:
        self._api = api
        self._place = place
        self._draft_id = draft_id
        self._text = ""
        self._grown = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._task: asyncio.Task[None] | None = None
        self._ended = False

    async def __aenter__(self) -> Callable[[str], None]:
        self._loop = asyncio.get_running_loop()
        return self.tell

    async def __aexit__(self, *_: object) -> None:
        self._ended = True
        self._grown.set()
        if self._task is not None:
            await self._task

    def tell(self, text: str) -> None:
        """Hear the text so far; from any thread."""
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._grow, text)

    def _grow(self, text: str) -> None:
        if self._ended:
            return
        self._text = prefix_utf16(text, MAX_LENGTH)
        self._grown.set()
        if self._task is None:
            self._task = asyncio.create_task(self._show())

    async def _show(self) -> None:
        while True:
            await self._grown.wait()
            self._grown.clear()
            if self._ended or not await self._send(self._text):
                return
            await self._pause()

    async def _pause(self) -> None:
        """Wait until the next draft is due, or the answer is whole."""
        due = asyncio.get_running_loop().time() + EVERY_S
        while not self._ended and (left := due - asyncio.get_running_loop().time()) > 0:
            await asyncio.sleep(min(left, 0.05))

    async def _send(self, text: str) -> bool:
        parameters: Parameters = {"chat_id": self._place.chat_id, "draft_id": self._draft_id, "text": text}
        if self._place.thread_id is not None:
            parameters["message_thread_id"] = self._place.thread_id
        try:
            await self._api.request("sendMessageDraft", parameters)
        except TelegramError:
            return False
        return True
