"""Editors look after the articles: add and change with a preview, remove, and take it all back."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy.orm import Session
from telegram.error import TelegramError

from bot import drafts, people
from bot.drafts import Content, KeptDraft, Purpose
from bot.handlers.paging import id_in
from bot.inbox import records as inbox
from bot.incoming import Message, Press
from bot.outgoing import Button, Keyboard
from bot.parts import Parts
from bot.people import Task
from bot.rendering.articles import render_preview
from bot.rendering.composing import shortened
from bot.turn import Turn
from bot.voice import Voice
from index.errors import InputError, NotFoundError
from index.types import AddResult, Article, ArticleDraft

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


class Keeps(Protocol):
    """What looking after articles needs of the library."""

    def add(self, draft: ArticleDraft) -> AddResult:
        """Store an article."""
        ...

    def edit(self, article_id: int, draft: ArticleDraft) -> None:
        """Replace an article; NotFoundError when it is gone."""
        ...

    def remove(self, article_id: int) -> Article:
        """Remove an article; NotFoundError when it is gone."""
        ...

    def article(self, article_id: int) -> Article:
        """The article; NotFoundError when it is gone."""
        ...


class Editing:
    """Changes articles, each time with a way back."""

    def __init__(self, library: Keeps, drafting: Drafting, parts: Parts) -> None:
        self._library = library
        self._drafting = drafting
        self._workers = parts.workers
        self._database = parts.database
        self._signals = parts.signals
        self._files: Downloads = parts.api

    # What is to be stored

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
        article = await self._find(id_in([number]))
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

    async def cancel(self, turn: Turn, message: Message) -> None:
        """`/cancel`: stop what is going on."""
        task = turn.task
        if task is None:
            turn.reply(turn.voice.say("There is nothing to cancel."))
            return
        turn.write(lambda session: _end(session, turn, task))
        turn.reply(turn.voice.say("Cancelled; nothing was changed."))

    # Buttons under a preview

    async def save(self, turn: Turn, press: Press, arguments: list[str]) -> None:
        """Store what the preview shows."""
        kept = await self._open_draft(turn, arguments)
        if kept is None or press.message_id is None:
            return
        try:
            if kept.purpose == "edit":
                await self._apply_edit(turn, press.message_id, kept)
            else:
                await self._apply_add(turn, press.message_id, kept)
        except NotFoundError:
            turn.edit(press.message_id, turn.voice.say("No article has that number. /articles lists them."))
        except InputError as refusal:
            turn.edit(press.message_id, turn.voice.tell(refusal))
        turn.write(lambda session: people.end_task(session, turn.place.chat_id, turn.person.id))

    async def drop(self, turn: Turn, press: Press, arguments: list[str]) -> None:
        """Forget what the preview shows."""
        kept = await self._open_draft(turn, arguments)
        if kept is None or press.message_id is None:
            return
        turn.write(lambda session: drafts.close(session, kept.id, "dropped"))
        turn.write(lambda session: people.end_task(session, turn.place.chat_id, turn.person.id))
        turn.edit(press.message_id, turn.voice.say("Dropped; nothing was changed."))

    async def undo(self, turn: Turn, press: Press, arguments: list[str]) -> None:
        """Take back an addition or a removal."""
        kept = await self._draft(arguments)
        if kept is None or press.message_id is None or kept.state == "undone" or kept.article_id is None:
            turn.toast = turn.voice.say("That cannot be taken back any more.")
            return
        if kept.purpose == "remove":
            result = await self._workers.run(lambda: self._library.add(kept.draft))
            said = turn.voice.say("The article is back, as article {id}.", id=result.article_id)
            _act(turn, "bring back", result.article_id, kept.draft.title)
        else:
            await self._remove(kept.article_id)
            said = turn.voice.say("Taken back: article {id} is gone.", id=kept.article_id)
            _act(turn, "take back", kept.article_id, kept.draft.title)
        turn.write(lambda session: drafts.close(session, kept.id, "undone"))
        turn.edit(press.message_id, said)

    # Removing

    async def delete(self, turn: Turn, message: Message) -> None:
        """`/delete ID`: ask first."""
        article = await self._find(id_in([message.argument]))
        if article is None:
            turn.reply(turn.voice.say("No article has that number. /articles lists them."))
            return
        question = turn.voice.say(
            "Delete article {id}, “{title}”?", id=article.id, title=shortened(article.title, 200)
        )
        yes = Button(turn.voice.say("Delete"), data=f"delete:{article.id}")
        no = Button(turn.voice.say("Keep"), data="keep")
        turn.reply(question, ((yes, no),))

    async def delete_now(self, turn: Turn, press: Press, arguments: list[str]) -> None:
        """Remove an article; it can be brought back."""
        article = await self._find(id_in(arguments))
        draft_id = f"u{turn.update_id}"
        if article is not None:
            content = Content(drafts.draft_of(article), article.id)
            user_id = turn.person.id
            await self._database.run(
                lambda session: drafts.keep(session, draft_id, user_id, "remove", content)
            )
            await self._remove(article.id)
        kept = await self._draft([draft_id])
        if kept is None or press.message_id is None:
            turn.toast = turn.voice.say("No article has that number. /articles lists them.")
            return
        _act(turn, "delete", kept.article_id or 0, kept.draft.title)
        said = turn.voice.say(
            "Deleted: article {id}, “{title}”.", id=kept.article_id, title=shortened(kept.draft.title, 200)
        )
        turn.edit(press.message_id, said, ((Button(turn.voice.say("Undo"), data=f"undo:{draft_id}"),),))

    async def keep(self, turn: Turn, press: Press, arguments: list[str]) -> None:
        """Do not remove it after all."""
        if press.message_id is not None:
            turn.edit(press.message_id, turn.voice.say("Kept; nothing was changed."))

    # Inside

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

    async def _apply_add(self, turn: Turn, message_id: int, kept: KeptDraft) -> None:
        result = await self._workers.run(lambda: self._library.add(kept.draft))
        if not result.created and not await self._added_before(turn, result.article_id):
            turn.write(lambda session: drafts.close(session, kept.id, "dropped", result.article_id))
            said = turn.voice.say("The same text is stored already, as article {id}.", id=result.article_id)
            turn.edit(message_id, said, ((_read(result.article_id, turn.voice),),))
            return
        turn.write(lambda session: drafts.close(session, kept.id, "done", result.article_id))
        _act(turn, "add", result.article_id, kept.draft.title)
        title = shortened(kept.draft.title, 200)
        said = turn.voice.say("Saved: article {id}, “{title}”.", id=result.article_id, title=title)
        undo = Button(turn.voice.say("Undo"), data=f"undo:{kept.id}")
        turn.edit(message_id, said, ((_read(result.article_id, turn.voice), undo),))

    async def _apply_edit(self, turn: Turn, message_id: int, kept: KeptDraft) -> None:
        article_id = kept.article_id or 0
        old = await self._workers.run(lambda: self._library.article(article_id))
        restore_id = f"u{turn.update_id}"
        user_id, before = turn.person.id, Content(drafts.draft_of(old), article_id)
        await self._database.run(lambda session: drafts.keep(session, restore_id, user_id, "edit", before))
        await self._workers.run(lambda: self._library.edit(article_id, kept.draft))
        turn.write(lambda session: drafts.close(session, kept.id, "done"))
        _act(turn, "edit", article_id, kept.draft.title)
        title = shortened(kept.draft.title, 200)
        said = turn.voice.say("Changed: article {id}, “{title}”.", id=article_id, title=title)
        undo = Button(turn.voice.say("Undo"), data=f"save:{restore_id}")
        turn.edit(message_id, said, ((_read(article_id, turn.voice), undo),))

    async def _open_draft(self, turn: Turn, arguments: list[str]) -> KeptDraft | None:
        kept = await self._draft(arguments)
        if kept is None or kept.user_id != turn.person.id or kept.state != "open":
            turn.toast = turn.voice.say("This preview is no longer open.")
            return None
        return kept

    async def _draft(self, arguments: list[str]) -> KeptDraft | None:
        return await self._database.run(lambda session: drafts.find(session, arguments[0]))

    async def _find(self, article_id: int) -> Article | None:
        try:
            return await self._workers.run(lambda: self._library.article(article_id))
        except NotFoundError:
            return None

    async def _added_before(self, turn: Turn, article_id: int) -> bool:
        """Whether this very update added the article before the process died over it."""
        article = await self._find(article_id) if turn.repeated else None
        return article is not None and article.added_at >= turn.received_at

    async def _remove(self, article_id: int) -> None:
        try:
            await self._workers.run(lambda: self._library.remove(article_id))
        except NotFoundError:
            return


def _end(session: Session, turn: Turn, task: Task) -> None:
    drafts.close(session, task.parts[0], "dropped")
    people.end_task(session, turn.place.chat_id, turn.person.id)


def _act(turn: Turn, act: str, article_id: int, title: str) -> None:
    subject = f"article {article_id}: {shortened(title, 100)}"
    turn.write(lambda session: people.record_act(session, turn.person.id, act, subject))


def _heading(article_id: int | None, voice: Voice) -> str:
    if article_id is None:
        return voice.say("Shall I save this?")
    return voice.say("Shall article {id} become this?", id=article_id)


def _choice(draft_id: str, voice: Voice) -> Keyboard:
    save = Button(voice.say("Save"), data=f"save:{draft_id}")
    return ((save, Button(voice.say("Cancel"), data=f"drop:{draft_id}")),)


def _read(article_id: int, voice: Voice) -> Button:
    return Button(voice.say("Whole article"), data=f"read:{article_id}")
