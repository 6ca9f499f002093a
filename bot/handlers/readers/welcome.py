"""The first screen and the help."""

import secrets
from collections.abc import Sequence

from bot.conversation.examples import Examples
from bot.inbox.turn import Turn
from bot.locales.voice import Voice
from bot.messages.incoming import Membership, Message
from bot.messages.outgoing import Button, Styled
from bot.people.commands import commands_of
from bot.people.records import Role
from bot.process.workers import Workers
from bot.rendering.composing import Composer, shortened
from bot.sending import records as outbox
from bot.store.clock import now
from bot.store.tables import SearchRow


class Welcome:
    """Greets and explains."""

    def __init__(self, examples: Examples, workers: Workers) -> None:
        self._examples = examples
        self._workers = workers

    async def start(self, turn: Turn, message: Message) -> None:
        """`/start`: what the bot does, in one screen."""
        chat_id = message.chat_id
        turn.write(lambda session: outbox.unblock(session, chat_id))
        questions = await self._workers.run(lambda: self._examples.questions(turn.voice))
        kept = [(secrets.token_urlsafe(9), question) for question in questions]
        turn.write(lambda session: session.add_all(_rows(kept)))
        keyboard = tuple((Button(shortened(question, 60), data=f"try:{id_}"),) for id_, question in kept)
        turn.reply(greeting(turn.voice, examples=bool(keyboard)), keyboard)

    async def help(self, turn: Turn, message: Message) -> None:
        """`/help`: the commands that this person can use."""
        turn.reply(commands_help(turn.role, turn.voice))

    async def unknown(self, turn: Turn, message: Message) -> None:
        """A command that is none of the bot's: one line."""
        turn.reply(
            turn.voice.say("I do not know /{command}. /help lists what I can do.", command=message.command)
        )

    async def membership(self, turn: Turn, membership: Membership) -> None:
        """The bot was let in or thrown out."""
        chat_id = membership.chat_id
        if not membership.welcome:
            turn.write(lambda session: outbox.block(session, chat_id))
            return
        turn.write(lambda session: outbox.unblock(session, chat_id))
        if membership.chat == "group":
            turn.reply(
                turn.voice.say("Hello! Ask me with /ask, by my name, or by answering one of my messages.")
            )


def _rows(questions: Sequence[tuple[str, str]]) -> list[SearchRow]:
    return [SearchRow(id=id_, query=question, created_at=now()) for id_, question in questions]


def greeting(voice: Voice, *, examples: bool) -> Styled:
    """The first screen."""
    composer = Composer().bold(voice.say("Hello, I am Tanya.")).plain("\n")
    composer.plain(
        voice.say(
            "Ask me anything about the stored articles, in Indonesian or English. I answer with a quotation "
            "and its source, or say honestly that the articles do not tell."
        )
    )
    composer.plain("\n\n").plain(voice.say("/help lists what I can do."))
    if examples:
        composer.plain("\n\n").plain(voice.say("For example:"))
    return composer.build()


def commands_help(role: Role, voice: Voice) -> Styled:
    """The commands of a role."""
    composer = Composer().plain(voice.say("Write your question, and I answer from the articles."))
    for name, purpose in commands_of(role, voice):
        composer.plain(f"\n/{name}  {purpose}")
    return composer.build()
