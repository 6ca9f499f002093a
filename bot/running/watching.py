"""Asks again what waits for an article, and brings the answer to the asker, once."""

import asyncio
import logging
from collections.abc import Sequence

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from bot.application import BotLibrary
from bot.conversation import answers, waits
from bot.conversation.answers import Origin
from bot.conversation.parts import Parts
from bot.conversation.waits import Wait
from bot.handlers.readers.asking import keyboard
from bot.handlers.readers.waiting import STOP_ALL
from bot.insight import statistics
from bot.locales.voice import voice_of
from bot.messages.outgoing import Button, Outgoing, Reply
from bot.messages.packing import pack
from bot.rendering.answers import render_answer
from bot.rendering.composing import shortened
from index.errors import BusyError, InputError, TanyaError
from index.library.serving import InService
from index.types import Answer

EVERY_S = 15.0
AT_ONCE = 50
"""So many questions are asked in a row; the others wait for the next round, so that people are answered in between."""

_log = logging.getLogger(__name__)


class Watching:
    """Looks for new articles every few seconds."""

    def __init__(self, library: BotLibrary, parts: Parts) -> None:
        self._library = library
        self._workers = parts.workers
        self._database = parts.database
        self._post = parts.post

    async def keep(self) -> None:
        """Go on for ever."""
        while True:
            try:
                await self._once()
            except (SQLAlchemyError, TanyaError) as trouble:
                _log.warning("Asking again failed, trying again: %s", type(trouble).__name__)
            await asyncio.sleep(EVERY_S)

    async def _once(self) -> None:
        if not await self._database.run(waits.any_waiting):
            return
        newest = await self._workers.run(lambda: self._library.articles(limit=1))
        newest_id = newest[0].id if newest else 0
        for wait in await self._database.run(lambda session: waits.due(session, newest_id, limit=AT_ONCE)):
            await self._ask_again(wait, newest_id)

    async def _ask_again(self, wait: Wait, newest_id: int) -> None:
        answer, in_service = await self._workers.run(lambda: self._asked(wait))
        if answer is None or answer.abstained:
            await self._database.run(lambda session: waits.asked_in_vain(session, wait.answer_id, newest_id))
        else:
            await self._post.send_once(lambda session: _news(session, wait, answer, in_service))

    def _asked(self, wait: Wait) -> tuple[Answer | None, InService]:
        try:
            return self._library.ask(wait.query), self._library.in_service
        except BusyError:
            raise
        except InputError:
            # What was a question once is none any more, and must not keep the others from being asked.
            return None, self._library.in_service


def _news(session: Session, wait: Wait, answer: Answer, in_service: InService) -> Sequence[Outgoing]:
    """End the wait and say the answer, in one transaction; nothing where another process did."""
    if not waits.take(session, wait.answer_id):
        return ()
    voice, answer_id = voice_of(wait.language), answers.new_answer_id()
    heading = voice.say("News for your question “{question}”:", question=shortened(wait.question, 200))
    body = render_answer(answer, voice, heading=heading)
    buttons = keyboard(answer, answer_id, voice)
    if waits.count(session, wait.user_id):
        buttons = (*buttons, (Button(voice.say("Tell me no more"), data=f"{STOP_ALL}:{wait.user_id}"),))
    origin = Origin(wait.place.chat_id, wait.user_id, wait.place.reply_to)
    answers.keep(session, answer_id, origin, wait.question, answer, in_service, shown=pack(body, buttons))
    statistics.set_aside(session, wait.answer_id)
    return (Reply(wait.place, body, buttons, answer_id),)
