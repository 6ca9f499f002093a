"""The courier carries recorded calls to Telegram: in order within a chat, until they arrive."""

import asyncio
import logging
import random
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session
from telegram.error import (
    BadRequest,
    ChatMigrated,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    RetryAfter,
    TelegramError,
)

from bot.messages.outgoing import Call
from bot.process.metrics import Metrics
from bot.sending import records
from bot.sending.api import Api
from bot.sending.records import RecordedCall
from bot.store.clock import now
from bot.store.database import Database

GIVE_UP_AFTER = timedelta(hours=24)

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Retries:
    """How long to wait after the first failure, and at most."""

    first_s: float = 0.5
    longest_s: float = 30.0

    def wait(self, failures: int) -> float:
        """Seconds, growing, shaken so that chats do not all come back at once."""
        return float(
            min(self.longest_s, self.first_s * 2 ** min(failures - 1, 10)) * random.uniform(0.75, 1.25)
        )


class Courier:
    """Delivers calls that are recorded already; what is undelivered at the end waits for the next start."""

    def __init__(
        self, api: Api, database: Database, replica: str, metrics: Metrics, *, retries: Retries = Retries()
    ) -> None:
        self._api = api
        self._database = database
        self._replica = replica
        self._metrics = metrics
        self._retries = retries
        self._queues: dict[int, deque[RecordedCall]] = {}
        self._rounds: dict[int, asyncio.Task[None]] = {}

    def submit(self, calls: Sequence[RecordedCall]) -> None:
        """Begin to deliver."""
        for recorded in calls:
            chat_id = recorded.call.chat_id
            self._queues.setdefault(chat_id, deque()).append(recorded)
            if chat_id not in self._rounds:
                self._rounds[chat_id] = asyncio.create_task(self._round(chat_id))

    async def adopt(self) -> None:
        """Deliver what dead processes left behind."""
        self.submit(await self._database.run(lambda session: records.adopt(session, self._replica)))

    @property
    def waiting(self) -> int:
        """How many calls are not delivered yet."""
        return sum(map(len, self._queues.values()))

    async def drain(self, seconds: float) -> None:
        """Deliver what can be delivered in that time, then stop."""
        if self._rounds:
            await asyncio.wait(self._rounds.values(), timeout=seconds)
        for task in list(self._rounds.values()):
            task.cancel()
        await asyncio.gather(*self._rounds.values(), return_exceptions=True)

    async def _round(self, chat_id: int) -> None:
        queue = self._queues[chat_id]
        try:
            while queue:
                await self._deliver(queue[0])
                if queue:
                    queue.popleft()
        finally:
            del self._rounds[chat_id]
            if not queue:
                del self._queues[chat_id]

    async def _deliver(self, recorded: RecordedCall) -> None:
        call: Call | None = recorded.call
        failures = 0
        while call is not None:
            try:
                message_id = await self._api.make(call)
            except RetryAfter:
                continue
            except ChatMigrated as move:
                call = await self._follow(call, move.new_chat_id)
            except Forbidden:
                await self._forget_chat(call.chat_id)
                return
            except BadRequest as refusal:
                if _already_so(refusal):
                    break
                softer = soften(call, refusal.message)
                if softer is None:
                    await self._fail(recorded, refusal.message)
                    return
                call = softer
            except (InvalidToken, EndPointNotFound) as refusal:
                await self._fail(recorded, type(refusal).__name__)
                return
            except TelegramError as trouble:
                failures += 1
                if now() - recorded.created_at > GIVE_UP_AFTER:
                    await self._fail(recorded, type(trouble).__name__)
                    return
                await asyncio.sleep(self._retries.wait(failures))
            else:
                await self._succeed(recorded, message_id)
                return
        await self._succeed(recorded, None)

    async def _succeed(self, recorded: RecordedCall, message_id: int | None) -> None:
        self._metrics.delivered()
        await self._write(lambda session: records.sent(session, recorded, message_id))

    async def _follow(self, call: Call, new_chat_id: int) -> Call:
        old = call.chat_id
        await self._write(lambda session: records.move(session, old, to=new_chat_id))
        return replace(call, chat_id=new_chat_id, parameters=call.parameters | {"chat_id": new_chat_id})

    async def _forget_chat(self, chat_id: int) -> None:
        _log.info("A chat has blocked the bot or thrown it out; its replies are dropped")
        self._metrics.refused(len(self._queues.get(chat_id, ())))
        await self._write(lambda session: records.block(session, chat_id))
        self._queues[chat_id].clear()

    async def _fail(self, recorded: RecordedCall, reason: str) -> None:
        self._metrics.refused()
        _log.error("Telegram refused %s for good: %s", recorded.call.method, reason)
        await self._write(lambda session: records.failed(session, recorded, reason))

    async def _write(self, outcome: Callable[[Session], None]) -> None:
        """Write down what became of a call; nothing else is sent to that chat before the database takes it."""
        failures = 0
        while True:
            try:
                await self._database.run(outcome)
            except SQLAlchemyError as trouble:
                failures += 1
                _log.error("The outbox cannot be written, trying again: %s", type(trouble).__name__)
                await asyncio.sleep(self._retries.wait(failures))
            else:
                return


def soften(call: Call, refusal: str) -> Call | None:
    """A call that Telegram may take where it refused this one, or None when there is none."""
    text = refusal.lower()
    parameters = dict(call.parameters)
    if "entit" in text and ("entities" in parameters or "caption_entities" in parameters):
        parameters.pop("entities", None)
        parameters.pop("caption_entities", None)
    elif ("thread not found" in text or "topic" in text) and "message_thread_id" in parameters:
        del parameters["message_thread_id"]
    elif ("replied not found" in text or "reply message" in text) and "reply_parameters" in parameters:
        del parameters["reply_parameters"]
    elif call.method == "editMessageText" and ("to edit not found" in text or "can't be edited" in text):
        del parameters["message_id"]
        return replace(call, method="sendMessage", parameters=parameters)
    else:
        return None
    return replace(call, parameters=parameters)


def _already_so(refusal: BadRequest) -> bool:
    return "message is not modified" in refusal.message.lower()
