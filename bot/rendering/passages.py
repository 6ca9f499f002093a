"""The passages behind an answer, a few a page."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.locales.voice import Voice
from bot.messages.outgoing import Styled
from bot.rendering.articles import add_passage
from bot.rendering.composing import Composer
from index.types import Article

PER_PAGE = 3


@dataclass(frozen=True, slots=True)
class FoundPassage:
    """A passage of an answer today; `article` is None when it was edited or removed since."""

    article: Article | None
    start: int
    end: int


def render_passages(passages: Sequence[FoundPassage], first: int, voice: Voice) -> Styled:
    """One page of passages, best first, numbered from `first` like their buttons."""
    composer = Composer()
    for position, passage in enumerate(passages):
        composer.plain("\n\n" if position else "").bold(f"{first + position}").plain("\n")
        if passage.article is None:
            composer.italic(voice.say("This article was edited or removed since."))
        else:
            add_passage(composer, passage.article, passage.start, passage.end, voice)
    return composer.build()


def page_count(passages: int) -> int:
    """How many pages so many passages fill."""
    return max(1, -(-passages // PER_PAGE))
