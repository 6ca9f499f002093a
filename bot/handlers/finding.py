"""Finding and removing articles that may be gone already."""

from typing import Protocol

from bot.locales.voice import Voice
from bot.process.workers import Workers
from index.errors import NotFoundError
from index.types import Article


class Shelf(Protocol):
    """Where articles are found."""

    def article(self, article_id: int) -> Article:
        """The article; NotFoundError when no article has that id."""
        ...


class Removes(Protocol):
    """Where articles are removed."""

    def remove(self, article_id: int) -> Article:
        """Remove an article; NotFoundError when no article has that id."""
        ...


def no_such_article(voice: Voice, command: str, written: str) -> str:
    """What to say where a command names no article, or none that is there."""
    if not written.strip():
        return voice.say("Write the number, such as /{command} 77. /articles lists them.", command=command)
    return voice.say("No article has that number. /articles lists them.")


async def find_article(library: Shelf, workers: Workers, article_id: int) -> Article | None:
    """The article, or None when it is gone."""
    try:
        return await workers.run(lambda: library.article(article_id))
    except NotFoundError:
        return None


async def remove_article(library: Removes, workers: Workers, article_id: int) -> None:
    """Remove an article, if it is still there."""
    try:
        await workers.run(lambda: library.remove(article_id))
    except NotFoundError:
        return
