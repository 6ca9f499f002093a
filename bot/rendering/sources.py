"""How a source is named and linked: title · outlet · page · date, to the very sentence in the reader's browser."""

import re
from datetime import date
from typing import Protocol
from urllib.parse import quote, urldefrag, urlsplit

from bot.locales.voice import Voice
from bot.rendering.composing import Composer, shortened, shown

MAX_TITLE = 200
MAX_NAME = 80
MAX_URL = 2000
_FRAGMENT_WORDS = 5
_LINKABLE = re.compile(
    r"https?://[^\s\x00-\x20\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]+", re.IGNORECASE
)


class Published(Protocol):
    """What an outlet published: an article, a draft of one, a citation, a line of a list."""

    @property
    def title(self) -> str:
        """The headline, may be empty."""
        ...

    @property
    def url(self) -> str | None:
        """Where it can be read."""
        ...

    @property
    def published_at(self) -> date | None:
        """The day of publication."""
        ...

    @property
    def outlet(self) -> str | None:
        """Who published it, as it calls itself."""
        ...


def add_source(
    composer: Composer, source: Published, link: str | None, voice: Voice, *, page: int | None = None
) -> None:
    """Write title · outlet · page · date, the title linked to `link`; `page` is one of print, from 1."""
    title = " ".join(shown(source.title).split()) or voice.say("Untitled article")
    composer.link(shortened(title, MAX_TITLE), link)
    number = "" if page is None else voice.say("p. {page}", page=page)
    for detail in (outlet(source), number, day(source, voice)):
        if detail:
            composer.plain(f" · {detail}")


def outlet(source: Published) -> str:
    """Who published it: as it calls itself, else as its host tells, kompas.com; "" where nobody says."""
    return name(source.outlet) or host_of(source.url).removeprefix("www.").removeprefix("m.")


def day(source: Published, voice: Voice) -> str:
    """The day of publication, or ""."""
    return voice.date(source.published_at) if source.published_at else ""


def name(text: str | None) -> str:
    """A name as one short line."""
    return shortened(" ".join(shown(text or "").split()), MAX_NAME)


def host_of(url: str | None) -> str:
    """The host of a web address, or ""."""
    try:
        return (urlsplit(url).hostname or "") if url else ""
    except ValueError:
        return ""


def sentence_link(url: str | None, sentence: str) -> str | None:
    """The address with a text fragment, so that the browser jumps to the sentence, or None."""
    if not url or not host_of(url) or len(url) > MAX_URL or not _LINKABLE.fullmatch(url):
        return None
    words = shown(sentence).split()
    if not words:
        return url
    address, fragment = urldefrag(url)
    if len(words) <= 2 * _FRAGMENT_WORDS:
        directive = _encoded(" ".join(words))
    else:
        first, last = words[:_FRAGMENT_WORDS], words[-_FRAGMENT_WORDS:]
        directive = f"{_encoded(' '.join(first))},{_encoded(' '.join(last))}"
    if len(directive) > MAX_URL:
        return url
    return f"{address}#{fragment}:~:text={directive}"


def _encoded(text: str) -> str:
    return quote(text, safe="").replace("-", "%2D")
