"""The buttons under a preview: save, drop, and take it back."""

from typing import Protocol

from bot.articles import drafts
from bot.articles.drafts import Content, KeptDraft
from bot.conversation.parts import Parts
from bot.handlers.editors.acts import record_act_on
from bot.handlers.finding import Removes, Shelf, find_article, remove_article
from bot.inbox.turn import Turn
from bot.locales.voice import Voice
from bot.messages.incoming import Press
from bot.messages.outgoing import Button
from bot.people import records as people
from bot.rendering.composing import shortened
from index.errors import InputError, NotFoundError
from index.types import AddResult, ArticleDraft


class Keeps(Shelf, Removes, Protocol):
    """What saving needs of the library."""

    def add(self, draft: ArticleDraft) -> AddResult:
        """Store an article."""
        ...

    def bring_back(self, article_id: int, draft: ArticleDraft) -> None:
        """Store a removed article again, under its number."""
        ...

    def edit(self, article_id: int, draft: ArticleDraft) -> None:
        """Replace an article; NotFoundError when it is gone."""
        ...


class Saving:
    """Stores what a preview shows, with a way back."""

    def __init__(self, library: Keeps, parts: Parts) -> None:
        self._library = library
        self._workers = parts.workers
        self._database = parts.database

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
        if kept is None or press.message_id is None or kept.article_id is None or not _can_be_undone(kept):
            turn.toast = turn.voice.say("That cannot be taken back any more.")
            return
        if kept.purpose == "remove":
            article_id = kept.article_id
            await self._workers.run(lambda: self._library.bring_back(article_id, kept.draft))
            said = turn.voice.say("Article {id} is back.", id=article_id)
            record_act_on(turn, "bring back", article_id, kept.draft.title)
        else:
            await remove_article(self._library, self._workers, kept.article_id)
            said = turn.voice.say("Taken back: article {id} is gone.", id=kept.article_id)
            record_act_on(turn, "take back", kept.article_id, kept.draft.title)
        turn.write(lambda session: drafts.close(session, kept.id, "undone"))
        turn.edit(press.message_id, said)

    async def _apply_add(self, turn: Turn, message_id: int, kept: KeptDraft) -> None:
        result = await self._workers.run(lambda: self._library.add(kept.draft))
        if not result.created and not await self._added_before(turn, result.article_id):
            turn.write(lambda session: drafts.close(session, kept.id, "dropped", result.article_id))
            said = turn.voice.say("The same text is stored already, as article {id}.", id=result.article_id)
            turn.edit(message_id, said, ((_read(result.article_id, turn.voice),),))
            return
        turn.write(lambda session: drafts.close(session, kept.id, "done", result.article_id))
        record_act_on(turn, "add", result.article_id, kept.draft.title)
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
        turn.write(lambda session: drafts.close(session, kept.id, "done", article_id))
        record_act_on(turn, "edit", article_id, kept.draft.title)
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

    async def _added_before(self, turn: Turn, article_id: int) -> bool:
        """Whether this very update added the article before the process died over it."""
        if not turn.repeated:
            return False
        article = await find_article(self._library, self._workers, article_id)
        return article is not None and article.added_at >= turn.received_at


def _can_be_undone(kept: KeptDraft) -> bool:
    return (
        kept.state == "open" if kept.purpose == "remove" else kept.purpose == "add" and kept.state == "done"
    )


def _read(article_id: int, voice: Voice) -> Button:
    return Button(voice.say("Whole article"), data=f"read:{article_id}")
