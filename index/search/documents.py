"""What of a passage is searched: the one text that is embedded and indexed, however it came."""


def searchable(title: str, text: str) -> str:
    """The article's title over the passage's own text."""
    return f"{title}\n{text}" if title else text
