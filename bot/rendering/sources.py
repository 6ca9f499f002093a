"""How a source is named and linked: title · outlet · date, to the very sentence in the reader's browser."""

import re
from datetime import date
from urllib.parse import quote, urldefrag, urlsplit

from bot.locales.voice import Voice
from bot.rendering.composing import Composer, shortened, shown

MAX_TITLE = 200
MAX_URL = 2000
_FRAGMENT_WORDS = 5
_LINKABLE = re.compile(
    r"https?://[^\s\x00-\x20\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]+", re.IGNORECASE
)


def add_source(
    composer: Composer, title: str, url: str | None, published_at: date | None, link: str | None, voice: Voice
) -> None:
    """Write title · outlet · date, the title linked to `link`."""
    composer.link(shortened(" ".join(shown(title).split()) or voice.say("Untitled article"), MAX_TITLE), link)
    for detail in (outlet(url), voice.date(published_at) if published_at else ""):
        if detail:
            composer.plain(f" · {detail}")


def outlet(url: str | None) -> str:
    """Who published it, as the host tells: kompas.com."""
    host = host_of(url)
    return host.removeprefix("www.").removeprefix("m.")


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
