"""`/reindex` in Telegram, with live progress in one message."""

import asyncio
import logging
from typing import Protocol

from telegram.error import TelegramError

from bot.inbox.turn import Turn
from bot.locales.voice import Voice
from bot.messages.incoming import Message
from bot.messages.outgoing import Edit, Place, Reply, Styled
from bot.people import records as people
from bot.process.logs import place_of
from bot.process.workers import Workers
from bot.sending.post import Post
from bot.store.database import Database
from index.errors import TanyaError
from index.library.reindexing import ReindexResult
from index.types import Progress

EVERY_S = 3.0
_BAR = 12

_log = logging.getLogger(__name__)


class Reindexes(Protocol):
    """What reindexing needs of the library."""

    def reindex(self, *, progress: Progress | None = None) -> ReindexResult:
        """Split and embed everything again, then swap."""
        ...


class Reindexing:
    """Runs one reindex at a time beside everything else."""

    def __init__(self, library: Reindexes, workers: Workers, database: Database, post: Post) -> None:
        self._library = library
        self._workers = workers
        self._database = database
        self._post = post
        self._running: asyncio.Task[None] | None = None
        self._done = 0
        self._total = 0

    async def reindex(self, turn: Turn, message: Message) -> None:
        """Begin, unless one is going on."""
        if self._running is not None and not self._running.done():
            turn.reply(turn.voice.say("A reindex is going on already."))
            return
        turn.write(lambda session: people.record_act(session, turn.person.id, "reindex", ""))
        self._running = asyncio.create_task(self._run(turn.place, turn.voice))

    async def _run(self, place: Place, voice: Voice) -> None:
        self._done = self._total = 0
        work = asyncio.ensure_future(self._workers.run(lambda: self._library.reindex(progress=self._advance)))
        message_id = await self._show(place, voice)
        shown = ""
        while not work.done():
            await asyncio.wait((work,), timeout=EVERY_S)
            text = self._progress(voice)
            if message_id is not None and text != shown and not work.done():
                await self._change(Edit(place.chat_id, message_id, Styled(text)))
                shown = text
        said = Styled(self._outcome(work, voice))
        await self._post.send(
            Reply(place, said) if message_id is None else Edit(place.chat_id, message_id, said)
        )

    def _advance(self, done: int, total: int) -> None:
        self._done, self._total = done, total

    def _progress(self, voice: Voice) -> str:
        if not self._total:
            return voice.say("Reindexing…")
        filled = _BAR * self._done // self._total
        bar = "▓" * filled + "░" * (_BAR - filled)
        return f"{voice.say('Reindexing…')}\n{bar} {self._done}/{self._total}"

    def _outcome(self, work: "asyncio.Future[ReindexResult]", voice: Voice) -> str:
        try:
            result = work.result()
        except TanyaError as refusal:
            return voice.say("That did not work: {reason}", reason=voice.tell(refusal))
        except Exception as error:
            _log.error("A reindex failed: %s", place_of(error))
            return voice.say("The reindex failed; the old index stays in use. The log says where.")
        return voice.say(
            "Reindexed: {articles} articles, {passages} passages.",
            articles=voice.number(result.articles),
            passages=voice.number(result.passages),
        )

    async def _show(self, place: Place, voice: Voice) -> int | None:
        try:
            return await self._post.show(place, voice.say("Reindexing…"))
        except TelegramError:
            return None

    async def _change(self, edit: Edit) -> None:
        try:
            await self._post.change(edit)
        except TelegramError as trouble:
            _log.debug("Progress was not shown: %s", type(trouble).__name__)
