"""Questions: private text, /ask, mentions, replies, edited questions, follow-ups."""

from collections.abc import Sequence
from typing import Protocol

from sqlalchemy.orm import Session

from bot import answers
from bot.answers import KeptAnswer, Origin, Versions
from bot.database import Database
from bot.incoming import InlineQuestion, Message
from bot.outgoing import Button, Keyboard
from bot.rendering.answers import render_answer
from bot.signals import Signals
from bot.turn import Turn
from bot.voice import Voice, voice_of
from bot.workers import Workers
from index.answering.conversation import Turn as Earlier
from index.answering.question import MAX_QUESTION
from index.types import Answer


class Asks(Protocol):
    """What asking needs of the library."""

    def ask(self, question: str, *, top_k: int = 20, turns: Sequence[Earlier] = ()) -> Answer:
        """The answer, or an abstention."""
        ...


class Asking:
    """Answers questions."""

    def __init__(
        self, library: Asks, workers: Workers, database: Database, signals: Signals, versions: Versions
    ) -> None:
        self._library = library
        self._workers = workers
        self._database = database
        self._signals = signals
        self._versions = versions

    async def question(self, turn: Turn, message: Message) -> None:
        """Answer what the message asks."""
        question = (message.argument if message.command else message.text).strip()
        if not question and message.reply_to is not None:
            question = message.reply_to.text.strip()
        problem = _problem(question, turn.voice)
        if problem:
            turn.reply(problem)
            return
        earlier = await self._earlier(turn, message)
        async with self._signals.typing(turn.place):
            answer = await self._ask(question, earlier)
        self._reply(turn, message, question, answer)

    async def edited(self, turn: Turn, message: Message) -> None:
        """Answer an edited question again, in the place of the old answer."""
        chat_id, user_id = message.chat_id, turn.person.id
        old = await self._database.run(lambda s: answers.find_by_question(s, chat_id, message.id))
        question = (message.argument if message.command else message.text).strip()
        if old is None or old.user_id != user_id or old.reply_message_id is None or old.question == question:
            return
        problem = _problem(question, turn.voice)
        if problem:
            turn.edit(old.reply_message_id, problem)
            return
        answer = await self._ask(question, "")
        self._replace(turn, message, question, answer, old)

    async def new(self, turn: Turn, message: Message) -> None:
        """Forget what the conversation was about."""
        chat_id, user_id = message.chat_id, turn.person.id
        turn.write(lambda session: answers.forget_conversation(session, chat_id, user_id))
        turn.reply(turn.voice.say("A new conversation: your next question stands alone."))

    async def inline(self, turn: Turn, question: InlineQuestion) -> None:
        """`@bot question` in any chat."""
        self._signals.answer_inline(question.id, (), cache_s=0)

    async def _ask(self, question: str, earlier: str) -> Answer:
        turns = (Earlier(earlier),) if earlier else ()
        return await self._workers.run(lambda: self._library.ask(question, turns=turns))

    async def _earlier(self, turn: Turn, message: Message) -> str:
        chat_id, user_id, reply_to = message.chat_id, turn.person.id, message.reply_to

        def work(session: Session) -> str:
            if reply_to is not None and reply_to.from_me:
                meant = answers.find_by_reply(session, chat_id, reply_to.id)
                if meant is not None:
                    return meant.question
            return answers.last_query(session, chat_id, user_id)

        return await self._database.run(work)

    def _reply(self, turn: Turn, message: Message, question: str, answer: Answer) -> None:
        answer_id = answers.new_answer_id()
        self._keep(turn, message, question, answer, answer_id)
        turn.reply(
            render_answer(answer, voice_of(answer.language)), keyboard(answer, answer_id), answer_id=answer_id
        )

    def _replace(self, turn: Turn, message: Message, question: str, answer: Answer, old: KeptAnswer) -> None:
        answer_id = answers.new_answer_id()
        shown_in = old.reply_message_id
        turn.write(lambda session: answers.replace(session, old.id))
        self._keep(turn, message, question, answer, answer_id)
        if shown_in is not None:
            turn.write(lambda session: answers.shown_in(session, answer_id, shown_in))
            turn.edit(shown_in, render_answer(answer, voice_of(answer.language)), keyboard(answer, answer_id))

    def _keep(self, turn: Turn, message: Message, question: str, answer: Answer, answer_id: str) -> None:
        origin = Origin(message.chat_id, turn.person.id, message.id)
        versions = self._versions
        turn.write(lambda session: answers.keep(session, answer_id, origin, question, answer, versions))


def keyboard(answer: Answer, answer_id: str) -> Keyboard:
    """The buttons under an answer; their data is its id."""
    voice = voice_of(answer.language)
    if answer.abstained:
        closest = Button(voice.say("Closest articles"), data=f"near:{answer_id}")
        return ((closest,),) if answer.hits else ()
    first = answer.citations[0].article_id
    browse = [Button(voice.say("Whole article"), data=f"read:{first}")]
    if len(answer.hits) > 1:
        browse.insert(0, Button(voice.say("More passages"), data=f"more:{answer_id}"))
    thumbs = (Button("👍", data=f"thumb:{answer_id}:1"), Button("👎", data=f"thumb:{answer_id}:-1"))
    return (tuple(browse), thumbs)


def _problem(question: str, voice: Voice) -> str:
    if len(question) > MAX_QUESTION:
        return voice.say(
            "A question may have at most {most} characters; please shorten it.",
            most=voice.number(MAX_QUESTION),
        )
    if not any(character.isalnum() for character in question):
        return voice.say(
            "What would you like to know? Write your question, for example: /ask Who is Kim Yong Ju?"
        )
    return ""
