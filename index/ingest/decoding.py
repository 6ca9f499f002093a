"""Bytes into text: the declared encoding where it is a usual one, else UTF-8, else Windows-1252."""

import codecs
import re

_USUAL = {"utf-8", "ascii", "cp1252", "iso8859-1", "iso8859-15", "utf-16", "utf-16-le", "utf-16-be"}
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_META = re.compile(rb"<meta[^>]{0,200}?charset\s{0,5}=\s{0,5}[\"']?([a-z0-9_-]{1,20})", re.IGNORECASE)
_HEAD = 2048


def decode(data: bytes, charset: str = "") -> str:
    """Decode a text; never fails, what cannot be decoded becomes U+FFFD."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    declared = _usual(charset)
    if declared:
        return data.decode(declared, "replace")
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def decode_html(data: bytes, charset: str = "") -> str:
    """Decode a page, by the encoding that its head declares when nothing else does."""
    declared = _META.search(data[:_HEAD])
    return decode(data, charset or (declared[1].decode("ascii") if declared else ""))


def _usual(charset: str) -> str:
    """A declared encoding under its own name; Latin-1 means Windows-1252 on the web."""
    try:
        name = codecs.lookup(charset).name
    except (LookupError, ValueError):
        return ""
    if name in ("ascii", "iso8859-1"):
        return "cp1252"
    return name if name in _USUAL else ""
