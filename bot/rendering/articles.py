"""Articles and passages as messages: lists, previews, pages of a whole text."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.locales.voice import Voice
from bot.messages.outgoing import Styled
from bot.messages.utf16 import prefix_utf16
from bot.rendering.composing import Composer, shortened, shown
from bot.rendering.sources import add_source, day, name, outlet, sentence_link
from index.types import Article, ArticleDraft, Span

PAGE_LENGTH = 3000
"""Code units of an article on one page."""

PREVIEW_LENGTH = 600
PASSAGE_LENGTH = 900
_LIST_TITLE = 90
_NEAR_A_JOINT = 600


def body_pages(body: str) -> list[Span]:
    """The pages of a text, cut at paragraphs, else sentences, else blanks; together the whole text."""
    pages: list[Span] = []
    start = 0
    while start < len(body):
        end = start + len(prefix_utf16(body[start : start + PAGE_LENGTH], PAGE_LENGTH))
        if end < len(body):
            end = _joint(body, start, end)
        pages.append(Span(start, end))
        start = end
    return pages or [Span(0, 0)]


def render_page(article: Article, page: int, voice: Voice) -> Styled:
    """One page of a whole article, from 0; the title stands on each."""
    pages = body_pages(article.body)
    span = pages[page]
    composer = Composer().bold(shortened(_title(article.title, voice), 200)).plain("\n")
    number = voice.say("article {id}", id=article.id)
    details = (outlet(article), _writer(article.author, voice), day(article, voice), number)
    composer.italic(" · ".join(filter(None, details)))
    composer.plain("\n\n").plain(article.body[span.start : span.end].strip("\n"))
    if page == len(pages) - 1 and article.url:
        composer.plain("\n\n").link(voice.say("Read at the source"), sentence_link(article.url, ""))
    return composer.build()


@dataclass(frozen=True, slots=True)
class Listed:
    """An article in a list."""

    id: int
    title: str
    url: str | None
    published_at: date | None
    outlet: str | None = None


def render_list(articles: Sequence[Listed], query: str, voice: Voice) -> Styled:
    """A page of the list of articles; the numbers are their ids."""
    if not articles and query:
        return Styled(voice.say("No stored article holds “{query}”.", query=shortened(query, 80)))
    if not articles:
        return Styled(voice.say("No articles are stored yet."))
    heading = (
        voice.say("Articles with “{query}”", query=shortened(query, 80)) if query else voice.say("Articles")
    )
    composer = Composer().bold(heading)
    for article in articles:
        link = sentence_link(article.url, "")
        composer.plain("\n\n").code(f"{article.id}").plain("  ")
        composer.link(shortened(_title(article.title, voice), _LIST_TITLE), link)
        details = filter(None, (outlet(article), day(article, voice)))
        composer.plain("".join(f" · {detail}" for detail in details))
    return composer.build()


def render_preview(draft: ArticleDraft, heading: str, voice: Voice) -> Styled:
    """What will be stored, at a glance."""
    composer = (
        Composer().italic(heading).plain("\n\n").bold(shortened(_title(draft.title, voice), 200)).plain("\n")
    )
    words = voice.say_many("{n} word", "{n} words", len(draft.body.split()))
    facts = (outlet(draft), name(draft.section), _writer(draft.author, voice), day(draft, voice), words)
    composer.plain(" · ".join(filter(None, facts))).plain("\n\n")
    composer.quote(shortened(draft.body, PREVIEW_LENGTH))
    return composer.build()


def add_passage(composer: Composer, article: Article, start: int, end: int, voice: Voice) -> None:
    """Add a passage with its source."""
    text = article.body[start:end].strip()
    composer.quote(shortened(text, PASSAGE_LENGTH)).plain("\n")
    first_sentence = " ".join(text.split()[:6])
    link = sentence_link(article.url, first_sentence)
    add_source(composer, article, link, voice, page=article.page(start))


def _joint(body: str, start: int, end: int) -> int:
    near = max(start + 1, end - _NEAR_A_JOINT)
    for joint in ("\n\n", "\n", ". ", "? ", "! ", " "):
        found = body.rfind(joint, near, end)
        if found >= 0:
            return found + len(joint)
    return end


def _title(title: str, voice: Voice) -> str:
    return " ".join(shown(title).split()) or voice.say("Untitled article")


def _writer(author: str | None, voice: Voice) -> str:
    return voice.say("by {author}", author=name(author)) if author else ""
