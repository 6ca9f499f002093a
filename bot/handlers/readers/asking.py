"""Questions: private text, /ask, mentions, replies, edited questions, follow-ups."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from bot.conversation import answers
from bot.conversation.answers import Origin
from bot.conversation.parts import Parts
from bot.handlers.readers.waiting import TELL
from bot.inbox.turn import Turn
from bot.locales.voice import Voice, voice_of
from bot.messages.incoming import Message, Press, first_line
from bot.messages.outgoing import Button, Keyboard, Styled
from bot.messages.packing import pack
from bot.rendering.answers import render_answer
from bot.sending.streaming import GrowingDraft
from bot.store.tables import SearchRow
from index.answering.asked.awaited import CUE_PATTERNS
from index.answering.asked.cleaning import MAX_QUESTION, clean_question
from index.answering.asked.conversation import Turn as Earlier
from index.answering.asked.conversation import standalone
from index.library.serving import InService
from index.types import Answer, ArticleSummary

LINE = 200
FEW_WORDS = 12
TELLING_WORDS = 4
"""So many words tell which language they are of."""


class Asks(Protocol):
    """What asking needs of the library."""

    def ask(self, question: str, *, told: Callable[[str], None] | None = None) -> Answer:
        """The answer, or an abstention; `told` hears an answer grow that is worded by a language model."""
        ...

    def articles(self, *, query: str = "", limit: int | None = None, offset: int = 0) -> list[ArticleSummary]:
        """The articles, newest first."""
        ...

    @property
    def in_service(self) -> InService:
        """What answers now."""
        ...


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, its answer, and what answered."""

    question: str
    answer: Answer
    in_service: InService
    voice: Voice
    library_empty: bool = False

    @property
    def shown(self) -> Styled:
        """The message, in the language of the question."""
        if self.library_empty:
            return Styled(self.voice.say("No articles are stored yet."))
        return render_answer(self.answer, self.voice)


class Asking:
    """Answers questions."""

    def __init__(self, library: Asks, parts: Parts) -> None:
        self._library = library
        self._workers = parts.workers
        self._database = parts.database
        self._signals = parts.signals
        self._api = parts.api
        self._metrics = parts.metrics

    async def question(self, turn: Turn, message: Message) -> None:
        """Answer what the message asks."""
        question = _asked(message)
        problem = _problem(question, turn.voice)
        if problem:
            turn.reply(problem)
            return
        asked = await self._answer(turn, message, question)
        self._reply(turn, Origin(message.chat_id, turn.person.id, message.id), asked)

    async def meanwhile(self, turn: Turn, message: Message) -> None:
        """A question while an article waits for its button: it is answered, and the article waits on."""
        asked = await self._answer(turn, message, message.text.strip())
        answer_id, buttons = _keep(turn, Origin(message.chat_id, turn.person.id, message.id), asked)
        part = Button(turn.voice.say("No, it belongs to the article"), data=f"part:{answer_id}")
        turn.reply(asked.shown, (*buttons, (part,)), answer_id=answer_id)

    async def _answer(self, turn: Turn, message: Message, question: str) -> Asked:
        async with self._signals.typing(turn.place):
            if message.chat == "private":
                async with GrowingDraft(self._api, turn.place, draft_id=message.id) as told:
                    return await self._ask(turn, question, told)
            return await self._ask(turn, question)

    async def example(self, turn: Turn, press: Press, arguments: list[str]) -> None:
        """Answer the example question on a button."""
        row = await self._database.run(lambda session: session.get(SearchRow, arguments[0]))
        if row is None or not turn.place.chat_id:
            turn.toast = turn.voice.say("This button is from another time; please ask again.")
            return
        async with self._signals.typing(turn.place):
            asked = await self._ask(turn, row.query)
        self._reply(turn, Origin(turn.place.chat_id, turn.person.id, None), asked)

    async def edited(self, turn: Turn, message: Message) -> None:
        """Answer an edited question again, in the place of the old answer."""
        chat_id, user_id = message.chat_id, turn.person.id
        old = await self._database.run(lambda s: answers.find_by_question(s, chat_id, message.id))
        question = _asked(message)
        if old is None or old.user_id != user_id or old.question == question:
            return
        problem = _problem(question, turn.voice)
        if problem and old.reply_message_id is not None:
            turn.edit(old.reply_message_id, problem)
        if problem:
            return
        asked = await self._ask(turn, question)
        turn.write(lambda session: answers.forget(session, old.id))
        origin = Origin(message.chat_id, turn.person.id, message.id)
        if old.reply_message_id is None:
            self._reply(turn, origin, asked)
        else:
            self._replace(turn, origin, asked, old.reply_message_id)

    async def new(self, turn: Turn, message: Message) -> None:
        """Forget what the conversation was about."""
        chat_id, user_id = message.chat_id, turn.person.id
        turn.write(lambda session: answers.forget_conversation(session, chat_id, user_id))
        turn.reply(turn.voice.say("A new conversation: your next question stands alone."))

    async def _ask(self, turn: Turn, question: str, told: Callable[[str], None] | None = None) -> Asked:
        turns = (Earlier(turn.earlier),) if turn.earlier else ()
        query = standalone(clean_question(question), turns)
        began = time.monotonic()
        answer, in_service = await self._workers.run(
            lambda: (self._library.ask(query, told=told), self._library.in_service)
        )
        nothing_near = answer.abstained and not answer.hits
        empty = nothing_near and not await self._workers.run(lambda: self._library.articles(limit=1))
        self._metrics.answer(time.monotonic() - began, abstained=answer.abstained)
        return Asked(question, answer, in_service, _spoken(question, answer, turn.voice), empty)

    def _reply(self, turn: Turn, origin: Origin, asked: Asked) -> None:
        answer_id, buttons = _keep(turn, origin, asked)
        turn.reply(asked.shown, buttons, answer_id=answer_id)

    def _replace(self, turn: Turn, origin: Origin, asked: Asked, shown_in: int) -> None:
        answer_id, buttons = _keep(turn, origin, asked)
        turn.write(lambda session: answers.shown_in(session, answer_id, shown_in))
        turn.edit(shown_in, asked.shown, buttons)


