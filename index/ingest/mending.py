"""Texts as careless programs hand them on: markup, entities and wrongly decoded letters made plain again."""

import html
import re

_MARKUP = re.compile(
    r"</?(?:p|br|div|span|a|b|strong|em|i|li|ul|ol|h[1-6]|table|tr|td|blockquote|img|figure)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,10}\d{0,2}|#\d{2,6}|#[xX][0-9a-fA-F]{2,5});")
_UNSEEN = re.compile(
    r"<(script|style|del|s|strike)\b[^<>]*>.*?</\1\s*>|<!--.*?-->", re.IGNORECASE | re.DOTALL
)
_BREAK = re.compile(
    r"\s*<(?:br|/?(?:p|div|li|ul|ol|h[1-6]|table|tr|blockquote|figure|figcaption|section|article))(?:\s[^<>]*)?/?>\s*",
    re.IGNORECASE,
)
_CELL = re.compile(r"</t[dh]>\s*<t[dh][^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_GARBLED = re.compile(
    "[ÃÂâÐÑðØÙ][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|√[©®†°±≤¥µ∂∑∏¢£§•¶ß]|‚Ä[ôúùìî¶ò]|¬[´ª©®]"
)

_GARBLING = "ÃÂâÐÑðØÙ√‚¬"


def mended(text: str) -> str:
    """A text without markup, entities and mojibake; a text that has none of them is returned as it is."""
    if "<" in text and _MARKUP.search(text):
        text = _without_markup(text)
    if "&" in text and _ENTITY.search(text):
        text = html.unescape(text)
    if any(letter in text for letter in _GARBLING) and _GARBLED.search(text):
        from ftfy import fix_encoding

        text = fix_encoding(text)
    return text


def _without_markup(text: str) -> str:
    """The text of HTML in which only its blocks break lines."""
    if "<p" in text.lower() or "<div" in text.lower() or "<br" in text.lower():
        text = re.sub(r"[^\S\n]*\r?\n[^\S\n]*", " ", text)
    text = _CELL.sub("; ", _UNSEEN.sub("", text))
    return re.sub(r"\n{2,}", "\n", _TAG.sub("", _BREAK.sub("\n", text))).strip()
