"""Editors write articles: in one message or several, as a reply, a forwarded post, a file or an address."""

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from sqlalchemy.orm import Session
from telegram.error import TelegramError

from bot.articles import drafts
from bot.articles.drafts import Content, KeptDraft, Source
from bot.conversation import answers
from bot.conversation.parts import Parts
from bot.handlers.editors.drafting import Drafting, decode, draft_of_text, encode, missing_text, text_of
from bot.handlers.editors.previews import offer, retire, rewrite, with_missing_facts
from bot.inbox import records as inbox
from bot.inbox.turn import Turn
from bot.messages.incoming import WEB_ADDRESS, File, Message, Press
from bot.people import records as people
from bot.people.records import Task
from index.errors import InputError
from index.types import ArticleDraft

ADDING = "adding"
ALBUM = "album"
MAX_PARTS = 300

MAX_FILE = 20_000_000
"""Bytes; Telegram gives bots files of 20 MB at most."""


class Downloads(Protocol):
    """What files need of Telegram."""

    async def download(self, file_id: str) -> bytes:
        """The bytes of a file; errors are those of `telegram.error`."""
        ...


class Writing:
    """Turns what an editor sends into a preview; nothing is stored before its button is pressed."""

    def __init__(self, drafting: Drafting, parts: Parts) -> None:
        self._drafting = drafting
        self._workers = parts.workers
        self._database = parts.database
        self._signals = parts.signals
        self._files: Downloads = parts.api

    async def add(self, turn: Turn, message: Message) -> None:
        """`/addarticle`, with the text, an address or a file, as a reply to one of them, or before it."""
        replied = message.reply_to
        file = message.file or (replied.file if replied is not None else None)
        if file is not None:
            await self._read_file(turn, file)
            return
        source = Source(message.id, message.argument)
        if not source.text.strip() and replied is not None:
            source = Source(replied.id, replied.text)
        if WEB_ADDRESS.fullmatch(source.text.strip()):
            await self._fetch(turn, source.text.strip())
        elif source.text.strip():
            await self._compose(turn, Task(ADDING, ("", encode(source))))
        else:
            self._ask_for_article(turn)

    async def fill(self, turn: Turn, press: Press, arguments: list[str]) -> None:
        """Begin an article that answers a question which was asked in vain."""
        self._ask_for_article(turn)

    async def forwarded(self, turn: Turn, message: Message) -> None:
        """A forwarded post is an article of its own, an album one together; a button joins it to the one before."""
        task = turn.task
        same_album = task is not None and task.kind == ALBUM and task.parts[1] == message.album != ""
        if task is not None and same_album:
            await self._grow_album(turn, task.parts[0], message)
            return
        source = Source(message.id, message.text)
        try:
            draft = await self._workers.run(
                lambda: draft_of_text(self._drafting, message.text, message.origin)
            )
        except InputError as refusal:
            turn.reply(turn.voice.tell(refusal))
            return
        user_id, chat_id = turn.person.id, turn.place.chat_id
        before = await self._database.run(lambda session: drafts.last_open(session, user_id))
        draft_id = offer(turn, Content(draft, sources=(source,)), joins=before)
        if message.album:
            self._begin(turn, Task(ALBUM, (draft_id, message.album)))
        else:
            turn.write(lambda session: people.end_task(session, chat_id, user_id))

    async def join(self, turn: Turn, press: Press, arguments: list[str]) -> None:
        """Make one article of a forwarded post and the one before it."""
        this, before = [await self._mine(turn, draft_id) for draft_id in (arguments[0], arguments[-1])]
        if this is None or before is None or this.id == before.id:
            turn.toast = turn.voice.say("This preview is no longer open.")
            return
        retire(turn, before)
        rewrite(turn, this, _joined(before, this))

    async def link(self, turn: Turn, message: Message) -> None:
        """A bare address may become an article."""
        await self._fetch(turn, message.text.strip())

    async def file(self, turn: Turn, message: Message) -> None:
        """A file may become an article, whatever is written below it."""
        if message.file is not None:
            await self._read_file(turn, message.file)

    async def pasted(self, turn: Turn, message: Message) -> None:
        """A long text may become an article."""
        await self._take(turn, Task(ADDING, ("",)), message)

    async def part(self, turn: Turn, message: Message) -> None:
        """A message of the article that is being written; a preview when no more is on its way."""
        if turn.task is not None:
            await self._take(turn, turn.task, message)

    async def not_asked(self, turn: Turn, press: Press, arguments: list[str]) -> None:
        """What was answered as a question is a part of the article after all."""
        kept = await self._database.run(lambda session: answers.find(session, arguments[0]))
        task = turn.task
        if kept is None or kept.user_id != turn.person.id or task is None or not waits(task):
            turn.toast = turn.voice.say("This preview is no longer open.")
            return
        turn.write(lambda session: answers.forget(session, kept.id))
        source = Source(kept.question_message_id or 0, kept.question)
        await self._compose(turn, Task(task.kind, (*task.parts, encode(source))))

    async def amended(self, turn: Turn, message: Message) -> bool:
        """An edited message changes the draft that was made of it; False when none was."""
        text = message.argument if message.command else message.text
        task = turn.task
        if task is not None and task.kind == ADDING and not waits(task):
            parts = tuple(_amended(part, message.id, text) for part in task.parts[1:])
            if parts != task.parts[1:]:
                await self._compose(turn, Task(ADDING, ("", *parts)))
                return True
        user_id = turn.person.id
        kept = await self._database.run(lambda session: drafts.made_of(session, user_id, message.id))
        if kept is None:
            return False
        if kept.state == "open":
            await self._amend(turn, kept, message.id, text)
        elif kept.state == "done" and kept.article_id is not None:
            turn.reply(
                turn.voice.say("It is stored already; /edit {id} changes the article.", id=kept.article_id)
            )
        return True

    async def cancel(self, turn: Turn, message: Message) -> None:
        """`/cancel`: stop what is going on."""
        task = turn.task
        if task is None or task.kind == ALBUM:
            turn.reply(turn.voice.say("There is nothing to cancel."))
            return
        retire(turn, await self._mine(turn, task.parts[0]))
        chat_id, user_id = turn.place.chat_id, turn.person.id
        turn.write(lambda session: people.end_task(session, chat_id, user_id))
        turn.reply(turn.voice.say("Cancelled; nothing was changed."))

    async def _take(self, turn: Turn, task: Task, message: Message) -> None:
        if len(task.parts) >= MAX_PARTS:
            return
        grown = Task(ADDING, (*task.parts, encode(Source(message.id, message.text))))
        lane, this = f"chat:{message.chat_id}", turn.update_id
        if await self._database.run(lambda session: inbox.has_newer(session, lane, this)):
            self._begin(turn, grown)
        else:
            await self._compose(turn, grown)

    async def _compose(self, turn: Turn, task: Task) -> None:
        """Preview what was written so far, in the place of the last preview."""
        sources = tuple(map(decode, task.parts[1:]))
        try:
            draft = await self._workers.run(lambda: draft_of_text(self._drafting, text_of(sources)))
        except InputError as refusal:
            self._begin(turn, task)
            if missing_text(text_of(sources), refusal):
                turn.reply(turn.voice.say("I have the title. Go on with the text, or /cancel."))
            else:
                reason = turn.voice.tell(refusal)
                turn.reply(turn.voice.say("{reason} You can go on writing, or /cancel.", reason=reason))
            return
        retire(turn, await self._mine(turn, task.parts[0]))
        draft_id = offer(turn, Content(draft, sources=sources))
        self._begin(turn, Task(ADDING, (draft_id, *task.parts[1:])))

    async def _grow_album(self, turn: Turn, draft_id: str, message: Message) -> None:
        kept = await self._mine(turn, draft_id)
        if kept is None or not message.text.strip():
            return
        body = f"{kept.draft.body}\n\n{message.text}"
        sources = (*kept.sources, Source(message.id, message.text))
        rewrite(turn, kept, Content(replace(kept.draft, body=body), sources=sources))

    async def _amend(self, turn: Turn, kept: KeptDraft, message_id: int, text: str) -> None:
        sources = tuple(
            Source(message_id, text) if source.message_id == message_id else source for source in kept.sources
        )
        try:
            draft = await self._workers.run(lambda: draft_of_text(self._drafting, text_of(sources)))
        except InputError as refusal:
            turn.reply(turn.voice.tell(refusal))
            return
        content = Content(with_missing_facts(draft, kept.draft), kept.article_id, sources)
        rewrite(turn, kept, content)
        task = turn.task
        if task is not None and task.kind == ADDING and task.parts[0] == kept.id:
            self._begin(turn, Task(ADDING, (kept.id, *map(encode, sources))))

    async def _read_file(self, turn: Turn, file: File) -> None:
        if file.size > MAX_FILE:
            most = turn.voice.number(MAX_FILE // 1_000_000)
            turn.reply(turn.voice.say("A file may have {most} MB at most.", most=most))
            return
        try:
            async with self._signals.typing(turn.place):
                data = await self._files.download(file.id)
        except TelegramError:
            turn.reply(turn.voice.say("Telegram did not give me the file; please send it again."))
            return
        await self._offer_made(turn, lambda: self._drafting.document(data, file.name))

    async def _fetch(self, turn: Turn, address: str) -> None:
        await self._offer_made(turn, lambda: self._drafting.web(address))

    async def _offer_made(self, turn: Turn, make: Callable[[], ArticleDraft]) -> None:
        """Preview a draft that is whole as it comes."""
        try:
            async with self._signals.typing(turn.place):
                draft = await self._workers.run(make)
        except InputError as refusal:
            turn.reply(turn.voice.tell(refusal))
            return
        offer(turn, Content(draft))

    def _ask_for_article(self, turn: Turn) -> None:
        self._begin(turn, Task(ADDING, ("",)))
        turn.reply(
            turn.voice.say(
                "Send me the article: the title on the first line, the text below it. A line with its "
                "address and a line with its date may stand under the title. Several messages in a row "
                "are fine. /cancel stops."
            )
        )

    def _begin(self, turn: Turn, task: Task) -> None:
        chat_id, user_id = turn.place.chat_id, turn.person.id
        turn.write(lambda session: people.begin_task(session, chat_id, user_id, task))

    async def _mine(self, turn: Turn, draft_id: str) -> KeptDraft | None:
        def work(session: Session) -> KeptDraft | None:
            kept = drafts.find(session, draft_id)
            return kept if kept and kept.user_id == turn.person.id and kept.state == "open" else None

        return await self._database.run(work)


def waits(task: Task | None) -> bool:
    """Whether an article waits for the button under its preview."""
    return task is not None and task.kind == ADDING and bool(task.parts[0])


def _joined(before: KeptDraft, this: KeptDraft) -> Content:
    sources = (*before.sources, *this.sources)
    added = text_of(this.sources) or f"{this.draft.title}\n{this.draft.body}"
    return Content(replace(before.draft, body=f"{before.draft.body}\n\n{added}"), sources=sources)


def _amended(part: str, message_id: int, text: str) -> str:
    source = decode(part)
    return encode(Source(message_id, text)) if source.message_id == message_id else part
