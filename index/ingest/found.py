"""What a document says of itself, as a reader in the child process finds it."""

from dataclasses import dataclass

PAGE_MARK = "\ue00c"
"""Stands in a text where a printed page begins, but for the first; drafting takes it out again."""


@dataclass(frozen=True, slots=True)
class FoundArticle:
    """Texts as the document gives them; empty where it says nothing.

    Attributes:
        text: With `PAGE_MARK` where a page of print begins.
        next_page: The address of the article's next page, or of all of it.
        locked: Why the text cannot be read, as one word: "password" or "scan".
    """

    title: str
    text: str
    url: str = ""
    date: str = ""
    author: str = ""
    outlet: str = ""
    section: str = ""
    next_page: str = ""
    locked: str = ""


NOTHING = FoundArticle("", "")
