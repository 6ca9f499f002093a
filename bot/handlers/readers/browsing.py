"""The list of articles: `/articles`, with search words or without, page by page."""

import re
import secrets
from collections.abc import Iterator
from typing import Protocol

from sqlalchemy.orm import Session

from bot.handlers.paging import page_in
from bot.inbox.turn import Turn
from bot.locales.voice import Voice
from bot.messages.incoming import Message, Press
from bot.messages.outgoing import Button, Keyboard, Styled
from bot.process.workers import Workers
from bot.rendering.articles import Listed, render_list
from bot.store.clock import now
from bot.store.database import Database
from bot.store.tables import SearchRow
from index.types import Article, ArticleSummary, Hit

PER_PAGE = 10
MAX_QUERY = 200
LOOKED_AT = 60
"""So many passages, best first, are looked at for articles that hold the words below their titles."""

_WORD = re.compile(r"\w+")


class Lists(Protocol):
    """What browsing needs of the library."""

    def articles(self, *, query: str = "", limit: int | None = None, offset: int = 0) -> list[ArticleSummary]:
        """The articles whose titles match, newest first."""
        ...

    def search(self, question: str, *, top_k: int = 20) -> list[Hit]:
        """The passages that fit best, best first."""
        ...


class Browsing:
    """Shows which articles there are."""

    def __init__(self, library: Lists, workers: Workers, database: Database) -> None:
        self._library = library
        self._workers = workers
        self._database = database

    async def articles(self, turn: Turn, message: Message) -> None:
        """`/articles [WORD]`: the first page."""
        query = " ".join(message.argument.split())[:MAX_QUERY]
        search_id = secrets.token_urlsafe(9)
        body, keyboard = await self._page(search_id, query, 0, turn.voice)
        if any(button.data.startswith("list:") for row in keyboard for button in row):
            turn.write(lambda session: _keep(session, search_id, query))
        turn.reply(body, keyboard)

    async def turn_page(self, turn: Turn, press: Press, arguments: list[str]) -> None:
        """Another page, in the same message."""
        row = await self._database.run(lambda session: session.get(SearchRow, arguments[0]))
        if row is None or press.message_id is None:
            turn.toast = turn.voice.say("This list was forgotten; /articles shows it again.")
            return
        page = page_in(arguments, 1, 100_000)
        turn.edit(press.message_id, *await self._page(row.id, row.query, page, turn.voice))

    async def _page(self, search_id: str, query: str, page: int, voice: Voice) -> tuple[Styled, Keyboard]:
        offset = page * PER_PAGE
        found = await self._workers.run(lambda: self._matching(query, offset, PER_PAGE + 1))
        shown = found[:PER_PAGE]
        rows: list[tuple[Button, ...]] = []
        numbers = [Button(str(article.id), data=f"read:{article.id}") for article in shown]
        rows += [tuple(numbers[:5]), tuple(numbers[5:])]
        earlier = (Button("‹", data=f"list:{search_id}:{page - 1}"),) if page else ()
        later = (Button("›", data=f"list:{search_id}:{page + 1}"),) if len(found) > PER_PAGE else ()
        rows.append(earlier + later)
        return render_list(shown, query, voice), tuple(row for row in rows if row)

    def _matching(self, query: str, offset: int, limit: int) -> list[Listed]:
        """Titles that match, newest first; then articles that hold every word elsewhere, best first."""
        if not query:
            return [_listed(found) for found in self._library.articles(limit=limit, offset=offset)]
        end = offset + limit
        matching = {found.id: _listed(found) for found in self._library.articles(query=query, limit=end)}
        if len(matching) < end:
            for article in self._holding(query):
                matching.setdefault(article.id, _listed(article))
        return list(matching.values())[offset:end]

    def _holding(self, query: str) -> Iterator[Article]:
        words = _WORD.findall(query.casefold())
        if not words:
            return
        for hit in self._library.search(query, top_k=LOOKED_AT):
            text = f"{hit.article.title}\n{hit.article.body}".casefold()
            if all(word in text for word in words):
                yield hit.article


def _listed(found: Article | ArticleSummary) -> Listed:
    return Listed(found.id, found.title, found.url, found.published_at, found.outlet)


def _keep(session: Session, search_id: str, query: str) -> None:
    session.add(SearchRow(id=search_id, query=query, created_at=now()))
