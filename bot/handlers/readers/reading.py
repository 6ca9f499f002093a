"""Reading on: more passages, whole articles, the closest articles after an abstention."""

from bot.conversation import answers
from bot.conversation.answers import KeptAnswer, KeptHit
from bot.handlers.finding import Shelf, find_article, no_such_article
from bot.handlers.paging import id_in, page_buttons, page_in
from bot.inbox.turn import Turn
from bot.locales.voice import Voice
from bot.messages.incoming import Me, Message, Press
from bot.messages.outgoing import Button, Keyboard, Styled
from bot.messages.packing import unpack
from bot.process.workers import Workers
from bot.rendering.articles import body_pages, render_page
from bot.rendering.composing import Composer, shortened
from bot.rendering.passages import PER_PAGE, FoundPassage, page_count, render_passages
from bot.store.database import Database
from index.types import Article

CLOSEST = 5
OPENS_ARTICLE = "a_"
"""How the argument of /start begins that opens an article; its number follows."""


class Reading:
    """Shows what stands behind an answer."""

    def __init__(self, library: Shelf, workers: Workers, database: Database, me: Me) -> None:
        self._me = me
        self._library = library
        self._workers = workers
        self._database = database

    async def article(self, turn: Turn, message: Message) -> None:
        """`/article ID`: the first page of an article."""
        article = await find_article(self._library, self._workers, id_in([message.argument]))
        if article is None:
            turn.reply(no_such_article(turn.voice, "article", message.argument))
            return
        turn.reply(*_page(article, 0, turn.voice))

    async def read(self, turn: Turn, press: Press, arguments: list[str]) -> None:
        """The first page of an article, as a new message."""
        article = await find_article(self._library, self._workers, id_in(arguments))
        if article is None:
            turn.toast = turn.voice.say("This article was edited or removed since.")
            return
        if press.chat == "group":
            # Three thousand characters would bury what the group talks about.
            link = f"https://t.me/{self._me.username}?start={OPENS_ARTICLE}{article.id}"
            title = shortened(" ".join(article.title.split()) or turn.voice.say("Untitled article"), 200)
            turn.reply(title, ((Button(turn.voice.say("Read in private"), url=link),),))
            return
        turn.reply(*_page(article, 0, turn.voice))

    async def opened(self, turn: Turn, message: Message) -> None:
        """`/start a_ID`, from a link: the first page of an article."""
        number = message.argument.removeprefix(OPENS_ARTICLE)
        article = await find_article(self._library, self._workers, id_in([number]))
        if article is None:
            turn.reply(turn.voice.say("This article was edited or removed since."))
            return
        turn.reply(*_page(article, 0, turn.voice))

    async def turn_page(self, turn: Turn, press: Press, arguments: list[str]) -> None:
        """Another page of an article, in the same message."""
        article = await find_article(self._library, self._workers, id_in(arguments))
        if article is None or press.message_id is None:
            turn.toast = turn.voice.say("This article was edited or removed since.")
            return
        page = page_in(arguments, 1, len(body_pages(article.body)))
        turn.edit(press.message_id, *_page(article, page, turn.voice))

    async def more(self, turn: Turn, press: Press, arguments: list[str]) -> None:
        """The passages behind an answer, in its place, where it can be brought back."""
        kept = await self._answer(turn, arguments)
        if kept is None:
            return
        page = await self._passages(kept, 0, turn.voice)
        if kept.shown and press.message_id is not None:
            turn.edit(press.message_id, *page)
        else:
            turn.reply(*page)

    async def back(self, turn: Turn, press: Press, arguments: list[str]) -> None:
        """The answer again, in the place of its passages."""
        kept = await self._answer(turn, arguments)
        if kept is not None and kept.shown and press.message_id is not None:
            turn.edit(press.message_id, *unpack(kept.shown))

    async def turn_passages(self, turn: Turn, press: Press, arguments: list[str]) -> None:
        """Another page of passages, in the same message."""
        kept = await self._answer(turn, arguments)
        if kept is not None and press.message_id is not None:
            page = page_in(arguments, 1, page_count(len(_others(kept))))
            turn.edit(press.message_id, *await self._passages(kept, page, turn.voice))

    async def closest(self, turn: Turn, press: Press, arguments: list[str]) -> None:
        """The articles nearest to a question that they do not answer."""
        kept = await self._answer(turn, arguments)
        if kept is None:
            return
        ids = list(dict.fromkeys(hit.article_id for hit in kept.hits))[:CLOSEST]
        found = [
            article
            for article in [await find_article(self._library, self._workers, id_) for id_ in ids]
            if article is not None
        ]
        if not found:
            turn.toast = turn.voice.say("This article was edited or removed since.")
            return
        heading = turn.voice.say("Closest to your question, but none of them answers it:")
        rows = tuple((_read_button(article, turn.voice),) for article in found)
        turn.reply(Composer().plain(heading).build(), rows)

    async def rest(self, turn: Turn, press: Press, arguments: list[str]) -> None:
        """A button that only shows something."""

    async def _answer(self, turn: Turn, arguments: list[str]) -> KeptAnswer | None:
        kept = await self._database.run(lambda session: answers.find(session, arguments[0]))
        if kept is None:
            turn.toast = turn.voice.say("This answer was forgotten; please ask again.")
        return kept

    async def _passages(self, kept: KeptAnswer, page: int, voice: Voice) -> tuple[Styled, Keyboard]:
        others = _others(kept)
        hits = others[page * PER_PAGE : (page + 1) * PER_PAGE]
        first = page * PER_PAGE + 1
        found = [await self._passage(hit) for hit in hits]
        buttons = tuple(
            Button(f"{number} · {voice.say('Whole article')}", data=f"read:{passage.article.id}")
            for number, passage in enumerate(found, start=first)
            if passage.article is not None
        )
        pages = page_buttons(f"hits:{kept.id}", page, page_count(len(others)), voice)
        answer = (Button(voice.say("‹ The answer"), data=f"answer:{kept.id}"),) if kept.shown else ()
        return render_passages(found, first, voice), (*((button,) for button in buttons), pages, answer)

    async def _passage(self, hit: KeptHit) -> FoundPassage:
        article = await find_article(self._library, self._workers, hit.article_id)
        unchanged = article is not None and article.content_hash == hit.content_hash
        return FoundPassage(article if unchanged else None, hit.start, hit.end)


def _others(kept: KeptAnswer) -> tuple[KeptHit, ...]:
    """The passages that the answer did not quote."""
    return tuple(hit for hit in kept.hits if not hit.cited)


def _page(article: Article, page: int, voice: Voice) -> tuple[Styled, Keyboard]:
    pages = len(body_pages(article.body))
    return render_page(article, page, voice), (page_buttons(f"text:{article.id}", page, pages, voice),)


def _read_button(article: Article, voice: Voice) -> Button:
    title = " ".join(article.title.split()) or voice.say("Untitled article")
    return Button(shortened(title, 60), data=f"read:{article.id}")
