"""Editors write articles: in one message or several, as a reply, a forwarded post, a file or an address."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy.orm import Session
from telegram.error import TelegramError

from bot.articles import drafts
from bot.articles.drafts import Content, Purpose
from bot.conversation import answers
from bot.conversation.parts import Parts
from bot.handlers.finding import Shelf, find_article
from bot.handlers.paging import id_in
from bot.inbox import records as inbox
from bot.inbox.turn import Turn
from bot.locales.voice import Voice
from bot.messages.incoming import Message, Press
from bot.messages.outgoing import Button, Keyboard
from bot.people import records as people
from bot.people.records import Task
from bot.rendering.articles import render_preview
from bot.rendering.composing import shortened
from index.errors import InputError
from index.types import ArticleDraft

ADDING = "adding"
EDITING = "editing"
MAX_PARTS = 300

WEB_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
MAX_FILE = 10_000_000
"""Bytes; Telegram gives bots files of 20 MB at most."""


@dataclass(frozen=True, slots=True)
class Drafting:
    """How drafts are made: of a chat message, of a page on the web, of a file's bytes and name."""

    message: Callable[[str], ArticleDraft]
    web: Callable[[str], ArticleDraft]
    document: Callable[[bytes, str], ArticleDraft]


class Downloads(Protocol):
    """What files need of Telegram."""

    async def download(self, file_id: str) -> bytes:
        """The bytes of a file; errors are those of `telegram.error`."""
        ...


