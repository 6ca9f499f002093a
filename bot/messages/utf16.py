"""Telegram counts text in UTF-16 code units; Python counts code points."""


def utf16_length(text: str) -> int:
    """UTF-16 code units of a text."""
    return len(text) + sum(character > "\uffff" for character in text) if not text.isascii() else len(text)


def slice_utf16(text: str, start: int, length: int) -> str:
    """The part of a text between UTF-16 offsets."""
    units = text.encode("utf-16-le", "surrogatepass")
    return units[2 * start : 2 * (start + length)].decode("utf-16-le", "replace")


def prefix_utf16(text: str, limit: int) -> str:
    """The longest beginning of a text with at most `limit` code units; no character is cut in two."""
    if utf16_length(text) <= limit:
        return text
    units = 0
    for position, character in enumerate(text):
        units += 2 if character > "\uffff" else 1
        if units > limit:
            return text[:position]
    return text