def _keep(turn: Turn, origin: Origin, asked: Asked) -> tuple[str, Keyboard]:
    answer_id = answers.new_answer_id()
    buttons = keyboard(asked.answer, answer_id, asked.voice)
    shown = pack(asked.shown, buttons)
    turn.write(
        lambda session: answers.keep(
            session, answer_id, origin, asked.question, asked.answer, asked.in_service, shown=shown
        )
    )
    return answer_id, buttons


def keyboard(answer: Answer, answer_id: str, voice: Voice) -> Keyboard:
    """The buttons under an answer; their data is its id."""
    if answer.abstained:
        closest = (Button(voice.say("Closest articles"), data=f"near:{answer_id}"),) if answer.hits else ()
        return ((*closest, Button(voice.say("Tell me when there is"), data=f"{TELL}:{answer_id}")),)
    first = answer.citations[0].article_id
    browse = [Button(voice.say("Whole article"), data=f"read:{first}")]
    cited = {citation.passage_id for citation in answer.citations}
    if any(hit.passage.id not in cited for hit in answer.hits):
        browse.insert(0, Button(voice.say("More passages"), data=f"more:{answer_id}"))
    thumbs = (Button("👍", data=f"thumb:{answer_id}:1"), Button("👎", data=f"thumb:{answer_id}:-1"))
    return (tuple(browse), thumbs)


def _spoken(question: str, answer: Answer, voice: Voice) -> Voice:
    """The question's language; a word or two tell none, so that the reader's own is spoken."""
    tells = len(question.split()) >= TELLING_WORDS or any(cue.search(question) for _, cue in CUE_PATTERNS)
    return voice_of(answer.language) if tells else voice


def reads_like_a_question(text: str) -> bool:
    """Whether one short line can hardly be meant as anything else."""
    line = text.strip()
    if not line or "\n" in line or len(line) > LINE:
        return False
    begins_like_one = any(cue.match(line) for _, cue in CUE_PATTERNS)
    return line.endswith("?") or (begins_like_one and len(line.split()) <= FEW_WORDS and line[-1].isalnum())


def _problem(question: str, voice: Voice) -> str:
    if len(question) > MAX_QUESTION:
        return voice.say(
            "A question may have at most {most} characters; please shorten it.",
            most=voice.number(MAX_QUESTION),
        )
    if not any(character.isalnum() for character in question):
        return voice.say("What would you like to know? Just write your question.")
    return ""


def _asked(message: Message) -> str:
    """The question in a message; /ask alone, as a reply, asks about the text it answers."""
    question = (message.argument if message.command else message.text).strip()
    if not question and message.reply_to is not None:
        replied = message.reply_to.text.strip() if not message.reply_to.from_me else ""
        question = replied if len(replied) <= MAX_QUESTION else first_line(replied)
    if message.forwarded and len(question) > MAX_QUESTION:
        return first_line(question)
    return question
