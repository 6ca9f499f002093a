"""The list of articles: `/articles`, with a search word or without, page by page."""

import secrets
from typing import Protocol

from sqlalchemy.orm import Session

from bot.clock import now
from bot.database import Database
from bot.handlers.paging import page_in
from bot.incoming import Message, Press
from bot.outgoing import Button, Keyboard, Styled
from bot.rendering.articles import render_list
from bot.tables import SearchRow
from bot.turn import Turn
from bot.voice import Voice
from bot.workers import Workers
from index.types import ArticleSummary

PER_PAGE = 10
MAX_QUERY = 200


class Lists(Protocol):
    """What browsing needs of the library."""

    def articles(self, *, query: str = "", limit: int | None = None, offset: int = 0) -> list[ArticleSummary]:
        """The articles that match, newest first."""
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
        found = await self._workers.run(
            lambda: self._library.articles(query=query, limit=PER_PAGE + 1, offset=offset)
        )
        shown = found[:PER_PAGE]
        rows: list[tuple[Button, ...]] = []
        numbers = [Button(str(article.id), data=f"read:{article.id}") for article in shown]
        rows += [tuple(numbers[:5]), tuple(numbers[5:])]
        earlier = (Button("‹", data=f"list:{search_id}:{page - 1}"),) if page else ()
        later = (Button("›", data=f"list:{search_id}:{page + 1}"),) if len(found) > PER_PAGE else ()
        rows.append(earlier + later)
        return render_list(shown, query, voice), tuple(row for row in rows if row)


def _keep(session: Session, search_id: str, query: str) -> None:
    session.add(SearchRow(id=search_id, query=query, created_at=now()))
