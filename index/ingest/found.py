"""What a document says of itself, as a reader in the child process finds it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FoundArticle:
    """Texts as the document gives them; empty where it says nothing."""

    title: str
    text: str
    url: str
    date: str


NOTHING = FoundArticle("", "", "", "")
