"""Buttons that turn pages."""

from bot.locales.voice import Voice
from bot.messages.outgoing import Button


def page_buttons(key: str, page: int, pages: int, voice: Voice) -> tuple[Button, ...]:
    """Earlier, where we are, later; `key` is completed by the page. Nothing where there is one page."""
    if pages <= 1:
        return ()
    earlier = (Button("‹", data=f"{key}:{page - 1}"),) if page > 0 else ()
    later = (Button("›", data=f"{key}:{page + 1}"),) if page < pages - 1 else ()
    here = Button(voice.say("{page} of {pages}", page=page + 1, pages=pages), data="rest")
    return (*earlier, here, *later)


def page_in(arguments: list[str], position: int, pages: int) -> int:
    """The page that a button asks for, within the pages there are today."""
    written = arguments[position] if len(arguments) > position else ""
    page = int(written) if written.isascii() and written.isdigit() and len(written) < 8 else 0
    return min(page, pages - 1)


def id_in(arguments: list[str], position: int = 0) -> int:
    """The article id that a button or a command names; 0, which no article has, for anything else."""
    written = arguments[position].strip() if len(arguments) > position else ""
    return int(written) if written.isascii() and written.isdigit() and len(written) < 18 else 0
