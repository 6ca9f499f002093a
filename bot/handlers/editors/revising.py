"""Editors change an article or a preview part by part: title, text, date, link."""

from dataclasses import replace

from bot.articles import drafts
from bot.articles.drafts import Content, KeptDraft
from bot.conversation.parts import Parts
from bot.handlers.editors.drafting import Drafting, draft_of_text
from bot.handlers.editors.previews import PARTS, offer, part_names, retire, with_missing_facts
from bot.handlers.finding import Shelf, find_article, no_such_article
from bot.handlers.paging import id_in
from bot.inbox.turn import Turn
from bot.messages.incoming import Message, Press
from bot.people import records as people
from bot.people.records import Task
from index.errors import InputError
from index.ingest.drafting import draft as checked
from index.types import ArticleDraft

CHANGING = "changing"
NOTHING = ("-", "hapus", "kosong", "none", "remove")
"""What an editor writes to take a date or a link away."""


class Revising:
    """Changes one part at a time; whatever is not named stays as it is."""

    def __init__(self, library: Shelf, drafting: Drafting, parts: Parts) -> None:
        self._library = library
        self._drafting = drafting
        self._workers = parts.workers
        self._database = parts.database

    async def edit(self, turn: Turn, message: Message) -> None:
        """`/edit ID`: the article with a button for each part; a text below replaces title and text."""
        number, _, text = message.argument.partition("\n")
        article = await find_article(self._library, self._workers, id_in([number]))
        if article is None:
            turn.reply(no_such_article(turn.voice, "edit", number))
            return
        old = drafts.draft_of(article)
        if not text.strip():
            turn.reply(turn.voice.say("Choose what to change, then save."))
            offer(turn, Content(old, article.id))
            return
        try:
            new = await self._workers.run(lambda: draft_of_text(self._drafting, text))
        except InputError as refusal:
            turn.reply(turn.voice.tell(refusal))
            return
        offer(turn, Content(with_missing_facts(new, old), article.id))

    async def choose(self, turn: Turn, press: Press, arguments: list[str]) -> None:
        """A part's button: ask for the new one."""
        kept = await self._open(turn, arguments[0])
        part = arguments[-1]
        if kept is None or part not in PARTS:
            turn.toast = turn.voice.say("This preview is no longer open.")
            return
        chat_id, user_id, task = turn.place.chat_id, turn.person.id, Task(CHANGING, (kept.id, part))
        turn.write(lambda session: people.begin_task(session, chat_id, user_id, task))
        turn.reply(_request(turn, part))

    async def given(self, turn: Turn, message: Message) -> None:
        """The new part."""
        task = turn.task
        kept = None if task is None else await self._open(turn, task.parts[0])
        chat_id, user_id = turn.place.chat_id, turn.person.id
        if kept is None or task is None:
            turn.write(lambda session: people.end_task(session, chat_id, user_id))
            turn.reply(turn.voice.say("This preview is no longer open."))
            return
        try:
            draft = _changed(kept.draft, task.parts[1], message.text.strip())
        except InputError as refusal:
            reason = turn.voice.tell(refusal)
            turn.reply(turn.voice.say("{reason} Try again, or /cancel.", reason=reason))
            return
        turn.write(lambda session: people.end_task(session, chat_id, user_id))
        retire(turn, kept)
        offer(turn, Content(draft, kept.article_id))

    async def _open(self, turn: Turn, draft_id: str) -> KeptDraft | None:
        kept = await self._database.run(lambda session: drafts.find(session, draft_id))
        mine = kept is not None and kept.user_id == turn.person.id and kept.state == "open"
        return kept if mine else None


def _request(turn: Turn, part: str) -> str:
    if part == "published_at":
        return turn.voice.say("Send the date, such as 16 December 2021; - takes it away.")
    if part == "url":
        return turn.voice.say("Send the link, such as https://example.com/article; - takes it away.")
    return turn.voice.say("Send the new one: {part}.", part=part_names(turn.voice)[part].lower())


def _changed(old: ArticleDraft, part: str, text: str) -> ArticleDraft:
    """The draft with one part changed.

    Raises:
        InputError: The part is unusable.
    """
    value = "" if text.lower() in NOTHING and part not in ("title", "body") else text
    if part == "body":
        return replace(old, body=checked(value, title=old.title).body, pages=())
    if part == "title":
        return replace(old, title=checked(old.body, title=value).title)
    if part == "url":
        return replace(old, url=checked(old.body, title=old.title, url=value).url)
    given = checked(old.body, title=old.title, published_at=value)
    return replace(old, published_at=given.published_at)
