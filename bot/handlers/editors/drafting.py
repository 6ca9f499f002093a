"""How drafts are made of what an editor sends."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot.articles.drafts import Source
from bot.messages.incoming import Origin
from index.errors import InputError
from index.ingest.drafting import draft
from index.types import ArticleDraft

LEAST_PARAGRAPH = 80
"""Characters; a single line that is shorter is a title whose text has yet to come."""


@dataclass(frozen=True, slots=True)
class Drafting:
    """How drafts are made: of a chat message, of a page on the web, of a file's bytes and name."""

    message: Callable[[str], ArticleDraft]
    web: Callable[[str], ArticleDraft]
    document: Callable[[bytes, str], ArticleDraft]


def draft_of_text(drafting: Drafting, text: str, origin: Origin | None = None) -> ArticleDraft:
    """The draft in a text; a paragraph without a title is titled by its first words.

    Raises:
        InputError: It is a title without text, or a part is unusable.
    """
    made = draft(text) if _is_one_paragraph(text) else drafting.message(text)
    if origin is None:
        return made
    return replace(made, url=made.url or origin.url, published_at=made.published_at or origin.day)


def text_of(sources: Sequence[Source]) -> str:
    """What the messages say together."""
    return "\n".join(source.text for source in sources)


def encode(source: Source) -> str:
    """A message as a part of a task."""
    return f"{source.message_id} {source.text}"


def decode(part: str) -> Source:
    """The message in a part of a task."""
    number, _, text = part.partition(" ")
    return Source(int(number), text)


def _is_one_paragraph(text: str) -> bool:
    line = text.strip()
    return "\n" not in line and len(line) >= LEAST_PARAGRAPH


def missing_text(text: str, refusal: InputError) -> bool:
    """Whether the draft was refused because only its title has come."""
    return "\n" not in text.strip() and str(refusal).startswith("The article has no text")
