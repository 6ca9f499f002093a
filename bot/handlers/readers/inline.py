"""`@bot question` in any chat: answered while it is typed."""

from datetime import timedelta
from typing import Protocol

from bot.conversation import answers
from bot.conversation.answers import Origin
from bot.inbox import records as inbox
from bot.inbox.turn import Turn
from bot.locales.voice import voice_of
from bot.messages.incoming import InlineQuestion
from bot.process.workers import Workers
from bot.rendering.inline import inline_results
from bot.sending.signals import Signals
from bot.store.clock import now
from bot.store.database import Database
from index.library.serving import InService
from index.types import Answer

TOO_LATE = timedelta(seconds=20)
LEAST = 3
CACHE_S = 30


class Quotes(Protocol):
    """What inline answers need of the library."""

    def quoted(self, question: str, *, top_k: int = 20) -> Answer:
        """The answer at once, in the articles' own words."""
        ...

    @property
    def in_service(self) -> InService:
        """What answers now."""
        ...


class Inline:
    """Answers inline questions; the last form of what was typed is kept, like any question."""

    def __init__(self, library: Quotes, workers: Workers, database: Database, signals: Signals) -> None:
        self._library = library
        self._workers = workers
        self._database = database
        self._signals = signals

    async def question(self, turn: Turn, asked: InlineQuestion) -> None:
        """Show results, unless the person has typed on."""
        text = asked.query.strip()
        if now() - turn.received_at > TOO_LATE:
            return
        lane, this = f"person:{asked.sender.id}", turn.update_id
        if await self._database.run(lambda session: inbox.has_newer(session, lane, this)):
            return
        if len(text) < LEAST or not any(character.isalnum() for character in text):
            hint = turn.voice.say("Type a question about the articles")
            self._signals.answer_inline(asked.id, (), cache_s=CACHE_S, button=_to_private_chat(hint))
            return
        answer, in_service = await self._workers.run(
            lambda: (self._library.quoted(text), self._library.in_service)
        )
        answer_id, origin = answers.new_answer_id(), Origin(0, asked.sender.id, None, "inline")
        turn.write(lambda session: answers.forget_beginnings(session, asked.sender.id, text))
        turn.write(lambda session: answers.keep(session, answer_id, origin, text, answer, in_service))
        results = inline_results(answer, answer_id, voice_of(answer.language))
        honest = turn.voice.say("The stored articles do not answer this.")
        button = _to_private_chat(honest) if answer.abstained else None
        self._signals.answer_inline(asked.id, results, cache_s=CACHE_S, button=button)


def _to_private_chat(text: str) -> dict[str, object]:
    return {"text": text[:64], "start_parameter": "inline"}