class Writing:
    """Turns what an editor sends into a preview; nothing is stored before its button is pressed."""

    def __init__(self, library: Shelf, drafting: Drafting, parts: Parts) -> None:
        self._library = library
        self._drafting = drafting
        self._workers = parts.workers
        self._database = parts.database
        self._signals = parts.signals
        self._files: Downloads = parts.api

    async def add(self, turn: Turn, message: Message) -> None:
        """`/addarticle`, with the text, an address or a file, as a reply to the text, or before it."""
        if message.file_id is not None:
            await self.file(turn, message)
            return
        text = message.argument or (message.reply_to.text if message.reply_to else "")
        if WEB_ADDRESS.fullmatch(text.strip()):
            await self._offer_made(turn, lambda: self._drafting.web(text.strip()))
            return
        if text.strip():
            await self._preview(turn, Task(ADDING, ("", text)))
            return
        begun = Task(ADDING, ("",))
        turn.write(lambda session: people.begin_task(session, turn.place.chat_id, turn.person.id, begun))
        turn.reply(
            turn.voice.say(
                "Send me the article: the title on the first line, the text below it. A line with its "
                "address and a line with its date may stand under the title. Several messages in a row "
                "are fine. /cancel stops."
            )
        )

    async def forwarded(self, turn: Turn, message: Message) -> None:
        """A forwarded post from an editor may become an article."""
        await self._preview(turn, Task(ADDING, ("", message.text)))

    async def file(self, turn: Turn, message: Message) -> None:
        """A file from an editor may become an article."""
        if message.file_size > MAX_FILE:
            most = turn.voice.number(MAX_FILE // 1_000_000)
            turn.reply(turn.voice.say("A file may have {most} MB at most.", most=most))
            return
        try:
            async with self._signals.typing(turn.place):
                data = await self._files.download(message.file_id or "")
        except TelegramError:
            turn.reply(turn.voice.say("Telegram did not give me the file; please send it again."))
            return
        await self._offer_made(turn, lambda: self._drafting.document(data, message.file_name))

    async def edit(self, turn: Turn, message: Message) -> None:
        """`/edit ID`, with the new text or before it."""
        number, _, text = message.argument.partition("\n")
        article = await find_article(self._library, self._workers, id_in([number]))
        if article is None:
            turn.reply(turn.voice.say("No article has that number. /articles lists them."))
        elif text.strip():
            await self._preview(turn, Task(EDITING, ("", str(article.id), text)))
        else:
            begun = Task(EDITING, ("", str(article.id)))
            turn.write(lambda session: people.begin_task(session, turn.place.chat_id, turn.person.id, begun))
            turn.reply(
                turn.voice.say(
                    "Send me the new text of article {id}, “{title}”, its title first. /cancel stops.",
                    id=article.id,
                    title=shortened(article.title, 100),
                )
            )

    async def part(self, turn: Turn, message: Message) -> None:
        """A message of the article that is being written; a preview when no more is on its way."""
        task = turn.task
        if task is None or len(task.parts) >= MAX_PARTS:
            return
        grown = Task(task.kind, (*task.parts, message.text))
        lane, this = f"chat:{message.chat_id}", turn.update_id
        if await self._database.run(lambda session: inbox.has_newer(session, lane, this)):
            chat_id, user_id = turn.place.chat_id, turn.person.id
            turn.write(lambda session: people.begin_task(session, chat_id, user_id, grown))
        else:
            await self._preview(turn, grown)

    async def not_asked(self, turn: Turn, press: Press, arguments: list[str]) -> None:
        """What was answered as a question is a part of the article after all."""
        kept = await self._database.run(lambda session: answers.find(session, arguments[0]))
        task = turn.task
        if kept is None or kept.user_id != turn.person.id or task is None or not waits(task):
            turn.toast = turn.voice.say("This preview is no longer open.")
            return
        turn.write(lambda session: answers.forget(session, kept.id))
        await self._preview(turn, Task(task.kind, (*task.parts, kept.question)))

    async def cancel(self, turn: Turn, message: Message) -> None:
        """`/cancel`: stop what is going on."""
        task = turn.task
        if task is None:
            turn.reply(turn.voice.say("There is nothing to cancel."))
            return
        turn.write(lambda session: _end(session, turn, task))
        turn.reply(turn.voice.say("Cancelled; nothing was changed."))

    async def _preview(self, turn: Turn, task: Task) -> None:
        old_id, *rest = task.parts
        article_id = int(rest.pop(0)) if task.kind == EDITING else None
        try:
            draft = await self._workers.run(lambda: self._drafting.message("\n".join(rest)))
        except InputError as refusal:
            chat_id, user_id = turn.place.chat_id, turn.person.id
            turn.write(lambda session: people.begin_task(session, chat_id, user_id, task))
            reason = turn.voice.tell(refusal)
            turn.reply(turn.voice.say("{reason} You can go on writing, or /cancel.", reason=reason))
            return
        draft_id = drafts.new_draft_id()
        grown = Task(task.kind, (draft_id, *task.parts[1:]))
        turn.write(lambda session: drafts.close(session, old_id, "dropped"))
        turn.write(lambda session: people.begin_task(session, turn.place.chat_id, turn.person.id, grown))
        self._offer(turn, draft_id, Content(draft, article_id))

    async def _offer_made(self, turn: Turn, make: Callable[[], ArticleDraft]) -> None:
        """Preview a draft that is whole as it comes."""
        try:
            async with self._signals.typing(turn.place):
                draft = await self._workers.run(make)
        except InputError as refusal:
            turn.reply(turn.voice.tell(refusal))
            return
        self._offer(turn, drafts.new_draft_id(), Content(draft))

    def _offer(self, turn: Turn, draft_id: str, content: Content) -> None:
        purpose: Purpose = "add" if content.article_id is None else "edit"
        turn.write(lambda session: drafts.keep(session, draft_id, turn.person.id, purpose, content))
        heading = _heading(content.article_id, turn.voice)
        turn.reply(render_preview(content.draft, heading, turn.voice), _choice(draft_id, turn.voice))


def waits(task: Task | None) -> bool:
    """Whether an article waits for the button under its preview."""
    return task is not None and task.kind in (ADDING, EDITING) and bool(task.parts[0])


def _end(session: Session, turn: Turn, task: Task) -> None:
    drafts.close(session, task.parts[0], "dropped")
    people.end_task(session, turn.place.chat_id, turn.person.id)


def _heading(article_id: int | None, voice: Voice) -> str:
    if article_id is None:
        return voice.say("Shall I save this?")
    return voice.say("Shall article {id} become this?", id=article_id)


def _choice(draft_id: str, voice: Voice) -> Keyboard:
    save = Button(voice.say("Save"), data=f"save:{draft_id}")
    return ((save, Button(voice.say("Cancel"), data=f"drop:{draft_id}")),)
