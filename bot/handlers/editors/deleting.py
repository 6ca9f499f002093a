"""Editors delete articles: confirmed first, and never beyond recall."""

from typing import Protocol

from bot.articles import drafts
from bot.articles.drafts import Content
from bot.conversation.parts import Parts
from bot.handlers.editors.acts import record_act_on
from bot.handlers.finding import Removes, Shelf, find_article, no_such_article, remove_article
from bot.handlers.paging import id_in
from bot.inbox.turn import Turn
from bot.messages.incoming import Message, Press
from bot.messages.outgoing import Button
from bot.rendering.composing import shortened


class Holds(Shelf, Removes, Protocol):
    """What deleting needs of the library."""


class Deleting:
    """Asks, deletes, and keeps what is needed to bring it back."""

    def __init__(self, library: Holds, parts: Parts) -> None:
        self._library = library
        self._workers = parts.workers
        self._database = parts.database

    async def delete(self, turn: Turn, message: Message) -> None:
        """`/delete ID`: ask first."""
        article = await find_article(self._library, self._workers, id_in([message.argument]))
        if article is None:
            turn.reply(no_such_article(turn.voice, "delete", message.argument))
            return
        question = turn.voice.say(
            "Delete article {id}, “{title}”?", id=article.id, title=shortened(article.title, 200)
        )
        yes = Button(turn.voice.say("Delete"), data=f"delete:{article.id}")
        no = Button(turn.voice.say("Do not delete"), data="keep")
        turn.reply(question, ((yes, no),))

    async def delete_now(self, turn: Turn, press: Press, arguments: list[str]) -> None:
        """Remove an article; it can be brought back."""
        article = await find_article(self._library, self._workers, id_in(arguments))
        draft_id = f"u{turn.update_id}"
        if article is not None:
            content = Content(drafts.draft_of(article), article.id)
            user_id = turn.person.id
            await self._database.run(
                lambda session: drafts.keep(session, draft_id, user_id, "remove", content)
            )
            await remove_article(self._library, self._workers, article.id)
        kept = await self._database.run(lambda session: drafts.find(session, draft_id))
        if kept is None or press.message_id is None:
            turn.toast = turn.voice.say("No article has that number. /articles lists them.")
            return
        record_act_on(turn, "delete", kept.article_id or 0, kept.draft.title)
        said = turn.voice.say(
            "Deleted: article {id}, “{title}”.", id=kept.article_id, title=shortened(kept.draft.title, 200)
        )
        turn.edit(press.message_id, said, ((Button(turn.voice.say("Undo"), data=f"undo:{draft_id}"),),))

    async def keep(self, turn: Turn, press: Press, arguments: list[str]) -> None:
        """Do not remove it after all."""
        if press.message_id is not None:
            turn.edit(press.message_id, turn.voice.say("Kept; nothing was changed."))
