"""Builds a message piece by piece, with entities counted the way Telegram counts, within its limits."""

import re

from telegram import MessageEntity
from telegram.constants import MessageEntityType, MessageLimit

from bot.messages.outgoing import Styled
from bot.messages.utf16 import prefix_utf16, utf16_length
from index.types import Span

MAX_LENGTH = int(MessageLimit.MAX_TEXT_LENGTH)
"""UTF-16 code units; Telegram counts code points, so this is never too much."""

MAX_ENTITIES = int(MessageLimit.MESSAGE_ENTITIES)

_UNSHOWN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\U000e0000-\U000e007f]"
)


def shown(text: str) -> str:
    """A text without the characters that Telegram would drop or that could turn the text around."""
    return _UNSHOWN.sub(" ", text)


def shortened(text: str, limit: int) -> str:
    """At most `limit` code units, ending in … where something was cut, at a blank if one is near."""
    if utf16_length(text) <= limit:
        return text
    head = prefix_utf16(text, max(0, limit - 1))
    cuts_a_word = not text[len(head)].isspace()
    blank = head.rfind(" ", max(0, len(head) - 30)) if cuts_a_word else -1
    return (head[:blank] if blank > 0 else head).rstrip() + "…"


class Composer:
    """Text and entities so far; nothing added can break a limit."""

    def __init__(self, *, limit: int = MAX_LENGTH) -> None:
        self._limit = limit
        self._text: list[str] = []
        self._length = 0
        self._entities: list[MessageEntity] = []

    @property
    def room(self) -> int:
        """Code units that are left."""
        return self._limit - self._length

    def plain(self, text: str) -> "Composer":
        """Add ordinary text."""
        self._add(text)
        return self

    def bold(self, text: str) -> "Composer":
        """Add bold text."""
        self._styled(text, MessageEntityType.BOLD)
        return self

    def italic(self, text: str) -> "Composer":
        """Add text in italics."""
        self._styled(text, MessageEntityType.ITALIC)
        return self

    def code(self, text: str) -> "Composer":
        """Add text that is copied by a tap."""
        self._styled(text, MessageEntityType.CODE)
        return self

    def link(self, text: str, url: str | None) -> "Composer":
        """Add a link, or the text alone where there is no address."""
        if url is None:
            self._add(text)
        else:
            start, length = self._add(text)
            self._entity(MessageEntityType.TEXT_LINK, start, length, url=url)
        return self

    def quote(self, text: str, *, mark: Span | None = None) -> "Composer":
        """Add a quotation that opens on a tap when it is long; `mark` is set in bold within it."""
        start, length = self._add(text)
        self._entity(MessageEntityType.EXPANDABLE_BLOCKQUOTE, start, length)
        if mark is not None:
            before = utf16_length(shown(text[: mark.start]))
            inside = utf16_length(shown(text[mark.start : mark.end]))
            self._entity(MessageEntityType.BOLD, start + before, min(inside, length - before))
        return self

    def build(self) -> Styled:
        """The message."""
        return Styled("".join(self._text), tuple(self._entities))

    def _styled(self, text: str, kind: str) -> None:
        start, length = self._add(text)
        self._entity(kind, start, length)

    def _add(self, text: str) -> tuple[int, int]:
        piece = prefix_utf16(shown(text), self.room)
        start, length = self._length, utf16_length(piece)
        self._text.append(piece)
        self._length += length
        return start, length

    def _entity(self, kind: str, start: int, length: int, *, url: str | None = None) -> None:
        if length > 0 and len(self._entities) < MAX_ENTITIES:
            self._entities.append(MessageEntity(kind, start, length, url=url))
